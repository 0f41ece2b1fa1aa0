"""The triggers that write every change of a record into the journal, made from the columns of its table.

They stand in no file: a transaction makes those of the tables that it changes. In the file every command, one that only
reads too, would have to learn all of them first, which took longer than everything else about opening it.
"""

from __future__ import annotations

from collections.abc import Sequence

_TRIGGER = """\
CREATE TEMP TRIGGER IF NOT EXISTS {table}_{op} AFTER {OP} ON main.{table}{when}
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), {opportunity}, '{table}', {row}.number, '{op}', {before}, {after});
END"""


def triggers_of(table: str, columns: Sequence[str]) -> tuple[str, str, str]:
    """The three triggers of a table. An update that changes nothing leaves no entry."""
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    return (
        _trigger(table, columns, "insert", "NEW", before="NULL", after=image("NEW", columns)),
        _trigger(
            table,
            columns,
            "update",
            "NEW",
            when=f"\nWHEN {changed}",
            before=image("OLD", columns),
            after=image("NEW", columns),
        ),
        _trigger(table, columns, "delete", "OLD", before=image("OLD", columns), after="NULL"),
    )


def image(row: str, columns: Sequence[str]) -> str:
    """The expression that gives a whole row as JSON."""
    pairs = [f"'{column}', {row}.\"{column}\"" for column in columns]
    return f"json_object({', '.join(pairs)})"


def _trigger(table: str, columns: Sequence[str], op: str, row: str, *, before: str, after: str, when: str = "") -> str:
    opportunity = "NULL"
    if table == "opportunity":
        opportunity = f"{row}.number"
    elif "opportunity_number" in columns:
        opportunity = f"{row}.opportunity_number"
    return _TRIGGER.format(
        table=table, op=op, OP=op.upper(), when=when, opportunity=opportunity, row=row, before=before, after=after
    )
