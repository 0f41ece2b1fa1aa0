"""The weekly forecast report: two pages, whatever the size of the book; what does not fit is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import inf

from osp_cli.domain.periods import display_period
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass, replace
from osp_cli.render.blocks import Bar, Bars, Block, Column, Facts, Heading, Line, Row, Table, View
from osp_cli.render.views import common
from osp_cli.render.views.calls import call_rows
from osp_cli.render.views.charts import pipeline_bars
from osp_cli.render.views.fitting import ROOM, SENTENCE, Section, fitted, fixed, has_room, narrowed, short
from osp_cli.render.views.forecast import aside_blocks, fact_rows, lines_table, without_rate
from osp_cli.render.views.forecast_groups import ASIDES, figures
from osp_cli.render.views.forecast_outlook import commit_debts, views_blocks
from osp_cli.render.views.funnel import ageing_bars, stuck_said
from osp_cli.render.views.movements import deal_columns, deal_row, rest_facts, waterfall_bars
from osp_cli.render.views.weekly_closing import closing_sections
from osp_cli.render.views.weekly_lists import MOST_ROWS, left_out, listed, more
from osp_cli.services.forecasting import Forecast, Group
from osp_cli.services.hindsight import PastForecast
from osp_cli.services.movements import MovedDeal
from osp_cli.services.reporting import TopDeal, WeeklyReport
from osp_cli.store.forecasts import OpenDebt
from osp_cli.words import Words

CURRENCIES = 60  # letters of amounts or currencies beside each other
ASKS, LEAST_ASKS = 12, 2  # lines to write on
FOOT = 6.0  # millimetres of what stands at the end of the page for the browser
_BARS = ("won", "commit", "best", "pipeline")
_SUMS = ("won", "commit", "best", "pipeline")


@dataclass(frozen=True, slots=True)
class Pages:
    """How many millimetres the two pages hold, and letters a sentence."""

    first: float = ROOM
    second: float = ROOM - FOOT
    sentence: float = SENTENCE

    @property
    def is_endless(self) -> bool:
        """Whether there are no sheets, so that nothing is left out or cut for want of room."""
        return self.first == inf


ENDLESS = Pages(inf, inf, inf)


def report_view(report: WeeklyReport, words: Words, process: Process, pages: Pages | None = None) -> View:
    """Both pages: what the period looks like and what it stands on; what moved, what stands still.

    They are those of the browser where no others are given. What closes the gap, calls, debts and what was forecast
    before stand on the first where it has room for all of them. What they leave out is counted, with its place in the
    workbook.
    """
    pages = pages or Pages()
    first, second = _first(report, words), _second(report, words, process, pages.sentence)
    rest: list[Section] = []
    for group in _on_either(report, words, process, pages.sentence):
        (first if has_room([*first, *group], pages.first) else rest).extend(group)
    second += rest
    asks = Heading(words("report.asks"))
    if pages.is_endless:
        second.append(fixed(asks, Line(words("report.asks-open"), "dim")))
        return (*fitted(first, pages.first), *fitted(second, pages.second))
    second += [fixed(asks), Section(lambda shown: [_to_write_on(shown)], ASKS, LEAST_ASKS, is_filling=True)]
    blocks = (*fitted(first, pages.first), *fitted(second, pages.second))
    return tuple(map(narrowed, blocks))


def _first(report: WeeklyReport, words: Words) -> list[Section]:
    seen = report.forecast
    title = Heading(words("forecast.title", period=display_period(seen.period, words.language)), level=1)
    day, period = common.day(seen.today, words), seen.period.label
    written = Line(words("report.written-whole", day=day, period=period), "dim")
    views = views_blocks(_whole(seen), seen.outlook, words) if seen.outlook else ()
    asides = [name for name in ASIDES if getattr(seen.total, name).deals]
    facts = tuple(
        row for row in fact_rows(seen, words) if row[0] != words("forecast.left-out")
    )  # the asides say it here
    rows = [group for group in seen.groups if group.row.target or not group.row.is_empty]
    return [
        fixed(title, written, range_bars(seen, words), Facts(facts)),
        fixed(*views, *commit_debts(seen, words), lines_table(seen.total, words)),
        Section(lambda shown: _rest(seen, shown, words), len(asides), 1),
        _section(_owners(seen, rows, words), words, len(rows), "owners"),
        _section(_top(report, words), words, max(seen.total.cumulative.open_pipeline.deals, len(report.top)), "deals"),
    ]


def _whole(seen: Forecast) -> Forecast:
    return replace(seen, by=None, groups=())


def _rest(seen: Forecast, shown: int, words: Words) -> Sequence[Block]:
    """What stands in no sum, each on one line; every currency without a rate on one together."""
    found: list[Block] = []
    for block in aside_blocks(seen.total, seen.base_currency, words, CURRENCIES):
        if isinstance(block, Table):
            found += [replace(block, rows=block.rows[:shown]), *more(len(block.rows) - shown, "forecast", words)]
        elif isinstance(block, Heading):
            found.append(block)
    if missing := without_rate(seen.total):
        joint = short(words("views.list-joint").join(missing), CURRENCIES)
        found.append(Line(words("report.rates-missing", currencies=joint, base=seen.base_currency), "warn"))
    return found


def _second(report: WeeklyReport, words: Words, process: Process, room: float) -> list[Section]:
    moved = report.changes
    since, today = (common.day(day, words) for day in (moved.since, moved.today))
    deals = [deal for deal in moved.deals if deal.moves]
    head = Heading(words("changes.title", period=display_period(moved.period, words.language)), level=1)
    facts = tuple(rest_facts(moved, words))
    rest: list[Block] = [Facts(facts)] if facts else []
    nothing: list[Block] = [] if moved.total.moves else [Line(words("changes.nothing"), "dim")]
    stuck = [partial(stuck_said, deal, words) for deal in report.stuck]
    slipped = [partial(_slipped, deal, words) for deal in report.slipped]
    return [
        fixed(head, Line(words("changes.since", since=since, today=today)), waterfall_bars(moved.total, words)),
        fixed(*nothing, *rest),
        _section(_moved(deals, words), words, len(deals), "moves"),
        listed(words("report.slipped"), slipped, "moves", words, room),
        Section(lambda shown: _pipeline(report, shown, words, process), 1),
        listed(words("report.stuck"), stuck, "ageing", words, room),
    ]


def _on_either(report: WeeklyReport, words: Words, process: Process, room: float) -> tuple[Sequence[Section], ...]:
    """What the first page has where there is room for it, the second otherwise."""
    seen = report.forecast
    calls, debts = call_rows(seen.calls, words, is_in_print=True), _debts(seen, words, process)
    return (
        tuple(closing_sections(seen.closing, words, room)),
        (listed(words("calls.title", base=seen.base_currency), calls, "forecast", words, room),),
        (listed(words("forecast.debts", count=len(seen.debts)), debts, "debts", words, room),),
        (_section(_past(report.past, words), words, len(report.past), "frozen", is_of_last=True),),
        (_section(_snapshots(report, words), words, len(report.snapshots), "frozen", is_of_last=True),),
    )


def _to_write_on(lines: int) -> Table:
    return Table((Column(""),), ((" ",),) * lines)


def _section(titled: tuple[str, Table], words: Words, count: int, sheet: str, *, is_of_last: bool = False) -> Section:
    """A table under its title, of `count` rows in all, which a sheet of the workbook has; its last ones are shown."""
    title, table = titled
    most = min(len(table.rows), MOST_ROWS)

    def make(shown: int) -> Sequence[Block]:
        if not shown:
            return left_out(title, count, sheet, words)
        rows = table.rows[len(table.rows) - shown :] if is_of_last else table.rows[:shown]
        return (Heading(title), replace(table, rows=rows), *more(count - shown, sheet, words))

    return Section(make, most)


def _owners(seen: Forecast, groups: Sequence[Group], words: Words) -> tuple[str, Table]:
    learned = {each.name: each.p50 for each in seen.outlook.groups} if seen.outlook else {}
    names = [f"forecast.short.{name}" for name in (*_SUMS, "weighted", "quota")]
    names += ["forecast.ranges.p50"] if learned else []
    columns = (Column(words("quota.owner")), *(Column(words(name), kind="number") for name in names))
    rows = []
    for group in groups[:MOST_ROWS]:
        row, target, median = group.row, group.row.target, learned.get(group.name)
        amounts = [figures(getattr(row, name).amount) for name in _SUMS]
        amounts += [figures(row.weighted), figures(target.quota) if target else common.EMPTY]
        amounts += [figures(median) if median else common.EMPTY] if learned else []
        rows.append((group.name or words("forecast.none"), *amounts))
    by = words("forecast.groupings.owner").lower()
    return words("forecast.by", by=by, base=seen.base_currency), Table(columns, tuple(rows))


def _pipeline(report: WeeklyReport, shown: int, words: Words, process: Process) -> list[Block]:
    """The open deals by stage and by age: as pictures beside each other, in a sentence each where there is no room."""
    pictures = [pipeline_bars(report.stages, words, process), ageing_bars(report.ageing, words)]
    pictures = [bars for bars in pictures if bars.rows]
    if shown:
        return [replace(bars, is_half=True) for bars in pictures]
    joint = words("views.list-joint")
    told = (
        joint.join(words("views.label", label=bar.label, value=bar.value) for bar in bars.rows) for bars in pictures
    )
    return [Line(words("views.label", label=bars.title, value=said)) for bars, said in zip(pictures, told, strict=True)]


def range_bars(forecast: Forecast, words: Words) -> Bars:
    """Won, then what is surer first, each beginning where the one before ended; the learned range; the quota."""
    total, outlook, quota = forecast.total, forecast.outlook, forecast.total.target
    amounts = [getattr(total, name).amount for name in _BARS]
    ends = [outlook.p90.minor if outlook else 0, quota.quota.minor if quota else 0]
    largest, level = max(sum(amount.minor for amount in amounts), *ends, 1), 0
    rows = []
    for name, amount in zip(_BARS, amounts, strict=True):
        label, said = words(f"forecast.short.{name}"), common.money(amount, words)
        sign = "#" if name == "won" else "+"
        rows.append(Bar(label, said, amount.minor / largest, level / largest, sign))
        level += amount.minor
    if outlook:
        low, middle, high = (each.minor / largest for each in (outlook.p10, outlook.p50, outlook.p90))
        said = words("pictures.range-says", low=outlook.p10, middle=outlook.p50, high=outlook.p90)
        rows.append(Bar(words("pictures.learned"), said, high - low, low, "=", tick=middle))
    if quota:
        rows.append(Bar(words("forecast.quota"), common.money(quota.quota, words), quota.quota.minor / largest))
    return Bars(tuple(rows), "range", words("pictures.range"), tuple(_range_key(words, has_range=bool(outlook))))


def _range_key(words: Words, *, has_range: bool) -> Iterator[tuple[str, str]]:
    yield from (("#", words("pictures.key.sure")), ("+", words("pictures.key.open")))
    if has_range:
        yield from (("=", words("pictures.key.range")), ("|", words("pictures.key.middle")))


def _top(report: WeeklyReport, words: Words) -> tuple[str, Table]:
    columns = (
        Column(words("changes.deal")),
        Column(words("quota.owner")),
        Column(words("report.stands")),
        Column(words("forecast.alone"), kind="money"),
        Column(words("report.close"), kind="date"),
        Column(words("report.proof")),
        Column(words("report.next")),
    )
    return words("report.top"), Table(columns, tuple(_deal(deal, words) for deal in report.top))


def _deal(deal: TopDeal, words: Words) -> Row:
    step = common.text(deal.next_step)
    if deal.next_step_on:
        step = words("views.label", label=common.short_day(deal.next_step_on, words), value=step)
    name = f"{deal.opportunity.number} {deal.opportunity.name}"
    stands = words("views.comma-joint").join((deal.stage, words(f"forecast.short.{deal.category}")))
    close = common.short_day(deal.close_on, words) if deal.close_on else common.EMPTY
    amount = common.money(deal.amount, words)
    return (name, common.text(deal.owner), stands, amount, close, _proof(deal, words), step)


def _proof(deal: TopDeal, words: Words) -> str:
    """Who of the customer's stands for the date; a gap where nobody does, or for an earlier one."""
    if not deal.proof:
        return words("views.gap")
    return words("report.stale") if deal.proof.is_stale else deal.proof.who


