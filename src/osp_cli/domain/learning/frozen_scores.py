"""How good frozen forecasts were: what each way of forecasting said then, against what was won in the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osp_cli.domain.learning.scores import AmountScore, score_amounts
from osp_cli.frozen import dataclass

METHODS = ("p50", "blend", "expected", "call", "called", "weighted", "run_rate", "half_of_open")
OWNER_METHODS = ("expected", "call", "called", "weighted", "half_of_open")


@dataclass(frozen=True, slots=True)
class FrozenForecast:
    """What one snapshot said of a period that is over, in minor units by method, and what was won in it.

    `low` and `high` are its P10 and P90, None where it held no range. `owners` likewise: what was said, what came.
    """

    period: str
    said: Mapping[str, int]
    low: int | None
    high: int | None
    actual: int
    owners: Mapping[str | None, tuple[Mapping[str, int], int]]


@dataclass(frozen=True, slots=True)
class FrozenMethod:
    """The score of one method over the snapshots that held its figure."""

    method: str
    score: AmountScore


@dataclass(frozen=True, slots=True)
class FrozenRanges:
    """How often the result lay within P10 to P90, 80 % being meant, and the middle of the widths over the results."""

    cases: int
    coverage: float
    width: float | None


@dataclass(frozen=True, slots=True)
class FrozenOwner:
    """The scores of one owner (None: deals of nobody)."""

    owner: str | None
    methods: tuple[FrozenMethod, ...]


@dataclass(frozen=True, slots=True)
class FrozenScores:
    """The scores of snapshots: of how many, of which periods."""

    snapshots: int
    periods: tuple[str, ...]
    methods: tuple[FrozenMethod, ...]
    ranges: FrozenRanges | None
    owners: tuple[FrozenOwner, ...]


def score_frozen(forecasts: Sequence[FrozenForecast]) -> FrozenScores:
    """Scores every method by the snapshots that held it; those of one period depend on each other."""
    names = sorted({name for each in forecasts for name in each.owners}, key=lambda name: (name is None, name or ""))
    owners = tuple(
        FrozenOwner(name, _scores([each.owners[name] for each in forecasts if name in each.owners], OWNER_METHODS))
        for name in names
    )
    return FrozenScores(
        snapshots=len(forecasts),
        periods=tuple(dict.fromkeys(each.period for each in forecasts)),
        methods=_scores([(each.said, each.actual) for each in forecasts], METHODS),
        ranges=_ranges(forecasts),
        owners=owners,
    )


def _scores(cases: Sequence[tuple[Mapping[str, int], int]], methods: Sequence[str]) -> tuple[FrozenMethod, ...]:
    found = []
    for method in methods:
        pairs = [(float(said[method]), float(came)) for said, came in cases if method in said]
        if pairs:
            found.append(FrozenMethod(method, score_amounts(pairs)))
    return tuple(found)


def _ranges(forecasts: Sequence[FrozenForecast]) -> FrozenRanges | None:
    ranges = [(f.low, f.high, f.actual) for f in forecasts if f.low is not None and f.high is not None]
    if not ranges:
        return None
    widths = sorted((high - low) / actual for low, high, actual in ranges if actual > 0)
    held = sum(low <= actual <= high for low, high, actual in ranges)
    return FrozenRanges(len(ranges), held / len(ranges), widths[len(widths) // 2] if widths else None)
