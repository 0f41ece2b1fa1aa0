"""The weekly forecast report: two pages, whatever the size of the book; what does not fit is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from osp_cli.domain.periods import display_period
from osp_cli.domain.process import Process
from osp_cli.frozen import replace
from osp_cli.render.blocks import Bar, Bars, Block, Bullets, Column, Facts, Heading, Item, Line, Row, Table, View
from osp_cli.render.views import common
from osp_cli.render.views.calls import call_rows
from osp_cli.render.views.charts import pipeline_bars
from osp_cli.render.views.fitting import ROOM, Section, fitted, fixed, short
from osp_cli.render.views.forecast import aside_blocks, fact_rows, lines_table, without_rate
from osp_cli.render.views.forecast_groups import ASIDES, figures
from osp_cli.render.views.forecast_outlook import commit_debts, views_blocks
from osp_cli.render.views.funnel import ageing_bars, stuck_said
from osp_cli.render.views.movements import deal_columns, deal_row, rest_facts, waterfall_bars
from osp_cli.render.views.weekly_closing import closing_sections
from osp_cli.services.forecasting import Forecast, Group
from osp_cli.services.hindsight import PastForecast
from osp_cli.services.movements import MovedDeal
from osp_cli.services.reporting import TopDeal, WeeklyReport
from osp_cli.words import Words

NAME, OWNER, STEP, SENTENCE = 34, 20, 44, 112  # cells of a column, so that a row stays one line
TOP_NAME, TOP_OWNER, TOP_STEP = 28, 16, 36  # the same where there are many columns
MOST_ROWS, ASKS = 15, 3  # rows of a table; empty ones to write on, one at least
_BARS = ("won", "commit", "best", "pipeline")
_SUMS = ("won", "commit", "best", "pipeline")


def report_view(
    report: WeeklyReport, words: Words, process: Process, rooms: tuple[float, float] = (ROOM, ROOM)
) -> View:
    """Both pages: what the period looks like and what it stands on; what moved, what stands still, what closes it.

    `rooms` are those of the pages in millimetres.
    """
    first, second = rooms
    return (*fitted(_first(report, words), first), *fitted(_second(report, words, process), second))


def _first(report: WeeklyReport, words: Words) -> list[Section]:
    seen = report.forecast
    title = Heading(words("forecast.title", period=display_period(seen.period, words.language)), level=1)
    written = Line(words("report.written", day=common.day(seen.today, words)), "dim")
    views = views_blocks(_whole(seen), seen.outlook, words) if seen.outlook else ()
    asides = [name for name in ASIDES if getattr(seen.total, name).deals]
    facts = tuple(
        row for row in fact_rows(seen, words) if row[0] != words("forecast.left-out")
    )  # the asides say it here
    rows = [group for group in seen.groups if group.row.target or not group.row.is_empty]
    return [
        fixed(title, written, range_bars(seen, words), Facts(facts)),
        fixed(*views, *commit_debts(seen, words), lines_table(seen.total, words)),
        Section(lambda shown: _rest(seen, shown, words), len(asides), 4),
        Section(lambda shown: _owners(seen, rows, shown, words), min(len(rows), MOST_ROWS), 1),
        Section(lambda shown: _top(report.top, shown, words), len(report.top), 1),
    ]


def _whole(seen: Forecast) -> Forecast:
    return replace(seen, by=None, groups=())


def _rest(seen: Forecast, shown: int, words: Words) -> Sequence[Block]:
    """What stands in no sum, each on one line; every currency without a rate on one together."""
    found: list[Block] = []
    for block in aside_blocks(seen.total, seen.base_currency, words):
        if isinstance(block, Table):
            rows = tuple((label, deals, short(amounts, 80)) for label, deals, amounts in block.rows)
            found += [replace(block, rows=rows[:shown]), *_more(len(rows) - shown, words)]
        elif isinstance(block, Heading):
            found.append(block)
    if missing := without_rate(seen.total):
        joint = words("views.list-joint").join(missing)
        found.append(
            Line(short(words("report.rates-missing", currencies=joint, base=seen.base_currency), SENTENCE), "warn")
        )
    return found


def _second(report: WeeklyReport, words: Words, process: Process) -> list[Section]:
    moved, seen = report.changes, report.forecast
    since, today = (common.day(day, words) for day in (moved.since, moved.today))
    deals = [deal for deal in moved.deals if deal.moves]
    head = Heading(words("changes.title", period=display_period(moved.period, words.language)), level=1)
    facts = tuple(rest_facts(moved, words))
    rest: list[Block] = [Facts(facts)] if facts else []
    nothing: list[Block] = [] if moved.total.moves else [Line(words("changes.nothing"), "dim")]
    calls, debts = call_rows(seen.calls, words), _debts(seen, words, process)
    stuck = [stuck_said(deal, words) for deal in report.stuck]
    slipped = [_slipped(deal, words) for deal in report.slipped]
    return [
        fixed(head, Line(words("changes.since", since=since, today=today)), waterfall_bars(moved.total, words)),
        fixed(*nothing, *rest),
        Section(lambda shown: _moved(deals, shown, words), min(len(deals), MOST_ROWS), 1),
        _listed(words("report.slipped"), slipped, words),
        Section(lambda shown: _pipeline(report, shown, words, process), 1),
        _listed(words("report.stuck"), stuck, words),
        _listed(words("calls.title", base=seen.base_currency), calls, words),
        _listed(words("forecast.debts", count=len(seen.debts)), debts, words),
        Section(lambda shown: _past(report.past[len(report.past) - shown :], words), len(report.past), 1),
        Section(lambda shown: _snapshots(report, shown, words), len(report.snapshots), 1),
        *closing_sections(seen.closing, words),
        Section(lambda shown: [_asks(1 + shown, words)], ASKS - 1),
    ]


def _asks(rows: int, words: Words) -> Table:
    """A named box to be filled in by whoever hands the report on."""
    return Table((Column(words("report.asks")),), ((" ",),) * rows)


def _listed(title: str, sentences: Sequence[str], words: Words) -> Section:
    """A list of sentences of one line each."""

    def make(shown: int) -> Sequence[Block]:
        items = tuple(Item(short(each, SENTENCE)) for each in sentences[:shown])
        return (Heading(title), Bullets(items), *_more(len(sentences) - shown, words)) if sentences else ()

    return Section(make, min(len(sentences), MOST_ROWS), 1)


def _more(count: int, words: Words) -> Iterable[Block]:
    if count > 0:
        yield Line(words("report.more", count=count), "dim")


def _table(
    title: str, columns: tuple[Column, ...], rows: Sequence[Row], *more: Block, totals: tuple[Row, ...] = ()
) -> Sequence[Block]:
    return (Heading(title), Table(columns, tuple(rows), totals), *more) if rows else ()


def _owners(seen: Forecast, groups: Sequence[Group], shown: int, words: Words) -> Sequence[Block]:
    learned = {each.name: each.p50 for each in seen.outlook.groups} if seen.outlook else {}
    names = [f"forecast.short.{name}" for name in (*_SUMS, "weighted", "quota")]
    names += ["forecast.ranges.p50"] if learned else []
    columns = (Column(words("quota.owner")), *(Column(words(name), kind="number") for name in names))
    rows = []
    for group in groups[:shown]:
        row, target, median = group.row, group.row.target, learned.get(group.name)
        amounts = [figures(getattr(row, name).amount) for name in _SUMS]
        amounts += [figures(row.weighted), figures(target.quota) if target else common.EMPTY]
        amounts += [figures(median) if median else common.EMPTY] if learned else []
        rows.append((short(group.name or words("forecast.none"), OWNER), *amounts))
    by = words("forecast.groupings.owner").lower()
    more = _more(len(groups) - shown, words)
    return _table(words("forecast.by", by=by, base=seen.base_currency), columns, rows, *more)


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


def _top(deals: Sequence[TopDeal], shown: int, words: Words) -> Sequence[Block]:
    columns = (
        Column(words("changes.deal")),
        Column(words("quota.owner")),
        Column(words("forecast.groupings.stage")),
        Column(words("forecast.alone"), kind="money"),
        Column(words("report.close"), kind="date"),
        Column(words("report.proof")),
        Column(words("report.next")),
    )
    rows = [_deal(deal, words) for deal in deals[:shown]]
    return _table(words("report.top"), columns, rows, *_more(len(deals) - shown, words))


def _deal(deal: TopDeal, words: Words) -> Row:
    step = common.text(deal.next_step)
    if deal.next_step_on:
        step = words("views.label", label=common.short_day(deal.next_step_on, words), value=step)
    name = short(f"{deal.opportunity.number} {deal.opportunity.name}", TOP_NAME)
    close = common.short_day(deal.close_on, words) if deal.close_on else common.EMPTY
    owner, proof, step = short(common.text(deal.owner), TOP_OWNER), _proof(deal, words), short(step, TOP_STEP)
    return (name, owner, deal.stage, common.money(deal.amount, words), close, proof, step)


def _proof(deal: TopDeal, words: Words) -> str:
    """Who of the customer's stands for the date; a gap where nobody does, or for an earlier one."""
    if not deal.proof:
        return words("views.gap")
    return words("report.stale") if deal.proof.is_stale else short(deal.proof.who, TOP_OWNER)


