"""Ranges widen by what the replay finds: where quarters differ, what earlier ones taught holds later.

Every range is judged out of sample: its width is learned from the quarters before it alone.
"""

from __future__ import annotations

from datetime import date
from itertools import chain

from osp_cli.domain.learning.backtest import quarters_to_replay
from osp_cli.domain.learning.lives import Book
from osp_cli.domain.learning.replaying import Case, Origin
from osp_cli.domain.learning.scores import RangeScore, score_ranges
from osp_cli.domain.learning.shock import shock_of
from osp_cli.domain.learning.told import Outlook
from osp_cli.domain.periods import quarter_of
from osp_cli.services.accuracy import backtest
from osp_cli.services.desk import Desk
from osp_cli.services.forecasting import forecast
from osp_cli.services.outlook import with_outlook
from osp_cli.settings import Settings
from tests.domain.learning.books import START, quarters, turbulent
from tests.services.pipelines import WHO, make_desk
from tests.services.test_accuracy import deal

DAY = 28  # of the quarter
TAUGHT = 4  # so many quarters teach before one is judged
ROUGH, CALM = 0.7, 0.0


def judged(seed: int, deviation: float) -> list[tuple[Case, float]]:
    """Each forecast of a book with the width learned from the quarters before it."""
    book = Book(turbulent(seed, deviation, days=1600, a_day=1.0, owners=2, cycle=50))
    replayed = quarters_to_replay(book, quarters(book), 20)
    cases = [Origin(book, number, quarter, DAY, 1).team() for number, quarter in enumerate(replayed)]
    return [(case, shock_of([each.miss for each in cases[:n]]).sigma) for n, case in enumerate(cases) if n >= TAUGHT]


def scored(cases: list[tuple[Case, float]], *, is_wide: bool) -> RangeScore:
    score = score_ranges([case.ranged(sigma if is_wide else 0.0) for case, sigma in cases])
    assert score is not None
    return score


def test_ranges_that_held_too_little_hold_more_once_widened_by_earlier_errors() -> None:
    cases = list(chain.from_iterable(judged(seed, ROUGH) for seed in range(4)))
    raw, wide = scored(cases, is_wide=False), scored(cases, is_wide=True)
    assert wide.cases >= 30
    assert raw.coverage < 0.55  # what chances alone leave open is dishonestly narrow there
    assert wide.coverage > raw.coverage + 0.2
    assert 0.65 <= wide.coverage <= 0.95
    assert wide.crps < raw.crps  # wider, and better as a whole


def test_a_calm_book_learns_a_small_shock_and_a_rough_one_a_large_one() -> None:
    (calm, rough) = ([sigma for _, sigma in judged(7, deviation)][-1] for deviation in (CALM, ROUGH))
    assert calm < 0.3 < rough


def desk_of(deviation: float) -> Desk:
    told = turbulent(5, deviation, days=1130, a_day=0.7, owners=2, cycle=50)
    today = date.fromordinal(START + 1130)
    return make_desk(*map(deal, told), today=today, settings=Settings(me=WHO))


def outlook_of(desk: Desk) -> Outlook:
    outlook = with_outlook(desk, forecast(desk, quarter_of(desk.today)), None).outlook
    assert outlook is not None
    return outlook


def test_the_forecast_of_a_book_whose_replay_misses_has_a_wider_range() -> None:
    calm, rough = desk_of(CALM), desk_of(ROUGH)
    narrow, wide = outlook_of(calm), outlook_of(rough)
    assert wide.grounds.sigma > 1.5 * narrow.grounds.sigma

    def width(outlook: Outlook) -> float:
        rest = outlook.blend.minor - outlook.won.minor
        return (outlook.p90.minor - outlook.p10.minor) / rest

    assert width(wide) > 1.2 * width(narrow)
    replayed = [backtest(desk).backtest.team_ranges for desk in (calm, rough)]
    assert all(replayed)
    steady, shaky = (ranges.width for ranges in replayed if ranges)
    assert shaky > steady
