"""plan export: the plan as a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from osp_cli.cli.declaring import Context, Option, wiring_of
from osp_cli.cli.endings import format_of
from osp_cli.cli.formats import FORMATS, must_be_format
from osp_cli.cli.params import Opp
from osp_cli.cli.sales_exporting import is_sales_document, sales_document
from osp_cli.cli.sales_plans import SUBJECT
from osp_cli.errors import WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.render.documents import AnyDocument
    from osp_cli.services.exports import Audience

EXPORTING = {
    "opp": Opp,
    "kind": Annotated[str, Option("--kind", metavar="KIND")],
    "format": Annotated[str, Option("--format", metavar="md|html|pdf|docx")],
    "audience": Annotated[str, Option("--audience", metavar="internal|customer")],
    "out": Annotated[str | None, Option("--out", metavar="FILE|DIR|-")],
    "everything": Annotated[bool, Option("--all")],
    **SUBJECT,
    "call": Annotated[str | None, Option("--call", metavar="NUMBER")],
    "force": Annotated[bool, Option("--force")],
}


def plan_export(context: Context, **given: Any) -> None:
    """The plan as a document."""
    from osp_cli.cli.documents_out import Order, write_all, write_one
    from osp_cli.services.exports import audience_called, must_be_for_customers

    wiring = wiring_of(context)
    kind, file = given.get("kind") or "auto", None if given.get("everything") else given.get("out")
    format = format_of(given.get("format"), file, FORMATS, "md")
    must_be_format(format)
    audience = audience_called(given.get("audience") or "internal")
    about = {name: given.get(name) for name in SUBJECT}
    if audience == "customer":
        must_be_for_customers(next((name for name in about if about[name] is not None), kind))
    order = Order(format, audience, given.get("out"), is_forced=bool(given.get("force")))
    if is_sales_document(kind, about):
        _must_stand_alone(given, kind)
        write_one(wiring, order, sales_document(wiring, kind, about, given.get("opp")))
    elif given.get("everything"):
        _must_be_folder(given)
        write_all(wiring, order, *_all(wiring, audience, kind))
    else:
        write_one(wiring, order, _one(wiring, audience, kind, given))


def _must_stand_alone(given: Mapping[str, Any], kind: str) -> None:
    for option, name in (("--all", "everything"), ("--call", "call")):
        if given.get(name):
            raise WrongUsage("options-exclude", {"options": (option, f"--kind {kind}")})


def _must_be_folder(given: Mapping[str, Any]) -> None:
    for name, option in (("opp", "OPP"), ("call", "--call")):
        if given.get(name) is not None:
            raise WrongUsage("options-exclude", {"options": (option, "--all")})
    out = given.get("out")
    folder = Path(out or ".")
    if out == "-" or (folder.exists() and not folder.is_dir()):
        raise WrongUsage("document-out-of-all", {"out": str(out)})


def _one(wiring: Wiring, audience: Audience, kind: str, given: Mapping[str, Any]) -> AnyDocument:
    from osp_cli.services.documents import customer_document, document

    call = given.get("call")
    if call is not None and kind not in ("call", "executive"):
        raise WrongUsage("options-exclude", {"options": ("--call", f"--kind {kind}")})
    desk, number = wiring.reading(), wiring.choose(given.get("opp"))
    if audience == "customer":
        return customer_document(desk, number, kind, call=call)
    return document(desk, wiring.handbook, number, kind, call=call)


def _all(wiring: Wiring, audience: Audience, kind: str) -> tuple[Iterable[AnyDocument], int]:
    """The documents of all open opportunities, and how many those are."""
    from osp_cli.services.documents import customer_documents_of_open, documents_of_open, open_count

    desk = wiring.reading()
    if audience == "customer":
        return customer_documents_of_open(desk, kind), open_count(desk)
    return documents_of_open(desk, wiring.handbook, kind), open_count(desk)
