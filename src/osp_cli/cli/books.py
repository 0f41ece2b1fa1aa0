"""export, and the import of a file that export wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.cli.files import write_pieces
from osp_cli.errors import WrongUsage
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

ENDINGS = {".ndjson": "ndjson", ".jsonl": "ndjson"}


def export(
    context: Context,
    file: Annotated[str | None, Argument(metavar="FILE")] = None,
    format: Annotated[str | None, Option("--format", metavar="json|ndjson")] = None,
    owner: Annotated[str | None, Option("--owner", metavar="NAME|me")] = None,
    changes_since: Annotated[str | None, Option("--changes-since", metavar="DATE")] = None,
    force: Annotated[bool, Option("--force")] = False,
) -> None:
    """The whole book, or a part of it, as a file that an import takes back."""
    from osp_cli.exchange.book_file import FORMATS, pieces
    from osp_cli.render.views.books import exported_view
    from osp_cli.services.books import BookExported, leaving

    wiring = wiring_of(context)
    chosen = format or ENDINGS.get(Path(file or "").suffix.lower(), "json")
    if chosen not in FORMATS:
        raise WrongUsage("export-format-unknown", {"format": chosen, "formats": tuple(FORMATS)})
    since = read_day(changes_since, wiring.today, wiring.settings, past=True) if changes_since else None
    if since is not None:
        wiring.understood_as("since", since)
    with leaving(wiring.reading(), owner=owner, since=since) as book:
        text = pieces(book.head, book.records(), chosen)
        if file in (None, "-"):
            for piece in text:
                wiring.out.piece(piece)
            return
        write_pieces(Path(str(file)), text, is_forced=force, is_dry_run=wiring.shared.dry_run)
        result = BookExported(str(file), chosen, book.head.get("owner"), since, book.counted(), wiring.shared.dry_run)
    wiring.show(result, exported_view)


def import_book_file(wiring: Wiring, file: str, stream: BinaryIO) -> None:
    """Brings in a file that export wrote."""
    from osp_cli.exchange.book_file import BookFile
    from osp_cli.render.views.books import imported_or_merged_view
    from osp_cli.services.books import import_book

    source = BookFile(stream, file)
    wiring.settle_first_questions()
    wiring.show(import_book(wiring.writing(), file, source), imported_or_merged_view)
