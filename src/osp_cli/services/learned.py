"""What a book's whole past teaches, learned once a week and kept beside the book: it hardly moves from day to day.

Reading every deal that ever was costs more than a forecast; what is kept is a few numbers. A past that changes, by an
import or another setting, is learned anew at once.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

from osp_cli.domain.forecast import Scale
from osp_cli.domain.learning.backtest import METHOD, quarters_to_replay
from osp_cli.domain.learning.lives import Book
from osp_cli.domain.learning.replaying import Origin
from osp_cli.domain.learning.season import Season
from osp_cli.domain.learning.shock import Shock, shock_of
from osp_cli.domain.learning.shrinking import StageEnds
from osp_cli.domain.periods import fiscal_quarter_of
from osp_cli.frozen import dataclass
from osp_cli.services.accuracy import whole_quarters
from osp_cli.services.desk import Desk
from osp_cli.settings import replace_file
from osp_cli.store import learning
from osp_cli.store.store import Reading

WEEK = 7


@dataclass(frozen=True, slots=True)
class Learned:
    """The shock at this week of a quarter, the season, the stages, and when the records begin.

    `own` is the shock of a part of the book, learned from the misses of every owner. `wins` of `ends` deals are the
    pool that stages are drawn to.
    """

    shock: Shock
    own: Shock
    season: Season
    stages: tuple[StageEnds, ...]
    wins: int
    ends: int
    first_created: int | None
    first_ended: int | None


def learned(
    desk: Desk, reading: Reading, ends: int, folder: Path | None, *, scale: Scale, is_anew: bool = False
) -> Learned:
    """What the past teaches as of this week of the fiscal quarter; `ends` deals had ended before the quarter.

    It is kept in the folder; without one, or where it cannot be written, it is learned anew each time, and `is_anew`
    whatever is kept there.
    """
    quarter = fiscal_quarter_of(desk.today, desk.settings.fiscal_start)
    day = (desk.today - quarter.first).days // WEEK * WEEK
    settings = desk.settings
    key = [METHOD, desk.store.book_id(), quarter.label, day, ends, settings.fiscal_start, settings.learning_minimum]
    file = folder / f"learned-{desk.store.book_id()}.json" if folder else None
    if file is not None and not is_anew:
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(file.read_bytes())
            if kept["key"] == [*key, desk.base]:
                return _of(kept)
    found = _learn(desk, reading, quarter.first, day, scale)
    if file is not None:
        with suppress(OSError):  # a folder that cannot be written costs time, nothing else
            replace_file(file, json.dumps({"key": [*key, desk.base], **_kept(found)}))
    return found


def _learn(desk: Desk, reading: Reading, first: date, day: int, scale: Scale) -> Learned:
    start = desk.settings.fiscal_start
    book = Book(learning.lives(reading, desk.base, scale))
    stages = learning.stage_ends(reading)
    known = whole_quarters(book, start, first)
    origins = [
        Origin(book, number, quarter, day, start)
        for number, quarter in enumerate(quarters_to_replay(book, known, desk.settings.learning_minimum))
    ]
    past = book.past(first.toordinal() + day, start)
    return Learned(
        shock=shock_of([origin.team().miss for origin in origins]),
        own=shock_of([case.miss for origin in origins for case in origin.own()]),
        season=past.season,
        stages=stages,
        wins=sum(life.is_won for life in book.by_ended),
        ends=len(book.by_ended),
        first_created=past.first_created,
        first_ended=past.first_ended,
    )


def _kept(found: Learned) -> dict[str, object]:
    return {
        "shock": [found.shock.sigma, found.shock.cases],
        "own": [found.own.sigma, found.own.cases],
        "season": [found.season.won, found.season.other, found.season.quarters],
        "stages": [[each.stage, each.ends, each.won] for each in found.stages],
        "pool": [found.wins, found.ends],
        "first": [found.first_created, found.first_ended],
    }


def _of(kept: dict[str, list[object]]) -> Learned:
    """What was kept, as it was; whatever does not fit raises, and is learned anew."""
    won, other, quarters = kept["season"]
    wins, ends = kept["pool"]
    first_created, first_ended = kept["first"]
    return Learned(
        shock=_shock(kept["shock"]),
        own=_shock(kept["own"]),
        season=Season(_three(won), _three(other), int(_number(quarters))),
        stages=tuple(StageEnds(*each) for each in kept["stages"] if isinstance(each, list)),
        wins=int(_number(wins)),
        ends=int(_number(ends)),
        first_created=None if first_created is None else int(_number(first_created)),
        first_ended=None if first_ended is None else int(_number(first_ended)),
    )


def _shock(kept: list[object]) -> Shock:
    sigma, cases = kept
    return Shock(_number(sigma), int(_number(cases)))


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError
    return value


def _three(value: object) -> tuple[float, float, float]:
    if not isinstance(value, list):
        raise TypeError
    first, second, third = (_number(each) for each in value)
    return first, second, third
