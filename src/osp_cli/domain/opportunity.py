"""An account, an opportunity, and the records that hang from it: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from osp_cli.domain.money import Money
from osp_cli.domain.own_fields import OwnValue
from osp_cli.domain.process import Category
from osp_cli.frozen import dataclass, field, replace

Status = Literal["open", "won", "lost", "cancelled", "withdrawn"]
Sign = Literal["+", "-", "?"]
Paid = Literal["no", "part", "full"]


@dataclass(frozen=True, slots=True)
class Account:
    """A customer; strategic and named accounts get the full plan whatever the size.

    The rest is the method's profile of a customer (step 1): None is what nobody has asked. `segment` is the field
    within the industry, `history` what there has been between us.
    """

    number: int
    id: str
    name: str
    is_strategic: bool = False
    is_named: bool = False
    industry: str | None = None
    segment: str | None = None
    company_size: str | None = None
    goals: str | None = None
    organisation: str | None = None
    it_base: str | None = None
    funds: str | None = None
    history: str | None = None
    version: int = field(default=0, compare=False)  # no part of what is known of it


@dataclass(frozen=True, slots=True)
class Member:
    """A person on our side. `reports_to` and `region` are names; role "manager" may approve."""

    number: int
    id: str
    name: str
    role: str
    reports_to: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One deal. `rate` is base currency per unit of the amount's currency, as decimal text, taken on `rate_on`.

    `follows` is the number of the deal it grew out of: what was sold first, or what it renews. `fields` are the values
    of the user's own fields, by name. `own_probability` is what the rep holds it for, in percent, beside what its stage
    counts for; no sum is made of it. `heard_on` is the last contact with the customer that an import told.
    `decide_on` is the day that the next go / no-go is planned for.
    """

    number: int
    id: str
    slug: str
    name: str
    stage: str
    status: Status
    account: str | None = None
    owner: str | None = None
    amount: Money | None = None
    rate: str | None = None
    rate_on: date | None = None
    base: Money | None = None
    close_on: date | None = None
    own_probability: int | None = None
    kind: str = "new"
    source: str | None = None
    need: str | None = None
    partner: str | None = None
    follows: int | None = None
    product: str | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    decide_on: date | None = None
    created_on: date | None = None
    ended_on: date | None = None
    left_stage: str | None = None
    reason: str | None = None
    lost_to: str | None = None
    reason_note: str | None = None
    external_id: str | None = None
    touched_on: date | None = None
    heard_on: date | None = None
    stage_since: date | None = None
    version: int = 1
    fields: Mapping[str, OwnValue] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Still being sold: neither won nor ended."""
        return self.status == "open"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an answer says: its sign, its words, and how we know it."""

    sign: Sign
    text: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one question, for us or for a competitor. Answers are never changed, only followed by newer ones.

    `who` is the customer's person who said it; `by` recorded it at the instant `at` (UTC text); it happened `on`.
    """

    number: int
    question: str
    sign: Sign
    text: str | None
    evidence: str | None
    who: str | None
    on: date
    at: str
    by: str
    against: str | None = None
    question_version: int = 1


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a person of the customer's confirmed. `needs_renewal` after a retreat below it."""

    number: int
    criterion: str
    who: str
    evidence: str
    on: date
    at: str
    by: str
    needs_renewal: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A go / no-go at a step, with the assessment as it stood (`assessment` is question id -> sign)."""

    number: int
    step: int
    verdict: Literal["go", "no-go"]
    reason: str
    on: date
    at: str
    by: str
    assessment: tuple[tuple[str, str], ...] = ()
    needs_renewal: bool = False


CallLevel = Literal["owner", "manager"]


@dataclass(frozen=True, slots=True)
class ForecastCall:
    """Which category somebody calls a deal, whatever its stage says; None takes the calls before it back.

    Calls are never changed, only followed by newer ones. One of the level "manager" is an adjustment: it stands beside
    the owner's own and changes no sum.
    """

    number: int
    category: Category | None
    reason: str | None
    on: date
    at: str
    by: str
    level: CallLevel = "owner"


@dataclass(frozen=True, slots=True)
class StrategyChoice:
    """The competitive strategy that the rep chose, and why; `recommended` is what the rules said then, None: nothing.

    Choices are never changed, only followed by newer ones.
    """

    number: int
    kind: str
    recommended: str | None
    reason: str
    on: date
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Approval:
    """A manager's verdict on a plan version, a discount or a proposal. `size` is the deal size it was given for."""

    number: int
    what: Literal["plan", "discount", "proposal"]
    verdict: Literal["approved", "returned"]
    approver: str
    reported_by: str | None
    note: str | None
    on: date
    at: str
    by: str
    size: str = ""
    plan_version: int | None = None
    needs_renewal: bool = False


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """The plan as submitted: `digest` names its content, `content` is that content as JSON text."""

    number: int
    version: int
    kind: str
    size: str
    digest: str
    content: str
    on: date
    at: str
    by: str


