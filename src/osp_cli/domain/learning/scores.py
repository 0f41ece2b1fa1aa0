"""How good forecasts were: of amounts, of ranges, of chances. Every score says of how many cases it is made."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from osp_cli.frozen import dataclass

BINS = 5
LEAST, MOST = 0.0001, 0.9999  # a chance is never told as surer than this in the log loss


@dataclass(frozen=True, slots=True)
class AmountScore:
    """Forecasts of amounts against what came, as shares of it.

    `mape` mean |f - a| / a and `bias` mean (f - a) / a over the cases with a > 0 (`cases` counts them); `wape` is
    the sum of the misses over the sum of what came, over all; None where there is nothing to divide by.
    """

    cases: int
    mape: float | None
    bias: float | None
    wape: float | None


def score_amounts(pairs: Sequence[tuple[float, float]]) -> AmountScore:
    """The score of (forecast, actual) pairs."""
    known = [(said, came) for said, came in pairs if came > 0]
    total = sum(came for _, came in pairs)
    misses = [(said - came) / came for said, came in known]
    return AmountScore(
        cases=len(known),
        mape=sum(map(abs, misses)) / len(misses) if misses else None,
        bias=sum(misses) / len(misses) if misses else None,
        wape=sum(abs(said - came) for said, came in pairs) / total if total else None,
    )


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Cases with alike chances: the mean of what was said, the share that came, and the 80 % range of that share."""

    cases: int
    said: float
    came: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ChanceScore:
    """Chances against what came (yes or no).

    `base_brier` is that of the base rate said every time, `skill` = 1 - brier / base_brier; `auc` None where all came
    or none did.
    """

    cases: int
    rate: float
    brier: float
    base_brier: float
    skill: float | None
    log_loss: float
    auc: float | None
    reliability: tuple[ReliabilityBin, ...]


def score_chances(pairs: Sequence[tuple[float, bool]]) -> ChanceScore | None:
    """The score of (chance, came) pairs; None of none."""
    if not pairs:
        return None
    cases = len(pairs)
    rate = sum(came for _, came in pairs) / cases
    brier = sum((said - came) ** 2 for said, came in pairs) / cases
    base = rate * (1 - rate)
    clipped = ((min(MOST, max(LEAST, said)), came) for said, came in pairs)
    return ChanceScore(
        cases=cases,
        rate=rate,
        brier=brier,
        base_brier=base,
        skill=1 - brier / base if base else None,
        log_loss=-sum(log(said if came else 1 - said) for said, came in clipped) / cases,
        auc=area_under_curve(pairs),
        reliability=_reliability(pairs),
    )


def area_under_curve(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """How often a case that came was given a higher chance than one that did not; ties count half."""
    hits = sum(came for _, came in pairs)
    if not 0 < hits < len(pairs):
        return None
    ordered = sorted(pairs)
    ranks, start = 0.0, 0
    while start < len(ordered):
        end, value, came = start, ordered[start][0], 0
        while end < len(ordered) and ordered[end][0] == value:
            came += ordered[end][1]
            end += 1
        ranks += came * (start + end + 1) / 2
        start = end
    return (ranks - hits * (hits + 1) / 2) / (hits * (len(pairs) - hits))


def _reliability(pairs: Sequence[tuple[float, bool]]) -> tuple[ReliabilityBin, ...]:
    """Bins of as many cases each, by chance."""
    ordered, found = sorted(pairs), []
    for i in range(BINS):
        part = ordered[i * len(ordered) // BINS : (i + 1) * len(ordered) // BINS]
        if part:
            hits = sum(came for _, came in part)
            low, high = share_range(hits, len(part))
            found.append(ReliabilityBin(len(part), sum(s for s, _ in part) / len(part), hits / len(part), low, high))
    return tuple(found)


def share_range(hits: int, cases: int) -> tuple[float, float]:
    """The 80 % range of a share that was seen so often (Wilson's score interval)."""
    z = 1.281552
    centre = (hits + z * z / 2) / (cases + z * z)
    half = z / (cases + z * z) * (hits * (cases - hits) / cases + z * z / 4) ** 0.5
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class RangeCase:
    """One range against what came: P10, P90, the score of the whole distribution, and the actual."""

    low: float
    high: float
    crps: float
    actual: float

    @property
    def holds(self) -> bool:
        """Whether the actual lies inside."""
        return self.low <= self.actual <= self.high


@dataclass(frozen=True, slots=True)
class RangeScore:
    """`coverage`: share of actuals inside P10 to P90 (80 % was meant); `width`: median (P90 - P10) / actual.

    `crps` is the mean score over the mean actual.
    """

    cases: int
    coverage: float
    width: float | None
    crps: float | None


def score_ranges(ranges: Sequence[RangeCase]) -> RangeScore | None:
    """The score of ranges; None of none."""
    if not ranges:
        return None
    widths = sorted((case.high - case.low) / case.actual for case in ranges if case.actual > 0)
    total = sum(case.actual for case in ranges)
    return RangeScore(
        cases=len(ranges),
        coverage=sum(case.holds for case in ranges) / len(ranges),
        width=widths[len(widths) // 2] if widths else None,
        crps=sum(case.crps for case in ranges) / total if total else None,
    )
