"""The customer's people: one with everything that speaks of him, and the political map."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.dossier import Dossier, Reference, last_contact, references_to
from osp_cli.domain.kinds import Confirmed
from osp_cli.domain.opportunity import Note
from osp_cli.domain.people import PERSON, Person, Tie, is_same
from osp_cli.domain.political_map import MapWarning, Placed, draw, is_key
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named, Seen
from osp_cli.services.nouns import found


@dataclass(frozen=True, slots=True)
class Naming:
    """How the customer named somebody for a role: the criterion, how we know it, and when."""

    role: str
    criterion: str
    evidence: str
    on: date


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One person: the roles that the customer named him for, who reports to him, and what else speaks of him.

    `last_contact` is the newest call, meeting or mail with him.
    """

    opportunity: Named
    person: Person
    is_key: bool
    namings: tuple[Naming, ...]
    reports: tuple[str, ...]
    ties: tuple[Tie, ...]
    references: tuple[Reference, ...]
    last_contact: Note | None


@dataclass(frozen=True, slots=True)
class MapShown:
    """The political map of an opportunity; see `PoliticalMap`."""

    opportunity: Named
    people: tuple[Placed, ...]
    ties: tuple[Tie, ...]
    warnings: tuple[MapWarning, ...]


def person_shown(desk: Desk, number: int, reference: str) -> PersonShown:
    """One person with everything that speaks of him."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    person: Person = found(dossier, PERSON, reference)
    return PersonShown(
        opportunity=Seen.of(dossier.opportunity),
        person=person,
        is_key=is_key(person),
        namings=_namings(dossier, desk.process, person.name),
        reports=tuple(each.name for each in dossier.people if is_same(each.reports_to or "", person.name)),
        ties=tuple(tie for tie in dossier.ties if person.name in (tie.from_person, tie.to_person)),
        references=references_to(dossier, person.name),
        last_contact=last_contact(dossier, person.name),
    )


def _namings(dossier: Dossier, process: Process, name: str) -> tuple[Naming, ...]:
    criteria = (criterion for gate in process.gates for criterion in gate.criteria)
    named = ((c.id, c.kind.role) for c in criteria if isinstance(c.kind, Confirmed) and c.kind.names)
    standing = ((role, dossier.confirmation_of(criterion)) for criterion, role in named)
    return tuple(Naming(role, c.criterion, c.evidence, c.on) for role, c in standing if c and c.who == name)


def map_of(desk: Desk, number: int) -> MapShown:
    """The political map as it stands."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    drawn = draw(dossier, desk.process)
    return MapShown(Seen.of(dossier.opportunity), drawn.people, drawn.ties, drawn.warnings)
