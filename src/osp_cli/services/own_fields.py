"""Fields of the user's own: their values from what was typed, and what a book holds of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from osp_cli.domain.names import NOTHING, excerpt, name_key
from osp_cli.domain.own_fields import PREFIX, OwnField, OwnValue, defined, encoded, field_name, known
from osp_cli.domain.own_reading import Habits, parse
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk
from osp_cli.settings import Places, Settings, write_setting
from osp_cli.store.store import Reading, Store, Writing

Wanted = Mapping[str, tuple[OwnField, OwnValue | None]]


@dataclass(frozen=True, slots=True)
class Held:
    """What a book holds of a field: of how many opportunities, and how the settings would tell such a field.

    `is_defined`: the settings know it, of this kind.
    """

    name: str
    told: str
    deals: int
    is_defined: bool


def wanted_values(settings: Settings, today: date, given: Iterable[str]) -> Wanted:
    """The values that `--field NAME=VALUE` gives, by the name of the field; `none` stands for no value.

    Errors: `own-pair-wanted` for a word without `=`; `own-unknown`; what the kind of a field refuses.
    """
    habits = Habits(today, settings.currency, settings.date_order, settings.fiscal_start)
    found: dict[str, tuple[OwnField, OwnValue | None]] = {}
    for pair in given:
        name, equals, typed = pair.partition("=")
        if not equals or not name.strip():
            raise WrongUsage("own-pair-wanted", {"text": excerpt(pair), "known": tuple(settings.fields)})
        field = known(settings.fields, name.strip())
        is_empty = typed.strip().casefold() in NOTHING
        found[field.name] = (field, None if is_empty else parse(field, typed, habits))
    return found


def sought_values(desk: Desk, given: Iterable[str]) -> Wanted:
    """The values that a list is asked for: those of `--field`, and what the book holds though the field refuses it."""
    found: dict[str, tuple[OwnField, OwnValue | None]] = {}
    for pair in given:
        try:
            found.update(wanted_values(desk.settings, desk.today, (pair,)))
        except WrongUsage as error:
            if error.code not in ("own-choice-unfit", "own-value-unfit"):
                raise
            field, typed = desk.settings.fields[str(error.values["name"])], name_key(pair.partition("=")[2])
            with desk.store.reading() as reading:
                held = next((each for each in values_of(reading, field.name) if name_key(each) == typed), None)
            if held is None:
                raise
            found[field.name] = (field, held)
    return found


def keep_values(writing: Writing, number: int, wanted: Wanted) -> None:
    """Keeps the values of an opportunity in the transaction at hand."""
    for name, (field, value) in wanted.items():
        writing.set_own(number, name, field.kind, value)


def held(store: Store, settings: Settings) -> tuple[Held, ...]:
    """Every field of which the book holds something."""
    with store.reading() as reading:
        rows = reading.rows("own_value.every")
        values = {row["field"]: values_of(reading, row["field"]) for row in rows if row["kind"] == "choice"}
    kinds = {name: field.kind for name, field in settings.fields.items()}
    return tuple(
        Held(
            name := row["field"],
            OwnField(name, kind := row["kind"], values.get(name, ()) if kind == "choice" else ()).told,
            row["deals"],
            kinds.get(name) == kind,
        )
        for row in rows
    )


def definitions(reading: Reading, settings: Settings) -> dict[str, str]:
    """How the settings tell the fields of which the book holds something, by name: they travel with the book."""
    kinds = {row["field"]: row["kind"] for row in reading.rows("own_value.every")}
    fields = (settings.fields.get(name) for name in sorted(kinds))
    return {field.name: field.told for field in fields if field and field.kind == kinds[field.name]}


def values_of(reading: Reading, name: str) -> tuple[str, ...]:
    """The different values that the book holds of a field."""
    return tuple(row["value"] for row in reading.each("own_value.different", field=name))


# -- the columns of a file that an import takes ------------------------------------------------------------------------

CURRENCY = ".currency"  # behind the heading of an amount, as our own tables write it


def column_fields(
    settings: Settings, headings: Iterable[str], mapped: Mapping[str, str], *, keeps_rest: bool = False
) -> dict[str, OwnField]:
    """The fields in which the columns of a file are kept, by heading; nothing is written here.

    A column is kept in the field that a map names for it, that it is called after (`field.NAME`, as our own tables
    write it, or NAME alone), and where the rest is kept, in a new field of text. Two headings that come to the same
    name are told apart by a number; a column is kept in a known field once. Errors: `own-unknown` of a map.
    """
    found = {heading: known(settings.fields, name) for heading, name in mapped.items()}
    free = [heading for heading in headings if heading not in found]
    for heading in sorted(free, key=lambda each: not each.casefold().startswith(PREFIX)):  # the surest first
        field = settings.fields.get(_bare(heading))
        if field is not None and field not in found.values():
            found[heading] = field
    rest = [each for each in free if each not in found and amount_of(found, each) is None] if keeps_rest else []
    for heading in rest:
        stem = name = _bare(heading) or "column"
        count = 1
        while name in settings.fields or name in (field.name for field in found.values()):
            count += 1
            name = f"{stem}-{count}"
        found[heading] = OwnField(name, "text")
    return {heading: found[heading] for heading in (*mapped, *headings) if heading in found}


def _bare(heading: str) -> str:
    """The name of the field that a heading speaks of."""
    folded = heading.casefold()
    return field_name(folded.removeprefix(PREFIX))


def amount_of(found: Mapping[str, OwnField], heading: str) -> str | None:
    """The heading of the amount whose currency stands under this one; None where it is no such column."""
    of, ending, _ = heading.casefold().rpartition(CURRENCY)
    amounts = (each for each, field in found.items() if field.kind == "money" and each.casefold() == of)
    return next(amounts, None) if ending else None


def extra_values(
    settings: Settings,
    today: date,
    row: Mapping[str, str],
    fields: Mapping[str, OwnField],
    held: Mapping[str, OwnValue],
) -> Wanted:
    """The values of one row of a file, by heading; an empty cell is left out, for it never erases.

    So is one that says what the opportunity holds already (`held`), for that may be older than the definition of its
    field. Errors as of `--field`: those of a column whose field has another kind than text.
    """
    habits = Habits(today, settings.currency, settings.date_order, settings.fiscal_start)
    return {
        field.name: (field, parse(field, row[heading], habits))
        for heading, field in fields.items()
        if (text := row.get(heading, "").strip()) and not (field.name in held and encoded(held[field.name]) == text)
    }


def define(places: Places, settings: Settings, fields: Iterable[OwnField]) -> tuple[str, ...]:
    """Writes the definitions that the settings do not have yet; returns their names."""
    new = [field for field in fields if field.name not in settings.fields]
    for field in new:
        write_setting(places.settings_file, f"field.{defined(field.name, field.told).name}", field.told)
    return tuple(field.name for field in new)
