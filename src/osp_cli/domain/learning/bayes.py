"""Which facts and answers separated won from lost deals: a tempered naive Bayes that has to prove itself first.

Facts lean on each other, so their evidence is divided by three: the ranking stays, the overconfidence goes. What
nobody answered is a value of its own. The method is tried on deals that it was not taught by; unless it beats the
base rate there beyond chance, the base rate stays, and nothing predicts wins in this book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt

from osp_cli.domain.learning.scores import ChanceScore, score_chances
from osp_cli.frozen import dataclass

TEMPER = 3.0
FOLDS = 10
SURE = 2.0  # standard errors by which the method must beat the base rate
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Ended:
    """One ended deal: what was known of it by the name of the field or the question, and whether it was won."""

    values: Mapping[str, str]
    is_won: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """A value that went with winning more, or less, often than the rest: `won` of `cases`; `weight` is its evidence."""

    field: str
    value: str
    cases: int
    won: int
    weight: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the facts of deals foretell.

    `tried` is the score of the method on deals that did not teach it, `used` that of what is used: the same where
    `predicts`, else that of the base rate. `signals` are the values that separate most, none where nothing predicts.
    """

    cases: int
    won: int
    fields: int
    predicts: bool
    tried: ChanceScore | None
    used: ChanceScore | None
    signals: tuple[Signal, ...] = ()


class Evidence:
    """What ended deals teach of every value."""

    def __init__(self, deals: Sequence[Ended], fields: Iterable[str]) -> None:
        self.won = sum(deal.is_won for deal in deals)
        self.lost = len(deals) - self.won
        self.counts: dict[str, tuple[Counter[str], Counter[str]]] = {}
        for field in fields:
            won: Counter[str] = Counter()
            lost: Counter[str] = Counter()
            for deal in deals:
                (won if deal.is_won else lost)[deal.values.get(field, UNKNOWN)] += 1
            self.counts[field] = won, lost
        self._weights = {field: self._weigh(*seen) for field, seen in self.counts.items()}

    def _weigh(self, won: Counter[str], lost: Counter[str]) -> dict[str, float]:
        """The evidence of every value of a field, once for all: a field may have as many values as there are deals."""
        values = {*won, *lost}
        more_won, more_lost = self.won + len(values) + 1, self.lost + len(values) + 1
        if len(values) < 2:
            return {}
        return {value: log((won[value] + 1) / more_won) - log((lost[value] + 1) / more_lost) for value in values}

    def weight(self, field: str, value: str) -> float:
        """The evidence of one value for winning; an unseen one says nothing."""
        return self._weights[field].get(value, 0.0)

    def chance(self, values: Mapping[str, str]) -> float:
        """How likely a deal of which this is known is to be won in the end."""
        evidence = sum(self.weight(field, values.get(field, UNKNOWN)) for field in self.counts)
        return 1 / (1 + exp(-(log((self.won + 1) / (self.lost + 1)) + evidence / TEMPER)))

    def signals(self, least: int) -> Iterable[Signal]:
        """Every value of at least so many deals, the strongest first."""
        found = []
        for field, (won, lost) in self.counts.items():
            for value in {*won, *lost}:
                cases = won[value] + lost[value]
                if cases >= least and (weight := self.weight(field, value)):
                    found.append(Signal(field, value, cases, won[value], weight))
        return sorted(found, key=lambda signal: (-abs(signal.weight), signal.field, signal.value))


def predict(deals: Sequence[Ended], least: int, most_signals: int = 10) -> Prediction:
    """What the fields of these deals foretell; nothing below `least` ended deals or of one outcome alone."""
    fields = sorted({field for deal in deals for field in deal.values})
    won = sum(deal.is_won for deal in deals)
    if len(deals) < max(least, FOLDS) or won in (0, len(deals)) or not fields:
        return Prediction(len(deals), won, len(fields), predicts=False, tried=None, used=None)
    tried, plain = _tried(deals, fields)
    gains = [(b - y) ** 2 - (p - y) ** 2 for (p, y), (b, _) in zip(tried, plain, strict=True)]
    mean = sum(gains) / len(gains)
    error = sqrt(sum((gain - mean) ** 2 for gain in gains)) / len(gains)
    predicts = mean > SURE * error
    signals: tuple[Signal, ...] = ()
    if predicts:
        signals = tuple(Evidence(deals, fields).signals(least))[:most_signals]
    scored = score_chances(tried)
    return Prediction(
        len(deals), won, len(fields), predicts, scored, scored if predicts else score_chances(plain), signals
    )


def _tried(deals: Sequence[Ended], fields: Sequence[str]) -> tuple[list[tuple[float, bool]], list[tuple[float, bool]]]:
    """Every deal judged by what the others teach, with as many won ones in each part, beside their base rate."""
    ordered = sorted(deals, key=lambda deal: not deal.is_won)
    tried, plain = [], []
    for fold in range(FOLDS):
        taught = [deal for place, deal in enumerate(ordered) if place % FOLDS != fold]
        evidence = Evidence(taught, fields)
        rate = evidence.won / len(taught)
        for deal in ordered[fold::FOLDS]:
            tried.append((evidence.chance(deal.values), deal.is_won))
            plain.append((rate, deal.is_won))
    return tried, plain
