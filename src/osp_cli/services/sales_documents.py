"""What the documents of steps 1 and 8 say: a plan with its gaps and the deals it is about, and what follows a sale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from osp_cli.domain.followups import FollowUp
from osp_cli.domain.handbook import Handbook
from osp_cli.domain.money import Money
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Account, Opportunity
from osp_cli.domain.periods import Period, fiscal_quarter_of
from osp_cli.domain.selection import Selection
from osp_cli.frozen import dataclass
from osp_cli.services.accounts import deals_of
from osp_cli.services.desk import Desk
from osp_cli.services.expanding import Expansion, expansion
from osp_cli.services.funnel import Funnel, funnel_within
from osp_cli.services.sales_plans import About, SalesPlanShown, read_plan
from osp_cli.store import forecasts
from osp_cli.store.store import Reading

DEALS_SHOWN = 10
SalesDocumentKind = Literal["account", "territory", "partner", "expansion"]


@dataclass(frozen=True, slots=True)
class SalesPlanDocument:
    """Everything a plan of step 1 may show as of a day.

    `deals` are open ones, the soonest first and at most ten; `deals_total` counts them all. `won` are those that the
    account has given us, `followups` what follows them. `quota` is that of the owner for the fiscal quarter.
    `funnel` is that of all deals the plan is about.
    """

    kind: SalesDocumentKind
    as_of: date
    plan: SalesPlanShown
    account: Account | None
    deals: tuple[Opportunity, ...]
    deals_total: int
    won: tuple[Opportunity, ...]
    followups: tuple[FollowUp, ...]
    quarter: Period
    quota: Money | None
    funnel: Funnel

    @property
    def name(self) -> str:
        """What the file is named after."""
        return self.plan.subject


@dataclass(frozen=True, slots=True)
class ExpansionDocument:
    """Step 8 with an account as of a day."""

    kind: SalesDocumentKind
    as_of: date
    sheet: Expansion

    @property
    def name(self) -> str:
        """What the file is named after."""
        return self.sheet.account.name


SalesDocument = SalesPlanDocument | ExpansionDocument


@dataclass(frozen=True, slots=True)
class SalesExported:
    """A document of step 1 or 8 that was written, or with `is_dry_run` would have been.

    `path` is None on standard output, where `text` holds it.
    """

    kind: SalesDocumentKind
    subject: str
    path: str | None
    text: str | None = None
    is_dry_run: bool = False


def plan_document(desk: Desk, handbook: Handbook, subject: About) -> SalesPlanDocument:
    """The document of a plan of step 1."""
    quarter = fiscal_quarter_of(desk.today, desk.settings.fiscal_start)
    with desk.store.reading() as reading:
        plan = read_plan(reading, handbook, subject)
        account = reading.account(subject.name) if subject.kind == "account" else None
        deals = tuple(_deals(desk, reading, subject, account))
        won = tuple(deal for deal in deals if deal.status == "won") if account else ()
        followups = [each for deal in won for each in reading.dossier(deal.number).followups if each.is_open]
        quotas = forecasts.quotas(reading)
        seen = funnel_within(desk, reading, None, among=frozenset(deal.number for deal in deals))
    ahead = sorted((deal for deal in deals if deal.is_open), key=lambda deal: (deal.close_on or date.max, deal.number))
    owner = plan.owner or (subject.name if subject.kind == "territory" else None)
    fitting = (q for q in quotas if q.owner == owner and (q.first, q.last) == (quarter.first, quarter.last))
    quota = next(fitting, None)
    return SalesPlanDocument(
        kind=subject.kind,
        as_of=desk.today,
        plan=plan,
        account=account,
        deals=tuple(ahead[:DEALS_SHOWN]),
        deals_total=len(ahead),
        won=won,
        followups=tuple(followups),
        quarter=quarter,
        quota=quota.amount if quota else None,
        funnel=seen,
    )


def _deals(desk: Desk, reading: Reading, subject: About, account: Account | None) -> Iterable[Opportunity]:
    """The deals that a plan is about: of the account, of the owner, or with the partner."""
    if account is not None:
        return deals_of(desk, reading, account)
    stages = desk.process.keys_of(desk.process.stages)
    selection = Selection(owner=subject.name if subject.kind == "territory" else None)
    page = reading.page(selection, sort="number", descending=False, limit=None, after=None, stage_order=stages)
    if subject.kind == "territory":
        return page.opportunities
    wanted = name_key(subject.name)
    return tuple(deal for deal in page.opportunities if deal.partner and name_key(deal.partner) == wanted)


def expansion_document(desk: Desk, handbook: Handbook, account: str) -> ExpansionDocument:
    """The document of step 8 with an account."""
    return ExpansionDocument("expansion", desk.today, expansion(desk, handbook, account))
