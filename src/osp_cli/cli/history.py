"""changes, snapshot, funnel."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from osp_cli.cli.declaring import Argument, Context, Option, noun, verb, wiring_of
from osp_cli.cli.forecast import PeriodText, day_of
from osp_cli.cli.list_files import filed, give_list
from osp_cli.errors import ExitCode

By = Annotated[str | None, Option("--by", metavar="owner")]
NumberOf = Annotated[int | None, Argument(metavar="N")]


@filed
def changes(
    context: Context,
    period: PeriodText = None,
    since: Annotated[str | None, Option("--since", metavar="DATE")] = None,
    by: By = None,
) -> None:
    """What moved in the open deals of a period since a day."""
    from osp_cli.render.views.movements import changes_view
    from osp_cli.services.forecasting import forecast_period
    from osp_cli.services.movements import changes as moved_since
    from osp_cli.services.movements import only_by_owner, since_day

    wiring = wiring_of(context)
    only_by_owner(by)
    desk = wiring.reading()
    day = since_day(desk, day_of(wiring, since, "as-of") if since else None)
    give_list(wiring, moved_since(desk, forecast_period(desk, period), day, by), changes_view)


@filed
def funnel(context: Context, period: PeriodText = None, by: By = None) -> None:
    """Conversion, time in stage, slips, wins and losses, ageing, stuck deals."""
    from osp_cli.render.views.funnel import funnel_view
    from osp_cli.services.forecasting import forecast_period
    from osp_cli.services.funnel import funnel as counted

    wiring = wiring_of(context)
    desk = wiring.reading()
    result = counted(desk, forecast_period(desk, period) if period else None, by)
    give_list(wiring, result, partial(funnel_view, process=desk.process))


snapshot = noun(default_verb="take")


@verb(snapshot, "take")
def snapshot_take(context: Context, period: PeriodText = None) -> None:
    """Freezes the forecast as it stands."""
    from osp_cli.render.views.snapshots import taken_view
    from osp_cli.services.forecasting import forecast_period
    from osp_cli.services.snapshots import take

    wiring = wiring_of(context)
    desk = wiring.writing(creates=False)
    result = take(desk, forecast_period(desk, period), wiring.places.state_folder)
    if desk.dry_run:
        wiring.told_dry_run()
    wiring.show(result, taken_view)


@verb(snapshot, "list")
@filed
def snapshot_list(context: Context) -> None:
    """Every snapshot, the oldest first."""
    from osp_cli.render.views.snapshots import snapshots_view
    from osp_cli.services.snapshots import list_snapshots

    wiring = wiring_of(context)
    give_list(wiring, list_snapshots(wiring.reading()), snapshots_view)


@verb(snapshot, "show")
def snapshot_show(context: Context, n: Annotated[int, Argument(metavar="N")]) -> None:
    """One snapshot, whole."""
    from osp_cli.render.views.snapshots import snapshot_view
    from osp_cli.services.snapshots import show_snapshot

    wiring = wiring_of(context)
    wiring.show(show_snapshot(wiring.reading(), n), snapshot_view)


@verb(snapshot, "check")
def snapshot_check(context: Context, n: NumberOf = None) -> None:
    """Holds snapshots against the history."""
    from osp_cli.render.views.snapshots import checked_view
    from osp_cli.services.snapshot_check import check_snapshots

    wiring = wiring_of(context)
    result = check_snapshots(wiring.reading(), n)
    if any(each.verdict == "differs" for each in result.checked):
        wiring.exit_code = ExitCode.FAILURE
    wiring.show(result, checked_view)
