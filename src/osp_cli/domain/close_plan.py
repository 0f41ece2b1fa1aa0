"""The close plan: the customer's milestones, our actions beneath them, and the plans for meeting executives."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from osp_cli.domain.fields import Field, Noun
from osp_cli.frozen import dataclass

ActionKind = Literal["prove", "retrieve", "insulate", "minimise", "emphasise"]
MilestoneKind = Literal["buying-step", "proof-of-concept"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done for the deal, by `owner` (one of us) until `due_on`.

    `kind` is one of the five of the plan: prove value, retrieve information, insulate against competition, minimise
    weaknesses, emphasise strengths. `with_whom` of the customer's it is done, `expected` is the result it is meant to
    have. `question` is the id of the question whose answer asked for it, `milestone` the number of the customer's
    milestone it leads to.
    """

    number: int
    id: str
    text: str
    due_on: date
    kind: ActionKind
    owner: str
    with_whom: str | None = None
    expected: str | None = None
    milestone: int | None = None
    question: str | None = None
    done_on: date | None = None
    result: str | None = None

    @property
    def is_open(self) -> bool:
        """Not done yet."""
        return self.done_on is None

    def is_overdue(self, on: date) -> bool:
        """Not done, and due before this day."""
        return self.is_open and self.due_on < on


@dataclass(frozen=True, slots=True)
class Milestone:
    """A formal step of the customer's on the way to the order, on the customer's own date; `owner` is theirs.

    Of a proof of concept `yardstick` is what counts as success, and `yardstick_by` who of the customer's confirmed it.
    """

    number: int
    id: str
    text: str
    due_on: date | None = None
    owner: str | None = None
    kind: MilestoneKind = "buying-step"
    yardstick: str | None = None
    yardstick_by: str | None = None
    done_on: date | None = None
    result: str | None = None

    @property
    def is_open(self) -> bool:
        """Not reached yet."""
        return self.done_on is None


@dataclass(frozen=True, slots=True)
class Call:
    """The plan for a meeting with one of the customer's executives, and what came of it.

    `commitment` is what we ask for, `fallback` what we settle for; `revisit_on` is when to come back to it.
    """

    number: int
    id: str
    who: str
    planned_on: date | None = None
    aim: str | None = None
    commitment: str | None = None
    fallback: str | None = None
    held_on: date | None = None
    result: str | None = None
    revisit_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Not held yet."""
        return self.held_on is None


ACTION = Noun(
    name="action",
    many="actions",
    value=Action,
    fields=(
        Field("text", is_needed=True, is_listed=True, is_found=True),
        Field("due_on", "day", flag="due", is_needed=True, is_listed=True),
        Field("kind", "choice", get_args(ActionKind), is_needed=True, has_default=True, is_listed=True),
        Field("owner", is_needed=True, has_default=True, is_listed=True),
        Field("with_whom", "person", flag="with", is_listed=True),
        Field("expected", flag="expect", is_listed=True),
        Field("milestone", "record", of="milestone"),
        Field("question", "question", is_asked=False),
        Field("done_on", "day", flag="done", is_past=True, is_asked=False, is_listed=True),
        Field("result", is_asked=False, is_found=True),
    ),
    due=(("due_on", "done_on"),),
)
MILESTONE = Noun(
    name="milestone",
    many="milestones",
    value=Milestone,
    fields=(
        Field("text", is_needed=True, is_listed=True, is_found=True),
        Field("due_on", "day", flag="due", is_listed=True),
        Field("owner", "person", is_listed=True),
        Field("kind", "choice", get_args(MilestoneKind), is_needed=True, has_default=True, is_listed=True),
        Field("yardstick", is_found=True, only="proof-of-concept"),
        Field("yardstick_by", "person", only="proof-of-concept"),
        Field("done_on", "day", flag="done", is_past=True, is_asked=False, is_listed=True),
        Field("result", is_asked=False, is_found=True),
    ),
    due=(("due_on", "done_on"),),
)
CALL = Noun(
    name="call",
    many="calls",
    value=Call,
    fields=(
        Field("who", "person", is_needed=True, is_listed=True),
        Field("planned_on", "day", flag="planned", is_listed=True),
        Field("aim", is_listed=True, is_found=True),
        Field("commitment", is_found=True),
        Field("fallback"),
        Field("held_on", "day", flag="held", is_past=True, is_asked=False, is_listed=True),
        Field("result", is_asked=False, is_found=True),
        Field("revisit_on", "day", flag="revisit", is_asked=False, is_listed=True),
    ),
    due=(("planned_on", "held_on"), ("revisit_on", None)),
)
