"""Which open deals close the gap to a quota: the likeliest of them, the fewest, and those it cannot do without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import log
from typing import TypeAlias

from osp_cli.domain.money import Money
from osp_cli.frozen import dataclass

MOST_TRIED = 40  # up to so many deals every set of them is weighed, of more the cheapest are taken in turn (ours)
MOST_SUMS = 1000  # sums that stand side by side while they are weighed (ours)
LEAST_CHANCE = 1e-9  # a deal without any chance comes last, but it has an amount


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open deal by its number: its amount, how likely it is to be won in the period, and amount x chance."""

    number: int
    amount: Money
    chance: float
    expected: Money


@dataclass(frozen=True, slots=True)
class Leg:
    """A deal on the way to the quota: what it makes `together` with those before it, and what is `missing` then.

    `missing` is below zero where more comes together than the gap.
    """

    deal: Candidate
    together: Money
    missing: Money


Chosen: TypeAlias = tuple[Candidate, ...]
_Cost: TypeAlias = Callable[[Candidate], float]


def total(deals: Iterable[Candidate], base: str) -> Money:
    """What the deals come to if all of them are won."""
    return Money(sum(deal.amount.minor for deal in deals), base)


def brought(deals: Iterable[Candidate], base: str) -> Money:
    """What the deals bring by their chances; each was rounded before."""
    return Money(sum(deal.expected.minor for deal in deals), base)


def ranked(deals: Iterable[Candidate]) -> Chosen:
    """The deals that bring most first."""
    return tuple(sorted(deals, key=lambda deal: (-deal.expected.minor, -deal.amount.minor, deal.number)))


def way(gap: Money, deals: Iterable[Candidate]) -> tuple[Leg, ...]:
    """The deals in this order, each with what comes together up to it."""
    legs, together = [], Money(0, gap.currency)
    for deal in deals:
        together = together + deal.amount
        legs.append(Leg(deal, together, gap - together))
    return tuple(legs)


def likeliest(gap: Money, deals: Sequence[Candidate]) -> Chosen:
    """The set that closes the gap and is most likely to be won whole, those that bring most first.

    Most likely: the product of its chances is the highest (the shock that all share moves every set alike). Of up to
    `MOST_TRIED` deals it is the best of all sets, of more that of a greedy choice. None of it can be left out. All
    deals, where even they do not close the gap.
    """
    return ranked(_cheapest(gap, ranked(deals), lambda deal: -log(max(deal.chance, LEAST_CHANCE))))


def fewest(gap: Money, deals: Sequence[Candidate]) -> Chosen:
    """As few deals as close the gap: the largest; all, where even they do not."""
    chosen: list[Candidate] = []
    rest = gap.minor
    for deal in sorted(deals, key=lambda deal: (-deal.amount.minor, -deal.expected.minor, deal.number)):
        if rest <= 0:
            break
        chosen.append(deal)
        rest -= deal.amount.minor
    return ranked(chosen)


def indispensable(gap: Money, deals: Sequence[Candidate]) -> frozenset[int]:
    """The numbers of the deals without which all others do not close the gap; none, where not even all close it."""
    spare = total(deals, gap.currency).minor - gap.minor
    return frozenset(deal.number for deal in deals if deal.amount.minor > spare >= 0)


def _cheapest(gap: Money, deals: Chosen, cost: _Cost) -> Chosen:
    if total(deals, gap.currency).minor <= gap.minor:
        return deals
    tried = _tried(gap.minor, deals, cost) if len(deals) <= MOST_TRIED else None
    return tried or _greedy(gap.minor, deals, cost)


_Chain: TypeAlias = "tuple[Candidate, _Chain] | None"


def _tried(gap: int, deals: Chosen, cost: _Cost) -> Chosen | None:
    """The cheapest of all sets that come to the gap; None where too many would have to be kept in mind.

    Of two sets that come to as much, or to more and cost less, only the better one can be part of the best.
    """
    sets: list[tuple[int, float, _Chain]] = [(0, 0.0, None)]
    for deal in deals:
        amount, price = deal.amount.minor, cost(deal)
        grown = [(min(gap, sum_ + amount), spent + price, (deal, chain)) for sum_, spent, chain in sets if sum_ < gap]
        kept: list[tuple[int, float, _Chain]] = []
        for each in sorted((*sets, *grown), key=lambda each: (-each[0], each[1])):
            if not kept or each[1] < kept[-1][1]:
                kept.append(each)
        sets = kept
        if len(sets) > MOST_SUMS:
            return None
    chosen, chain = [], sets[0][2]
    while chain is not None:
        chosen.append(chain[0])
        chain = chain[1]
    return _without_spare(gap, chosen, cost)


def _greedy(gap: int, deals: Chosen, cost: _Cost) -> Chosen:
    """Those that cost least for what they bring, and the largest; the cheaper of both choices."""
    orders: tuple[Callable[[Candidate], float], ...] = (
        lambda deal: cost(deal) / deal.amount.minor,
        lambda deal: -deal.amount.minor,
    )
    choices = []
    for order in orders:
        chosen, rest = [], gap
        for deal in sorted(deals, key=order):
            if rest <= 0:
                break
            chosen.append(deal)
            rest -= deal.amount.minor
        choices.append(_without_spare(gap, chosen, cost))
    return min(choices, key=lambda chosen: sum(map(cost, chosen)))


def _without_spare(gap: int, chosen: Sequence[Candidate], cost: _Cost) -> Chosen:
    """The same without the deals that are not needed, the dearest of them left out first."""
    spare, kept = sum(deal.amount.minor for deal in chosen) - gap, set(chosen)
    for deal in sorted(chosen, key=lambda deal: (-cost(deal), deal.amount.minor, deal.number)):
        if deal.amount.minor <= spare:
            kept.remove(deal)
            spare -= deal.amount.minor
    return tuple(deal for deal in chosen if deal in kept)
