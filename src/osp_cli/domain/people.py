"""The customer's people and what stands between them: values, and the lines along which they report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.names import name_key
from osp_cli.frozen import dataclass

BuyingRole = Literal["approver", "decision-maker", "evaluator", "user", "unknown"]
Influence = Literal["inner-circle", "political-structure", "outside", "unknown"]
Stance = Literal["mentor", "supporter", "neutral", "non-supporter", "enemy", "unknown"]
Coverage = Literal["in-depth", "multiple-contacts", "brief-contact", "no-contact", "unknown"]
Adaptability = Literal["innovator", "visionary", "pragmatist", "conservative", "laggard", "unknown"]
Orientation = Literal["financial", "technical", "relationship", "business", "unknown"]
Relationship = Literal["vendor", "credible-source", "problem-solver", "trusted-advisor", "unknown"]
TieKind = Literal["influence", "conflict"]
Reach = Literal["reached", "not-reached", "unknown"]
"""Whether we came to a person; unknown where neither the coverage nor a word of theirs is on record."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the customer's. None is what nobody has asked, `unknown` what was asked and could not be told.

    `reports_to` is another person by name. Technical lead and business owner are no fields: they are whom the customer
    confirmed (`holders`), so that a role is kept in one place.
    """

    number: int
    id: str
    name: str
    title: str | None = None
    reports_to: str | None = None
    buying_role: BuyingRole | None = None
    influence: Influence | None = None
    stance: Stance | None = None
    coverage: Coverage | None = None
    is_executive_sponsor: bool | None = None
    is_inside_supporter: bool | None = None
    adaptability: Adaptability | None = None
    orientation: Orientation | None = None
    business_agenda: str | None = None
    personal_agenda: str | None = None
    relationship: Relationship | None = None
    relationship_wanted: Relationship | None = None
    relationship_strategy: str | None = None
    telephone: str | None = None
    mail: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two people beside the reporting line: one influences the other, or they are in conflict."""

    number: int
    id: str
    kind: TieKind
    from_person: str
    to_person: str
    note: str | None = None


PERSON = Noun(
    name="person",
    many="people",
    value=Person,
    fields=(
        Field("name", "name", is_needed=True, is_listed=True, is_found=True),
        Field("title", is_listed=True, is_found=True),
        Field("reports_to", "person"),
        Field("buying_role", "choice", get_args(BuyingRole), is_listed=True),
        Field("influence", "choice", get_args(Influence), is_listed=True),
        Field("stance", "choice", get_args(Stance), is_listed=True),
        Field("coverage", "choice", get_args(Coverage), is_listed=True),
        Field("is_executive_sponsor", "flag"),
        Field("is_inside_supporter", "flag"),
        Field("adaptability", "choice", get_args(Adaptability)),
        Field("orientation", "choice", get_args(Orientation)),
        Field("business_agenda"),
        Field("personal_agenda"),
        Field("relationship", "choice", get_args(Relationship)),
        Field("relationship_wanted", "choice", get_args(Relationship)),
        Field("relationship_strategy"),
        Field("telephone"),
        Field("mail"),
    ),
)
TIE = Noun(
    name="tie",
    many="ties",
    value=Tie,
    fields=(
        Field("kind", "choice", get_args(TieKind), is_needed=True, is_listed=True),
        Field("from_person", "person", is_needed=True, is_listed=True),
        Field("to_person", "person", is_needed=True, is_listed=True),
        Field("note", is_listed=True),
    ),
)


def reach(person: Person, *, has_spoken: bool) -> Reach:
    """How far we came with somebody; who has spoken to us is reached, whatever is on record of the coverage."""
    if has_spoken:
        return "reached"
    match person.coverage:
        case None | "unknown":
            return "unknown"
        case "no-contact":
            return "not-reached"
        case _:
            return "reached"


def is_same(one: str, other: str) -> bool:
    """Whether two spellings are one name."""
    return name_key(one) == name_key(other)


def superiors(people: Iterable[Person]) -> Mapping[str, str]:
    """Who reports to whom, by the keys of their names."""
    return {name_key(person.name): name_key(person.reports_to) for person in people if person.reports_to}


def reporting_line(name: str, people: Iterable[Person]) -> tuple[str, ...]:
    """The names (keys) above somebody, the nearest first; it ends where it would come round to a name again."""
    above, line = superiors(people), [name_key(name)]
    while (next_one := above.get(line[-1])) and next_one not in line:
        line.append(next_one)
    return tuple(line[1:])


def closes_circle(name: str, reports_to: str, people: Iterable[Person]) -> bool:
    """Whether somebody who would report to this person stands above it already, or is it."""
    return is_same(name, reports_to) or name_key(name) in reporting_line(reports_to, people)
