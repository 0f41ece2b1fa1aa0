"""A list on the screen, or as a table in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from osp_cli.cli.declaring import Command, Context, Option, taking, wiring_of
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.fields import Noun
    from osp_cli.render.blocks import View
    from osp_cli.render.sheets.parts import Sheet

AsFormat = Annotated[str | None, Option("--format", metavar="csv|xlsx")]
OutFile = Annotated[str | None, Option("--out", metavar="FILE")]
Force = Annotated[bool, Option("--force")]
ALL_ROWS = 2**31
AS_FILE = {"format": AsFormat, "out": OutFile, "force": Force}


@dataclass(frozen=True, slots=True)
class Filed:
    """How a list was asked for as a file: CSV where only a file is named, standard output where none is."""

    format: str
    out: str | None
    is_forced: bool


def filed(command: Command) -> Command:
    """The command with the options that give what it lists as a file; `give_list` and `give_records` heed them."""
    has_force = "force" in command.__annotations__

    def listing(
        context: Context, *, format: str | None = None, out: str | None = None, force: bool = False, **given: Any
    ) -> None:
        if format or out:
            file_as(wiring_of(context), format, out, is_forced=force)
        command(context, **given, **({"force": force} if has_force else {}))

    listing.__wrapped__ = command  # type: ignore[attr-defined]  # where its parameters are looked up
    listing.__doc__, listing.__name__ = command.__doc__, command.__name__
    listing.__annotations__ = {**command.__annotations__, **AS_FILE}
    return listing


def file_as(wiring: Wiring, format: str | None, out: str | None, *, is_forced: bool) -> None:
    """Has the list that the command gives written as a file. Errors: those of the format and the ending."""
    from osp_cli.cli.endings import format_of
    from osp_cli.cli.tables import TABLE_FORMATS, must_be_table_format

    format = format_of(format, out, TABLE_FORMATS, "csv")
    must_be_table_format(format)
    wiring.filed = Filed(format, out, is_forced)


def filed_taking(command: Command, parameters: dict[str, Any]) -> Command:
    """The same of a command that takes `**given`."""
    return filed(taking(command, parameters))


def must_be_list(wiring: Wiring, instead: str) -> None:
    """Refuses a file of what is no list: of that option or argument there is a screen alone."""
    if wiring.filed is not None:
        raise WrongUsage("options-exclude", {"options": (instead, "--format/--out")})


def most(wiring: Wiring, limit: int | None, shown: int) -> int:
    """How many rows at most: as asked for, else all in a file and as many as a screen shows elsewhere."""
    return limit if limit is not None else ALL_ROWS if wiring.filed else shown


def is_on_screen(wiring: Wiring) -> bool:
    """Whether a person at a terminal reads the list: there it is cut, elsewhere it has every row."""
    return wiring.out.is_terminal and not wiring.shared.json and wiring.filed is None


def give_list(wiring: Wiring, listed: Any, view: Callable[..., View]) -> None:
    """Shows a list, or writes it as the table that it is."""
    if wiring.filed is None:
        wiring.show(listed, view)
        return
    from osp_cli.render.sheets import sheet_of
    from osp_cli.render.sheets.parts import Voice

    _write(wiring, wiring.filed, sheet_of(listed, Voice(wiring.words, wiring.process, wiring.handbook)))


def give_records(wiring: Wiring, listed: Any, view: Callable[..., View], noun: Noun, records: Sequence[Any]) -> None:
    """Shows a list of a noun, or writes its records under the columns of the noun."""
    if wiring.filed is None:
        wiring.show(listed, view)
        return
    from osp_cli.render.sheets.nouns import records_sheet

    _write(wiring, wiring.filed, records_sheet(noun, records, wiring.words))


def _write(wiring: Wiring, to: Filed, sheet: Sheet) -> None:
    from osp_cli.cli.tables import write_table

    write_table(wiring, sheet.table, sheet.count, (to.format, to.out), is_forced=to.is_forced, sheet=sheet.name)
