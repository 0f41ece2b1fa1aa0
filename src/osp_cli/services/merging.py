"""One of the customer's people who stands in a deal twice becomes one."""

from __future__ import annotations

from typing import Any

from osp_cli.domain.dossier import Dossier, Reference, references_to
from osp_cli.domain.people import PERSON, TIE, Person, Tie, is_same
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk, Named
from osp_cli.services.noun_rules import CHECKS
from osp_cli.services.nouns import found
from osp_cli.store.store import Writing


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was known of the one who is gone and contradicts what is known of the one who stays."""

    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The one who stays, who was merged into him, what spoke of that one, and what was not taken over."""

    opportunity: Named
    person: Person
    merged: str
    moved: tuple[Reference, ...]
    dropped: tuple[Dropped, ...]


def pair(dossier: Dossier, stays: str, goes: str) -> tuple[Person, Person]:
    """The two who are one. Errors: `record-unknown`; `merge-with-itself`."""
    kept, gone = found(dossier, PERSON, stays), found(dossier, PERSON, goes)
    if kept.number == gone.number:
        raise WrongUsage("merge-with-itself", {"name": kept.name})
    return kept, gone


def mergeable(desk: Desk, number: int, stays: str, goes: str) -> Person:
    """The one who is to be merged away, refused as by `merge` before anybody is asked to agree."""
    with desk.store.reading() as reading:
        return pair(reading.dossier(number), stays, goes)[1]


def merge(desk: Desk, number: int, stays: str, goes: str, confirmed: str) -> Merged:
    """Makes one person of two: everything that spoke of the second speaks of the first. Undo parts them again.

    What only the second was known by is taken over; where both say something, the first is right.
    Errors: `record-name-differs` where another name than the second's was confirmed; `reports-in-circle`.
    """
    with desk.writing_on(number) as (writing, dossier):
        kept, gone = pair(dossier, stays, goes)
        if not is_same(confirmed, gone.name):
            raise WrongUsage("record-name-differs", {"typed": confirmed, "name": gone.name, "table": PERSON.name})
        moved = references_to(dossier, gone.name)
        whole = join_people(writing, number, kept, gone)
        CHECKS[PERSON.name](desk, writing.dossier(number), whole)
        dropped = tuple(
            Dropped(field.name, theirs)
            for field in PERSON.fields[1:]
            if (theirs := getattr(gone, field.name)) is not None and theirs != getattr(whole, field.name)
        )
        return Merged(Named.of(dossier.opportunity), found(writing.dossier(number), PERSON, kept.name), gone.name,
                      moved, dropped)  # fmt: skip


def join_people(writing: Writing, number: int, kept: Person, gone: Person) -> Person:
    """Makes one of two people of an opportunity: the first, with what only the second was known by."""
    writing.move_person(number, gone.number, kept.number)
    _drop_doubled_ties(writing, number)
    writing.remove_record(PERSON, gone.number)
    whole = _joined(kept, gone)
    writing.save_record(number, PERSON, whole)
    return whole


def _joined(kept: Person, gone: Person) -> Person:
    """The first with what only the second was known by; neither reports to the other any more."""
    told: dict[str, Any] = {}
    for field in PERSON.fields[1:]:
        ours, theirs = getattr(kept, field.name), getattr(gone, field.name)
        told[field.name] = theirs if ours in (None, "unknown") and theirs is not None else ours
    superiors = [name for name in (kept.reports_to, gone.reports_to) if name not in (None, kept.name, gone.name)]
    told["reports_to"] = superiors[0] if superiors else None
    return replace(kept, **told)


def _drop_doubled_ties(writing: Writing, number: int) -> None:
    """A line between the two is none any more, and of two lines that are now the same one stays."""
    seen: set[tuple[str, frozenset[str] | tuple[str, str]]] = set()
    for tie in writing.dossier(number).ties:
        ends = _ends(tie)
        if tie.from_person == tie.to_person or (tie.kind, ends) in seen:
            writing.remove_record(TIE, tie.number)
        seen.add((tie.kind, ends))


def _ends(tie: Tie) -> frozenset[str] | tuple[str, str]:
    """A conflict has no direction."""
    ends = (tie.from_person, tie.to_person)
    return frozenset(ends) if tie.kind == "conflict" else ends
