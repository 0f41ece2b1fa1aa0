"""Which documents there are, and what an export tells of the files that it wrote."""

from __future__ import annotations

from typing import Literal, get_args

from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Named

OpportunityKind = Literal[
    "assessment", "opportunity", "full", "call", "executive", "close", "proposal", "winloss", "review"
]
SalesDocumentKind = Literal["account", "territory", "partner", "expansion"]  # of a customer, an owner, a partner
Audience = Literal["internal", "customer"]
OPPORTUNITY_KINDS: tuple[OpportunityKind, ...] = get_args(OpportunityKind)
SALES_KINDS: tuple[SalesDocumentKind, ...] = get_args(SalesDocumentKind)
CUSTOMER_KINDS: tuple[OpportunityKind, ...] = ("call", "close", "proposal")
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
AUTO = "auto"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of a document: `opportunity` or `subject` says whose.

    `path` is None on standard output, where `text` holds it. `is_unchanged`: what stood there already said the same.
    """

    kind: str
    format: str
    audience: Audience
    opportunity: Named | None = None
    subject: str | None = None
    path: str | None = None
    text: str | None = None
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of one export, or with `is_dry_run` those it would have written."""

    files: tuple[ExportedFile, ...]
    is_dry_run: bool = False


def kind_called(kind: str) -> OpportunityKind | None:
    """The kind of document of an opportunity by its name; None for `auto`."""
    if kind == AUTO:
        return None
    known = next((each for each in OPPORTUNITY_KINDS if each == kind), None)
    if known is None:
        kinds = (AUTO, *OPPORTUNITY_KINDS, *SALES_KINDS)
        raise WrongUsage("document-kind-unknown", {"kind": kind, "kinds": kinds}, details={"kinds": kinds})
    return known


def audience_called(audience: str) -> Audience:
    """The audience of this name."""
    known = next((each for each in AUDIENCES if each == audience), None)
    if known is None:
        raise WrongUsage("document-audience-unknown", {"audience": audience, "audiences": tuple(AUDIENCES)})
    return known


def must_be_for_customers(kind: str) -> OpportunityKind:
    """Refuses a kind of which there is nothing that a customer may read; `auto` is what nobody has named."""
    known = next((each for each in CUSTOMER_KINDS if each == kind), None)
    if known is None:
        kinds = tuple(CUSTOMER_KINDS)
        code = "document-kind-needed" if kind == AUTO else "document-internal"
        raise WrongUsage(code, {"kind": kind, "kinds": kinds}, details={"kinds": kinds})
    return known
