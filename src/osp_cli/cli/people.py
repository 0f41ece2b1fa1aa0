"""person, map."""

from __future__ import annotations

from osp_cli.cli.declaring import Context, taking, verb, wiring_of
from osp_cli.cli.nouns import one_of, picked, verbs_of
from osp_cli.cli.params import Opp
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


def map_(context: Context, opp: Opp = None) -> None:
    """The political map, and what it warns of."""
    from osp_cli.render.views.people import map_view
    from osp_cli.services.people import map_of

    wiring = wiring_of(context)
    wiring.show(map_of(wiring.reading(), wiring.choose(opp)), map_view)
