"""plan export of the plans of step 1 and of step 8."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from osp_cli.cli.sales_plans import subject_of
from osp_cli.domain.sales_plans import KINDS
from osp_cli.errors import WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.sales_documents import SalesDocument

EXPANSION = "expansion"


def is_sales_document(kind: str, given: Mapping[str, str | None]) -> bool:
    """Whether a document of step 1 or 8 is meant, by its kind or by what it is about."""
    return kind in (*KINDS, EXPANSION) or any(given.get(each) is not None for each in KINDS)


def sales_document(wiring: Wiring, kind: str, about: Mapping[str, str | None], opp: str | None) -> SalesDocument:
    """The document; an opportunity stands for its account where the document is of an account."""
    from osp_cli.services.sales_documents import expansion_document, plan_document
    from osp_cli.services.showing import opportunity_of

    given = dict(about)
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
