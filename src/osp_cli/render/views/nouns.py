"""Any noun of the dossier: one record with all its fields, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osp_cli.domain.close_plan import MILESTONE
from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.risks import RISK
from osp_cli.domain.teammates import TEAMMATE
from osp_cli.render.blocks import Block, Column, Facts, Kind, Line, Table, View
from osp_cli.render.naming import label, titled
from osp_cli.render.views import common
from osp_cli.words import Words


def field_value(noun: Noun, field: Field, value: Any, words: Words) -> str:
    """A value as people read it; what nobody has asked is named as a gap."""
    if value in (None, ()):
        return words("views.gap")
    if field.kind == "positions":
        return words("render.joint").join(
            words("views.label", label=each.competitor, value=_choice(noun, field, each.position, words))
            for each in value
        )
    if field.kind == "people":
        return words("render.joint").join(value)
    return _single(noun, field, value, words)


def _choice(noun: Noun, field: Field, value: str, words: Words) -> str:
    return words(f"choices.{noun.name}.{field.name}.{value}")


def _single(noun: Noun, field: Field, value: Any, words: Words) -> str:
    match field.kind:
        case "choice":
            return _choice(noun, field, value, words)
        case "day":
            return common.day(value, words)
        case "money":
            return common.money(value, words)
        case "flag":
            return flag_word(noun, field, words, is_set=value)
        case "question":
            return titled(value, words, "questions") or str(value)
        case _:
            return str(value)


def flag_word(noun: Noun, field: Field, words: Words, *, is_set: bool) -> str:
    """Yes or no, or what the words say of this field instead, such as closed or open."""
    said = "yes" if is_set else "no"
    own = f"choices.{noun.name}.{field.name}.{said}"
    return words(own if words.has(own) else f"render.{said}")


def record_facts(noun: Noun, record: Any, words: Words, *, has_gaps: bool) -> Facts:
    """The fields with their labels, those nobody has asked for as gaps or not at all; an unnamed one has its number."""
    rows = [
        (common.sentence(label(noun.name, field.name, words)), field_value(noun, field, value, words))
        for field in noun.shown
        if (value := getattr(record, field.name)) not in (None, ()) or (has_gaps and field.belongs_to(record))
    ]
    if noun.is_numbered:
        rows[0] = (rows[0][0], f"{record.number}. {rows[0][1]}")
    return Facts(tuple(rows))


def record_line(noun: Noun, record: Any, words: Words) -> str:
    """A record in short: its number and first field, beneath it what is known of the listed ones, then what is not."""
    fields = [field for field in noun.shown[1:] if field.is_listed]
    values = {field: getattr(record, field.name) for field in fields}
    labels = {field: label(noun.name, field.name, words) for field in fields}
    told = [
        words("views.label", label=labels[field], value=field_value(noun, field, value, words))
        for field, value in values.items()
        if value not in (None, ())
    ]
    gaps = [labels[field] for field in noun.gaps(record) if field in labels]
    told += [words("views.not-known-yet", fields=words("render.joint").join(gaps))] if gaps else []
    head = str(getattr(record, noun.head.name))
    head = f"{record.number}. {head}" if noun.is_numbered else head
    return "\n".join((head, words("views.list-joint").join(told)))


def record_view(shown: Any, words: Words, noun: Noun) -> View:
    """One record with all its fields."""
    facts = record_facts(noun, getattr(shown, noun.name), words, has_gaps=True)
    return (common.title(shown.opportunity), facts)


def kept_view(kept: Any, words: Words, noun: Noun) -> View:
    """A record that was written: what is known of it; or that it is gone."""
    record = getattr(kept, noun.name)
    if kept.is_removed:
        head = field_value(noun, noun.head, getattr(record, noun.head.name), words)
        name = f"{record.number}. {head}" if noun.is_numbered else head
        told: Block = Line(words("views.record-removed", table=words(f"tables.{noun.name}"), name=name))
    else:
        told = record_facts(noun, record, words, has_gaps=False)
    remark = () if kept.is_removed else _remark(noun, record, words)
    return (common.title(kept.opportunity), told, *remark, *_approvals_lost(kept, words), common.undo_hint(words))


def _remark(noun: Noun, record: Any, words: Words) -> tuple[Line, ...]:
    """What is still wanting of a record for it to count."""
    if noun is RISK and not record.counter and not record.is_closed:
        return (Line(words("views.risk-uncountered"), "warn"),)
    if noun is MILESTONE and record.kind == "proof-of-concept" and not record.yardstick_by:
        return (Line(words("close-plan.no-yardstick", number=record.number), "warn"),)
    if noun is TEAMMATE and record.is_asked_late:
        return (Line(words("views.experts-late"), "warn"),)
    return ()


def _approvals_lost(kept: Any, words: Words) -> tuple[Line, ...]:
    number = str(kept.opportunity.number)
    ways = {what: common.command(("plan", "approve", number, "--what", what)) for what in kept.to_renew}
    return tuple(Line(words(f"views.{what}-to-renew", command=way), "warn") for what, way in ways.items())


def listed_view(listed: Any, words: Words, noun: Noun, *, is_written: bool = False) -> View:
    """The records of an opportunity; those that were just written can be taken back."""
    records = getattr(listed, noun.many)
    parts: list[Block] = [common.title(listed.opportunity)]
    if not records:
        way = common.command((noun.name, "add", "-o", str(listed.opportunity.number)))
        return (*parts, Line(words("views.records-none", table=words(f"tables.{noun.name}"), command=way), "warn"))
    parts.append(records_table(noun, records, words))
    return (*parts, common.undo_hint(words)) if is_written else tuple(parts)


def records_table(noun: Noun, records: Sequence[Any], words: Words) -> Table:
    """Records beneath each other: the number where they have no name, and the fields of a list."""
    shown = [field for field in noun.shown if field.is_listed]
    number = (Column(words("views.number"), "number"),) if noun.is_numbered else ()
    columns = [
        *number,
        *(Column(common.sentence(label(noun.name, field.name, words)), _aligned(field)) for field in shown),
    ]
    return Table(tuple(columns), tuple(_row(noun, shown, record, words) for record in records))


def _aligned(field: Field) -> Kind:
    """How a column of a field stands."""
    match field.kind:
        case "number" | "money":
            return field.kind
        case "day":
            return "date"
        case _:
            return "text"


def _row(noun: Noun, shown: list[Field], record: Any, words: Words) -> tuple[str, ...]:
    cells = [
        common.EMPTY if (value := getattr(record, field.name)) in (None, ()) else field_value(noun, field, value, words)
        for field in shown
    ]
    return tuple([str(record.number), *cells] if noun.is_numbered else cells)
