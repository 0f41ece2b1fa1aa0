"""One day in the past: what every method would have said of the period, from what was known, and what came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import compress

from osp_cli.domain.learning.known import Known
from osp_cli.domain.learning.lives import Book
from osp_cli.domain.learning.outlook import Days, Model, Outlook, Row, together
from osp_cli.domain.learning.scores import RangeCase
from osp_cli.domain.learning.shock import Miss
from osp_cli.domain.periods import Period
from osp_cli.frozen import dataclass

METHODS = ("blend", "expected", "run_rate", "open_only", "base_rate_young", "base_rate", "half_of_open")
OWN_METHODS = ("blend", "expected", "run_rate")
NOTHING = Row(Outlook(0.0, 0.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class Case:
    """One row at one origin: the number of the quarter, the day of it, whose row it is (None: of all), what came."""

    quarter: int
    day: int
    owner: str | None
    row: Row
    came: float

    @property
    def miss(self) -> Miss:
        """How far the range's centre was from what came, of what was not won yet."""
        return Miss(self.row.centre, self.came - self.row.outlook.won, self.row.variance)

    def ranged(self, sigma: float) -> RangeCase:
        """The range that this row would have had, against what came."""
        spread, won = self.row.spread(sigma), self.row.outlook.won
        low, high = won + spread.quantile(0.1), won + spread.quantile(0.9)
        return RangeCase(low, high, spread.crps(self.came - won), self.came)


class Origin:
    """What was known and what was said at one day of one quarter."""

    def __init__(self, book: Book, number: int, period: Period, day: int, fiscal_start: int) -> None:
        self.number, self.day, self._book = number, day, book
        self._first, self._beyond = period.first.toordinal(), period.last.toordinal() + 1
        self._day = self._first + day
        self._known = book.known(self._day, self._first, self._beyond, fiscal_start)
        days = Days.of(self._day, self._first, self._beyond - 1)
        self._model = Model(self._known, days, fiscal_start)
        self._rows = self._model.rows()
        self._came: dict[str | None, float] = {}
        for life in book.ended_between(self._first, self._beyond):
            self._came[life.owner] = self._came.get(life.owner, 0.0) + life.won

    def team(self) -> Case:
        """The row of all."""
        return Case(self.number, self.day, None, Row.together(self._rows.values()), sum(self._came.values()))

    def own(self) -> Iterable[Case]:
        """The row of every owner."""
        for owner in {**self._rows, **self._came}:
            row = self._rows.get(owner, NOTHING)
            yield Case(self.number, self.day, owner, row, self._came.get(owner, 0.0))

    def chances(self) -> Iterable[tuple[float, bool]]:
        """The chance of every open deal, and whether it was won in the quarter."""
        for life, chance in zip(self._book.open_at(self._day), self._model.each_chance(), strict=True):
            yield chance, life.is_won and life.ended is not None and life.ended < self._beyond

    def said(self) -> Mapping[str, float]:
        """What every method would have said of the total."""
        outlook = together(row.outlook for row in self._rows.values())
        return {**_own(outlook), **_naive(self._known, outlook)}


def _own(outlook: Outlook) -> dict[str, float]:
    return {method: getattr(outlook, method) for method in OWN_METHODS}


def said_of(case: Case, method: str) -> float:
    """What one of our methods said of a row."""
    return float(getattr(case.row.outlook, method))


def _naive(known: Known, outlook: Outlook) -> dict[str, float]:
    """The methods that people use without a table: a share of everything that is open."""
    ended = [each for each in known.spans if each.is_won is not None]
    wins, ends = (sum(len(each.left) for each in ended if each.is_won in fates) for fates in ((True,), (True, False)))
    rate = wins / ends if ends else 0.5
    oldest = max((age for each in ended if each.is_won for age in each.left), default=0)
    worth = [known.typical if amount is None else amount for amount in known.deals.amounts]
    youngest = known.origin - oldest
    young = sum(compress(worth, map(youngest.__le__, known.deals.created)))
    every = sum(worth)
    return {
        "open_only": outlook.won + outlook.open,
        "base_rate": outlook.won + rate * every,
        "base_rate_young": outlook.won + rate * young,
        "half_of_open": outlook.won + every / 2,
    }
