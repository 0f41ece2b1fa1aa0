"""Finds the deals that close the gap to the quota, what each of them lacks, and which could be pulled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osp_cli.domain.closing import Candidate, Leg, brought, fewest, indispensable, likeliest, total, way
from osp_cli.domain.forecast import WEIGHED, Horizon, OpenLine, Tally, weigh
from osp_cli.domain.gate import audit, judge, unmet_musts
from osp_cli.domain.money import Money
from osp_cli.domain.periods import Period, shift_period
from osp_cli.frozen import replace
from osp_cli.services.closing import Basis, Closing, ClosingDeal, Lacking, PullIn, RowClosing
from osp_cli.services.desk import Desk, Named
from osp_cli.services.forecast_why import OpenDeal
from osp_cli.services.forecasting import Forecast, Frame, user_scale
from osp_cli.services.past import rewound_to
from osp_cli.store.store import Reading

JUDGED = 10  # so many deals are asked what they lack, for each costs as much as looking at it (ours)
PULLED: tuple[OpenLine, ...] = ("overdue", "undated")


def with_closing(desk: Desk, forecast: Forecast) -> Forecast:
    """The forecast with the deals that close its gap: where there is a quota, and where it was asked why.

    Of a past day nothing is said of what deals lacked: what was on record of a deal then is not put back.
    """
    target = forecast.total.target
    if target is None or forecast.why is None:
        return forecast
    book = _Book(forecast)
    with desk.store.reading() as reading:
        closing = _closing(book, target.gap, desk.settings.fiscal_start)
        if forecast.by:
            if forecast.as_of:
                rewound_to(desk, reading, forecast.today)
            closing = replace(closing, rows=_rows(desk, reading, forecast, book))
        if forecast.as_of is None:
            closing = _judged(desk, reading, closing)
    return replace(forecast, closing=closing)


class _Book:
    """The open deals of a forecast as candidates, with their chances: learned ones, else those of their stages."""

    def __init__(self, forecast: Forecast) -> None:
        self.period, self.today, self.base = forecast.period, forecast.today, forecast.base_currency
        self.basis: Basis = "learned" if forecast.outlook else "stage"
        self._learned = {deal.number: deal for deal in forecast.outlook.deals} if forecast.outlook else {}
        self.open = {deal.opportunity.number: deal for deal in forecast.why.open} if forecast.why else {}
        self.due = self._candidates(deal for deal in self.open.values() if deal.line in WEIGHED)
        self.unknown = sum(deal.line in ("unpriced", "unconverted") for deal in self.open.values())

    def pullable(self, following: Period) -> tuple[Candidate, ...]:
        """The deals that could be pulled into the period."""
        return self._candidates(
            deal
            for deal in self.open.values()
            if deal.category != "omitted" and (deal.line in PULLED or _is_due_in(deal, following))
        )

    def named(self, deals: Iterable[Candidate]) -> tuple[Named, ...]:
        return tuple(self.open[deal.number].opportunity for deal in deals)

    def told(self, legs: Iterable[Leg], needed: frozenset[int] = frozenset()) -> tuple[ClosingDeal, ...]:
        """The deals with what they come to, one after the other."""
        return tuple(self._told(leg, is_needed=leg.deal.number in needed) for leg in legs)

    def _told(self, leg: Leg, *, is_needed: bool) -> ClosingDeal:
        deal, own = self.open[leg.deal.number], leg.deal
        return ClosingDeal(
            deal.opportunity, deal.owner, deal.stage, deal.close_on, deal.line,
            amount=own.amount, chance=own.chance, expected=own.expected,
            together=leg.together, missing=leg.missing, is_needed=is_needed,
        )  # fmt: skip

    def _candidates(self, deals: Iterable[OpenDeal]) -> tuple[Candidate, ...]:
        return tuple(
            self._candidate(deal, deal.base_amount) for deal in deals if deal.base_amount and deal.base_amount.minor > 0
        )

    def _candidate(self, deal: OpenDeal, amount: Money) -> Candidate:
        if self.basis == "stage":
            brings = Money(weigh(amount.minor, deal.probability), self.base)
            return Candidate(deal.opportunity.number, amount, deal.probability / 100, brings)
        learned = self._learned.get(deal.opportunity.number)
        brings = learned.expected if learned else Money(0, self.base)
        return Candidate(deal.opportunity.number, amount, learned.chance if learned else 0.0, brings)


def _is_due_in(deal: OpenDeal, period: Period) -> bool:
    return deal.line == "another_period" and deal.close_on is not None and deal.close_on in period


def _closing(book: _Book, gap: Money, fiscal_start: int) -> Closing:
    is_over, due = book.period.last < book.today, book.due
    chosen = likeliest(gap, due) if gap.minor > 0 else ()
    fewer = fewest(gap, due) if gap.minor > 0 else ()
    rest = gap - total(due, book.base)
    is_short = gap.minor > 0 and rest.minor > 0
    return Closing(
        gap=gap,
        basis=book.basis,
        is_over=is_over,
        due=Tally(len(due), total(due, book.base)),
        unknown=book.unknown,
        brings=brought(due, book.base),
        deals=book.told(way(gap, chosen), indispensable(gap, due)),
        missing=rest if is_short else None,
        fewest=book.named(fewer) if len(fewer) < len(chosen) else (),
        pull_in=_pull_in(book, gap, rest, fiscal_start) if is_short and not is_over else None,
        rows=(),
    )


def _pull_in(book: _Book, gap: Money, rest: Money, fiscal_start: int) -> PullIn:
    """The candidates that close the rest; what comes together counts on from the deals that are due."""
    following = shift_period(book.period, 1, fiscal_start)
    pullable = book.pullable(following)
    chosen, every = likeliest(rest, pullable), total(pullable, book.base)
    due = gap - rest
    told = (replace(deal, together=due + deal.together) for deal in book.told(way(rest, chosen)))
    still = rest - every
    return PullIn(following, Tally(len(pullable), every), tuple(told), still if still.minor > 0 else None)


def _rows(desk: Desk, reading: Reading, forecast: Forecast, book: _Book) -> tuple[RowClosing, ...]:
    """The rows made of owners that have a quota they have not reached."""
    frame = Frame(forecast.by, user_scale(desk), Horizon(forecast.period, forecast.today, book.base)).manned(reading)
    if frame.column != "owner":
        return ()
    own: dict[str | None, list[Candidate]] = {}
    for deal in book.due:
        own.setdefault(frame.row_of(book.open[deal.number].owner), []).append(deal)
    found = []
    for group in forecast.groups:
        target = group.row.target
        if target is not None and target.gap.minor > 0:
            chosen = likeliest(target.gap, own.get(group.name, []))
            together = total(chosen, book.base)
            rest = target.gap - together
            found.append(
                RowClosing(
                    group.name, target.gap, book.named(chosen), together, missing=rest if rest.minor > 0 else None
                )
            )
    return tuple(found)


def _judged(desk: Desk, reading: Reading, closing: Closing) -> Closing:
    """With what the first deals lack, those due before those to pull in."""
    deals = _with_lacking(desk, reading, closing.deals, JUDGED)
    if closing.pull_in is None:
        return replace(closing, deals=deals)
    pulled = _with_lacking(desk, reading, closing.pull_in.deals, JUDGED - min(JUDGED, len(deals)))
    return replace(closing, deals=deals, pull_in=replace(closing.pull_in, deals=pulled))


def _with_lacking(desk: Desk, reading: Reading, deals: Sequence[ClosingDeal], most: int) -> tuple[ClosingDeal, ...]:
    judged = (replace(deal, lacking=_lacking(desk, reading, deal.opportunity.number)) for deal in deals[:most])
    return (*judged, *deals[most:])


def _lacking(desk: Desk, reading: Reading, number: int) -> Lacking:
    dossier, process = reading.dossier(number), desk.process
    debts = tuple(dict.fromkeys(debt.criterion for debt in dossier.open_debts()))
    behind = unmet_musts(audit(dossier, process, desk.today, desk.base))
    stage = process.next_stage(dossier.opportunity.stage)
    ahead = unmet_musts((judge(process.gate(stage.key), dossier, process, desk.today, desk.base),)) if stage else ()
    return Lacking(
        debts=debts,
        passed=tuple(found.criterion for found in behind if found.criterion not in debts),
        next_stage=stage.key if stage else None,
        ahead=tuple(found.criterion for found in ahead),
    )
