"""A territory in figures: what is missing to the quota and what it takes, and its accounts by what they may bring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, get_args

from osp_cli.domain.arithmetic import Arithmetic, Pace, WinRate, days_left, weeks_left, win_rate, work_out
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.followups import FollowUp
from osp_cli.domain.forecast import Horizon, in_base, won_amount
from osp_cli.domain.funnel import Share
from osp_cli.domain.learning.known import WINDOW
from osp_cli.domain.learning.shrinking import Rate
from osp_cli.domain.money import Money
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Account, Opportunity
from osp_cli.domain.people import Coverage
from osp_cli.domain.periods import Period, fiscal_quarter_of
from osp_cli.domain.political_map import COVERED
from osp_cli.frozen import dataclass, replace
from osp_cli.services.accounts import deals_of
from osp_cli.services.desk import Desk
from osp_cli.services.expanding import HAVE_WORTH
from osp_cli.services.forecasting import Frame, forecast_in, user_scale
from osp_cli.store import forecasts, learning
from osp_cli.store.store import Reading

ENDED_LOOKED_AT = 20
"""Of so many of the deals that ended last the meetings are counted; ours."""
MEETINGS = ("call", "meeting")
CONTACT_DAYS = 90
BOUNDS = (80, 95)
"""The accounts that make up so many percent of all potential are A, then B: the usual ABC analysis."""
Tier = Literal["A", "B", "C"]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account of a territory: what it may bring, and how we stand there.

    `potential` is the sum of its open deals and follow-ups in the base currency, `unvalued` how many of them have no
    amount in it. Of the `people` on record we have contact with `reached`, with one of them as deep as `deepest`.
    `contacts` are the calls and meetings of the last 90 days.
    """

    account: Account
    tier: Tier
    potential: Money
    unvalued: int
    open: int
    won: int
    people: int
    reached: int
    deepest: Coverage | None
    contacts: int


@dataclass(frozen=True, slots=True)
class TierRow:
    """The accounts of a tier together."""

    tier: Tier
    accounts: int
    potential: Money
    contacts: int


def arithmetic_of(desk: Desk, reading: Reading, owner: str, deals: Sequence[Opportunity], won: Share) -> Arithmetic:
    """What an owner has to win in this quarter; `deals` are all of that owner, `won` how those that ended did."""
    quarter, tomorrow = fiscal_quarter_of(desk.today, desk.settings.fiscal_start), desk.today + timedelta(days=1)
    frame = Frame("owner", user_scale(desk), Horizon(quarter, desk.today, desk.base))
    own = next((group.row for group in forecast_in(reading, frame).groups if group.name == owner), None)
    ended = sorted((deal for deal in deals if not deal.is_open), key=_ended_on, reverse=True)
    orders = [reading.dossier(deal.number).order for deal in ended if deal.status == "won"][:ENDED_LOOKED_AT]
    amounts = (in_base(order.amount, order.base, desk.base) for order in orders if order)
    so_far, recent = own.won.amount if own else Money(0, desk.base), _recent(desk, reading, owner)
    return work_out(
        own.target.quota if own and own.target else None,
        Pace(so_far, recent, WINDOW, days_left(quarter, tomorrow)),
        _win_rate(desk, reading, deals, won),
        won_amounts=tuple(amount for amount in amounts if amount),
        weeks=weeks_left(quarter, desk.today),
        meetings=_meetings(reading, ended[:ENDED_LOOKED_AT]),
    )


def _win_rate(desk: Desk, reading: Reading, deals: Iterable[Opportunity], won: Share) -> WinRate | None:
    """Of the own deals that ended so many were won, drawn to all of the book, these to what the open stages promise.

    None where no deal of the owner is open and none of the book has ended: nothing is known then.
    """
    scale = user_scale(desk)
    percents = [scale.of(deal.stage).percent for deal in deals if deal.is_open]
    wins, ends = learning.wins_and_ends(reading, desk.today + timedelta(days=1))
    if not percents and not ends:
        return None
    pool = Rate(wins, ends, sum(percents) / len(percents) / 100 if percents else 0.5)
    rate = Rate(won.count, won.n, pool.value)
    return win_rate((won.count, won.n), rate.value, rate.cases + rate.weight, desk.settings.learning_minimum)


