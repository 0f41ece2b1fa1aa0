"""What a manager's review leaves: conditions with a day, which the next gate checks."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.fields import Field, Noun
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be settled before the deal moves on, `set_by` a manager; somebody settles it, by evidence alone."""

    number: int
    id: str
    text: str
    due_on: date
    set_by: str
    done_on: date | None = None
    settled_by: str | None = None
    evidence: str | None = None

    @property
    def is_open(self) -> bool:
        """Not settled yet."""
        return self.done_on is None

    def is_overdue(self, on: date) -> bool:
        """Not settled, and due before this day."""
        return self.is_open and self.due_on < on


CONDITION = Noun(
    name="condition",
    many="conditions",
    value=Condition,
    fields=(
        Field("text", is_needed=True, is_listed=True, is_found=True),
        Field("due_on", "day", flag="due", is_needed=True, is_listed=True),
        Field("set_by", flag="by", is_needed=True, has_default=True, is_listed=True),
        Field("done_on", "day", flag="done", is_past=True, is_asked=False, is_listed=True),
        Field("settled_by", is_asked=False, is_listed=True),
        Field("evidence", is_asked=False, is_listed=True, is_found=True),
    ),
    due=(("due_on", "done_on"),),
)
