"""Adding, changing, listing and removing the records of any noun of the dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import GenericAlias
from typing import Any

from osp_cli.domain.competitors import COMPETITOR
from osp_cli.domain.dossier import Dossier, references_to
from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.names import closest, name_key
from osp_cli.domain.nouns import NOUNS, noun_called
from osp_cli.domain.people import PERSON, is_same
from osp_cli.domain.value import Rated
from osp_cli.errors import Ambiguous, NotAllowed, NotFound, WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.competitors import known_competitor
from osp_cli.services.desk import Desk, Named, Seen
from osp_cli.services.noun_rules import CHECKS, DEFAULTS, FOLLOWS, Given, completed
from osp_cli.services.replies import Fact, record_answer
from osp_cli.store.store import Writing

APPROVED = ("plan", "discount")


@cache
def kept_type(noun: Noun) -> Any:
    """The result about one record: the opportunity, and the record under the noun's name. `is_removed`: it is gone.

    `new_people` are those who were not known before, `to_renew` the approvals (plan, discount) that count no more.
    """
    return _result(
        f"{noun.name}_kept",
        {
            noun.name: noun.value,
            "new_people": tuple[str, ...],
            "to_renew": tuple[str, ...],
            "is_removed": bool,
        },
    )


@cache
def listed_type(noun: Noun) -> Any:
    """The result that lists records: the opportunity, and the records under the noun's plural."""
    return _result(f"{noun.name}_listed", {noun.many: GenericAlias(tuple, (noun.value, ...))})


def _result(name: str, kinds: Mapping[str, Any]) -> Any:
    return dataclass(frozen=True)(type(name, (), {"__annotations__": {"opportunity": Named, **kinds}}))


def add(desk: Desk, number: int, noun: Noun, given: Given) -> Any:
    """Adds a record with these fields (values by name; those left out are not known)."""
    with desk.writing_on(number) as (writing, dossier):
        record = _added(desk, dossier, noun, given)
        return _kept(noun, writing, dossier, record)


def change(desk: Desk, number: int, noun: Noun, reference: str, given: Given) -> Any:
    """Changes these fields of a record; None empties one."""
    with desk.writing_on(number) as (writing, dossier):
        record = _changed(desk, dossier, noun, reference, given)
        return _kept(noun, writing, dossier, record)


def keep_all(desk: Desk, number: int, noun: Noun, records: Sequence[tuple[str | None, Given]]) -> Any:
    """Adds or changes several records in one unit: those with a reference are changed, the others are new."""
    with desk.writing_on(number) as (writing, dossier):
        kept: list[Any] = []
        for reference, given in records:
            standing = writing.dossier(number) if kept else dossier
            if reference is None:
                kept.append(_added(desk, standing, noun, given))
            else:
                kept.append(_changed(desk, standing, noun, reference, given))
    return listed_type(noun)(Named.of(dossier.opportunity), tuple(kept))


def listed(desk: Desk, number: int, noun: Noun) -> Any:
    """The records of an opportunity, in the noun's own order, else in the order of recording."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    records = getattr(dossier, noun.many)
    if noun.order:
        records = tuple(sorted(records, key=noun.order))
    return listed_type(noun)(Seen.of(dossier.opportunity), records)


def one(desk: Desk, number: int, noun: Noun, reference: str | None) -> Any:
    """One record; without a reference the only one there is."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    return kept_type(noun)(Seen.of(dossier.opportunity), found(dossier, noun, reference), (), (), is_removed=False)


def remove(desk: Desk, number: int, noun: Noun, reference: str, confirmed: str) -> Any:
    """Removes a record, whose name (or number, or first field) is given again. Somebody who is spoken of stays."""
    with desk.writing_on(number) as (writing, dossier):
        record = found(dossier, noun, reference)
        head = str(getattr(record, noun.head.name))
        if not is_same(confirmed, head) and confirmed.strip() != str(record.number):
            values = {"typed": confirmed, "name": record.number if noun.is_numbered else head, "table": noun.name}
            raise WrongUsage("record-name-differs", values)
        _check_unneeded(dossier, noun, record)
        writing.remove_record(noun, record.number)
    return kept_type(noun)(Named.of(dossier.opportunity), record, (), (), is_removed=True)


