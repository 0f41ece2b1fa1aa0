"""import: another tool's opportunities, or a book that export wrote."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Annotated, BinaryIO, cast

from osp_cli.cli.books import import_book_file
from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.domain.names import place
from osp_cli.errors import WrongUsage

SOURCES = ("auto", "osp", "salesforce", "hubspot", "pipedrive", "dynamics", "siebel", "csv", "history")
MODES = ("update", "skip", "create")
BEGINNING = 4096
PIECE = 1_000_000


def import_(
    context: Context,
    file: Annotated[str, Argument(metavar="FILE")],
    map_: Annotated[list[str] | None, Option("--map", metavar="MAP")] = None,
    mode: Annotated[str, Option("--mode", metavar="update|skip|create")] = "update",
    encoding: Annotated[str | None, Option("--encoding", metavar="NAME")] = None,
    source: Annotated[str, Option("--from", metavar="SOURCE")] = "auto",
    keep_extra: Annotated[bool, Option("--keep-extra")] = False,
) -> None:
    """Brings in the opportunities of a CRM's export, or a book that export wrote; - reads standard input."""
    wiring = wiring_of(context)
    if source not in SOURCES:
        raise WrongUsage("import-source-unknown", {"source": source, "sources": tuple(SOURCES)})
    if mode not in MODES:
        raise WrongUsage("import-mode-unknown", {"mode": mode, "modes": tuple(MODES)})
    with opened(file) as stream:
        if source != "osp" and not (source == "auto" and _is_book(stream)):
            from osp_cli.cli.import_tables import Asked, import_table

            import_table(wiring, stream, Asked(file, tuple(map_ or ()), mode, encoding, source, keep_extra))
            return
        given = {"--map": map_, "--mode": mode != "update", "--encoding": encoding, "--keep-extra": keep_extra}
        if options := [name for name, value in given.items() if value]:
            raise WrongUsage("book-options", {"options": tuple(options)})
        import_book_file(wiring, file, stream)


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """The file, or all of standard input, a pipe or a device, as something that can be read twice."""
    with ExitStack() as kept:
        try:
            stream = sys.stdin.buffer if file == "-" else kept.enter_context(Path(file).open("rb"))
            if file == "-" or not stream.seekable():
                stream = _copied(stream, kept.enter_context(TemporaryFile()))
        except FileNotFoundError:
            raise WrongUsage("import-file-missing", {"file": place(file)}) from None
        except IsADirectoryError:
            raise WrongUsage("import-folder", {"file": place(file)}) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or ""
            raise WrongUsage("import-file-unreadable", {"file": place(file), "reason": reason}) from None
        yield stream


def _copied(stream: BinaryIO, copy: IO[bytes]) -> BinaryIO:
    """What a pipe sends, from its beginning: all of a book, of a table a piece more than is taken at most."""
    from osp_cli.cli.import_tables import LARGEST
    from osp_cli.exchange.book_file import is_book

    size, is_all_wanted = 0, False
    while (size <= LARGEST or is_all_wanted) and (piece := stream.read(PIECE)):
        is_all_wanted = is_all_wanted or (size == 0 and is_book(piece[:BEGINNING]))
        size += copy.write(piece)
    copy.seek(0)
    return cast("BinaryIO", copy)


def _is_book(stream: BinaryIO) -> bool:
    from osp_cli.exchange.book_file import is_book

    start = stream.read(BEGINNING)
    stream.seek(0)
    return is_book(start)