def _moved(deals: Sequence[MovedDeal], shown: int, words: Words) -> Sequence[Block]:
    rows = []
    for deal in deals[:shown]:
        name, kinds, *figures_of = deal_row(deal, words)
        rows.append((short(name, NAME), short(kinds, STEP), *figures_of))
    return _table(words("changes.deals"), deal_columns(words), rows, *_more(len(deals) - shown, words))


def _slipped(deal: MovedDeal, words: Words) -> str:
    name = short(f"{deal.opportunity.number} {deal.opportunity.name}", SENTENCE - 40)
    return words("views.aside", text=name, aside=words("changes.pushed-times", count=deal.times_pushed))


def _debts(seen: Forecast, words: Words, process: Process) -> list[str]:
    """Each shortcut on one line: the deal, what it lacks, who passed it."""
    known = process.texts["criteria"]
    found = []
    for debt in seen.debts:
        criterion = common.say(known[debt.criterion], words) if debt.criterion in known else debt.criterion
        name = short(f"{debt.opportunity} {debt.name}", NAME)
        who = words("views.comma-joint").join((debt.by, common.short_day(debt.on, words)))
        found.append(words("views.label", label=name, value=words("views.aside", text=criterion, aside=who)))
    return found


def _past(past: Sequence[PastForecast], words: Words) -> Sequence[Block]:
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
    return _table(words("report.past"), (Column(words("quota.period")), *columns), rows)


def _snapshots(report: WeeklyReport, shown: int, words: Words) -> Sequence[Block]:
    kept = report.snapshots[len(report.snapshots) - shown :]
    columns = (
        Column(words("snapshot.on"), kind="date"),
        *(Column(words(name), kind="money") for name in ("forecast.lines.won", "report.call", "forecast.weighted")),
    )
    rows = [
        (
            common.short_day(each.on, words),
            *(common.money(amount, words) for amount in (each.won, each.headline, each.weighted)),
        )
        for each in kept
    ]
    return _table(words("report.snapshots"), columns, rows)
