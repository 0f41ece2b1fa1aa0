"""Why the customer buys, and buys from us: decision criteria, the compelling event, business value, issues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, get_args

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.money import Money
from osp_cli.domain.names import name_key
from osp_cli.frozen import dataclass, field, replace

CriterionForm = Literal["formal", "informal"]
Position = Literal["better", "same", "worse", "unknown"]
IssueKind = Literal["business", "technical"]
IssueState = Literal["open", "answered", "accepted"]


@dataclass(frozen=True, slots=True)
class Rated:
    """How the customer sees a competitor on a criterion, against what is asked for."""

    competitor: str
    position: Position


@dataclass(frozen=True, slots=True)
class RivalPosition:
    """The same as it is kept: of which criterion, by its number."""

    number: int
    criterion: int
    competitor: str
    position: Position


@dataclass(frozen=True, slots=True)
class Stake:
    """Somebody of the customer's who sets store by a criterion, which is meant by its number."""

    number: int
    criterion: int
    person: str


@dataclass(frozen=True, slots=True)
class DecisionCriterion:
    """By what the customer decides. Formal is tangible and measurable, informal is subjective.

    `whose` are those who set store by it; `rank` 1 weighs most. `position` is ours and `theirs` the competitors', both
    as the customer sees them: None is what nobody has asked, `unknown` what could not be told. `met_by` is how we meet
    it, in words that the customer reads.
    """

    number: int
    id: str
    text: str
    kind: CriterionForm | None = None
    is_mandatory: bool | None = None
    whose: tuple[str, ...] = ()
    rank: int | None = None
    milestone: str | None = None
    position: Position | None = None
    theirs: tuple[Rated, ...] = ()
    met_by: str | None = None


@dataclass(frozen=True, slots=True)
class CompellingEvent:
    """What forces the customer to act, by when, and what happens if not; `payback` and `effect` in their own terms."""

    number: int
    id: str
    reason: str
    deadline: date | None = None
    consequence: str | None = None
    payback: str | None = None
    effect: str | None = None
    confirmed_by: str | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class BusinessValue:
    """What the customer gains, by which measure, which number in the customer's terms, and why only we can say so.

    `payback_months` and `yearly_return` follow from the two amounts and are never given.
    """

    number: int
    id: str
    result: str
    measure: str | None = None
    figure: str | None = None
    unique_because: str | None = None
    confirmed_by: str | None = None
    confirmed_on: date | None = None
    investment: Money | None = None
    yearly_benefit: Money | None = None
    payback_months: int | None = field(init=False, default=None)
    yearly_return: int | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Works out what the amounts say."""
        object.__setattr__(self, "payback_months", payback_months(self.investment, self.yearly_benefit))
        object.__setattr__(self, "yearly_return", yearly_return(self.investment, self.yearly_benefit))


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that troubles the customer's business or technology, whose it is, and our answer to it."""

    number: int
    id: str
    text: str
    kind: IssueKind
    whose: str | None = None
    answer: str | None = None
    state: IssueState | None = None


_PART = re.compile(r"(?P<name>[^=＝]+?)\s*[=＝]\s*(?P<said>[^=＝,;，；、]+)(?:[,;，；、]\s*|$)")


def positions_in(text: str) -> Mapping[str, str] | None:
    """What is said of each competitor in `NAME=WORD, NAME=WORD`; None where the text is something else."""
    parts = [(part["name"].strip(), part["said"].strip()) for part in _PART.finditer(text)]
    told = dict(parts)
    is_whole = bool(parts) and not _PART.sub("", text).strip() and len({name_key(name) for name in told}) == len(parts)
    return told if is_whole else None


def positions_text(told: Mapping[str, str]) -> str:
    """The text that `positions_in` reads."""
    return "; ".join(f"{name}={said}" for name, said in told.items())


NAMES_JOINT = "; "


