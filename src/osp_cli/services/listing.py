"""Looking at the book: the pipeline, a search, one opportunity."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Literal

from osp_cli.domain.names import closest
from osp_cli.domain.opportunity import Order
from osp_cli.domain.own_fields import PREFIX, encoded, known, standing_of
from osp_cli.domain.periods import Period
from osp_cli.domain.selection import OwnOrder, Page, Selection, SortKey
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass, field, replace
from osp_cli.services.desk import Desk
from osp_cli.services.own_fields import Wanted, values_of
from osp_cli.store.finding import Hit
from osp_cli.store.forecasts import cancelled_deals
from osp_cli.store.imports import live_order

SORT_KEYS: tuple[SortKey, ...] = ("number", "name", "close", "amount", "touched", "stage")
FOUND_AT_MOST = 200
MOST_VALUES = 1000  # ours


@dataclass(frozen=True, slots=True)
class FileWritten:
    """A file that was written, and how many records it holds."""

    path: str
    records: int


@dataclass(frozen=True, slots=True)
class Found:
    """What holds the word, by kind."""

    word: str
    hits: tuple[Hit, ...]


def list_opportunities(
    desk: Desk, selection: Selection, *, sort: str, descending: bool, limit: int | None, after: str | None
) -> Page:
    """One page of the pipeline."""
    key = next((each for each in SORT_KEYS if each == sort), None)
    if sort.startswith(PREFIX):
        key, selection = "number", replace(selection, own_order=_own_order(desk, sort))
    if key is None:
        raise WrongUsage("sort-unknown", {"sort": sort, "sorts": tuple(SORT_KEYS)}, details={"sorts": SORT_KEYS})
    if limit is not None and limit < 1:
        raise WrongUsage("limit-wrong", {"limit": limit})
    order = desk.process.keys_of(desk.process.stages)
    with desk.store.reading() as reading:
        page = reading.page(selection, sort=key, descending=descending, limit=limit, after=after, stage_order=order)
        if selection.status == "open":
            return page
        gone = {opportunity.number for opportunity, _ in cancelled_deals(reading)}
    return replace(page, without_order=tuple(o.number for o in page.opportunities if o.number in gone))


def live_orders(desk: Desk, page: Page) -> dict[int, Order]:
    """The orders of what was won on a page, by the number of the opportunity."""
    with desk.store.reading() as reading:
        found = ((o.number, live_order(reading, o.number)) for o in page.opportunities if o.status == "won")
        return {number: order for number, order in found if order is not None}


def _own_order(desk: Desk, sort: str) -> OwnOrder:
    """The order of a field of the user's own: that of its choices, else that of the values which the book holds.

    Errors: `own-unsorted` where these are too many, for each is sought by itself.
    """
    own = known(desk.settings.fields, sort)
    if own.separates:
        return OwnOrder(own.name, own.allowed or ("yes", "no"))
    with desk.store.reading() as reading:
        values = values_of(reading, own.name)
    if len(values) > MOST_VALUES:
        raise WrongUsage("own-unsorted", {"name": own.name, "count": len(values), "most": MOST_VALUES})
    return OwnOrder(own.name, tuple(sorted(values, key=partial(standing_of, own.kind))))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for, as typed: stages and a step of the method, names, a period, days without a touch."""

    status: str = "open"
    stages: tuple[str, ...] = ()
    step: int | None = None
    owner: str | None = None
    account: str | None = None
    period: Period | None = None
    is_overdue: bool = False
    stale_days: int | None = None
    own: Wanted = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody owns: the open deals, those won whose order is not booked yet, and how many have ended."""

    open: tuple[int, ...]
    unbooked: tuple[int, ...]
    ended: int


def held_by(desk: Desk, owner: str) -> Held:
    """What somebody owns. A won deal is worked on until it is booked (the method, stages 9 to 10)."""
    stages = desk.process.keys_of(desk.process.stages)
    with desk.store.reading() as reading:
        page = reading.page(
            Selection(status="all", owner=owner), sort="number", descending=False, limit=None, after=None,
            stage_order=stages,
        )  # fmt: skip
    deals = page.opportunities
    going = tuple(deal.number for deal in deals if deal.is_open)
    won = (deal for deal in deals if deal.status == "won")
    unbooked = tuple(deal.number for deal in won if desk.process.next_stage(deal.stage) is not None)
    return Held(going, unbooked, len(deals) - len(going) - len(unbooked))


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name in a list that nobody has, and the names close to it."""

    what: Literal["owner", "account"]
    name: str
    close: tuple[str, ...]


def selected(desk: Desk, asked: Asked) -> Selection:
    """The conditions of a list from what was asked for; a step stands for the stages at which it is the current one."""
    process = desk.process
    wanted = process.keys_of(process.stage_called(key) for key in asked.stages)
    if asked.step is not None:
        number = process.step(asked.step).number
        at_step = process.keys_of(s for s in process.stages if process.current_step(s.key) == number)
        wanted = tuple(key for key in wanted if key in at_step) if wanted else at_step
    period, stale = asked.period, asked.stale_days
    return Selection(
        status="open" if asked.status == "open" else "closed" if asked.status == "closed" else "all",
        stages=wanted,
        owner=asked.owner,
        account=asked.account,
        close_from=period.first if period else None,
        close_to=period.last if period else None,
        overdue_on=desk.today if asked.is_overdue else None,
        untouched_since=desk.today - timedelta(days=min(stale, desk.today.toordinal() - 1))
        if stale is not None
        else None,
        own=tuple((name, None if value is None else encoded(value)) for name, (_, value) in asked.own.items()),
    )


def unknown_names(desk: Desk, *, owner: str | None = None, account: str | None = None) -> tuple[Unknown, ...]:
    """The owner and the account that nobody is called, so that an empty list does not pass for an answer."""
    found: list[Unknown] = []
    with desk.store.reading() as reading:
        if owner and reading.member(owner) is None:
            names = [member.name for member in reading.members()]
            found.append(Unknown("owner", owner, tuple(closest(owner, names))))
        if account and reading.account(account) is None:
            names = [each.name for each in reading.accounts()]
            found.append(Unknown("account", account, tuple(closest(account, names))))
    return tuple(found)


def find(desk: Desk, word: str) -> Found:
    """Opportunities, accounts, people and notes that hold the word."""
    if not word.strip():
        raise WrongUsage("word-empty")
    with desk.store.reading() as reading:
        return Found(word, tuple(reading.search(word, FOUND_AT_MOST)))
