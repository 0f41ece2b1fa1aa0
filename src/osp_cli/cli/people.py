"""person, map."""

from __future__ import annotations

from typing import Annotated

from osp_cli.cli.declaring import Argument, Context, taking, verb, wiring_of
from osp_cli.cli.nouns import one_of, picked, verbs_of
from osp_cli.cli.params import Confirm, Opp, OppOption, named_again
from osp_cli.domain.people import PERSON

person = verbs_of(PERSON, without=("show",))


def person_show(context: Context, **given: str | None) -> None:
    """One person, with what the customer named him for and who reports to him."""
    from osp_cli.render.views.people import person_view
    from osp_cli.services.people import person_shown

    wiring = wiring_of(context)
    number = wiring.choose(given.get("opportunity"))
    reference = picked(wiring, PERSON, number, given.get("reference"))
    wiring.show(person_shown(wiring.reading(), number, reference), person_view)


verb(person, "show")(taking(person_show, one_of(PERSON)))


@verb(person, "merge")
def person_merge(
    context: Context,
    stays: Annotated[str, Argument(metavar="NAME")],
    goes: Annotated[str, Argument(metavar="OTHER")],
    opportunity: OppOption = None,
    confirm: Confirm = None,
) -> None:
    """Two records of one person become one: what spoke of the second speaks of the first."""
    from osp_cli.render.views.people import merged_view
    from osp_cli.services.merging import merge, mergeable

    wiring = wiring_of(context)
    number = wiring.choose(opportunity)
    agreed = named_again(wiring, mergeable(wiring.reading(), number, stays, goes).name, confirm)
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, merge(desk, number, stays, goes, agreed), merged_view)


def map_(context: Context, opp: Opp = None) -> None:
    """The political map, and what it warns of."""
    from osp_cli.render.views.people import map_view
    from osp_cli.services.people import map_of

    wiring = wiring_of(context)
    wiring.show(map_of(wiring.reading(), wiring.choose(opp)), map_view)
