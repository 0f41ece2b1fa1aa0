"""plan: the opportunity plan, its approval, its documents."""

from __future__ import annotations

from typing import Annotated, Literal

from osp_cli.cli.declaring import Context, Option, noun, verb, wiring_of
from osp_cli.cli.params import On, Opp

By = Annotated[str | None, Option("--by", metavar="MANAGER")]
What = Annotated[str, Option("--what", metavar="plan|discount")]
Note = Annotated[str | None, Option("--note", metavar="TEXT")]

plan = noun()


@verb(plan, "show")
def plan_show(context: Context, opp: Opp = None) -> None:
    """The state of the plan."""
    from osp_cli.render.views.plans import plan_view
    from osp_cli.services.plans import plan_shown

    wiring = wiring_of(context)
    desk = wiring.reading()
    wiring.show(plan_shown(desk, wiring.choose(opp)), plan_view)


@verb(plan, "submit")
def plan_submit(context: Context, opp: Opp = None, on: On = None) -> None:
    """Freezes the plan for the manager."""
    from osp_cli.render.views.plans import submitted_view
    from osp_cli.services.plans import submit

    wiring = wiring_of(context)
    number, day = wiring.choose(opp), wiring.day(on)
    desk = wiring.writing(creates=False)
    result = submit(desk, number, day)
    if not result.is_new:
        wiring.notice("plan-unchanged", version=result.version.version)
    wiring.show_written(desk, result, submitted_view)


@verb(plan, "approve")
def plan_approve(
    context: Context, opp: Opp = None, by: By = None, what: What = "plan", note: Note = None, on: On = None
) -> None:
    """The manager agrees."""
    _judge(context, "approved", opp, by, what, note, on)


@verb(plan, "return")
def plan_return(
    context: Context, opp: Opp = None, by: By = None, what: What = "plan", note: Note = None, on: On = None
) -> None:
    """The manager wants it changed."""
    _judge(context, "returned", opp, by, what, note, on)


def _judge(
    context: Context, verdict: Literal["approved", "returned"], opp: str | None, by: str | None, what: str,
    note: str | None, on: str | None,
) -> None:  # fmt: skip
    from osp_cli.render.views.plans import verdict_view
    from osp_cli.services.plans import check_verdict, judge_plan

    wiring = wiring_of(context)
    number, day = wiring.choose(opp), wiring.day(on)
    if verdict == "returned":
        check_verdict(wiring.reading(), number, what=what, by=by, on=day)
        (note,) = wiring.needs(number, ("--note", note))
    desk = wiring.writing(creates=False)
    result = judge_plan(desk, number, verdict, what=what, by=by, note=note, on=day)
    if verdict == "approved" and result.gaps:
        wiring.notice("plan-incomplete", count=result.gaps, number=number)
    wiring.show_written(desk, result, verdict_view)


@verb(plan, "list")
def plan_list(context: Context, waiting: Annotated[bool, Option("--waiting")] = False) -> None:
    """Where the plan of each open opportunity stands, or those that wait for a verdict."""
    from osp_cli.render.views.plans import plans_view, waiting_view
    from osp_cli.services.plans import every_plan, waiting_plans

    wiring = wiring_of(context)
    if waiting:
        wiring.show(waiting_plans(wiring.reading()), waiting_view)
    else:
        wiring.show(every_plan(wiring.reading()), plans_view)
