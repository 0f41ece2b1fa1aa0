"""How a criterion can be met: five kinds, closed; the answered kind has rules of its own, closed too."""

from __future__ import annotations

from typing import Literal, TypeAlias

from osp_cli.frozen import dataclass

QuestionKind = Literal["tas", "qualification", "risk", "competitor", "plan", "prompt", "coaching", "winloss"]
AsksAbout = Literal["situation", "issue", "consequence", "value"]
"""What a question put to a customer is about, in the order in which a meeting goes through them."""
RecordKind = Literal["event", "business-issue", "technical-issue", "terms"]
OfferedNoun = Literal["person", "partner", "criterion", "value", "milestone", "call"]
RecordWarning = Literal[
    "event-without-consequence", "event-passed", "value-unconfirmed", "issue-unanswered", "mandatory-worse"
]


@dataclass(frozen=True, slots=True)
class OnePositive:
    """The one question is answered with + or with the text asked for, or a complete record of `or_record` stands."""

    question: str
    or_record: RecordKind | None = None


@dataclass(frozen=True, slots=True)
class AllAsked:
    """None of the questions of this kind is open."""

    kind: QuestionKind


@dataclass(frozen=True, slots=True)
class SizeComplete:
    """What the deal size asks is complete."""


@dataclass(frozen=True, slots=True)
class RisksCountered:
    """Each risk prompt is answered by a risk with a counter-measure, or by "no"."""


@dataclass(frozen=True, slots=True)
class CompetitorsAssessed:
    """Each named competitor is assessed, or the customer confirmed `or_confirmed` (there is no competitor)."""

    or_confirmed: str


@dataclass(frozen=True, slots=True)
class FewUnknown:
    """At most `limit` of the twenty are "not known" or never asked (of one section, or of all with no `section`)."""

    limit: int
    section: str = ""


AnswerRule: TypeAlias = OnePositive | AllAsked | SizeComplete | RisksCountered | CompetitorsAssessed | FewUnknown


@dataclass(frozen=True, slots=True)
class Answered:
    """Met by answers; mended by `answer`, `risk add`, `competitor add`, `guide`."""

    rule: AnswerRule


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Met by the word of a person of the customer's; `names` makes that person the holder of `role`.

    Where `names` is false and a holder is named, nobody else can confirm it. Role "customer" is anybody there. With
    `dates` that person commits to the date of the order.
    """

    role: str
    names: bool = False
    dates: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """Met by the last decision of this step being "go"."""

    step: int


@dataclass(frozen=True, slots=True)
class Approved:
    """Met by a manager's approval of `what`, given by another person than the owner."""

    what: Literal["plan", "discount"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Met when all `fields` are there: amount, close; order.number, …, order.booked_amount.

    `debts` and `conditions` are there when none is open. `is_record`
    marks the records of order, contract and booking, which no override passes.
    """

    fields: tuple[str, ...]
    is_record: bool = False


CriterionKind: TypeAlias = Answered | Confirmed | Decided | Approved | Recorded


def confirmable(id: str, kind: CriterionKind) -> str | None:
    """The id under which a customer's person confirms a criterion, or None where nobody can."""
    match kind:
        case Confirmed():
            return id
        case Answered(rule=CompetitorsAssessed(or_confirmed=other)):
            return other
        case _:
            return None
