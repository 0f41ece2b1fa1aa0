"""plan export of the plans of step 1 and of step 8."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.cli.files import must_be_ours, sealed, write_told
from osp_cli.cli.sales_plans import subject_of
from osp_cli.domain.names import file_name
from osp_cli.domain.sales_plans import KINDS
from osp_cli.errors import WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.sales_documents import SalesDocument

EXPANSION = "expansion"
TEMPLATES = "templates"  # the folder in the state folder where read templates are kept for the next run


def is_sales_document(kind: str, given: Mapping[str, str | None]) -> bool:
    """Whether a document of step 1 or 8 is meant, by its kind or by what it is about."""
    return kind in (*KINDS, EXPANSION) or any(given.get(each) is not None for each in KINDS)


def export_sales_document(
    wiring: Wiring, kind: str, given: Mapping[str, str | None], opp: str | None, out: str | None, *, is_forced: bool
) -> None:
    """Writes the document; an opportunity stands for its account where the document is of an account."""
    from osp_cli.render.documents import DocumentWriter
    from osp_cli.render.views.documents import sales_exported_view
    from osp_cli.services.sales_documents import SalesExported

    document = _document(wiring, kind, dict(given), opp)
    writer = DocumentWriter(wiring.words, wiring.places.state_folder / TEMPLATES)
    text = sealed(writer.render_as("expansion" if document.kind == EXPANSION else "sales-plan", document))
    if out == "-":
        wiring.show_text(SalesExported(document.kind, document.name, None, text), text)
        return
    path = _place(document, out)
    must_be_ours(path, is_forced=is_forced)
    if not wiring.shared.dry_run:
        write_told(wiring, path, text, is_forced=True)
    told = SalesExported(document.kind, document.name, str(path), is_dry_run=wiring.shared.dry_run)
    wiring.show(told, sales_exported_view)


def _document(wiring: Wiring, kind: str, given: dict[str, str | None], opp: str | None) -> SalesDocument:
    from osp_cli.services.sales_documents import expansion_document, plan_document
    from osp_cli.services.showing import opportunity_of

    if kind in ("account", EXPANSION) and given.get("account") is None and opp is not None:
        given["account"], opp = opportunity_of(wiring.reading(), wiring.choose(opp)).account, None
    subject = subject_of(wiring, given, opp)
    wanted = "account" if kind == EXPANSION else kind
    if subject is None:
        raise WrongUsage("input-missing", {"flag": f"--{wanted}"})
    if kind != "auto" and subject.kind != wanted:
        raise WrongUsage("options-exclude", {"options": (f"--kind {kind}", f"--{subject.kind}")})
    desk = wiring.reading()
    if kind == EXPANSION:
        return expansion_document(desk, wiring.handbook, subject.name)
    return plan_document(desk, wiring.handbook, subject)


def _place(document: SalesDocument, out: str | None) -> Path:
    """The file meant: a folder, or a name that ends in a slash, takes the document's own name."""
    name = file_name(f"{document.name}-{document.kind}") + ".md"
    if out is None:
        return Path(name)
    return Path(out) / name if Path(out).is_dir() or out.endswith("/") else Path(out)
