"""After how many days at a stage a deal is stuck: one source for the day, the funnel and the weekly report."""

from __future__ import annotations

from osp_cli.domain.funnel import Source, days, limit_of
from osp_cli.domain.process import Stage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk
from osp_cli.store.days import stays
from osp_cli.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Limit:
    """So many days at a stage, and where that is from; `cases` are the own ones behind it, 0 where it is not theirs."""

    days: int
    cases: int
    source: Source

    def is_passed(self, there: int) -> bool:
        """Whether a deal that has been at the stage for so many days is stuck."""
        return there > self.days


def limit_at(desk: Desk, reading: Reading, stage: Stage) -> Limit:
    """The limit of a stage: as set, else what four of five of the newest own deals that moved ahead kept to.

    With fewer own cases than the setting `usual_cases` it is what the method gives for the stage, or a default.
    """
    own = days(stays(reading, (stage.key, *stage.was)))
    setting = desk.settings.rotting.get(stage.key)
    limit, source = limit_of(setting, own, desk.settings.usual_cases, stage.usual_days)
    return Limit(limit, own.n if source == "history" else 0, source)
