"""What the documents of steps 1 and 8 say: a plan with its gaps and the deals it is about, and what follows a sale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from osp_cli.domain.arithmetic import Arithmetic, weeks_left, work_out
from osp_cli.domain.followups import FollowUp
from osp_cli.domain.forecast import Horizon, in_base
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
from osp_cli.services.exports import SalesDocumentKind
from osp_cli.services.forecasting import Frame, forecast_in, user_scale
from osp_cli.services.funnel import Funnel, funnel_within
from osp_cli.services.sales_plans import About, SalesPlanShown, read_plan
from osp_cli.services.white_space import Grid, grid_of
from osp_cli.store import forecasts
from osp_cli.store.forecasts import OpenDebt
from osp_cli.store.store import Reading

DEALS_SHOWN = 10
ENDED_LOOKED_AT = 20
"""Of so many of the deals that ended last the meetings are counted; ours."""
MEETINGS = ("call", "meeting")


@dataclass(frozen=True, slots=True)
class SalesPlanDocument:
    """Everything a plan of step 1 may show as of a day.

    `deals` are open ones, the soonest first and at most ten; `deals_total` counts them all. `won` are those that the
    account has given us, `followups` what follows them, `grid` the white space in them. `arithmetic` is that of a
    territory for the fiscal quarter, `funnel` that of all deals the plan is about. `debts` are the open shortcuts of
    all its deals. `data_version` counts the changes of the plan and of its deals.
    """

    kind: SalesDocumentKind
    as_of: date
    plan: SalesPlanShown
    account: Account | None
    deals: tuple[Opportunity, ...]
    deals_total: int
    won: tuple[Opportunity, ...]
    followups: tuple[FollowUp, ...]
    grid: Grid
    quarter: Period
    arithmetic: Arithmetic | None
    funnel: Funnel
    debts: tuple[OpenDebt, ...]
    data_version: int

    @property
    def name(self) -> str:
        """What the file is named after."""
        return self.plan.subject

    @property
    def owner(self) -> str | None:
        """Who answers for it; a territory is its owner's before anything of it is planned."""
        return self.plan.owner or (self.plan.subject if self.kind == "territory" else None)


@dataclass(frozen=True, slots=True)
class ByQuarter:
    """What is expected of a fiscal quarter: open deals and open follow-ups with their amounts by currency."""

    quarter: Period
    count: int
    amounts: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class ExpansionDocument:
    """Step 8 with an account as of a day; `quarters` is the forecast of what may follow."""

    kind: SalesDocumentKind
    as_of: date
    sheet: Expansion
    grid: Grid
    debts: tuple[OpenDebt, ...]
    data_version: int
    quarters: tuple[ByQuarter, ...] = ()

    @property
    def owner(self) -> str | None:
        """Who answers for it."""
        return self.sheet.plan.owner

    @property
    def name(self) -> str:
        """What the file is named after."""
        return self.sheet.account.name


SalesDocument = SalesPlanDocument | ExpansionDocument


def plan_document(desk: Desk, handbook: Handbook, subject: About) -> SalesPlanDocument:
    """The document of a plan of step 1."""
    quarter = fiscal_quarter_of(desk.today, desk.settings.fiscal_start)
    with desk.store.reading() as reading:
        plan = read_plan(reading, handbook, subject)
        account = reading.account(subject.name) if subject.kind == "account" else None
        deals = tuple(_deals(desk, reading, subject, account))
        won = tuple(deal for deal in deals if deal.status == "won") if account else ()
        followups = [each for deal in won for each in reading.dossier(deal.number).followups if each.is_open]
        arithmetic = _arithmetic(desk, reading, subject.name, quarter) if subject.kind == "territory" else None
        debts = _debts(desk, reading, quarter, deals)
        seen = funnel_within(desk, reading, None, among=frozenset(deal.number for deal in deals))
    ahead = sorted((deal for deal in deals if deal.is_open), key=lambda deal: (deal.close_on or date.max, deal.number))
    return SalesPlanDocument(
        kind=subject.kind,
        as_of=desk.today,
        plan=plan,
        account=account,
        deals=tuple(ahead[:DEALS_SHOWN]),
        deals_total=len(ahead),
        won=won,
        followups=tuple(followups),
        grid=grid_of(followups),
        quarter=quarter,
        arithmetic=arithmetic,
        funnel=seen,
        debts=debts,
        data_version=max((deal.version for deal in deals), default=0) + (plan.version.version if plan.version else 0),
    )