MoveKind = Literal["create", "advance", "override", "retreat", "end", "reopen", "import", "history"]
"""Why a deal moved; `history` came with a file of another tool that tells on which day."""


@dataclass(frozen=True, slots=True)
class Move:
    """One change of stage or status, as it is on record."""

    number: int
    kind: MoveKind
    from_stage: str | None
    to_stage: str
    status: Status
    reason: str | None
    on: date
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class NewMove:
    """One change of stage or status to be recorded.

    `report` is the gate report at that time as JSON text, `stayed` the days at the stage before, where known.
    """

    kind: MoveKind
    from_stage: str | None
    to_stage: str
    status: Status
    on: date
    reason: str | None = None
    report: str | None = None
    stayed: int | None = None


@dataclass(frozen=True, slots=True)
class Debt:
    """A shortcut still to be made good: the must that an override passed."""

    number: int
    criterion: str
    stage: str
    reason: str
    on: date
    at: str
    by: str
    settled_on: date | None = None
    settled_by: str | None = None
    settled_evidence: str | None = None

    @property
    def is_open(self) -> bool:
        """Not made good yet."""
        return self.settled_on is None

    def as_of(self, on: date) -> Debt:
        """The debt as it stood at the end of a day: one that was made good later was still open."""
        is_later = self.settled_on is not None and self.settled_on > on
        return replace(self, settled_on=None, settled_by=None, settled_evidence=None) if is_later else self


@dataclass(frozen=True, slots=True)
class Order:
    """The customer's order and its way to booking. `base` and `booked_base` are in the base currency.

    The links are where order and contract can be read: a path or an address.
    """

    number: int
    order_number: str | None = None
    order_link: str | None = None
    on: date | None = None
    amount: Money | None = None
    base: Money | None = None
    contract_on: date | None = None
    contract_link: str | None = None
    processed_on: date | None = None
    shipped_on: date | None = None
    paid: Paid | None = None
    booked_on: date | None = None
    booked_amount: Money | None = None
    booked_base: Money | None = None
    cancelled_on: date | None = None
    cancelled_reason: str | None = None

    def days(self) -> tuple[date, ...]:
        """The days on which something of it happened."""
        days = (self.on, self.contract_on, self.processed_on, self.shipped_on, self.booked_on)
        return tuple(day for day in days if day is not None)

    def as_of(self, on: date) -> Order:
        """The order as it stood at the end of a day; number and amount came with its date, the payment has none."""
        later = [name for name in ORDER_DAYS if (day := getattr(self, name)) is not None and day > on]
        gone: dict[str, Any] = {name: None for day in later for name in (day, *ORDER_DAYS[day])}
        return replace(self, **gone)


# The days of an order, each with the fields that came on it.
ORDER_DAYS: dict[str, tuple[str, ...]] = {
    "on": ("order_number", "order_link", "amount", "base"),
    "contract_on": ("contract_link",),
    "processed_on": (),
    "shipped_on": (),
    "booked_on": ("booked_amount", "booked_base"),
}


@dataclass(frozen=True, slots=True)
class Snooze:
    """A line of the day that is put off until a day: what it is about, the number and ULID of what it hangs from.

    It holds for the matter as it was due on that day; what is due on another day is another matter.
    """

    name: str
    record: tuple[int, str]
    due_on: date | None
    until: date
    number: int = 0
    opportunity: int = 0

    @property
    def line(self) -> str:
        """What people type to mean the line."""
        return f"{self.name}-{self.record[0]}"

    @property
    def key(self) -> tuple[str, str, date | None]:
        """What it holds for."""
        return self.name, self.record[1], self.due_on


@dataclass(frozen=True, slots=True)
class Note:
    """A dated note or contact."""

    number: int
    id: str
    kind: Literal["note", "call", "meeting", "mail"]
    text: str
    who: str | None
    on: date
    at: str
    by: str
