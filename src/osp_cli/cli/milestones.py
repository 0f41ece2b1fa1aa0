"""milestone: the customer's formal steps, with our actions beneath them."""

from __future__ import annotations

from typing import Any

from osp_cli.cli.actions import Result
from osp_cli.cli.declaring import Context, taking, verb, wiring_of
from osp_cli.cli.list_files import filed_taking, give_records
from osp_cli.cli.nouns import change_one, verbs_of
from osp_cli.cli.nouns import one_of as one_record
from osp_cli.cli.params import On, Opp
from osp_cli.domain.close_plan import MILESTONE

milestone = verbs_of(MILESTONE, without=("list",))


def milestone_list(context: Context, **given: Any) -> None:
    """The close plan: the milestones by the customer's dates, our actions under each."""
    from osp_cli.render.views.close_plan import close_plan_view
    from osp_cli.services.close_plan import close_plan_of

    wiring = wiring_of(context)
    found = close_plan_of(wiring.reading(), wiring.choose(given.get("opp")))
    give_records(wiring, found, close_plan_view, MILESTONE, found.milestones)


verb(milestone, "list")(filed_taking(milestone_list, {"opp": Opp}))


def milestone_done(context: Context, **given: str | None) -> None:
    """The customer has reached a milestone, with what came of it."""
    change_one(wiring_of(context), MILESTONE, given, lambda day: {"done_on": day, "result": given.get("result")})


verb(milestone, "done")(taking(milestone_done, {**one_record(MILESTONE), "result": Result, "on": On}))