def names_in(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in `NAME, NAME` or `NAME; NAME`, each once; a comma within a name that is known parts nothing."""
    keys = {name_key(name) for name in known}
    names: dict[str, str] = {}
    for part in re.split("[;；、]", text):
        for name in [part] if name_key(part) in keys else re.split("[,，]", part):
            if name.strip():
                names.setdefault(name_key(name), name.strip())
    return tuple(names.values())


def is_comparable(investment: Money | None, yearly_benefit: Money | None) -> bool:
    """Whether the two can be set against each other: both are known, and of one currency."""
    return investment is not None and yearly_benefit is not None and investment.currency == yearly_benefit.currency


def payback_months(investment: Money | None, yearly_benefit: Money | None) -> int | None:
    """After how many months the benefit has repaid the investment: 12 x investment / yearly benefit, rounded up.

    None where one is not known, the currencies differ, or there is no benefit. Source: the simple payback period of
    investment appraisal; rounded up, so that it never flatters.
    """
    if investment is None or yearly_benefit is None or not is_comparable(investment, yearly_benefit):
        return None
    return -(-12 * investment.minor // yearly_benefit.minor) if yearly_benefit.minor else None


def yearly_return(investment: Money | None, yearly_benefit: Money | None) -> int | None:
    """How much of the investment comes back each year, in whole percent: benefit / investment, rounded down.

    None where one is not known, the currencies differ, or there is no investment. Source: the simple rate of return;
    rounded down, so that it never flatters.
    """
    if investment is None or yearly_benefit is None or not is_comparable(investment, yearly_benefit):
        return None
    return 100 * yearly_benefit.minor // investment.minor if investment.minor else None


def in_order(criterion: DecisionCriterion) -> tuple[bool, int, float, int]:
    """The order of criteria: mandatory ones, then those by which most people set store, then by rank, as recorded.

    Source: Altify's decision criteria, mandatory first and then by contacts.
    """
    rank = float("inf") if criterion.rank is None else criterion.rank
    return (not criterion.is_mandatory, -len(criterion.whose), rank, criterion.number)


def compared(
    criteria: Iterable[DecisionCriterion], positions: Iterable[RivalPosition], stakes: Iterable[Stake] = ()
) -> tuple[DecisionCriterion, ...]:
    """The criteria with the competitors' positions on each, and with those who set store by it."""
    whose: dict[int, dict[str, None]] = {}
    for stake in stakes:
        whose.setdefault(stake.criterion, {})[stake.person] = None
    by_criterion: dict[int, list[Rated]] = {}
    for each in positions:
        by_criterion.setdefault(each.criterion, []).append(Rated(each.competitor, each.position))
    return tuple(
        replace(each, theirs=tuple(by_criterion.get(each.number, ())), whose=tuple(whose.get(each.number, ())))
        for each in criteria
    )


CONFIRMED = (
    Field("confirmed_by", "person", is_listed=True),
    Field("confirmed_on", "day", is_past=True),
)
CRITERION = Noun(
    name="criterion",
    many="criteria",
    value=DecisionCriterion,
    order=in_order,
    fields=(
        Field("text", is_needed=True, is_listed=True, is_found=True),
        Field("kind", "choice", get_args(CriterionForm), is_listed=True),
        Field("is_mandatory", "flag", is_listed=True),
        Field("whose", "people", is_listed=True),
        Field("rank", "number"),
        Field("milestone"),
        Field("position", "choice", get_args(Position), is_listed=True),
        Field("theirs", "positions", get_args(Position), is_listed=True),
        Field("met_by", is_found=True),
    ),
)
EVENT = Noun(
    name="event",
    many="events",
    value=CompellingEvent,
    fields=(
        Field("reason", is_needed=True, is_listed=True, is_found=True),
        Field("deadline", "day", is_listed=True),
        Field("consequence", is_listed=True, is_found=True),
        Field("payback"),
        Field("effect"),
        *CONFIRMED,
    ),
)
VALUE = Noun(
    name="value",
    many="values",
    value=BusinessValue,
    fields=(
        Field("result", is_needed=True, is_listed=True, is_found=True),
        Field("measure"),
        Field("figure", is_listed=True),
        Field("unique_because", is_found=True),
        *CONFIRMED,
        Field("investment", "money"),
        Field("yearly_benefit", "money"),
    ),
    derived=(Field("payback_months", "number", is_listed=True), Field("yearly_return", "number", is_listed=True)),
)
ISSUE = Noun(
    name="issue",
    many="issues",
    value=Issue,
    fields=(
        Field("text", is_needed=True, is_listed=True, is_found=True),
        Field("kind", "choice", get_args(IssueKind), is_needed=True, is_listed=True),
        Field("whose", "person", is_listed=True),
        Field("answer", is_listed=True, is_found=True),
        Field("state", "choice", get_args(IssueState), is_listed=True),
    ),
)