def _ended_on(deal: Opportunity) -> date:
    """The day a deal ended; a won one came to where it is then."""
    return deal.ended_on or deal.stage_since or date.min


def _recent(desk: Desk, reading: Reading, owner: str) -> Money:
    """What an owner won in the days from which a pace is taken."""
    scale = user_scale(desk)
    window = Period(desk.today - timedelta(days=WINDOW - 1), desk.today, "quarter", "")
    total = 0
    for deal, order in forecasts.won_deals(reading, Horizon(window, desk.today, desk.base)):
        if deal.owner == owner and order.on is not None:
            amount = in_base(*won_amount(order, deal.stage, scale), desk.base)
            total += amount.minor if amount else 0
    return Money(total, desk.base)


def _meetings(reading: Reading, deals: list[Opportunity]) -> int | None:
    """How many calls and meetings there were for each deal, rounded up; None without a deal or a meeting."""
    notes = (note for deal in deals for note in reading.dossier(deal.number).notes)
    held = sum(1 for note in notes if note.kind in MEETINGS)
    return -(-held // len(deals)) if held else None


def account_rows(desk: Desk, reading: Reading, deals: Iterable[Opportunity]) -> tuple[AccountRow, ...]:
    """The accounts of these deals by all that is on record with each, those that may bring most first."""
    names = dict.fromkeys(deal.account for deal in deals if deal.account)
    accounts = filter(None, map(reading.account, names))
    rows = sorted(
        (_row(desk, account, _dossiers(desk, reading, account)) for account in accounts),
        key=lambda row: (-row.potential.minor, -row.won, row.account.number),
    )
    return tuple(_in_tiers(rows))


def _dossiers(desk: Desk, reading: Reading, account: Account) -> list[Dossier]:
    deals = deals_of(desk, reading, account)
    return [reading.dossier(deal.number) for deal in deals if deal.status in ("open", "won")]


def _row(desk: Desk, account: Account, dossiers: list[Dossier]) -> AccountRow:
    opened = [one.opportunity for one in dossiers if one.opportunity.is_open]
    amounts = [in_base(deal.amount, deal.base, desk.base) for deal in opened]
    amounts += [in_base(each.potential, None, desk.base) for one in dossiers for each in one.followups if _counts(each)]
    depths: dict[str, Coverage | None] = {}
    for person in (person for one in dossiers for person in one.people):
        key = name_key(person.name)
        depths[key] = min((depths.get(key), person.coverage), key=_depth)
    deepest = min(depths.values(), key=_depth, default=None)
    since = desk.today - timedelta(days=CONTACT_DAYS)
    return AccountRow(
        account=account,
        tier="C",
        potential=Money(sum(amount.minor for amount in amounts if amount), desk.base),
        unvalued=amounts.count(None),
        open=len(opened),
        won=len(dossiers) - len(opened),
        people=len(depths),
        reached=sum(depth in COVERED for depth in depths.values()),
        deepest=deepest if deepest in COVERED else None,
        contacts=sum(note.kind in MEETINGS and note.on > since for one in dossiers for note in one.notes),
    )


def _counts(each: FollowUp) -> bool:
    return each.is_open and each.kind in HAVE_WORTH


def _depth(coverage: Coverage | None) -> int:
    """The place of a contact's depth, the deepest first; what nobody knows comes last."""
    known = get_args(Coverage)
    return known.index(coverage) if coverage else len(known)


def _in_tiers(rows: Sequence[AccountRow]) -> Iterable[AccountRow]:
    total, before = sum(row.potential.minor for row in rows), 0
    for row in rows:
        share = 100 * before / total if total else 100
        tier: Tier = "C" if not row.potential.minor or share >= BOUNDS[1] else "B" if share >= BOUNDS[0] else "A"
        yield replace(row, tier=tier)
        before += row.potential.minor


def tiers_of(desk: Desk, rows: Iterable[AccountRow]) -> tuple[TierRow, ...]:
    """The tiers that have an account."""
    found: dict[Tier, TierRow] = {}
    for row in rows:
        sums = found.get(row.tier) or TierRow(row.tier, 0, Money(0, desk.base), 0)
        found[row.tier] = TierRow(
            row.tier, sums.accounts + 1, sums.potential + row.potential, sums.contacts + row.contacts
        )
    return tuple(found.values())
