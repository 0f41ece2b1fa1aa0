"""What the documents of steps 1 and 8 say: a plan with its gaps and the deals it is about, and what follows a sale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from osp_cli.domain.arithmetic import Arithmetic
from osp_cli.domain.followups import FollowUp
from osp_cli.domain.handbook import Handbook
from osp_cli.domain.money import Money
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Account, Opportunity
from osp_cli.domain.partners import Partner
from osp_cli.domain.periods import fiscal_quarter_of
from osp_cli.frozen import dataclass, replace
from osp_cli.services.account_sheet import AccountSheet, account_sheet
from osp_cli.services.accounts import deals_of
from osp_cli.services.desk import Desk
from osp_cli.services.expanding import HAVE_WORTH, Expansion, expansion
from osp_cli.services.exports import SalesDocumentKind
from osp_cli.services.funnel import Funnel, funnel_within
from osp_cli.services.sales_deals import ByQuarter, Ranked, by_quarter, deals_about, debts_of, ranked
from osp_cli.services.sales_plans import About, SalesPlanShown, read_plan
from osp_cli.services.shown_facts import named_by_facts
from osp_cli.services.territory_sheet import AccountRow, TierRow, account_rows, arithmetic_of, tiers_of
from osp_cli.services.white_space import Grid, grid_of
from osp_cli.store.forecasts import OpenDebt
from osp_cli.store.store import Reading

DEALS_SHOWN = 10
ACCOUNTS_SHOWN = 20
PLAY_DAYS = 90


@dataclass(frozen=True, slots=True)
class JointWork:
    """An open deal with a partner and what is on record of it there; None where the deal only names it."""

    deal: Opportunity
    partner: Partner | None


@dataclass(frozen=True, slots=True)
class SalesPlanDocument:
    """Everything a plan of step 1 may show as of a day.

    `deals` are open ones, those worth most first and at most ten; `deals_total` counts them all. `funnel` is that of
    all deals the plan is about, `debts` are their open shortcuts. Of an account, `won` are those that it has given us,
    `followups` what is open beside its deals, `grid` the white space in them, `sheet` its people and competitors. Of a
    territory, `arithmetic` is that of the fiscal quarter, `accounts` are those that may bring most, `tiers` all of
    them. Of a partner, `quarters` are the open deals by their quarter, `joint` what it does on those shown.
    `data_version` names the facts that are shown.
    """

    kind: SalesDocumentKind
    as_of: date
    plan: SalesPlanShown
    account: Account | None
    deals: tuple[Ranked, ...]
    deals_total: int
    funnel: Funnel
    debts: tuple[OpenDebt, ...]
    won: tuple[Opportunity, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    grid: Grid = Grid((), ())
    sheet: AccountSheet | None = None
    arithmetic: Arithmetic | None = None
    accounts: tuple[AccountRow, ...] = ()
    accounts_total: int = 0
    tiers: tuple[TierRow, ...] = ()
    quarters: tuple[ByQuarter, ...] = ()
    joint: tuple[JointWork, ...] = ()
    data_version: str = ""

    @property
    def name(self) -> str:
        """What the file is named after."""
        return self.plan.subject

    @property
    def owner(self) -> str | None:
        """Who answers for it; a territory is its owner's before anything of it is planned."""
        return self.plan.owner or (self.plan.subject if self.kind == "territory" else None)


@dataclass(frozen=True, slots=True)
class Play:
    """An open idea or white space; `is_soon`: something is due for it within 90 days, `is_overdue`: or was before."""

    followup: FollowUp
    is_soon: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ExpansionDocument:
    """Step 8 with an account as of a day; `quarters` is the forecast of what may follow."""

    kind: SalesDocumentKind
    as_of: date
    sheet: Expansion
    grid: Grid
    debts: tuple[OpenDebt, ...]
    quarters: tuple[ByQuarter, ...] = ()
    data_version: str = ""

    @property
    def owner(self) -> str | None:
        """Who answers for it: the owner of the account's plan, else of what was booked last."""
        return self.sheet.plan.owner or self.sheet.owner

    @property
    def name(self) -> str:
        """What the file is named after."""
        return self.sheet.account.name

    @property
    def plays(self) -> tuple[Play, ...]:
        """What may be worth most, and whether anything is planned for it soon."""
        last = self.as_of + timedelta(days=PLAY_DAYS)
        found = ((each, each.due_on or date.max) for each in self.sheet.plays)
        return tuple(Play(each, self.as_of <= due <= last, due < self.as_of) for each, due in found)


