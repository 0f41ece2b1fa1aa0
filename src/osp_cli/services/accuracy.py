"""How good forecasts are: the method replayed over the book's own past, and what the facts of deals foretell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from osp_cli.domain.learning.backtest import Backtest, Step, quarters_to_replay, quietly, replay
from osp_cli.domain.learning.bayes import Prediction, predict
from osp_cli.domain.learning.lives import Book
from osp_cli.domain.periods import Period, fiscal_quarter_of
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import user_scale
from osp_cli.store import learning

QUIET_DAYS = 14  # so long may nothing be recorded in a book that is kept (ours)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The scores of the replay (no quarters: the book is too young) and of the prediction from facts.

    `minimum` is the setting: how many deals must have ended before anything is learned from them. `deals` is how many
    the book has, those left out of it that have no day of creation.
    """

    base_currency: str
    deals: int
    minimum: int
    backtest: Backtest
    prediction: Prediction


def backtest(desk: Desk, *, by_week: bool = False, step: Step = quietly) -> Accuracy:
    """Replays the method over every whole fiscal quarter that is over and had enough ended deals before it.

    `step` is told how far it is: what is done, and the total.
    """
    start, minimum = desk.settings.fiscal_start, desk.settings.learning_minimum
    with desk.store.reading() as reading:
        book = Book(learning.lives(reading, desk.base, user_scale(desk)))
        known = tuple(learning.ended(reading))
    quarters = quarters_to_replay(book, whole_quarters(book, start, desk.today), minimum)
    scores = replay(book, quarters, start, step)
    if not by_week:
        methods = tuple(replace(method, weeks=()) for method in scores.methods)
        scores = replace(scores, methods=methods, week_days=())
    return Accuracy(desk.base, len(book.by_created), minimum, scores, predict(known, minimum))


def whole_quarters(book: Book, start: int, today: date) -> Iterator[Period]:
    """The fiscal quarters that are over, from that of the first end on.

    A quarter after whose end nothing is recorded, and nothing in its last days, was never recorded whole: an export
    of its middle would be scored as if nothing more had been won.
    """
    if book.first_ended is None or book.last_day is None:
        return
    quarter = fiscal_quarter_of(date.fromordinal(book.first_ended), start)
    while quarter.last < today and quarter.last.toordinal() <= book.last_day + QUIET_DAYS:
        yield quarter
        quarter = fiscal_quarter_of(quarter.last + timedelta(days=1), start)
