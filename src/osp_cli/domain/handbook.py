"""What the method teaches, beside what it judges: pages to read, warnings, duties, signals, the glossary.

Everyday commands do without it; `process`, `guide`, `coach` and `today` read it.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from osp_cli.domain.kinds import RecordWarning
from osp_cli.domain.process import Item, Text
from osp_cli.frozen import dataclass, replace

ListKind = Literal["outcomes", "activities", "methods", "difficulties", "traps", "mistakes", "tools"]
LISTS: tuple[ListKind, ...] = ("outcomes", "activities", "methods", "difficulties", "traps", "mistakes", "tools")


Rhythm: TypeAlias = Literal[
    "after-contact", "after-approval", "before-next-step", "after-weak-answer", "after-sales-plan"
]
SalesKind: TypeAlias = Literal["account", "territory", "partner"]
DAYS_FOR_AN_ACTION = 7  # ours, where a pack has no duty "after-weak-answer"
MONTHS_FOR_A_SALES_PLAN = 3  # the method's quarter, where a pack has no duty "after-sales-plan"


def filled(mend: tuple[str, ...], number: int) -> tuple[str, ...]:
    """A command of the pack with the number of the deal it is for."""
    return tuple(part.replace("{number}", str(number)) for part in mend)


@dataclass(frozen=True, slots=True)
class Work:
    """What one role does at one step."""

    step: int
    role: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be read of one step. `activities` and `traps` are the cheat sheet's; the rest is the step in full."""

    step: int
    outcomes: tuple[Item, ...]
    activities: tuple[Item, ...]
    methods: tuple[Item, ...]
    difficulties: tuple[Item, ...]
    traps: tuple[Item, ...]
    mistakes: tuple[Item, ...]
    tools: tuple[Item, ...]

    def lists(self) -> tuple[tuple[ListKind, tuple[Item, ...]], ...]:
        """Each list with its name, in the order of reading."""
        return tuple((name, getattr(self, name)) for name in LISTS)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Something the method says of itself, apart from its steps."""

    id: str
    name: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """One of the method's general warnings, with the steps at which it bites."""

    item: Item
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field, as it is written in each language."""

    id: str
    text: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that comes back between two stages (keys), of strategic accounts alone where `strategic_only`.

    `months` and `days` are counted after the newest contact or approval of the plan, or before the date of the next
    step; `days` of "after-weak-answer" until the action that the answer leaves is due. A yes or no to `question`, where
    one is named, says that it is done, and so does somebody of us with the part `asks_for` who was asked for; `by` is
    the role that does it ("" for the owner), `mend` the command.
    """

    item: Item
    rhythm: Rhythm
    days: int
    months: int
    first: str
    last: str
    strategic_only: bool
    question: str
    by: str
    mend: tuple[str, ...]
    asks_for: str = ""

    @property
    def has_end(self) -> bool:
        """Whether something on record can say that it is done."""
        return bool(self.question or self.asks_for)

    def command(self, number: int) -> tuple[str, ...]:
        """The command that deals with it on one deal."""
        return filled(self.mend or ("guide", "{number}"), number)


@dataclass(frozen=True, slots=True)
class SalesPart:
    """A part of a plan of step 1, with the question that fills it.

    `profile` is the field of the account's profile that holds it, "" where the plan itself does.
    """

    item: Item
    plan: SalesKind
    ask: Text
    profile: str
    is_required: bool

    @property
    def id(self) -> str:
        """The id of the part."""
        return self.item.id


@dataclass(frozen=True, slots=True)
class QuestionState:
    """The answer to a question is one of `states`: +, -, ?, open, or claimed (+ without a customer's word)."""

    question: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionState:
    """A criterion is met, or not."""

    criterion: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Lacking:
    """Nothing of this kind is recorded; a next step counts with its date, an action while it is open."""

    what: Literal["competitors", "contacts", "next-step", "actions"]


@dataclass(frozen=True, slots=True)
class OnlyHolder:
    """Only the holder of the role is known: no other role has one, and nobody else has been met."""

    role: str


@dataclass(frozen=True, slots=True)
class NotMet:
    """Nobody has met the holder of a role: none is named, or no call, meeting or word of that person is recorded."""

    role: str


@dataclass(frozen=True, slots=True)
class IsApproved:
    """A manager has approved this."""

    what: Literal["plan", "discount"]


