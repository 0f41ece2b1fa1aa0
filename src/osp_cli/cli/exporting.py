"""plan export: the plan as a document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Context, Option, verb, wiring_of
from osp_cli.cli.files import must_be_ours, sealed, write_told
from osp_cli.cli.params import Opp
from osp_cli.cli.plans import plan
from osp_cli.cli.sales_exporting import TEMPLATES, export_sales_document, is_sales_document
from osp_cli.cli.sales_plans import OfAccount, OfPartner, OfTerritory
from osp_cli.domain.names import file_name
from osp_cli.errors import WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.documents import Document

FORMATS = ("md",)
AUDIENCES = ("internal",)


@verb(plan, "export")
def plan_export(
    context: Context,
    opp: Opp = None,
    kind: Annotated[str, Option("--kind", metavar="KIND")] = "auto",
    format: Annotated[str, Option("--format", metavar="md")] = "md",
    audience: Annotated[str, Option("--audience", metavar="internal")] = "internal",
    out: Annotated[str | None, Option("--out", metavar="FILE|DIR|-")] = None,
    everything: Annotated[bool, Option("--all")] = False,
    account: OfAccount = None,
    territory: OfTerritory = None,
    partner: OfPartner = None,
    force: Annotated[bool, Option("--force")] = False,
) -> None:
    """The plan as a document."""
    from osp_cli.services.documents import document, documents_of_open

    wiring = wiring_of(context)
    _check(format, audience)
    about = {"account": account, "territory": territory, "partner": partner}
    if is_sales_document(kind, about):
        if everything:
            raise WrongUsage("options-exclude", {"options": ("--all", f"--kind {kind}")})
        export_sales_document(wiring, kind, about, opp, out, is_forced=force)
        return
    desk = wiring.reading()
    if not everything:
        _export(wiring, document(desk, wiring.handbook, wiring.choose(opp), kind), out, is_forced=force)
        return
    if opp is not None:
        raise WrongUsage("options-exclude", {"options": ("OPP", "--all")})
    folder = Path(out or ".")
    if out == "-" or (folder.exists() and not folder.is_dir()):
        raise WrongUsage("document-out-of-all", {"out": str(out)})
    _export_all(wiring, documents_of_open(desk, wiring.handbook, kind), folder, is_forced=force)


def _check(format: str, audience: str) -> None:
    if format not in FORMATS:
        formats = tuple(FORMATS)
        raise WrongUsage("document-format-unknown", {"format": format, "formats": formats})
    if audience not in AUDIENCES:
        audiences = tuple(AUDIENCES)
        raise WrongUsage("document-audience-unknown", {"audience": audience, "audiences": audiences})


def _export(wiring: Wiring, document: Document, out: str | None, *, is_forced: bool) -> None:
    from osp_cli.render.documents import DocumentWriter
    from osp_cli.render.views.documents import exported_view
    from osp_cli.services.documents import Exported, ExportedFile

    text = sealed(DocumentWriter(wiring.words, wiring.places.state_folder / TEMPLATES).render(document))
    if out == "-":
        wiring.show_text(Exported((ExportedFile.of(document, None, text),)), text)
        return
    path = _place(document, out)
    must_be_ours(path, is_forced=is_forced)
    if not wiring.shared.dry_run:
        write_told(wiring, path, text, is_forced=True)
    wiring.show(Exported((ExportedFile.of(document, str(path)),), wiring.shared.dry_run), exported_view)


def _export_all(wiring: Wiring, documents: Iterator[Document], folder: Path, *, is_forced: bool) -> None:
    """Renders and checks them all before it writes the first, so that a refusal leaves nothing half done."""
    from osp_cli.render.documents import DocumentWriter
    from osp_cli.render.views.documents import exported_view
    from osp_cli.services.documents import Exported, ExportedFile

    writer = DocumentWriter(wiring.words, wiring.places.state_folder / TEMPLATES)
    files = []
    texts = []
    for document in documents:
        path = folder / _name(document)
        must_be_ours(path, is_forced=is_forced)
        files.append(ExportedFile.of(document, str(path)))
        texts.append((path, sealed(writer.render(document))))
    if not wiring.shared.dry_run:
        for path, text in texts:
            write_told(wiring, path, text, is_forced=True)
    wiring.show(Exported(tuple(files), wiring.shared.dry_run), exported_view)


def _place(document: Document, out: str | None) -> Path:
    """The file meant: a folder, or a name that ends in a slash, takes the document's own name."""
    if out is None:
        return Path(_name(document))
    return Path(out) / _name(document) if Path(out).is_dir() or out.endswith("/") else Path(out)


def _name(document: Document) -> str:
    return file_name(f"{document.named.slug}-{document.kind}") + ".md"
