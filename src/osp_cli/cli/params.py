"""Arguments and options that many commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import OPP, Argument, Option
from osp_cli.errors import Declined, WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.desk import Desk
    from osp_cli.services.own_fields import Wanted


def complete_opportunity(incomplete: str) -> list[tuple[str, str]]:
    """Slugs that begin so, with the name beside each; silent where there is no store."""
    from osp_cli.cli.completion import slugs

    return slugs(incomplete)


Opp = Annotated[str | None, Argument(metavar=OPP, autocompletion=complete_opportunity)]
OppOption = Annotated[str | None, Option("-o", "--opportunity", metavar=OPP, autocompletion=complete_opportunity)]
On = Annotated[str | None, Option("--on", metavar="DATE")]
Reason = Annotated[str | None, Option("--reason", metavar="TEXT")]
Evidence = Annotated[str | None, Option("--evidence", metavar="TEXT")]
Who = Annotated[str | None, Option("--who", metavar="PERSON")]
Confirm = Annotated[str | None, Option("--confirm", metavar="NAME")]
Due = Annotated[str | None, Option("--due", metavar="DATE")]
OwnFields = Annotated[list[str] | None, Option("--field", metavar="NAME=VALUE")]
StageKey = Annotated[str | None, Option("--stage", metavar="STAGE")]


def own_values(wiring: Wiring, given: list[str] | None) -> Wanted:
    """The values of the user's own fields that `--field` gives."""
    if not given:
        return {}
    from osp_cli.services.own_fields import wanted_values

    return wanted_values(wiring.settings, wiring.today, given)


def named_again(wiring: Wiring, name: str, confirm: str | None, *, is_number: bool = False) -> str:
    """What was given to agree to a removal: `--confirm`, else what is typed on a terminal; nothing declines.

    `is_number`: the record is known by its number, and `name` is that number.
    """
    if confirm is not None:
        return confirm
    if not wiring.is_interactive:
        raise WrongUsage("input-missing", {"flag": f'--confirm "{name}"'})
    typed = wiring.asker().line(wiring.words("prompts.remove-number" if is_number else "prompts.remove", name=name))
    if not typed.strip():
        raise Declined("declined")
    return typed


def owner_meant(desk: Desk, typed: str | None) -> str | None:
    """The name that `--owner` was given; see `name_meant`."""
    from osp_cli.services.desk import name_meant

    if typed is None:
        return None
    with desk.store.reading() as reading:
        return name_meant(reading, typed, desk.who)
