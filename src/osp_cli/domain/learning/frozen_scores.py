"""How good frozen forecasts were: what each way of forecasting said then, against what was won in the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osp_cli.domain.learning.scores import AmountScore, ChanceScore, score_amounts, score_chances
from osp_cli.frozen import dataclass

METHODS = ("p50", "blend", "expected", "call", "called", "adjusted", "weighted", "run_rate", "half_of_open")
OWNER_METHODS = ("p50", "expected", "call", "called", "adjusted", "weighted", "run_rate", "half_of_open")
CHANCE_METHODS = ("learned", "weighted", "own", "win_rate")


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """What was said by each method, in minor units, and what came; P10 and P90 are None where there was no range."""

    said: Mapping[str, int]
    actual: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class FrozenChance:
    """How likely each method called one open deal to be won in the period, and whether it was."""

    owner: str | None
    said: Mapping[str, float]
    is_won: bool


@dataclass(frozen=True, slots=True)
class FrozenForecast:
    """What one snapshot said of a period that is over, of all and of every owner; `chances` are its open deals."""

    period: str
    total: FrozenRow
    owners: Mapping[str | None, FrozenRow]
    chances: Sequence[FrozenChance] = ()


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
class FrozenChances:
    """The score of one method's chances over the snapshots that held them."""

    method: str
    score: ChanceScore


@dataclass(frozen=True, slots=True)
class FrozenOwner:
    """The scores of one owner (None: deals of nobody)."""

    owner: str | None
    methods: tuple[FrozenMethod, ...]
    ranges: FrozenRanges | None
    chances: tuple[FrozenChances, ...]


@dataclass(frozen=True, slots=True)
class FrozenScores:
    """The scores of snapshots: of how many, of which periods; `chances` are those of deals, as often as frozen."""

    snapshots: int
    periods: tuple[str, ...]
    methods: tuple[FrozenMethod, ...]
    ranges: FrozenRanges | None
    chances: tuple[FrozenChances, ...]
    owners: tuple[FrozenOwner, ...]


def score_frozen(forecasts: Sequence[FrozenForecast]) -> FrozenScores:
    """Scores every method by the snapshots that held it; those of one period depend on each other."""
    rows: dict[str | None, list[FrozenRow]] = {}
    chances: dict[str | None, list[FrozenChance]] = {}
    for each in forecasts:
        for name, row in each.owners.items():
            rows.setdefault(name, []).append(row)
        for chance in each.chances:
            chances.setdefault(chance.owner, []).append(chance)
    names = sorted({**rows, **chances}, key=lambda name: (name is None, name or ""))
    owners = (
        FrozenOwner(
            name, _scores(own := rows.get(name, []), OWNER_METHODS), _ranges(own), _chances(chances.get(name, ()))
        )
        for name in names
    )
    totals = [each.total for each in forecasts]
    return FrozenScores(
        snapshots=len(forecasts),
        periods=tuple(dict.fromkeys(each.period for each in forecasts)),
        methods=_scores(totals, METHODS),
        ranges=_ranges(totals),
        chances=_chances([chance for each in forecasts for chance in each.chances]),
        owners=tuple(owners),
    )


def _scores(rows: Sequence[FrozenRow], methods: Sequence[str]) -> tuple[FrozenMethod, ...]:
    found = []
    for method in methods:
        pairs = [(float(row.said[method]), float(row.actual)) for row in rows if method in row.said]
        if pairs:
            found.append(FrozenMethod(method, score_amounts(pairs)))
    return tuple(found)


def _chances(chances: Sequence[FrozenChance]) -> tuple[FrozenChances, ...]:
    found = []
    for method in CHANCE_METHODS:
        score = score_chances([(each.said[method], each.is_won) for each in chances if method in each.said])
        if score is not None:
            found.append(FrozenChances(method, score))
    return tuple(found)


def _ranges(rows: Sequence[FrozenRow]) -> FrozenRanges | None:
    ranges = [(row.low, row.high, row.actual) for row in rows if row.low is not None and row.high is not None]
    if not ranges:
        return None
    widths = sorted((high - low) / actual for low, high, actual in ranges if actual > 0)
    held = sum(low <= actual <= high for low, high, actual in ranges)
    return FrozenRanges(len(ranges), held / len(ranges), widths[len(widths) // 2] if widths else None)