def check_removable(desk: Desk, number: int, noun: Noun, reference: str) -> None:
    """Refuses the removal of a record that others name or belong to, before anybody is asked to agree to it."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    _check_unneeded(dossier, noun, found(dossier, noun, reference))


def _check_unneeded(dossier: Dossier, noun: Noun, record: Any) -> None:
    if noun is PERSON:
        _check_unreferred(dossier, record.name)
    if noun is COMPETITOR:
        _check_not_winner(dossier, record)
    _check_unlinked(dossier, noun, record)


def found(dossier: Dossier, noun: Noun, reference: str | None) -> Any:
    """The record of this name or number, or with this first field; without a reference the only one there is."""
    records = getattr(dossier, noun.many)
    if reference is None:
        if len(records) == 1:
            return records[0]
        values = {"table": noun.name, "noun": noun.name, "known": labels(noun, records)}
        code = "records-several" if records else "record-single-none" if noun.is_single else "records-none"
        raise (Ambiguous if records else NotFound)(code, values, details={"candidates": labels(noun, records)})
    by_number = [each for each in records if str(each.number) == reference.strip()]
    matching = by_number or [each for each in records if is_same(str(getattr(each, noun.head.name)), reference)]
    if len(matching) == 1:
        return matching[0]
    values = {"table": noun.name, "noun": noun.name, "reference": reference}
    if matching:
        values["known"] = tuple(labels(noun, matching))
        raise Ambiguous("records-several", values, details={"candidates": labels(noun, matching)})
    close = closest(reference, [str(getattr(each, noun.head.name)) for each in records])
    values["close"] = tuple(close)
    raise NotFound("record-unknown", values, details={"candidates": close})


def labels(noun: Noun, records: Sequence[Any]) -> list[str]:
    """What a person can type to mean each of these: the name, else the number."""
    return [getattr(each, noun.head.name) if noun.is_named else str(each.number) for each in records]


def _kept(noun: Noun, writing: Writing, before: Dossier, record: Any) -> Any:
    known = {person.number for person in before.people}
    after = writing.dossier(before.opportunity.number)
    own = record.number if noun is PERSON else None
    new = tuple(person.name for person in after.people if person.number not in known and person.number != own)
    lost = tuple(what for what in APPROVED if before.approval_of(what) and not after.approval_of(what))
    return kept_type(noun)(Named.of(before.opportunity), record, new, lost, is_removed=False)


def _added(desk: Desk, dossier: Dossier, noun: Noun, given: Given) -> Any:
    if noun.name in DEFAULTS:
        given = {**DEFAULTS[noun.name](desk, dossier, given), **given}
    missing = [field.name for field in noun.fields if field.is_needed and given.get(field.name) is None]
    if missing:
        raise WrongUsage("field-needed", {"field": missing[0]}, details={"fields": missing})
    record = completed(desk, noun, None, noun.value(0, "", **_standing_positions(dossier, noun, None, given)))
    _check(desk, dossier, noun, record)
    number = dossier.opportunity.number
    with desk.writing() as writing:
        kept = writing.add_record(number, noun, record).number
        _keep_answers(desk, number, noun, record, given)
        return _followed(writing, number, noun, None, kept)


def _changed(desk: Desk, dossier: Dossier, noun: Noun, reference: str, given: Given) -> Any:
    before = found(dossier, noun, reference)
    record = completed(desk, noun, before, replace(before, **_standing_positions(dossier, noun, before, given)))
    if record == before:
        return before
    _check(desk, dossier, noun, record)
    number = dossier.opportunity.number
    with desk.writing() as writing:
        writing.save_record(number, noun, record)
        other = {name: value for name, value in given.items() if value != getattr(before, name)}
        _keep_answers(desk, number, noun, record, other)
        return _followed(writing, number, noun, before, record.number)


def _followed(writing: Writing, number: int, noun: Noun, before: Any, record_number: int) -> Any:
    """The record as it now stands, once what goes with it is recorded too."""
    kept = _standing(writing, number, noun, record_number)
    if noun.name in FOLLOWS:
        FOLLOWS[noun.name](writing, number, before, kept)
    return kept


def _keep_answers(desk: Desk, number: int, noun: Noun, record: Any, given: Given) -> None:
    """Records the fields that are answers; one that was given is never unsaid, only followed by a newer one."""
    name = getattr(record, noun.head.name)
    for field in noun.of_kind("answer"):
        if field.name in given:
            record_answer(desk, number, field.of, given[field.name] or "", Fact(against=name))


def _standing_positions(dossier: Dossier, noun: Noun, before: Any, given: Given) -> Given:
    """The fields with whole positions: the competitors named now beside those that had one; None empties them all.

    People are those who are named now, and no others.
    """
    whole = dict(given)
    for field in noun.of_kind("positions"):
        if field.name in given:
            told: dict[str, Rated] = {}
            for each in (*(getattr(before, field.name) if before else ()), *(given[field.name] or ())):
                name = known_competitor(dossier, each.competitor)
                told[name] = Rated(name, each.position)
            whole[field.name] = tuple(told.values()) if given[field.name] else ()
    for field in noun.of_kind("people"):
        if field.name in given:
            whole[field.name] = given[field.name] or ()
    return whole


def _standing(writing: Writing, number: int, noun: Noun, record_number: int) -> Any:
    """The record as it now stands in the book: people in it bear the names by which they are known."""
    records = getattr(writing.dossier(number), noun.many)
    return next(each for each in records if each.number == record_number)


def _check(desk: Desk, dossier: Dossier, noun: Noun, record: Any) -> None:
    """Refuses a name that another record has, a second one where there is one, and what the noun's own rules forbid."""
    if noun.is_single and any(each.number != record.number for each in getattr(dossier, noun.many)):
        raise WrongUsage("record-single", {"table": noun.name, "noun": noun.name, "number": dossier.opportunity.number})
    if noun.is_named:
        key = name_key(getattr(record, noun.head.name))
        others = (each for each in getattr(dossier, noun.many) if each.number != record.number)
        known = next((each for each in others if name_key(getattr(each, noun.head.name)) == key), None)
        if known:
            values = {"name": getattr(known, noun.head.name), "table": noun.name, "noun": noun.name}
            raise WrongUsage("record-known", values)
    for field in noun.of_kind("record"):
        _check_link(dossier, field, getattr(record, field.name))
    if noun.name in CHECKS:
        CHECKS[noun.name](desk, dossier, record)


