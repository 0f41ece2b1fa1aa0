"""What moved between two days: open at the start + moves = open at the end, to the cent, in every currency.

The deals looked at are those that are open and expected in the period. One that leaves does so with its last open
amount; a change before that is a move of its own (reference: forecasting, section 2, the waterfall identity). One that
ends in the period without having been expected in it comes in and goes out at once: a win of today that was expected
next year is pulled in and won, so that what the forecast counts as won is found among the moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from osp_cli.domain.forecast import Tally
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Status
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass

Kind = Literal[
    "new", "pulled_in", "reopened", "transferred_in", "amount_up", "revalued", "currency_changed", "amount_down",
    "pushed_out", "transferred_out", "won", "lost", "cancelled", "withdrawn", "removed",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "new", "pulled_in", "reopened", "transferred_in", "amount_up", "revalued", "currency_changed", "amount_down",
    "pushed_out", "transferred_out", "won", "lost", "cancelled", "withdrawn", "removed",
)  # fmt: skip
_ENDED: dict[Status, Kind] = {"won": "won", "lost": "lost", "cancelled": "cancelled", "withdrawn": "withdrawn"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a deal stands at one time; `base` is its amount in today's base currency, None where it has none there.

    `won_on` is the day of its order while it is won.
    """

    status: Status
    close_on: date | None
    amount: Money | None
    base: Money | None
    owner: str | None
    won_on: date | None = None

    def is_in(self, period: Period) -> bool:
        """Whether it is one of the open deals of the period."""
        return self.status == "open" and self.close_on is not None and self.close_on in period

    def ended_in(self, period: Period) -> bool:
        """Whether it has ended with its day in the period: of a won one that of its order, else the expected one."""
        day = self.won_on if self.status == "won" else self.close_on
        return self.status != "open" and day is not None and day in period


@dataclass(frozen=True, slots=True)
class Move:
    """One move of one deal: whose it is, the amount with its sign (None: of a deal without one), deals in or out."""

    kind: Kind
    owner: str | None
    amount: Money | None
    deals: int


Measure = Callable[[Standing], Money | None]


def own_amount(standing: Standing) -> Money | None:
    """The amount in the deal's own currency."""
    return standing.amount


def in_base(base: str) -> Measure:
    """The amount in the base currency; nothing where it was never converted."""
    nothing = Money(0, base)
    return lambda standing: standing.base or nothing


def moves_between(
    before: Standing | None, after: Standing | None, period: Period, measure: Measure
) -> tuple[Move, ...]:
    """What one change of a deal is in the waterfall of a period; None is a deal that is not there, yet or any more."""
    was_in = before is not None and before.is_in(period)
    is_in = after is not None and after.is_in(period)
    if after is not None and is_in and not was_in:
        return (Move(_entered(before), after.owner, measure(after), 1),)
    if before is not None and was_in and not is_in:
        left: Kind = "removed" if after is None else _ENDED.get(after.status, "pushed_out")
        return (Move(left, before.owner, _minus(measure(before)), -1),)
    if after is not None and not was_in:
        return tuple(_passing(before, after, period, measure))
    if before is None or after is None:
        return ()
    return (*_transfer(before, after, measure), *_change(before, after, measure))


def _entered(before: Standing | None) -> Kind:
    return "new" if before is None else "pulled_in" if before.status == "open" else "reopened"


def _passing(before: Standing | None, after: Standing, period: Period, measure: Measure) -> Iterator[Move]:
    """What a deal is that is among the open ones of the period neither before nor after a change.

    It ended in the period, or an end in it was taken back; an import may tell the amount only with the end.
    """
    status = before.status if before else None
    if status == after.status != "won":
        return
    had_ended, has_ended = before is not None and before.ended_in(period), after.ended_in(period)
    if has_ended and not (had_ended and status == after.status):
        came, left, known = _entered(before), _ENDED[after.status], before
    elif had_ended and not has_ended:
        came, left, known = "reopened", "pushed_out", before
    else:
        return
    amount = measure(known if known is not None and known.amount is not None else after)
    yield Move(came, after.owner, amount, 1)
    yield Move(left, after.owner, _minus(amount), -1)


def _transfer(before: Standing, after: Standing, measure: Measure) -> Iterator[Move]:
    if before.owner != after.owner:
        amount = measure(before)
        yield Move("transferred_out", before.owner, _minus(amount), -1)
        yield Move("transferred_in", after.owner, amount, 1)


def _change(before: Standing, after: Standing, measure: Measure) -> Iterator[Move]:
    old, new, owner = measure(before), measure(after), after.owner
    if old == new:
        return
    if old is not None and new is not None and old.currency == new.currency:
        kind: Kind = "amount_up" if new.minor > old.minor else "amount_down"
        yield Move("revalued" if before.amount == after.amount else kind, owner, new - old, 0)
        return
    kind = "amount_up" if old is None else "amount_down" if new is None else "currency_changed"
    yield Move(kind, owner, _minus(old), -1)
    yield Move(kind, owner, new, 1)


def _minus(amount: Money | None) -> Money | None:
    return Money(-amount.minor, amount.currency) if amount else None


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of move: how many, and what they add to the open amount (negative: take from it)."""

    kind: Kind
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Open at the start, the moves, open at the end, in one currency."""

    currency: str
    open_at_start: Tally
    moves: tuple[Line, ...]
    open_at_end: Tally

    def of(self, *kinds: Kind) -> Money:
        """What these kinds of moves add up to."""
        return sum((line.amount for line in self.moves if line.kind in kinds), Money(0, self.currency))


def waterfall(currency: str, start: Tally, moves: Iterable[Move], end: Tally) -> Waterfall:
    """The waterfall of the moves in one currency; kinds that did not happen are left out."""
    counts: dict[Kind, int] = {}
    sums: dict[Kind, int] = {}
    for move in moves:
        if move.amount is None or move.amount.currency == currency:
            counts[move.kind] = counts.get(move.kind, 0) + 1
            sums[move.kind] = sums.get(move.kind, 0) + (move.amount.minor if move.amount else 0)
    lines = tuple(Line(kind, counts[kind], Money(sums[kind], currency)) for kind in KINDS if kind in counts)
    return Waterfall(currency, start, lines, end)


def walked(states: Sequence[Standing | None], period: Period, measure: Measure) -> tuple[Move, ...]:
    """The moves of one deal from its first state to its last."""
    return tuple(move for before, after in pairwise(states) for move in moves_between(before, after, period, measure))
