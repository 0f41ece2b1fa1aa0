"""The funnel as a picture and as figures, each with the number of cases behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from osp_cli.domain.funnel import ENDED, Days, Outcomes, Share
from osp_cli.domain.periods import display_period
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Bar, Bars, Blank, Block, Bullets, Column, Facts, Heading, Item, Line, Row, Table, View
from osp_cli.render.views import common
from osp_cli.render.width import WHOLE, clip
from osp_cli.services.funnel import AgeClass, Funnel, StuckDeal
from osp_cli.words import Words

SHOWN_STUCK, SHOWN_GROUPS = 10, 10


def funnel_view(funnel: Funnel, words: Words, process: Process) -> View:
    """The whole funnel."""
    period = words("funnel.ever") if funnel.period is None else display_period(funnel.period, words.language)
    head: list[Block] = [Heading(words("funnel.title", period=period), level=1)]
    if not funnel.deals:
        return (*head, Line(words("funnel.empty"), "dim"))
    reason = _reasons(process, words)
    return common.blocks(
        *head,
        Line(words("funnel.counted", count=funnel.deals, small=funnel.small), "dim"),
        *([Line(words("funnel.imported", count=funnel.imported), "dim")] if funnel.imported else []),
        Blank(),
        *_conversion(funnel, words, process),
        Blank(),
        _stages(funnel, words),
        Blank(),
        Facts(tuple(_facts(funnel, words))),
        _outcomes("by-size", funnel.by_size, lambda name: words(f"size.{name}"), words),
        _outcomes("by-source", funnel.by_source, str, words),
        _outcomes("by-competitor", funnel.by_competitor, lambda name: common.unknown(name, words) or name, words),
        _outcomes("by-reason", funnel.by_reason, reason, words),
        _ageing(funnel, words),
        _stuck(funnel, words),
        _owners(funnel, words),
    )


def _reasons(process: Process, words: Words) -> Callable[[str], str]:
    known = {reason.code: reason.text for reason in process.reasons}
    return lambda code: common.say(known[code], words) if code in known else code


def _conversion(funnel: Funnel, words: Words, process: Process) -> Iterable[Block]:
    """The bars, or why there are none: empty ones would look as if nothing had gone on."""
    bars = funnel_bars(funnel, words, process)
    if bars.rows:
        yield bars
    else:
        yield Line(words("funnel.no-moves"), "warn")


def funnel_bars(funnel: Funnel, words: Words, process: Process) -> Bars:
    """Of the deals that left each stage, the share that went on; no bars where none is on record as having left one."""
    has_moves = any(row.conversion.n for row in funnel.stages)
    title = words("pictures.funnel", small=funnel.small)
    return Bars(tuple(_bars(funnel, words, process) if has_moves else ()), "funnel", title)


def _bars(funnel: Funnel, words: Words, process: Process) -> Iterable[Bar]:
    for row in funnel.stages:
        name = common.say(process.stage(row.stage).name, words)
        percent = row.conversion.percent
        yield Bar(f"{row.stage} {name}", _share(row.conversion, words), (percent or 0) / 100)


def _share(share: Share, words: Words) -> str:
    if share.percent is None:
        return common.EMPTY
    key = "few" if share.is_small else "many"
    return words(f"funnel.share-{key}", percent=share.percent, n=f"{share.n:,}")


def _days(found: Days, words: Words) -> tuple[str, str, str]:
    if found.median is None or found.p80 is None:
        return common.EMPTY, common.EMPTY, common.EMPTY
    n = words("funnel.n-few", n=f"{found.n:,}") if found.is_small else f"{found.n:,}"
    return f"{found.median:,}", f"{found.p80:,}", n


def _stages(funnel: Funnel, words: Words) -> Table:
    names = ("left", "went-on", "median", "p80", "n-stays", "open", "limit", "stuck")
    columns = (
        Column(words("forecast.groupings.stage"), kind="key"),
        *(Column(words(f"funnel.{name}"), kind="number") for name in names),
    )
    rows: list[Row] = []
    for row in funnel.stages:
        limit = words(f"funnel.limit-{row.limit_from}", days=f"{row.limit:,}")
        counts = f"{row.conversion.n:,}", f"{row.conversion.count:,}"
        rows.append((row.stage, *counts, *_days(row.stay, words), f"{row.open_now:,}", limit, f"{row.rotting:,}"))
    return Table(columns, tuple(rows))


def _facts(funnel: Funnel, words: Words) -> Iterable[tuple[str, str]]:
    yield words("funnel.win-rate"), _share(funnel.win_rate, words)
    median, p80, n = _days(funnel.to_win, words)
    told = words("funnel.to-win-says", median=median, p80=p80, n=n) if funnel.to_win.n else common.EMPTY
    yield words("funnel.to-win"), told
    yield words("funnel.slipped"), _share(funnel.slipped, words)


def _outcomes(key: str, rows: tuple[Outcomes, ...], say: Callable[[str], str], words: Words) -> Iterable[Block]:
    if not rows:
        return
    is_reason = key == "by-reason"  # nothing that was won has a reason
    statuses = ENDED[1:] if is_reason else ENDED
    columns = [Column(words(f"funnel.{key}")), *(Column(words(f"status.{each}"), kind="number") for each in statuses)]
    columns += [] if is_reason else [Column(words("funnel.win-rate"), kind="number")]
    table = []
    for row in rows[:SHOWN_GROUPS]:
        counts = (f"{getattr(row, status):,}" for status in statuses)
        rate = () if is_reason else (_share(row.win_rate, words),)
        table.append((words("forecast.none") if row.name is None else say(row.name), *counts, *rate))
    yield from (Blank(), Table(tuple(columns), tuple(table)))
    if len(rows) > SHOWN_GROUPS:
        yield Line(words("forecast.more-deals", count=len(rows) - SHOWN_GROUPS), "dim")


def ageing_bars(ageing: tuple[AgeClass, ...], words: Words) -> Bars:
    """The open deals by age, drawn by what they are worth together; by their number where no amount is known of any."""
    amounts, counts = [each.open.amount.minor for each in ageing], [each.open.deals for each in ageing]
    is_valued = any(amounts)
    drawn = amounts if is_valued else counts
    most = max(drawn, default=0)
    bars, low = [], 0
    for each, size in zip(ageing, drawn, strict=True) if most else ():
        label = (
            words("funnel.age-above", low=low) if each.up_to is None else words("funnel.age", low=low, up=each.up_to)
        )
        said, amount = f"{each.open.deals:,}", common.money(each.open.amount, words)
        bars.append(Bar(label, words("changes.valued", amount=amount, count=said) if is_valued else said, size / most))
        low = (each.up_to or 0) + 1
    return Bars(tuple(bars), "ageing", words("pictures.ageing" if is_valued else "pictures.ageing-count"))


def _ageing(funnel: Funnel, words: Words) -> Iterable[Block]:
    bars = ageing_bars(funnel.ageing, words)
    if not bars.rows:
        return
    yield from (Blank(), Heading(bars.title), bars)
    if funnel.unpriced:
        yield Line(words("funnel.unpriced", count=funnel.unpriced, base=funnel.base_currency), "dim")
    if funnel.undated_age:
        yield Line(words("funnel.undated-age", count=funnel.undated_age), "dim")


def _stuck(funnel: Funnel, words: Words) -> Iterable[Block]:
    if not funnel.stuck:
        return
    yield from (Blank(), Heading(words("funnel.stuck-deals", count=len(funnel.stuck))))
    items = [Item(stuck_said(deal, words), "warn") for deal in funnel.stuck[:SHOWN_STUCK]]
    if len(funnel.stuck) > SHOWN_STUCK:
        items.append(Item(words("forecast.more-deals", count=len(funnel.stuck) - SHOWN_STUCK), "dim"))
    yield Bullets(tuple(items))


def stuck_said(deal: StuckDeal, words: Words, width: int = WHOLE) -> str:
    """A deal that stands still: how long at its stage, how often it was pushed; so many letters of its name."""
    name = clip(f"{deal.opportunity.number} {deal.opportunity.name}", width)
    key = "stuck-import" if deal.since_import else "stuck-deal"
    said = words(f"funnel.{key}", name=name, stage=deal.stage, days=f"{deal.days:,}", limit=f"{deal.limit:,}")
    if not deal.times_pushed:
        return said
    return words("views.aside", text=said, aside=words("changes.pushed-times", count=deal.times_pushed))


def _owners(funnel: Funnel, words: Words) -> Iterable[Block]:
    if not funnel.owners:
        return
    names = ("win-rate", "to-win", "slipped", "open", "stuck")
    columns = (Column(words("quota.owner")), *(Column(words(f"funnel.{name}"), kind="number") for name in names))
    rows = []
    for each in funnel.owners:
        median, _, n = _days(each.to_win, words)
        to_win = words("funnel.days-of", days=median, n=n) if each.to_win.n else common.EMPTY
        counts = _share(each.win_rate, words), to_win, _share(each.slipped, words), f"{each.open:,}", f"{each.stuck:,}"
        rows.append((each.name or words("forecast.none"), *counts))
    yield from (Blank(), Heading(words("funnel.by-owner")), Table(columns, tuple(rows)))