@dataclass(frozen=True, slots=True)
class IsOlder:
    """The newest contact, or the newest approval of the plan, is more than so many days old."""

    what: Literal["contact", "plan-approval"]
    days: int


@dataclass(frozen=True, slots=True)
class HasChanged:
    """What a manager approves in a plan has changed since it was approved."""


@dataclass(frozen=True, slots=True)
class RecordsWarn:
    """The records of criteria, event, value or issues warn of this."""

    warning: RecordWarning


@dataclass(frozen=True, slots=True)
class IsOverdue:
    """The expected order date has passed."""


Condition: TypeAlias = (
    QuestionState
    | CriterionState
    | Lacking
    | OnlyHolder
    | NotMet
    | IsApproved
    | IsOlder
    | HasChanged
    | IsOverdue
    | RecordsWarn
)


@dataclass(frozen=True, slots=True)
class Signal:
    """A trap that a deal may be walking into now: it fires when all conditions hold between two stages (keys)."""

    item: Item
    first: str
    last: str
    when: tuple[Condition, ...]
    mend: tuple[str, ...]

    def command(self, number: int) -> tuple[str, ...]:
        """The command that answers it on one deal; empty where the pack names none."""
        return filled(self.mend, number)


StrategyKind = Literal["frontal", "flanking", "fragment", "defend", "develop", "disengage"]


@dataclass(frozen=True, slots=True)
class NetOf:
    """Our net of a heading of the assessment lies within these bounds; None is no bound."""

    heading: str
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class IsAhead:
    """We are ahead of every competitor on at least `times` questions, `times` as many as one is ahead of us; or not."""

    times: int
    is_met: bool


@dataclass(frozen=True, slots=True)
class IsBehind:
    """Our net over what is compared is below that of the best competitor."""


@dataclass(frozen=True, slots=True)
class IsDeal:
    """The opportunity is of one of these kinds: new, expansion, renewal."""

    kinds: tuple[str, ...]


Ground: TypeAlias = QuestionState | NetOf | IsAhead | IsBehind | IsDeal


@dataclass(frozen=True, slots=True)
class Strategy:
    """A rule by which one of the six competitive strategies fits: all its conditions hold."""

    item: Item
    kind: StrategyKind
    when: tuple[Ground, ...]


@dataclass(frozen=True)
class Handbook:
    """Everything there is to read of the method, as one pack says it."""

    pages: tuple[Page, ...]
    works: tuple[Work, ...]
    chapters: tuple[Chapter, ...]
    warnings: tuple[Warned, ...]
    duties: tuple[Duty, ...]
    signals: tuple[Signal, ...]
    strategies: tuple[Strategy, ...]
    terms: tuple[Term, ...]
    sales_parts: tuple[SalesPart, ...]

    def with_revisits_by(self, role: str | None) -> Handbook:
        """The same with another role for what is counted from the newest contact; None keeps the pack's."""
        if role is None:
            return self
        duties = (replace(duty, by=role) if duty.rhythm == "after-contact" else duty for duty in self.duties)
        return replace(self, duties=tuple(duties))

    def page(self, step: int) -> Page:
        """The page of a step; an empty one where the pack has none."""
        found = next((page for page in self.pages if page.step == step), None)
        return found or Page(step, (), (), (), (), (), (), ())

    def works_at(self, step: int) -> tuple[Work, ...]:
        """Who does what at a step."""
        return tuple(work for work in self.works if work.step == step)

    def works_of(self, role: str) -> tuple[Work, ...]:
        """What a role does, step by step."""
        return tuple(work for work in self.works if work.role == role)

    def days_for_an_action(self) -> int:
        """The days until the action that a weak answer leaves is due."""
        days = (duty.days for duty in self.duties if duty.rhythm == "after-weak-answer")
        return next(days, DAYS_FOR_AN_ACTION)

    def months_for_a_sales_plan(self) -> int:
        """The months after which a plan of step 1 is reviewed again."""
        months = (duty.months for duty in self.duties if duty.rhythm == "after-sales-plan")
        return next(months, MONTHS_FOR_A_SALES_PLAN)

    def warnings_at(self, step: int) -> tuple[Warned, ...]:
        """The general warnings that bite at a step."""
        return tuple(warned for warned in self.warnings if step in warned.steps)