SalesDocument = SalesPlanDocument | ExpansionDocument


def plan_document(desk: Desk, handbook: Handbook, subject: About) -> SalesPlanDocument:
    """The document of a plan of step 1."""
    quarter = fiscal_quarter_of(desk.today, desk.settings.fiscal_start)
    with desk.store.reading() as reading:
        account = reading.account(subject.name) if subject.kind == "account" else None
        deals = deals_about(desk, reading, subject, account)
        ahead = ranked(desk, deals)
        plain = SalesPlanDocument(
            kind=subject.kind,
            as_of=desk.today,
            plan=read_plan(reading, handbook, subject),
            account=account,
            deals=ahead[:DEALS_SHOWN],
            deals_total=len(ahead),
            funnel=funnel_within(desk, reading, None, among=frozenset(deal.number for deal in deals)),
            debts=debts_of(desk, reading, quarter, deals),
        )
        match subject.kind:
            case "account":
                made = _of_account(desk, reading, plain, deals)
            case "territory":
                made = _of_territory(desk, reading, plain, deals)
            case "partner":
                made = _of_partner(desk, reading, plain, ahead)
    return replace(made, data_version=named_by_facts(made))


def _of_account(
    desk: Desk, reading: Reading, plain: SalesPlanDocument, deals: tuple[Opportunity, ...]
) -> SalesPlanDocument:
    dossiers = [reading.dossier(deal.number) for deal in deals]
    followups = tuple(each for one in dossiers for each in one.followups if each.is_open)
    return replace(
        plain,
        won=tuple(deal for deal in deals if deal.status == "won"),
        followups=followups,
        grid=grid_of(followups),
        sheet=account_sheet(dossiers, desk.process, desk.today),
    )


def _of_territory(
    desk: Desk, reading: Reading, plain: SalesPlanDocument, deals: tuple[Opportunity, ...]
) -> SalesPlanDocument:
    rows, won = account_rows(desk, reading, deals), plain.funnel.win_rate
    return replace(
        plain,
        arithmetic=arithmetic_of(desk, reading, plain.plan.subject, deals, won),
        accounts=rows[:ACCOUNTS_SHOWN],
        accounts_total=len(rows),
        tiers=tiers_of(desk, rows),
    )


def _of_partner(desk: Desk, reading: Reading, plain: SalesPlanDocument, ahead: tuple[Ranked, ...]) -> SalesPlanDocument:
    expected = ((each.deal.close_on, each.deal.amount) for each in ahead)
    joint = (JointWork(each.deal, _partner_on(reading, each.deal, plain.plan.subject)) for each in plain.deals)
    return replace(plain, quarters=tuple(by_quarter(desk, expected)), joint=tuple(joint))


def _partner_on(reading: Reading, deal: Opportunity, name: str) -> Partner | None:
    partners = reading.dossier(deal.number).partners
    return next((each for each in partners if name_key(each.name) == name_key(name)), None)


def expansion_document(desk: Desk, handbook: Handbook, account: str) -> ExpansionDocument:
    """The document of step 8 with an account."""
    quarter = fiscal_quarter_of(desk.today, desk.settings.fiscal_start)
    sheet = expansion(desk, handbook, account)
    with desk.store.reading() as reading:
        debts = debts_of(desk, reading, quarter, deals_of(desk, reading, sheet.account))
    made = ExpansionDocument(
        kind="expansion",
        as_of=desk.today,
        sheet=sheet,
        grid=grid_of(each.followup for each in sheet.followups),
        debts=debts,
        quarters=tuple(by_quarter(desk, _may_follow(sheet))),
    )
    return replace(made, data_version=named_by_facts(made))


def _may_follow(sheet: Expansion) -> Iterator[tuple[date | None, Money | None]]:
    """The day and the worth of what may follow; a visit and a reference have none."""
    yield from ((deal.close_on, deal.amount) for deal in sheet.follow_ons if deal.status == "open")
    for each in (each.followup for each in sheet.followups):
        if each.is_open and each.kind in HAVE_WORTH:
            yield each.renews_on or each.due_on, each.potential