def _check_link(dossier: Dossier, field: Field, number: int | None) -> None:
    """What a record belongs to is on the same opportunity."""
    noun = noun_called(field.of)
    records = getattr(dossier, noun.many)
    if number is not None and all(each.number != number for each in records):
        values = {"table": noun.name, "noun": noun.name, "reference": number, "close": ""}
        raise NotFound("record-unknown", values, details={"candidates": labels(noun, records)})


def _check_unlinked(dossier: Dossier, noun: Noun, record: Any) -> None:
    """What other records belong to stays until they do not."""
    for other in NOUNS:
        names = [field.name for field in other.of_kind("record") if field.of == noun.name]
        linked = [
            str(each.number)
            for each in getattr(dossier, other.many)
            if record.number in [getattr(each, name) for name in names]
        ]
        if linked:
            told = {other.name: len(linked)}
            values = {"number": record.number, "noun": noun.name, "table": noun.name, "tables": told,
                      "other": other.name, "first": linked[0]}  # fmt: skip
            raise NotAllowed("record-linked", values, details={"references": told})


def _check_not_winner(dossier: Dossier, competitor: Any) -> None:
    """Whoever the deal was lost to stays: the outcome would name nobody then."""
    lost_to = dossier.opportunity.lost_to
    if lost_to and is_same(lost_to, competitor.name):
        raise NotAllowed("competitor-in-outcome", {"name": competitor.name, "number": dossier.opportunity.number})


def _check_unreferred(dossier: Dossier, name: str) -> None:
    references = references_to(dossier, name)
    if references:
        told = {reference.table: reference.count for reference in references}
        raise NotAllowed("person-referred", {"name": name, "tables": told}, details={"references": told})
