"""Arguments and options that many commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring


def complete_opportunity(incomplete: str) -> list[tuple[str, str]]:
    """Slugs that begin so, with the name beside each; silent where there is no store."""
    from osp_cli.cli.completion import slugs

    return slugs(incomplete)


Opp = Annotated[str | None, typer.Argument(metavar="OPP", autocompletion=complete_opportunity, show_default=False)]
OppOption = Annotated[
    str | None, typer.Option("-o", "--opportunity", metavar="OPP", autocompletion=complete_opportunity)
]
On = Annotated[str | None, typer.Option("--on", metavar="DATE")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT")]
Evidence = Annotated[str | None, typer.Option("--evidence", metavar="TEXT")]
Who = Annotated[str | None, typer.Option("--who", metavar="PERSON")]
Due = Annotated[str | None, typer.Option("--due", metavar="DATE")]
StageKey = Annotated[str | None, typer.Option("--stage", metavar="STAGE")]


def wiring_of(context: typer.Context) -> Wiring:
    """The wiring of this call."""
    found: Any = context.obj
    return found  # type: ignore[no-any-return]
