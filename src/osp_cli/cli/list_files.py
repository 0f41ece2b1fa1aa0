"""A list on the screen, or as a table in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from osp_cli.cli.declaring import Option

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.fields import Noun
    from osp_cli.domain.selection import CellTable
    from osp_cli.render.blocks import View

AsFormat = Annotated[str | None, Option("--format", metavar="csv|xlsx")]
OutFile = Annotated[str | None, Option("--out", metavar="FILE")]
Force = Annotated[bool, Option("--force")]
AS_FILE = {"format": AsFormat, "out": OutFile, "force": Force}


def is_filed(given: Mapping[str, Any]) -> bool:
    """Whether a list was asked for as a file."""
    return bool(given.get("format") or given.get("out"))


def give_list(
    wiring: Wiring, given: Mapping[str, Any], listed: Any, view: Callable[..., View], noun: Noun, records: Sequence[Any]
) -> None:
    """Shows a list, or writes its records under the columns of its noun."""
    if not is_filed(given):
        wiring.show(listed, view)
        return
    from osp_cli.render.views.sheets import records_sheet

    write_sheet(wiring, given, records_sheet(noun, records, wiring.words), len(records), noun.name)


def write_sheet(wiring: Wiring, given: Mapping[str, Any], table: CellTable, count: int, name: str) -> None:
    """Writes a table as `--format` and `--out` say: as CSV where only a file is named."""
    from osp_cli.cli.tables import write_table
    from osp_cli.render.views.common import sentence

    to = (given.get("format") or "csv", given.get("out"))
    sheet = sentence(wiring.words(f"tables.{name}"))
    write_table(wiring, table, count, to, is_forced=bool(given.get("force")), sheet=sheet)
