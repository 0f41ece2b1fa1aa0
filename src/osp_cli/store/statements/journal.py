"""Units of change, their journal, and putting rows back as the journal says they were."""

from __future__ import annotations

from sqlalchemy import and_, func, literal_column, select
from sqlalchemy import update as change
from sqlalchemy.sql.elements import ColumnElement

from osp_cli.store.statements.parts import Statement, constant, deleting, every_column, given, inserting, updating
from osp_cli.store.tables import HELD_TABLES, RECORD_TABLES, columns, table
from osp_cli.store.triggers import image

UNIT, JOURNAL, BOOK = table("unit"), table("journal"), table("book")
U, J = UNIT.c, JOURNAL.c

_units_of = (
    select(J.unit)
    .where(J.unit < given("before"), J.opportunity_number == given("of"))
    .distinct()
    .order_by(J.unit.desc())
    .limit(given("limit"))
)
_units = select(*every_column(UNIT))
_stands = and_(U.kind == constant("do"), U.state == constant("done"))


def _held(name: str) -> dict[str, Statement]:
    """What is asked of a record that a person may have looked at before, and the mark that a change leaves on it."""
    source = table(name)
    ours = (J.table_name == constant(name),) if name == "account" else ()
    of = J.row_number if name == "account" else J.opportunity_number
    since_first = (*ours, J.unit >= given("first"), of.is_not(None))
    newest = select(J.unit).select_from(JOURNAL.join(UNIT, U.number == J.unit)).order_by(J.unit.desc())
    last = newest.where(*ours, of == source.c.number, _stands).limit(constant(1)).correlate(source).scalar_subquery()
    return {
        f"held.{name}.touched": select(func.min(of).label("first"), func.max(of).label("last")).where(*since_first),
        f"held.{name}.last": newest.where(*ours, of == given("key"), J.unit < given("before"), _stands).limit(
            constant(1)
        ),
        f"held.{name}.since": select(U.who, U.at, U.is_exchange, *every_column(JOURNAL))
        .select_from(JOURNAL.join(UNIT, U.number == J.unit))
        .where(*ours, of == given("key"), J.unit > given("known"), J.unit < given("before"))
        .order_by(J.unit.desc(), J.number.desc())
        .limit(given("limit")),
        f"held.{name}.removed": select(J.before).where(
            J.unit >= given("first"),
            J.table_name == constant(name),
            J.row_number == given("key"),
            J.op == constant("delete"),
        ),
        f"held.{name}.mark": change(source)
        .where(source.c.version != given("unit"), source.c.number.in_(select(of).where(*since_first)))
        .values(version=func.coalesce(last, constant(0))),
    }


def _image(name: str) -> Statement:
    source = table(name)
    whole_row: ColumnElement[str] = literal_column(image(f'"{name}"', columns(name))).label("image")
    return select(whole_row).select_from(source).where(source.c.number == given("key"))


STATEMENTS: dict[str, Statement] = {
    **{key: statement for name in HELD_TABLES for key, statement in _held(name).items()},
    "book.id": select(BOOK.c.id).where(BOOK.c.number == constant(1)),
    "unit.add": inserting("unit"),
    "unit.by_number": _units.where(U.number == given("number")),
    "unit.set_state": updating("unit", "state"),
    "unit.set_summary": updating("unit", "summary"),
    "unit.set_checksum": updating("unit", "checksum"),
    "unit.since": _units.add_columns(
        select(func.count()).where(J.unit == U.number).correlate(UNIT).scalar_subquery().label("entries")
    ).where(U.number >= given("unit")),
    "unit.bury": change(UNIT).where(U.state == constant("undone")).values(state=constant("buried")),
    "unit.done": _units.where(U.kind == constant("do"), U.state == constant("done"))
    .order_by(U.number.desc())
    .limit(given("limit")),
    "unit.undone": _units.where(U.state == constant("undone")).order_by(U.number).limit(given("limit")),
    "unit.every": _units.where(U.number < given("before")).order_by(U.number.desc()).limit(given("limit")),
    "unit.of_opportunity": _units.where(U.number.in_(_units_of)).order_by(U.number.desc()),
    "journal.of_unit": select(*every_column(JOURNAL))
    .where(J.unit == given("unit"), J.number > given("after"))
    .order_by(J.number)
    .limit(given("limit")),
    "journal.of_unit_back": select(*every_column(JOURNAL))
    .where(J.unit == given("unit"), J.number < given("before"))
    .order_by(J.number.desc())
    .limit(given("limit")),
    "journal.count_since": select(func.count()).where(J.unit >= given("unit")),
    "journal.count_of_unit": select(func.count()).where(J.unit == given("unit")),
    "journal.first_since": select(*every_column(JOURNAL))
    .where(J.unit >= given("unit"))
    .order_by(J.unit, J.number)
    .limit(given("limit")),
    "journal.since": select(*every_column(JOURNAL)).where(J.unit >= given("unit")).order_by(J.unit, J.number),
    "journal.of_unit_and_opportunity": select(*every_column(JOURNAL))
    .where(J.unit == given("unit"), J.opportunity_number == given("of"))
    .order_by(J.number),
    "journal.of_deal": select(U.who, U.at, U.is_exchange, J.row_number, J.before, J.after)
    .select_from(JOURNAL.join(UNIT, U.number == J.unit))
    .where(J.opportunity_number == given("of"), J.table_name == constant("opportunity"), J.op == constant("update"))
    .order_by(J.unit.desc(), J.number.desc())
    .limit(given("limit")),
    "journal.any_since": select(func.count()).select_from(
        select(literal_column("1")).select_from(JOURNAL).where(J.unit >= given("unit")).limit(constant(1)).subquery()
    ),
    **{f"{name}.image": _image(name) for name in RECORD_TABLES},
    **{f"{name}.put_back": inserting(name, with_number=True) for name in RECORD_TABLES},
    **{f"{name}.overwrite": updating(name) for name in RECORD_TABLES},
    **{f"{name}.take_out": deleting(name) for name in RECORD_TABLES},
}
