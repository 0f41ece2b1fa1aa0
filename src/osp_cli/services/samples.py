"""Documents to try templates with: of what is on record, and of a deal, an account and an owner without a fact.

So that every kind is tried in any book, and each template meets facts and gaps, and texts as nobody expects them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.handbook import Handbook, SalesKind
from osp_cli.domain.opportunity import Account, Opportunity, Status
from osp_cli.domain.sales_plans import KINDS
from osp_cli.domain.selection import Selection
from osp_cli.errors import OspError
from osp_cli.frozen import replace
from osp_cli.services.customer_documents import CustomerDocument
from osp_cli.services.desk import Desk
from osp_cli.services.documents import Document, customer_of, document_of
from osp_cli.services.expanding import Expansion
from osp_cli.services.exports import CUSTOMER_KINDS, OPPORTUNITY_KINDS, OpportunityKind
from osp_cli.services.sales_documents import ExpansionDocument, SalesDocument, expansion_document, plan_document
from osp_cli.services.sales_plans import About
from osp_cli.services.white_space import grid_of
from osp_cli.store.store import Reading

NAME = "?"  # of what nobody knows anything of
ENDED_LOOKED_AT = 200
HOSTILE = " {{ d }} {% if %} | **x** `y` <script> # - [z](w) \u5f20\U0001f600 " + "long" * 100
"""What stands behind every text of a hostile deal."""


def sample_documents(desk: Desk, handbook: Handbook, number: int | None) -> Iterator[Document | CustomerDocument]:
    """A document of every kind: of the deal `number`, of the last that ended in each way, of one without a fact."""
    with desk.store.reading() as reading:
        numbers = [*([number] if number is not None else ()), *_numbers(desk, reading)]
        known = [reading.dossier(each) for each in dict.fromkeys(numbers)]
        for dossier in (*known, *map(_hostile, known[:1]), _empty(desk, "open"), _empty(desk, "lost")):
            for kind in OPPORTUNITY_KINDS:
                yield from _of_kind(desk, handbook, reading, dossier, kind)


def _of_kind(
    desk: Desk, handbook: Handbook, reading: Reading, dossier: Dossier, kind: OpportunityKind
) -> Iterator[Document | CustomerDocument]:
    """What there can be of a kind: no review of a win or loss while a deal goes on, nothing for the customer after."""
    with suppress(OspError):
        made = document_of(desk, handbook, reading, dossier, kind)
        yield made
        if kind == "opportunity":
            yield replace(made, is_short=not made.is_short)
    if kind in CUSTOMER_KINDS:
        with suppress(OspError):
            yield customer_of(desk, dossier, kind)


def _numbers(desk: Desk, reading: Reading) -> Iterable[int]:
    """The first open deal, and the last that ended in each way."""
    stages = desk.process.keys_of(desk.process.stages)

    def page(selection: Selection, limit: int, *, descending: bool) -> tuple[Opportunity, ...]:
        found = reading.page(
            selection, sort="number", descending=descending, limit=limit, after=None, stage_order=stages
        )
        return found.opportunities

    ended = page(Selection(status="closed"), ENDED_LOOKED_AT, descending=True)
    first = {deal.status: deal.number for deal in reversed(ended)}
    return (*(deal.number for deal in page(Selection(), 1, descending=False)), *first.values())


def _hostile(part: Any) -> Any:
    """A record in which every text that people wrote holds signs of all kinds; one word alone may be a key of ours."""
    if isinstance(part, str):
        return part + HOSTILE if " " in part and not part.startswith(("{", "[")) else part  # JSON of ours
    if isinstance(part, tuple):
        return tuple(map(_hostile, part))
    names = getattr(part, "__match_args__", ())
    changed = {name: _hostile(value) for name in names if (value := getattr(part, name)) is not None}
    return replace(part, **changed) if changed else part


def _empty(desk: Desk, status: Status) -> Dossier:
    stage = desk.process.stages[0].key
    return Dossier(Opportunity(number=0, id="", slug=NAME, name=NAME, stage=stage, status=status))


def sample_sales_documents(desk: Desk, handbook: Handbook, deals: Iterable[Opportunity]) -> Iterator[SalesDocument]:
    """The plans of steps 1 and 8: of the accounts, owners and partners of these deals, and of unknown ones."""
    several = tuple(deals)
    for kind in KINDS:
        for name in (*_subjects(kind, several), NAME):
            yield plan_document(desk, handbook, About(kind, name))
    for name in _subjects("account", several):
        with suppress(OspError):
            yield expansion_document(desk, handbook, name)
    yield _empty_expansion(desk, handbook)


def _subjects(kind: SalesKind, deals: Iterable[Opportunity]) -> Iterable[str]:
    field = {"account": "account", "territory": "owner", "partner": "partner"}[kind]
    return dict.fromkeys(name for deal in deals if (name := getattr(deal, field)))


def _empty_expansion(desk: Desk, handbook: Handbook) -> ExpansionDocument:
    plan = plan_document(desk, handbook, About("account", NAME)).plan
    sheet = Expansion(Account(0, "", NAME), (), (), (), (), (), None, plan)
    return ExpansionDocument("expansion", desk.today, sheet, grid_of(()), ())
