"""What follows a sale (step 8): ideas, white space, renewals, visits to deciders, references given."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.money import Money
from osp_cli.frozen import dataclass

FollowUpKind = Literal["idea", "white-space", "renewal", "visit", "reference"]
FOLLOW_UP_KINDS: tuple[FollowUpKind, ...] = get_args(FollowUpKind)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing that follows a sale. None is what nobody has asked.

    `offer` is which of ours it is about, `unit` the part of the customer, `who` whom it concerns there, `potential`
    what it may be worth. Of white space alone, `trigger` is what makes the customer look for it, `hypothesis` why we
    think that it helps there. Of a renewal alone, `renews_on` is the day on which what was sold runs out, `risk` what
    could keep the customer from renewing.
    """

    number: int
    id: str
    text: str
    kind: FollowUpKind = "idea"
    offer: str | None = None
    unit: str | None = None
    who: str | None = None
    potential: Money | None = None
    due_on: date | None = None
    renews_on: date | None = None
    trigger: str | None = None
    hypothesis: str | None = None
    risk: str | None = None
    done_on: date | None = None
    result: str | None = None

    @property
    def is_open(self) -> bool:
        """Nothing has come of it yet."""
        return self.done_on is None


FOLLOW_UP = Noun(
    name="followup",
    many="followups",
    value=FollowUp,
    fields=(
        Field("text", is_needed=True, is_listed=True, is_found=True),
        Field("kind", "choice", FOLLOW_UP_KINDS, is_needed=True, has_default=True, is_listed=True),
        Field("offer", is_found=True),
        Field("unit", is_found=True),
        Field("who", "person", is_listed=True),
        Field("potential", "money", is_listed=True),
        Field("due_on", "day", flag="due", is_listed=True),
        Field("renews_on", "day", flag="renews", is_listed=True, only="renewal"),
        Field("trigger", only="white-space"),
        Field("hypothesis", only="white-space"),
        Field("risk", only="renewal"),
        Field("done_on", "day", flag="done", is_past=True, is_asked=False, is_listed=True),
        Field("result", is_asked=False, is_found=True),
    ),
    due=(("due_on", "done_on"), ("renews_on", "done_on")),
)