def _moved(deals: Sequence[MovedDeal], words: Words) -> tuple[str, Table]:
    rows = tuple(deal_row(deal, words) for deal in deals[:MOST_ROWS])
    return words("changes.deals"), Table(deal_columns(words), rows)


def _slipped(deal: MovedDeal, words: Words, width: int) -> str:
    name = short(f"{deal.opportunity.number} {deal.opportunity.name}", width)
    return words("views.aside", text=name, aside=words("changes.pushed-times", count=deal.times_pushed))


def _debts(seen: Forecast, words: Words, process: Process) -> list[Callable[[int], str]]:
    """Each shortcut on one line: the deal, what it lacks, who passed it."""
    known = process.texts["criteria"]

    def said(debt: OpenDebt, width: int) -> str:
        criterion = common.say(known[debt.criterion], words) if debt.criterion in known else debt.criterion
        name = short(f"{debt.opportunity} {debt.name}", width)
        who = words("views.comma-joint").join((short(debt.by, width), common.short_day(debt.on, words)))
        return words("views.label", label=name, value=words("views.aside", text=criterion.rstrip(".。"), aside=who))

    return [partial(said, debt) for debt in seen.debts]


def _past(past: Sequence[PastForecast], words: Words) -> tuple[str, Table]:
    """What was said at the first snapshot of each of the last periods, and what came."""
    names = ("snapshot.on", "report.call", "forecast.ranges.p50", "forecast.lines.won", "accuracy.mape")
    kinds = ("date", "money", "money", "money", "number")
    columns = [Column(words(name), kind=kind) for name, kind in zip(names, kinds, strict=True)]  # type: ignore[arg-type]
    rows = []
    for each in past:
        said = each.p50 or each.call
        off = (said.minor - each.won.minor) / each.won.minor if each.won.minor else None
        amounts = (common.money(amount, words) for amount in (each.call, each.p50, each.won))
        error = f"{100 * off:+.1f}%" if off is not None else common.EMPTY
        rows.append((each.period.label, common.short_day(each.on, words), *amounts, error))
    return words("report.past"), Table((Column(words("quota.period")), *columns), tuple(rows))


def _snapshots(report: WeeklyReport, words: Words) -> tuple[str, Table]:
    columns = (
        Column(words("snapshot.on"), kind="date"),
        *(Column(words(name), kind="money") for name in ("forecast.lines.won", "report.call", "forecast.weighted")),
    )
    rows = tuple(
        (
            common.short_day(each.on, words),
            *(common.money(amount, words) for amount in (each.won, each.headline, each.weighted)),
        )
        for each in report.snapshots
    )
    return words("report.snapshots"), Table(columns, rows)
