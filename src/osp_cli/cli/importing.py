"""import: another tool's opportunities."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, BinaryIO

from osp_cli.cli.books import import_book_file
from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.domain.names import place
from osp_cli.errors import OspError, WrongUsage
from osp_cli.frozen import replace

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.exchange.csv_file import CsvTable
    from osp_cli.exchange.import_map import ImportMap
    from osp_cli.services.import_report import RowsRead

FORMATS = ("auto", "osp", "csv")
LARGEST = 100_000_000  # bytes of a table; a book is read in pieces
BEGINNING = 4096


def import_(
    context: Context,
    file: Annotated[str, Argument(metavar="FILE")],
    map_: Annotated[list[str] | None, Option("--map", metavar="MAP")] = None,
    mode: Annotated[str, Option("--mode", metavar="update|skip|create")] = "update",
    encoding: Annotated[str | None, Option("--encoding", metavar="NAME")] = None,
    source: Annotated[str, Option("--from", metavar="auto|osp|csv")] = "auto",
) -> None:
    """Brings in the opportunities of a CSV file, or a book that export wrote; - reads standard input."""
    wiring = wiring_of(context)
    if source not in FORMATS:
        raise WrongUsage("import-format-later", {"format": source, "formats": tuple(FORMATS)})
    with _opened(file) as stream:
        if source != "osp" and not (source == "auto" and _is_book(stream)):
            _import_table(wiring, file, stream, map_ or [], mode, encoding)
            return
        given = {"--map": map_, "--mode": mode != "update", "--encoding": encoding}
        if options := [name for name, value in given.items() if value]:
            raise WrongUsage("book-options", {"options": tuple(options)})
        import_book_file(wiring, file, stream)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """The file, or all of standard input, a pipe or a device, as something that can be read twice."""
    with ExitStack() as kept:
        try:
            stream = sys.stdin.buffer if file == "-" else kept.enter_context(Path(file).open("rb"))
            if file == "-" or not stream.seekable():
                copy = kept.enter_context(TemporaryFile())
                copyfileobj(stream, copy)
                copy.seek(0)
                stream = copy
        except FileNotFoundError:
            raise WrongUsage("import-file-missing", {"file": place(file)}) from None
        except IsADirectoryError:
            raise WrongUsage("import-folder", {"file": place(file)}) from None
        except OSError as error:
            raise WrongUsage("import-file-unreadable", {"file": place(file), "reason": error.strerror or ""}) from None
        yield stream


def _is_book(stream: BinaryIO) -> bool:
    from osp_cli.exchange.book_file import is_book

    start = stream.read(BEGINNING)
    stream.seek(0)
    return is_book(start)


def _import_table(
    wiring: Wiring, file: str, stream: BinaryIO, maps: list[str], mode: str, encoding: str | None
) -> None:
    from osp_cli.exchange.import_map import read_map
    from osp_cli.exchange.rows import RowReader
    from osp_cli.render.views.imports import imported_view
    from osp_cli.services.import_report import Tally, reported
    from osp_cli.services.importing import import_rows

    stages = tuple(stage.key for stage in wiring.process.stages)
    mapping = read_map(maps, stages)
    table = _table(stream, file, encoding)
    if not table.rows:
        wiring.notice("import-nothing", file=place(file))
    else:
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
    tally = import_rows(wiring.writing(), rows, mode=mode) if table.rows else Tally()
    report = reported(file, len(table.rows), tally, reader.found)
    wiring.show(replace(report, is_dry_run=wiring.shared.dry_run), imported_view)
    _tell_refused(len(report.refused), report.rows)


def _tell_refused(refused: int, rows: int) -> None:
    """Ends the command with exit 1 where a row was refused, so that a script learns it; what was taken stays."""
    if refused and refused == rows:
        raise OspError("import-all-refused", {"count": rows})
    if refused:
        values = {"count": refused, "rows": rows}
        raise OspError("import-some-refused", values, details=values)


def _table(stream: BinaryIO, file: str, encoding: str | None) -> CsvTable:
    """The table in a file of at most 100 MB."""
    from osp_cli.exchange.csv_file import read_csv

    content = stream.read(LARGEST + 1)
    if not content:
        raise WrongUsage("import-file-empty", {"file": place(file)})
    if len(content) > LARGEST:
        raise WrongUsage("import-file-too-large", {"file": place(file), "limit": LARGEST // 1_000_000})
    return read_csv(content, Path(file).name if Path(file).is_file() else file, encoding)


def _joined(file: str, mapping: ImportMap, encoding: str | None) -> dict[str, CsvTable]:
    """The tables beside the file that the map joins; those that are not there are refused by name."""
    folder = Path(file).resolve().parent if Path(file).is_file() else Path.cwd()
    tables = {}
    for join in mapping.joins:
        with _opened(str(folder / join.file)) as stream:
            table = tables[join.file] = _table(stream, str(folder / join.file), encoding)
        wanted = [*join.on.values(), *join.take]
        missing = [heading for heading in wanted if heading not in table.headings]
        if missing:
            raise WrongUsage("join-heading-missing", {"file": join.file, "headings": tuple(missing)})
    return tables


def _refuse_unknown_stages(found: RowsRead, file: str, stages: tuple[str, ...]) -> None:
    """Every stage nobody knows at once, with the lines that would translate them."""
    if not found.unknown_stages:
        return
    lines = [f'--map "stage:{value}=STAGE"' for value in sorted(found.unknown_stages)]
    values = {"file": file, "values": tuple(sorted(found.unknown_stages)), "maps": " ".join(lines),
              "stages": tuple(stages)}  # fmt: skip
    raise WrongUsage("import-stages-unknown", values, details={"values": found.unknown_stages, "maps": lines})
