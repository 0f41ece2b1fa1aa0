"""A past day of the book, as it was recorded by its end."""

from __future__ import annotations

from datetime import date

from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk
from osp_cli.store import past
from osp_cli.store.store import Reading


@dataclass(frozen=True, slots=True)
class AsOf:
    """The past day that is shown: what was recorded by its end.

    `imported` deals were recorded later by an import and count by the days of their own; of those of them that had not
    ended yet, `vague` in number, the file does not say how they stood.
    """

    day: date
    imported: int
    vague: int


def past_day(desk: Desk, day: date) -> date:
    """The day of `--as-of`; one in the future is refused, for nothing was recorded by then."""
    if day > desk.today:
        raise WrongUsage("as-of-in-the-future", {"day": day, "today": desk.today})
    return day


def rewound_to(desk: Desk, reading: Reading, day: date, *, with_moves: bool = False) -> AsOf:
    """Puts the book back to the end of a day, for as long as the reading lasts; the moves of deals only if asked."""
    cut = past.cut_after(reading, day, desk.process.stages[0].key)
    rewound = past.rewind(reading, cut, with_moves=with_moves)
    return AsOf(day, len(rewound.imported), len(rewound.vague))
