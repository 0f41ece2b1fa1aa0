"""Who of us works on a deal, and with which part: the roles of the method (section 6) on one opportunity."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, get_args

from osp_cli.domain.fields import Field, Noun
from osp_cli.frozen import dataclass

Part = Literal["rep", "inside-sales", "pre-sales", "channel", "services", "experts", "manager", "marketing", "other"]
EXPERTS: Part = "experts"
AHEAD = timedelta(weeks=2)
"""How long before they are needed the experts are asked for (`process.md` sections 4 and 6)."""


@dataclass(frozen=True, slots=True)
class Teammate:
    """Somebody of us on this opportunity: which part, what exactly, and since when he has been asked for."""

    number: int
    id: str
    name: str
    part: Part
    does: str | None = None
    asked_on: date | None = None
    needed_on: date | None = None
    agreed_on: date | None = None

    @property
    def is_asked_late(self) -> bool:
        """An expert who was asked for less than two weeks before the day he is needed."""
        if self.part != EXPERTS or self.asked_on is None or self.needed_on is None:
            return False
        return self.needed_on - self.asked_on < AHEAD


TEAMMATE = Noun(
    name="teammate",
    many="teammates",
    value=Teammate,
    fields=(
        Field("name", "name", is_needed=True, is_listed=True, is_found=True),
        Field("part", "choice", get_args(Part), is_needed=True, is_listed=True),
        Field("does", is_listed=True, is_found=True),
        Field("asked_on", "day", flag="asked", is_past=True, is_listed=True),
        Field("needed_on", "day", flag="needed", is_listed=True),
        Field("agreed_on", "day", flag="agreed", is_past=True, is_listed=True),
    ),
)
