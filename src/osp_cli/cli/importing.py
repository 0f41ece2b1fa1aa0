"""import: another tool's opportunities."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.errors import OspError, WrongUsage
from osp_cli.frozen import replace

if TYPE_CHECKING:
    from osp_cli.exchange.csv_file import CsvTable
    from osp_cli.exchange.import_map import ImportMap
    from osp_cli.services.import_report import RowsRead

FORMATS = ("auto", "csv")


def import_(
    context: Context,
    file: Annotated[str, Argument(metavar="FILE")],
    map_: Annotated[list[str] | None, Option("--map", metavar="MAP")] = None,
    mode: Annotated[str, Option("--mode", metavar="update|skip|create")] = "update",
    encoding: Annotated[str | None, Option("--encoding", metavar="NAME")] = None,
    source: Annotated[str, Option("--from", metavar="auto|csv")] = "auto",
) -> None:
    """Brings in the opportunities of a CSV file; - reads standard input."""
    from osp_cli.exchange.import_map import read_map
    from osp_cli.exchange.rows import RowReader
    from osp_cli.render.views.imports import imported_view
    from osp_cli.services.import_report import reported
    from osp_cli.services.importing import import_rows

    wiring = wiring_of(context)
    if source not in FORMATS:
        raise WrongUsage("import-format-later", {"format": source, "formats": ", ".join(FORMATS)})
    stages = tuple(stage.key for stage in wiring.process.stages)
    mapping = read_map(map_ or (), stages)
    table = _table(file, encoding)
    wiring.settle_first_questions()
    reader = RowReader(
        table,
        mapping,
        _joined(file, mapping, encoding),
        settings=wiring.settings,
        today=wiring.today,
        stages=stages,
    )
    rows = list(reader.rows())
    _refuse_unknown_stages(reader.found, file, stages)
    desk = wiring.writing()
    tally = import_rows(desk, rows, mode=mode)
    report = reported(file, len(table.rows), tally, reader.found)
    wiring.show(replace(report, is_dry_run=desk.dry_run), imported_view)
    if report.rows and len(report.refused) == report.rows:
        raise OspError("import-all-refused", {"count": report.rows})


def _table(file: str, encoding: str | None) -> CsvTable:
    from osp_cli.exchange.csv_file import read_csv

    if file == "-":
        return read_csv(sys.stdin.buffer.read(), "-", encoding)
    path = Path(file)
    if not path.is_file():
        raise WrongUsage("import-file-missing", {"file": file})
    return read_csv(path.read_bytes(), path.name, encoding)


def _joined(file: str, mapping: ImportMap, encoding: str | None) -> dict[str, CsvTable]:
    """The tables beside the file that the map joins; those that are not there are refused by name."""
    folder = Path.cwd() if file == "-" else Path(file).resolve().parent
    tables = {}
    for join in mapping.joins:
        table = tables[join.file] = _table(str(folder / join.file), encoding)
        wanted = [*join.on.values(), *join.take]
        missing = [heading for heading in wanted if heading not in table.headings]
        if missing:
            raise WrongUsage("join-heading-missing", {"file": join.file, "headings": ", ".join(missing)})
    return tables


def _refuse_unknown_stages(found: RowsRead, file: str, stages: tuple[str, ...]) -> None:
    """Every stage nobody knows at once, with the lines that would translate them."""
    if not found.unknown_stages:
        return
    lines = [f'--map "stage:{value}=STAGE"' for value in sorted(found.unknown_stages)]
    values = {"file": file, "values": ", ".join(sorted(found.unknown_stages)), "maps": " ".join(lines),
              "stages": ", ".join(stages)}  # fmt: skip
    raise WrongUsage("import-stages-unknown", values, details={"values": found.unknown_stages, "maps": lines})