def _debts(desk: Desk, reading: Reading, quarter: Period, deals: Iterable[Opportunity]) -> tuple[OpenDebt, ...]:
    numbers = {deal.number for deal in deals}
    found = forecasts.open_debts(reading, Horizon(quarter, desk.today, desk.base))
    return tuple(debt for debt in found if debt.opportunity in numbers)


def _arithmetic(desk: Desk, reading: Reading, owner: str, quarter: Period) -> Arithmetic:
    """What an owner has to win in the quarter, and how often deals of that owner were won so far."""
    frame = Frame("owner", user_scale(desk), Horizon(quarter, desk.today, desk.base))
    own = next((group.row for group in forecast_in(reading, frame).groups if group.name == owner), None)
    ended = _ended(desk, reading, owner)
    won = [deal for deal in ended if deal.status == "won"]
    orders = (reading.dossier(deal.number).order for deal in won[:ENDED_LOOKED_AT])
    amounts = (in_base(order.amount, order.base, desk.base) for order in orders if order)
    return work_out(
        own.target.quota if own and own.target else None,
        own.won.amount if own else Money(0, desk.base),
        ended=len(ended),
        won_deals=len(won),
        won_amounts=tuple(amount for amount in amounts if amount),
        weeks=weeks_left(quarter, desk.today),
        meetings=_meetings(reading, ended[:ENDED_LOOKED_AT]),
    )


def _ended(desk: Desk, reading: Reading, owner: str) -> list[Opportunity]:
    """The deals of an owner that have ended, whichever way, the last first."""
    stages = desk.process.keys_of(desk.process.stages)
    page = reading.page(
        Selection(status="closed", owner=owner), sort="number", descending=True, limit=None, after=None,
        stage_order=stages,
    )  # fmt: skip
    return sorted(page.opportunities, key=lambda deal: deal.ended_on or date.min, reverse=True)


def _meetings(reading: Reading, deals: list[Opportunity]) -> int | None:
    """How many calls and meetings there were for each deal, rounded up; None without a deal or a meeting."""
    notes = (note for deal in deals for note in reading.dossier(deal.number).notes)
    held = sum(1 for note in notes if note.kind in MEETINGS)
    return -(-held // len(deals)) if held else None


def _deals(desk: Desk, reading: Reading, subject: About, account: Account | None) -> Iterable[Opportunity]:
    """The deals that a plan is about, ended ones too: of the account, of the owner, or with the partner."""
    if account is not None:
        return deals_of(desk, reading, account)
    stages = desk.process.keys_of(desk.process.stages)
    selection = Selection(status="all", owner=subject.name if subject.kind == "territory" else None)
    page = reading.page(selection, sort="number", descending=False, limit=None, after=None, stage_order=stages)
    if subject.kind == "territory":
        return page.opportunities
    wanted = name_key(subject.name)
    return tuple(deal for deal in page.opportunities if deal.partner and name_key(deal.partner) == wanted)


def expansion_document(desk: Desk, handbook: Handbook, account: str) -> ExpansionDocument:
    """The document of step 8 with an account."""
    quarter = fiscal_quarter_of(desk.today, desk.settings.fiscal_start)
    sheet = expansion(desk, handbook, account)
    with desk.store.reading() as reading:
        deals = deals_of(desk, reading, sheet.account)
        debts = _debts(desk, reading, quarter, deals)
    version = sheet.plan.version
    return ExpansionDocument(
        kind="expansion",
        as_of=desk.today,
        sheet=sheet,
        grid=grid_of(each.followup for each in sheet.followups),
        debts=debts,
        data_version=max((deal.version for deal in deals), default=0) + (version.version if version else 0),
        quarters=tuple(_quarters(desk, sheet)),
    )


def _quarters(desk: Desk, sheet: Expansion) -> Iterable[ByQuarter]:
    """What may follow, by the fiscal quarter of its day; what has no day or is over stands in none."""
    expected = [(deal.close_on, deal.amount) for deal in sheet.follow_ons if deal.status == "open"]
    opened = (each.followup for each in sheet.followups if each.followup.is_open)
    expected += [(each.renews_on or each.due_on, each.potential) for each in opened]
    found: dict[Period, list[Money | None]] = {}
    for day, amount in sorted(((day, amount) for day, amount in expected if day), key=lambda each: each[0]):
        found.setdefault(fiscal_quarter_of(day, desk.settings.fiscal_start), []).append(amount)
    for quarter, amounts in found.items():
        sums: dict[str, int] = {}
        for amount in filter(None, amounts):
            sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
        yield ByQuarter(quarter, len(amounts), tuple(Money(minor, currency) for currency, minor in sums.items()))
