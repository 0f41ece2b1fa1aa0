"""What a noun of the dossier is made of: its fields, told once.

Flags, interview, answers file and its template, lists, pages, JSON and the columns of the store are made from these;
the words hold what people read: `fields.NAME` (or `labels.NOUN.NAME`) the label, `asks.NOUN.NAME` the question of the
interview, `choices.NOUN.NAME.VALUE` a value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from osp_cli.frozen import dataclass

FieldKind = Literal[
    "name",
    "text",
    "choice",
    "day",
    "money",
    "person",
    "record",
    "question",
    "flag",
    "number",
    "positions",
    "people",
    "answer",
]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. None is what nobody has asked yet; where "not known" is an answer, `allowed` holds `unknown`.

    `kind` name is a name by which the record is known on its opportunity; choice one of the closed list `allowed`;
    person somebody of the customer's, by name; record one of the noun `of` on the same opportunity, by number;
    question the id of a question of the method, of the kind `of` where that is said; number a whole one from 1;
    positions one of `allowed` per competitor; people several of the customer's, by name; answer what was last answered
    to the question `of` about the record's name, which is kept as an answer and nowhere else. `is_needed`: there is no
    record without it; `has_default`: the service fills it in where nobody told it. `is_asked`: the interview asks for
    it. `is_listed`: it has a column in the list. `is_found`: `osp find` looks there. `is_past`: a day that cannot be
    still to come. `flag` is the option's name where it is not the field's, `opposite` the one that says no. `only` is
    the one kind of record that has it.
    """

    name: str
    kind: FieldKind = "text"
    allowed: tuple[str, ...] = ()
    of: str = ""
    flag: str = ""
    opposite: str = ""
    is_needed: bool = False
    has_default: bool = False
    is_asked: bool = True
    is_listed: bool = False
    is_found: bool = False
    is_past: bool = False
    only: str = ""

    @property
    def column(self) -> str:
        """The column that holds it; of money, the stem of its pair."""
        return f"{self.name}_number" if self.kind in ("person", "record") else self.name

    @property
    def must_be_told(self) -> bool:
        """Whether a new record waits until somebody has told it."""
        return self.is_needed and not self.has_default

    def belongs_to(self, record: Any) -> bool:
        """Whether a record of this kind can have it."""
        return not self.only or record.kind == self.only

    @property
    def option(self) -> str:
        """The option that gives it, without the dashes."""
        return self.flag or self.name.removeprefix("is_").replace("_", "-")

    @property
    def has_key(self) -> bool:
        """Whether its text is kept a second time in the form in which texts are compared."""
        return self.kind == "name" or self.is_found


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of record that hangs from an opportunity.

    `name` is the command, the table and the key of one in JSON, `many` the field of the dossier and the key of a list;
    `value` is made of number, id and the fields. The first field is the argument of `add`. `derived` are shown like
    fields, but the value works them out itself. `order` is the key by which a list is sorted, else as recorded. `due`
    are days that ask for something until another field is told: (day, that field), or None where only emptying the day
    ends it; money ends it once it has reached the record's `amount`. `is_single`: an opportunity has one at most, so
    that no word says which is meant.
    """

    name: str
    many: str
    value: type[Any]
    fields: tuple[Field, ...]
    derived: tuple[Field, ...] = ()
    order: Callable[[Any], Any] | None = None
    due: tuple[tuple[str, str | None], ...] = ()
    is_single: bool = False

    @property
    def head(self) -> Field:
        """The first field, by which people speak of the record."""
        return self.fields[0]

    @property
    def is_named(self) -> bool:
        """Known by a name that no other one on the opportunity has; else by its number."""
        return self.head.kind == "name"

    @property
    def is_numbered(self) -> bool:
        """Known by its number: it has no name, and there may be several."""
        return not self.is_named and not self.is_single

    @property
    def shown(self) -> tuple[Field, ...]:
        """What there is to see of a record, in this order."""
        return (*self.fields, *self.derived)

    def gaps(self, record: Any) -> tuple[Field, ...]:
        """What nobody knows of a record yet; what comes of it is asked for only once it has happened."""
        days = (field for field in self.of_kind("day") if not field.is_asked)
        has_happened = any(getattr(record, day.name) is not None for day in days)
        return tuple(
            field
            for field in self.shown
            if getattr(record, field.name) in (None, ())
            and (field.is_asked or (has_happened and field.kind != "question"))
            and field.belongs_to(record)
        )

    @property
    def is_told_by_text(self) -> bool:
        """Whether its first field says which one is meant, to a person if not to the program."""
        return self.head.kind in ("name", "text")

    @property
    def found(self) -> tuple[Field, ...]:
        """The fields in which a word is looked for."""
        return tuple(field for field in self.fields if field.is_found)

    def field(self, name: str) -> Field:
        """The field of this name."""
        return next(field for field in self.fields if field.name == name)

    def of_kind(self, kind: FieldKind) -> tuple[Field, ...]:
        """The fields of a kind."""
        return tuple(field for field in self.fields if field.kind == kind)
