"""A book whose quarter goes by: forecasts are frozen while it does, and what was open then ends as it was to end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from osp_cli.domain.learning.lives import Life
from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.periods import Period, quarter_of
from osp_cli.frozen import replace
from osp_cli.pack.load import builtin
from osp_cli.services.desk import Desk, Typed
from osp_cli.services.snapshots import take
from osp_cli.settings import Settings
from osp_cli.store.store import Store
from tests.domain.learning.books import START, lives
from tests.services.pipelines import WHO, Deal, make_desk, ordered, usd

FIRST_DAY = date(2023, 7, 1)
QUARTER: Period = quarter_of(FIRST_DAY)


class Season:
    """Deals of three owners over two years. `day` is the day it is; `turn` lets what ends until then end."""

    def __init__(self, seed: int = 9, *, a_day: float = 0.5, owners: int = 3, settings: Settings | None = None) -> None:
        self.day = FIRST_DAY
        self.settings = settings or Settings(me=WHO)
        self.store = Store.in_memory(clock=lambda: f"{self.day}T12:00:00.000Z")
        told = lives(seed, days=650, a_day=a_day, owners=owners)
        origin = FIRST_DAY.toordinal()
        self.lives = [life for life in told if life.created < origin]
        deals = [_deal(life, life.ended is not None and life.ended < origin) for life in self.lives]
        make_desk(*deals, store=self.store, today=self.day)
        self._open = {
            number: life for number, life in enumerate(self.lives, 1) if life.ended is None or life.ended >= origin
        }

    @property
    def desk(self) -> Desk:
        """Today's desk."""
        return Desk(self.store, builtin(), self.settings, self.day, WHO, typed=Typed("osp test"))

    def turn(self, days: int) -> None:
        """Lets so many days go by; on the last of them what ended meanwhile is recorded."""
        self.day += timedelta(days=days)
        ended = {
            n: life for n, life in self._open.items() if life.ended is not None and life.ended <= self.day.toordinal()
        }
        if not ended:
            return
        with self.desk.writing() as writing:
            for number, life in ended.items():
                self._end(writing, writing.opportunity(number), life)
                del self._open[number]

    def _end(self, writing: Any, deal: Opportunity, life: Life) -> None:
        on = date.fromordinal(life.ended or START)
        if life.is_won:
            writing.save_opportunity(replace(deal, status="won", stage="9", ended_on=on))
            writing.save_order(deal.number, ordered(on, usd(int(life.won))))
        else:
            writing.save_opportunity(replace(deal, status="lost", ended_on=on))

    def through(self, *, every: int = 14) -> Season:
        """Lets the quarter go by with a snapshot every so many days, and ends after it."""
        while self.day <= QUARTER.last:
            take(self.desk, QUARTER)
            self.turn(every)
        return self


def _deal(life: Life, has_ended: bool) -> Deal:
    amount, created = usd(int(life.amount or 0)), date.fromordinal(life.created)
    if not has_ended or life.ended is None:
        close = FIRST_DAY + timedelta(days=life.created % 120)
        return Deal(stage=str(3 + life.created % 5), amount=amount, owner=life.owner, created=created, close=close)
    on = date.fromordinal(life.ended)
    if life.is_won:
        return Deal("9", "won", amount, owner=life.owner, created=created, order=ordered(on, usd(int(life.won))))
    return Deal("3", "lost", amount, owner=life.owner, created=created, ended=on)
