"""The close plan: the customer's milestones, our actions beneath them, and the plans for meeting executives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from osp_cli.domain.fields import Field, Noun
from osp_cli.frozen import dataclass

ActionKind = Literal["prove", "retrieve", "insulate", "minimise", "emphasise"]
MilestoneKind = Literal[
    "buying-step", "business-case", "proof-of-concept", "security", "legal", "procurement", "board", "signature",
    "kick-off", "go-live",
]  # fmt: skip
OTHER_STEP: MilestoneKind = "buying-step"
USUAL_STEPS: tuple[MilestoneKind, ...] = tuple(kind for kind in get_args(MilestoneKind) if kind != OTHER_STEP)
"""The steps that a mutual action plan usually has, from the business case to the go-live."""
DECIDING: tuple[MilestoneKind, ...] = ("business-case", "procurement", "board", "signature")
"""The steps at which somebody of the customer's decides or signs."""
_TOLD_BY: Mapping[MilestoneKind, str] = {
    "go-live": r"\bgo[- ]?live\b|上线",
    "kick-off": r"\bkick[- ]?off\b|启动会|项目启动",
    "signature": r"\b(signatures?|signing|contract (is )?signed|signs? the contract)\b|签约|签合同|签署合同|签订合同",
    "board": r"\bboard\b|董事会|决策会",
    "procurement": r"\b(procurement|purchasing)\b|采购",
    "legal": r"\blegal\b|法务|法律",
    "security": r"\bsecurity\b|安全审查|安全评审|安全评估",
    "business-case": r"\bbusiness case\b|业务论证|商业论证|可行性论证",
}


def step_told(text: str) -> MilestoneKind:
    """Which of the usual steps a milestone is by its own words, the latest of them first; else another step.

    A proof of concept is said, never guessed: a yardstick is asked of it. The words are ours.
    """
    return next((kind for kind, told in _TOLD_BY.items() if re.search(told, text, re.IGNORECASE)), OTHER_STEP)


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

    `our_owner` is who sees to it on our side. `yardstick` is what proves it complete, of a proof of concept what counts
    as success, and `yardstick_by` who of the customer's confirmed that. The customer may read all of it but `result`.
    """

    number: int
    id: str
    text: str
    due_on: date | None = None
    owner: str | None = None
    our_owner: str | None = None
    kind: MilestoneKind = OTHER_STEP
    yardstick: str | None = None
    yardstick_by: str | None = None
    done_on: date | None = None
    result: str | None = None

    @property
    def is_open(self) -> bool:
        """Not reached yet."""
        return self.done_on is None


def from_the_goal(milestone: Milestone) -> tuple[bool, bool, int, int]:
    """The order from where the customer wants to be, back to today: go-live first, undated steps last."""
    day = milestone.due_on
    return (milestone.kind != "go-live", day is None, -day.toordinal() if day else 0, -milestone.number)


@dataclass(frozen=True, slots=True)
class Call:
    """The plan for a meeting with one of the customer's executives, and what came of it.

    `commitment` is what we ask for, `fallback` what we settle for; `because` is why they agreed to meet, `opening` the
    sentence we begin with, `roles` who of us does what and how long; `revisit_on` is when to come back to it.
    """

    number: int
    id: str
    who: str
    planned_on: date | None = None
    aim: str | None = None
    commitment: str | None = None
    fallback: str | None = None
    because: str | None = None
    opening: str | None = None
    roles: str | None = None
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
        Field("our_owner"),
        Field("kind", "choice", get_args(MilestoneKind), is_needed=True, has_default=True, is_listed=True),
        Field("yardstick", is_found=True),
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
        Field("because"),
        Field("opening"),
        Field("roles"),
        Field("held_on", "day", flag="held", is_past=True, is_asked=False, is_listed=True),
        Field("result", is_asked=False, is_found=True),
        Field("revisit_on", "day", flag="revisit", is_asked=False, is_listed=True),
    ),
    due=(("planned_on", "held_on"), ("revisit_on", None)),
)
