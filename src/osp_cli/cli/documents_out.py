"""Where documents go: made in the format asked for, checked against what stands at their places, then written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.cli.files import Files
from osp_cli.cli.formats import DRAWING, parts_of, tell_long, tell_missing, tell_unprinted
from osp_cli.cli.written import bytes_of
from osp_cli.domain.names import own_file_name
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.render.documents import AnyDocument, DocumentWriter
from osp_cli.render.views.documents import exported_view
from osp_cli.services.customer_documents import CustomerDocument
from osp_cli.services.desk import Named
from osp_cli.services.documents import Document
from osp_cli.services.exports import Audience, Exported, ExportedFile
from osp_cli.setting_values import BUILTIN

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.render.paper.manuscript import Part

TEMPLATES = "templates"  # the folder in the state folder where read templates are kept for the next run


@dataclass(frozen=True, slots=True)
class Order:
    """How documents are wanted: the format, for whom, where (None: this folder; `-`: standard output)."""

    format: str
    audience: Audience
    out: str | None
    is_forced: bool


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file that is made and not written yet; `is_unchanged` where what stands there says the same."""

    path: Path
    part: Part
    told: ExportedFile


def write_one(wiring: Wiring, order: Order, document: AnyDocument) -> None:
    """Writes a document, or prints it."""
    parts = _parts(writer_for(wiring), document, order)
    tell_missing(wiring, parts)
    tell_long(wiring, parts)
    if order.out == "-":
        tell_unprinted(wiring, parts)
        _print(wiring, parts, _told(document, order))
        return
    stem = _name(document, order)
    target = Path(order.out or stem)
    is_named = order.out is not None and not (target.is_dir() or order.out.endswith("/"))
    folder, stem = (target.parent, target.stem) if is_named else (Path(order.out or "."), stem)
    paths = [folder / f"{stem}{part.ending}" for part in parts]
    if is_named:
        paths[0] = target
    told = _told(document, order)
    files = Files(wiring, is_forced=order.is_forced)
    ready = [_ready(files, path, part, told) for path, part in zip(paths, parts, strict=True)]
    _write(wiring, files, ready)


def write_all(wiring: Wiring, order: Order, documents: Iterable[AnyDocument], total: int) -> None:
    """Makes and checks them all before it writes the first, so that a refusal leaves nothing half done.

    Errors: `files-exist` names every file that must stay.
    """
    writer, files = writer_for(wiring), Files(wiring, is_forced=order.is_forced)
    ready = []
    with wiring.out.progress(wiring.words("documents.making"), in_logs=False) as step:
        for done, document in enumerate(documents, 1):
            stem = _name(document, order)
            for part in _parts(writer, document, order):
                path = Path(order.out or ".") / f"{stem}{part.ending}"
                ready.append(_ready(files, path, part, _told(document, order)))
            step(done, total)
    tell_missing(wiring, [each.part for each in ready])
    tell_long(wiring, [each.part for each in ready])
    if there := tuple(map(str, files.in_the_way(each.path for each in ready))):
        values = {"files": there, "count": len(there), "total": len(ready)}
        raise WrongUsage("files-exist", values, details={"files": there})
    _write(wiring, files, ready)


def _parts(writer: DocumentWriter, document: AnyDocument, order: Order) -> tuple[Part, ...]:
    return parts_of(writer.manuscript(document, has_pictures=order.format in DRAWING), order.format)


def writer_for(wiring: Wiring) -> DocumentWriter:
    """The writer of documents in the language of the words."""
    return DocumentWriter(wiring.words, wiring.places.state_folder / TEMPLATES, own_templates(wiring))


def own_templates(wiring: Wiring) -> Path | None:
    """The folder of the user's own templates, where the settings name one."""
    folder = wiring.settings.templates
    return Path(folder) if folder not in (None, BUILTIN) and folder else None


def _ready(files: Files, path: Path, part: Part, told: ExportedFile) -> _Ready:
    return _Ready(path, part, replace(told, path=str(path), is_unchanged=files.says_the_same(path, part)))


def _write(wiring: Wiring, files: Files, ready: list[_Ready]) -> None:
    """Writes what differs from what stands there."""
    new = {each.path: each.part for each in ready if not each.told.is_unchanged}
    files.put(new)
    if same := len(ready) - len(new):
        wiring.notice("documents-unchanged", count=same)
    wiring.show(Exported(tuple(each.told for each in ready), wiring.shared.dry_run), exported_view)


def _print(wiring: Wiring, parts: tuple[Part, ...], told: ExportedFile) -> None:
    """The document on standard output; what is no text goes there as it is, and never into JSON."""
    first = parts[0]
    if first.is_text:
        text = bytes_of(first).decode()
        wiring.show_text(Exported((replace(told, text=text),)), text)
        return
    if wiring.shared.json:
        raise WrongUsage("options-exclude", {"options": ("--out -", "--json")})
    wiring.out.bytes(first.content, wiring.notices)


def _told(document: AnyDocument, order: Order) -> ExportedFile:
    if isinstance(document, Document):
        return ExportedFile(document.kind, order.format, order.audience, opportunity=document.named)
    if isinstance(document, CustomerDocument):
        named = Named(document.number, document.id, document.slug, document.project)
        return ExportedFile(document.kind, order.format, order.audience, opportunity=named)
    return ExportedFile(document.kind, order.format, order.audience, subject=document.name)


def _name(document: AnyDocument, order: Order) -> str:
    """The name of the file without its ending: whose document it is, its kind, and for whom if not for us."""
    of = {Document: "named", CustomerDocument: "slug"}.get(type(document), "name")
    named = getattr(document, of)
    ending = f"-{document.kind}" + ("-customer" if order.audience == "customer" else "")
    return own_file_name(getattr(named, "slug", named), 200 - len(ending)) + ending
