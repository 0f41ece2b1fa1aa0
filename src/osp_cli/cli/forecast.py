"""forecast, forecast-call, quota."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Argument, Context, Option, noun, verb, wiring_of
from osp_cli.cli.list_files import AsFormat, file_as, filed, give_list
from osp_cli.cli.opportunities import period_of, read_amount
from osp_cli.cli.params import On, Opp, Reason, owner_meant
from osp_cli.domain.names import NOTHING
from osp_cli.errors import WrongUsage
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.periods import Period
    from osp_cli.services.desk import Desk
    from osp_cli.services.forecasting import Forecast

PeriodText = Annotated[str | None, Argument(metavar="PERIOD")]


def forecast(
    context: Context,
    period: PeriodText = None,
    quarter: Annotated[bool, Option("--quarter")] = False,
    month: Annotated[bool, Option("--month")] = False,
    year: Annotated[bool, Option("--year")] = False,
    by: Annotated[
        str | None, Option("--by", metavar="owner|manager|region|account|stage|category|partner|kind|field.NAME")
    ] = None,
    as_of: Annotated[str | None, Option("--as-of", metavar="DATE")] = None,
    basis: Annotated[str, Option("--basis", metavar="order|booked")] = "order",
    why: Annotated[bool, Option("--why")] = False,
    report: Annotated[str | None, Option("--report", metavar="md|html|pdf|docx|xlsx")] = None,
    format: AsFormat = None,
    out: Annotated[str | None, Option("--out", metavar="FILE")] = None,
    force: Annotated[bool, Option("--force")] = False,
) -> None:
    """The forecast of a quarter, month or year."""
    from osp_cli.render.views.forecast import forecast_view
    from osp_cli.services.forecasting import counts_bookings, forecast_period, grouping
    from osp_cli.services.forecasting import forecast as look_ahead
    from osp_cli.services.past import past_day

    wiring = wiring_of(context)
    kinds = [kind for kind, given in (("quarter", quarter), ("month", month), ("year", year)) if given]
    group, with_bookings = grouping(by, wiring.settings.fields), counts_bookings(basis)
    desk = wiring.reading()
    day = past_day(desk, day_of(wiring, as_of, "as-of")) if as_of else None
    asked = forecast_period(desk, period, kinds, day)
    if format or (by and out and not report):
        _must_have_rows(by, report)
        file_as(wiring, format, out, is_forced=force)
    elif report is not None or out is not None:
        if day or by or why or with_bookings:
            raise WrongUsage("report-alone")
        _write_report(wiring, desk, asked, report, out, is_forced=force)
        return
    result = look_ahead(desk, asked, by=group, with_bookings=with_bookings, with_why=why, as_of=day)
    give_list(wiring, _learned(wiring, desk, result, with_why=why), partial(forecast_view, process=desk.process))


def _must_have_rows(by: str | None, report: str | None) -> None:
    """Refuses a list beside the report, and one of a forecast without rows."""
    if report:
        raise WrongUsage("options-exclude", {"options": ("--report", "--format")})
    if not by:
        raise WrongUsage("input-missing", {"flag": "--by"})


def _learned(wiring: Wiring, desk: Desk, result: Forecast, *, with_why: bool) -> Forecast:
    """With what was learned, and the deals that close the gap: what finds these is loaded only where it was asked."""
    from osp_cli.services.commit import with_gates
    from osp_cli.services.outlook import with_outlook

    result = with_gates(desk, with_outlook(desk, result, wiring.places.state_folder))
    if not with_why:
        return result
    from osp_cli.services.gap import with_closing

    return with_closing(desk, result)


def _write_report(
    wiring: Wiring, desk: Desk, period: Period, format: str | None, out: str | None, *, is_forced: bool
) -> None:
    """Writes the weekly report as a file, or to standard output."""
    from osp_cli.cli.endings import format_of
    from osp_cli.cli.report_files import PAPER, TEXT, WORKBOOK, write_report
    from osp_cli.services.reporting import weekly_report

    format = format_of(format, out, (*TEXT, *PAPER, WORKBOOK))
    report = weekly_report(desk, period, wiring.places.state_folder)
    write_report(wiring, desk, report, format, out, is_forced=is_forced)


def day_of(wiring: Wiring, text: str, what: str) -> date:
    """A past day as typed; it is echoed."""
    day = read_day(text, wiring.today, wiring.settings, past=True)
    wiring.understood_as(what, day)
    return day


def forecast_call(
    context: Context,
    opp: Opp = None,
    category: Annotated[str | None, Option("--category", metavar="commit|best|pipeline|omitted")] = None,
    total: Annotated[str | None, Option("--total", metavar="AMOUNT")] = None,
    owner: Annotated[str | None, Option("--owner", metavar="NAME")] = None,
    period: Annotated[str | None, Option("--period", metavar="PERIOD")] = None,
    clear: Annotated[bool, Option("--clear")] = False,
    reason: Reason = None,
    on: On = None,
) -> None:
    """What somebody stands for: the category of a deal, or the total of a period."""
    wiring = wiring_of(context)
    of_total = {"--total": total, "--owner": owner, "--period": period}
    of_deal = {"OPP": opp, "--category": category}
    given = [[name for name, value in names.items() if value is not None] for names in (of_deal, of_total)]
    if all(given):
        raise WrongUsage("options-exclude", {"options": (given[0][0], given[1][0])})
    if clear and (category or total):
        raise WrongUsage("options-exclude", {"options": ("--clear", "--category" if category else "--total")})
    if given[1]:
        _call_total(wiring, total, owner, period, reason, on, is_taken_back=clear)
    else:
        _call_deal(wiring, opp, category, reason, on, is_taken_back=clear)


def _call_deal(
    wiring: Wiring, opp: str | None, category: str | None, reason: str | None, on: str | None, *, is_taken_back: bool
) -> None:
    from osp_cli.render.views.calls import category_meant, category_words, deal_called_view
    from osp_cli.services.calls import call_deal
    from osp_cli.services.forecasting import user_scale

    number, day = wiring.choose(opp), wiring.day(on)
    if category is None and not is_taken_back:
        if wiring.is_interactive:
            named = category_words(wiring.words)
            category = list(named)[wiring.asker().choose(wiring.words("asking.call"), list(named.values()))]
        (category,) = wiring.needs(None, ("--category", category))
    meant = category_meant(category, wiring.words) if category else None
    desk = wiring.writing(creates=False)
    scale = user_scale(desk)
    wiring.show_written(desk, call_deal(desk, scale, number, meant, reason=reason, on=day), deal_called_view)


def _call_total(
    wiring: Wiring,
    total: str | None,
    owner: str | None,
    period: str | None,
    reason: str | None,
    on: str | None,
    *,
    is_taken_back: bool,
) -> None:
    from osp_cli.render.views.calls import total_called_view
    from osp_cli.services.calls import call_total
    from osp_cli.services.forecasting import forecast_period

    if total is None and not is_taken_back:
        raise WrongUsage("input-missing", {"flag": "--total"})
    day, amount = wiring.day(on), read_amount(wiring, total) if total else None
    desk = wiring.writing(creates=False)
    called = call_total(
        desk, forecast_period(desk, period), amount, owner=owner_meant(desk, owner), reason=reason, on=day
    )
    wiring.show_written(desk, called, total_called_view)


quota = noun(default_verb="list")


@verb(quota, "set")
def quota_set(
    context: Context,
    amount: Annotated[str, Argument(metavar="AMOUNT")],
    owner: Annotated[str | None, Option("--owner", metavar="NAME")] = None,
    period: Annotated[str | None, Option("--period", metavar="PERIOD")] = None,
) -> None:
    """The quota of an owner, or of the team, for a period."""
    from osp_cli.render.views.quotas import quota_set_view
    from osp_cli.services.forecasting import forecast_period
    from osp_cli.services.quotas import set_quota

    wiring = wiring_of(context)
    wiring.settle_first_questions()
    target = None if amount.strip().casefold() in NOTHING else read_amount(wiring, amount)
    desk = wiring.writing()
    result = set_quota(desk, forecast_period(desk, period), target, owner=owner_meant(desk, owner))
    wiring.show_written(desk, result, quota_set_view)


@verb(quota, "list")
@filed
def quota_list(context: Context, period: PeriodText = None) -> None:
    """The quotas, of one period or all."""
    from osp_cli.render.views.quotas import quotas_view
    from osp_cli.services.quotas import list_quotas

    wiring = wiring_of(context)
    within = period_of(wiring, period) if period else None
    give_list(wiring, list_quotas(wiring.reading(), within), quotas_view)
