"""plan: the opportunity plan, its approval, its documents."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from osp_cli.cli.declaring import Context, Option, noun, taking, verb, wiring_of
from osp_cli.cli.list_files import filed, give_list
from osp_cli.cli.params import On, Opp
from osp_cli.cli.sales_plans import SETTING, SUBJECT, plan_set, show_plan, subject_of, submit_plan
from osp_cli.cli.sales_plans import judge_plan as judge_sales_plan
from osp_cli.errors import WrongUsage

By = Annotated[str | None, Option("--by", metavar="MANAGER")]
What = Annotated[str | None, Option("--what", metavar="plan|discount|proposal")]
Note = Annotated[str | None, Option("--note", metavar="TEXT")]

plan = noun()


verb(plan, "set")(taking(plan_set, SETTING))


def plan_show(context: Context, **given: Any) -> None:
    """The state of the plan."""
    from osp_cli.render.views.plans import plan_view
    from osp_cli.services.plans import plan_shown

    wiring = wiring_of(context)
    if subject := subject_of(wiring, given, given.get("opp")):
        show_plan(wiring, subject)
        return
    desk = wiring.reading()
    wiring.show(plan_shown(desk, wiring.choose(given.get("opp"))), plan_view)


verb(plan, "show")(taking(plan_show, {"opp": Opp, **SUBJECT}))


def plan_submit(context: Context, **given: Any) -> None:
    """Freezes the plan for the manager."""
    from osp_cli.render.views.plans import submitted_view
    from osp_cli.services.plans import submit

    wiring = wiring_of(context)
    if subject := subject_of(wiring, given, given.get("opp")):
        submit_plan(wiring, subject, given.get("on"))
        return
    number, day = wiring.choose(given.get("opp")), wiring.day(given.get("on"))
    desk = wiring.writing(creates=False)
    result = submit(desk, number, day)
    if not result.is_new:
        wiring.notice("plan-unchanged", version=result.version.version)
    wiring.show_written(desk, result, submitted_view)


verb(plan, "submit")(taking(plan_submit, {"opp": Opp, **SUBJECT, "on": On}))


def plan_approve(context: Context, **given: Any) -> None:
    """The manager agrees."""
    _judge(context, "approved", given)


def plan_return(context: Context, **given: Any) -> None:
    """The manager wants it changed."""
    _judge(context, "returned", given)


JUDGING = {"opp": Opp, **SUBJECT, "by": By, "what": What, "note": Note, "on": On}
verb(plan, "approve")(taking(plan_approve, JUDGING))
verb(plan, "return")(taking(plan_return, JUDGING))


def _judge(context: Context, verdict: Literal["approved", "returned"], given: dict[str, Any]) -> None:
    from osp_cli.render.views.plans import verdict_view
    from osp_cli.services.plans import check_verdict, judge_plan

    wiring, by, note, what = wiring_of(context), given.get("by"), given.get("note"), given.get("what") or "plan"
    if subject := subject_of(wiring, given, given.get("opp")):
        if what != "plan":
            raise WrongUsage("options-exclude", {"options": (f"--{subject.kind}", "--what")})
        judge_sales_plan(wiring, subject, verdict, by=by, note=note, on=given.get("on"))
        return
    number, day = wiring.choose(given.get("opp")), wiring.day(given.get("on"))
    if verdict == "returned":
        check_verdict(wiring.reading(), number, what=what, by=by, on=day)
        (note,) = wiring.needs(number, ("--note", note))
    desk = wiring.writing(creates=False)
    result = judge_plan(desk, number, verdict, what=what, by=by, note=note, on=day)
    if verdict == "approved" and result.gaps:
        wiring.notice("plan-incomplete", count=result.gaps, number=number)
    wiring.show_written(desk, result, verdict_view)


@verb(plan, "list")
@filed
def plan_list(context: Context, waiting: Annotated[bool, Option("--waiting")] = False) -> None:
    """Where the plan of each open opportunity stands, or those that wait for a verdict."""
    from osp_cli.render.views.plans import plans_view, waiting_view
    from osp_cli.services.sales_plans import all_plans, all_waiting

    wiring = wiring_of(context)
    if waiting:
        give_list(wiring, all_waiting(wiring.reading(), wiring.handbook), waiting_view)
    else:
        give_list(wiring, all_plans(wiring.reading(), wiring.handbook), plans_view)
