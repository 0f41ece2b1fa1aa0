"""Pages of the pipeline, composed from fragments: a half, filters, a place in the order, the order.

`FRAGMENTS` is the allow-list. Each is put in brackets; none holds anything that a person typed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, select

from osp_cli.store.statements.opportunities import OPPORTUNITY, OWN, O, whole
from osp_cli.store.statements.parts import Statement, constant, given
from osp_cli.store.tables.opportunity import SORTED_BY

# The plus keeps SQLite from looking the days up: a page is then read along the index of its order.
_close: ColumnElement[str] = literal_column("+opportunity.close_on")
BETWEEN_BARS = constant("|").concat(O.stage).concat(constant("|"))


def _orders() -> dict[str, Any]:
    """For each order: `order.*` itself, and the places in it that a page goes on from.

    `same.*` shares the value of the last row shown, `beyond.*` comes after it. `absent.*` has no value there: those
    come last, by number, whichever way the `present.*` are sorted.
    """
    found: dict[str, Any] = {
        "after.number.asc": O.number > given("after_number"),
        "after.number.desc": O.number < given("after_number"),
        "order.number.asc": [O.number],
        "order.number.desc": [O.number.desc()],
    }
    for sort, columns in SORTED_BY.items():
        if not columns or sort == "stage":
            continue
        column = O[columns[0]]
        found[f"same.{sort}"] = column == given("after_key")
        found[f"beyond.{sort}.asc"] = column > given("after_key")
        found[f"beyond.{sort}.desc"] = column < given("after_key")
        found[f"order.{sort}.asc"] = [column, O.number]
        found[f"order.{sort}.desc"] = [column.desc(), O.number.desc()]
        if column.nullable:
            found[f"present.{sort}"] = column.is_not(None)
            found[f"absent.{sort}"] = column.is_(None)
    return found


def _holding() -> Any:
    """The opportunities whose own fields hold all that `:own` wants: a JSON object of texts by field."""
    wanted = func.json_each(given("own")).table_valued("key", "value", name="wanted")
    held = select(OWN.c.opportunity_number).join(
        wanted, and_(OWN.c.field == wanted.c.key, OWN.c.value == wanted.c.value)
    )
    return held.group_by(OWN.c.opportunity_number).having(func.count() == given("own_count"))


def _telling() -> Any:
    """The opportunities that hold something in one of the fields `:own_none`, a JSON list."""
    wanted = func.json_each(given("own_none")).table_valued("value", name="empty")
    return select(OWN.c.opportunity_number).join(wanted, OWN.c.field == wanted.c.value)


def _holding_one() -> Any:
    """The opportunities of one value of the field that sorts."""
    return select(OWN.c.opportunity_number).where(
        OWN.c.field == given("sort_field"), OWN.c.value == given("sort_value")
    )


def _holding_known() -> Any:
    """The opportunities that stand under one of the values by which the field sorts, a JSON list."""
    listed = func.json_each(given("sort_values")).table_valued("value", name="listed")
    own = select(OWN.c.opportunity_number).join(listed, OWN.c.value == listed.c.value)
    return own.where(OWN.c.field == given("sort_field"))


FRAGMENTS: dict[str, Any] = {
    "half.open": O.status == constant("open"),
    "half.closed": O.status != constant("open"),
    "stage": O.stage == given("stage"),
    "stages": func.instr(given("stages"), BETWEEN_BARS) > constant(0),
    "stage.other": func.instr(given("known_stages"), BETWEEN_BARS) == constant(0),
    "owner": O.owner_number == given("owner_number"),
    "account": O.account_number == given("account_number"),
    "close_from": O.close_on >= given("close_from"),
    "close_to": O.close_on <= given("close_to"),
    "overdue": O.close_on < given("overdue_on"),
    "close_from.beside": _close >= given("close_from"),
    "close_to.beside": _close <= given("close_to"),
    "overdue.beside": _close < given("overdue_on"),
    "own": O.number.in_(_holding()),
    "own.none": O.number.not_in(_telling()),
    "own.value": O.number.in_(_holding_one()),
    "own.beyond": O.number.not_in(_holding_known()),
    "untouched": func.coalesce(O.touched_on, constant("")) < given("untouched_since"),
    **_orders(),
}

STATEMENTS: dict[str, Statement] = {
    "page.head": whole(),
    "page.count": select(func.count()).select_from(OPPORTUNITY),
}
