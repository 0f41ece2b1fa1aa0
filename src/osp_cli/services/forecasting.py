"""The forecast of a period: won, open by category, weighted, quota; in all and by group, with the deals behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from osp_cli.domain.calls import moved_cells
from osp_cli.domain.forecast import (
    CATEGORIES,
    CATEGORY_ORDER,
    GROUPINGS,
    WON_LINES,
    By,
    Cell,
    Columns,
    Horizon,
    Quota,
    Scale,
    Tally,
    quota_of,
    quotas_for_parts,
    roll_up,
    scale_of,
    target_of,
    team_quota,
)
from osp_cli.domain.learning.told import Outlook
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Member, Opportunity
from osp_cli.domain.own_fields import PREFIX, OwnField, encoded, known
from osp_cli.domain.periods import Period, fiscal_quarter_of, fiscal_year_of, month_of, parse_period
from osp_cli.domain.process import Category
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass, field, replace
from osp_cli.services.calls import NO_CALLS, Calls, calls_of
from osp_cli.services.closing import Closing
from osp_cli.services.desk import Desk, Named
from osp_cli.services.forecast_why import Why, why_of
from osp_cli.services.past import AsOf, rewound_to
from osp_cli.store import forecasts
from osp_cli.store.calls import called_deals
from osp_cli.store.forecasts import GroupColumn, OpenDebt
from osp_cli.store.store import Reading

BASES = ("order", "booked")


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a grouping; `name` None holds the deals that have no owner, region and so on."""

    name: str | None
    row: Columns


@dataclass(frozen=True, slots=True)
class BookedGroup:
    """What was booked in the period, in one row of a grouping."""

    name: str | None
    booked: Tally


@dataclass(frozen=True, slots=True)
class Bookings:
    """Booked deals by their booking date, whatever the period of their order: a second look, in no sum of the first."""

    total: Tally
    unconverted: int
    groups: tuple[BookedGroup, ...]


@dataclass(frozen=True, slots=True)
class CommitGates:
    """Of so many commit deals that were judged, those that lack musts of gates they have passed."""

    judged: int
    lacking: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of one period as seen today, or at the end of the day `as_of`, in the base currency.

    `groups` is empty without `by`. `debts` are the shortcuts still to be made good on open deals, those of another
    period last. `quotas_in_other_currency` counts quotas that were set under another base currency; `partly` are who
    (None: the team) has quotas for parts of the period alone, which do not count. `calls` is what people call.
    `outlook` is what the past says: None of a period that is over, or while fewer than `minimum` deals have ended
    (`ends` have). `closing` says which deals close the gap, where it was asked why and there is a quota.
    """

    period: Period
    today: date
    as_of: AsOf | None
    base_currency: str
    total: Columns
    by: By | None
    groups: tuple[Group, ...]
    debts: tuple[OpenDebt, ...]
    quotas_in_other_currency: int
    partly: tuple[str | None, ...] = ()
    bookings: Bookings | None = None
    why: Why | None = None
    calls: Calls = NO_CALLS
    commit_with_debts: int = 0
    gates: CommitGates | None = None
    ends: int = 0
    minimum: int = 0
    outlook: Outlook | None = None
    closing: Closing | None = None


def forecast_period(desk: Desk, text: str | None, kinds: Sequence[str] = (), day: date | None = None) -> Period:
    """The period asked for: PERIOD as typed, else the fiscal quarter, month or year of `day` (None: of today).

    `kinds` are the flags given (quarter, month, year). Errors: `options-exclude`; `period-kind-differs` where PERIOD
    is of another kind than the flag; those of reading a period.
    """
    if len(kinds) > 1:
        raise WrongUsage("options-exclude", {"options": tuple(f"--{kind}" for kind in kinds)})
    start, day = desk.settings.fiscal_start, day or desk.today
    if text is None:
        if "month" in kinds:
            return month_of(day)
        return fiscal_year_of(day, start) if "year" in kinds else fiscal_quarter_of(day, start)
    period = parse_period(text, start, day)
    if kinds and kinds[0] != period.kind:
        raise WrongUsage("period-kind-differs", {"flag": f"--{kinds[0]}", "period": period.label})
    return period


def grouping(text: str | None, fields: Mapping[str, OwnField]) -> By | None:
    """The grouping of `--by`; an unknown one is refused with the list. `fields` are those of the user's own."""
    if text is not None and text.startswith(PREFIX):
        return PREFIX + known(fields, text).name
    found = next((by for by in GROUPINGS if by == text), None)
    if text is not None and found is None:
        groupings = (*GROUPINGS, *(PREFIX + name for name in fields))
        values = {"by": text, "groupings": groupings}
        raise WrongUsage("grouping-unknown", values, details={"groupings": list(groupings)})
    return found


def counts_bookings(basis: str) -> bool:
    """Whether `--basis` asks for the second table, of booked deals by booking date."""
    if basis not in BASES:
        raise WrongUsage("basis-unknown", {"basis": basis, "bases": tuple(BASES)}, details={"bases": list(BASES)})
    return basis == "booked"


def user_scale(desk: Desk) -> Scale:
    """Probability and category of each stage: the method's, with those of the settings in their place."""
    return scale_of(desk.process, desk.settings.probabilities, desk.settings.categories)


def forecast(
    desk: Desk,
    period: Period,
    *,
    by: By | None = None,
    with_bookings: bool = False,
    with_why: bool = False,
    as_of: date | None = None,
) -> Forecast:
    """The forecast of a period. Every open deal stands in one line, every won one in the period of its order date.

    `as_of` is a past day: the forecast of what was recorded by its end, with the settings of today.
    """
    frame = Frame(by, user_scale(desk), Horizon(period, as_of or desk.today, desk.base))
    with desk.store.reading() as reading:
        seen = rewound_to(desk, reading, as_of) if as_of else None
        found = forecast_in(reading, frame, with_bookings=with_bookings, with_why=with_why)
    return replace(found, as_of=seen)


def forecast_in(reading: Reading, frame: Frame, *, with_bookings: bool = False, with_why: bool = False) -> Forecast:
    """The forecast of what a reading shows."""
    period, base = frame.horizon.period, frame.horizon.base
    every_call = called_deals(reading)
    called = tuple((deal, call) for deal, call in every_call if call.level == "owner")
    frame = frame.manned(reading)
    cells = (
        *forecasts.open_cells(reading, frame.column, frame.horizon, frame.scale),
        *forecasts.won_cells(reading, frame.column, frame.horizon, frame.scale),
        *(cell for deal, call in called if call.category for cell in _moved(frame, deal, call.category)),
    )
    by_number = {deal.number: call.category for deal, call in called if call.category}
    booked = tuple(forecasts.booked_cells(reading, frame.column, frame.horizon, frame.scale)) if with_bookings else ()
    debts = forecasts.open_debts(reading, frame.horizon)
    every_quota = forecasts.quotas(reading)
    quotas = tuple(quota for quota in every_quota if quota.amount.currency == base)
    total = roll_up(cells, base)
    return Forecast(
        period=period,
        today=frame.horizon.today,
        as_of=None,
        base_currency=base,
        total=_with_team_quota(total, quotas, period),
        by=frame.by,
        groups=_groups(frame, cells, quotas) if frame.by else (),
        debts=debts,
        commit_with_debts=forecasts.indebted(reading, frame.horizon, frame.scale, by_number) if debts else 0,
        quotas_in_other_currency=len(every_quota) - len(quotas),
        partly=quotas_for_parts(quotas, period),
        bookings=_bookings(frame, booked) if with_bookings else None,
        why=why_of(reading, frame.horizon, frame.scale, by_number) if with_why else None,
        calls=calls_of(reading, every_call, frame.horizon, frame.scale, total.headline),
    )


# Manager and region are the owner's, so that their rows are made of the owners'.
_COLUMN: dict[By, GroupColumn] = {
    "owner": "owner", "manager": "owner", "region": "owner", "account": "account", "partner": "partner", "kind": "kind",
    "stage": "stage", "category": "stage",
}  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """What every part of one forecast shares. `members` are needed where rows are made of the owners' rows."""

    by: By | None
    scale: Scale
    horizon: Horizon
    members: Mapping[str, Member] = field(default_factory=dict)

    @property
    def column(self) -> GroupColumn:
        """What the cells are kept apart by."""
        if self.by is None:
            return "none"
        return self.by if self.by.startswith(PREFIX) else _COLUMN[self.by]

    def manned(self, reading: Reading) -> Frame:
        """With the members, where rows are made of the owners' rows."""
        if self.column != "owner":
            return self
        return replace(self, members={member.name: member for member in reading.members()})

    def row_of(self, owner: str | None) -> str | None:
        """The name of the row that an owner belongs to, with or without deals."""
        return self.name(Cell(owner, "", "another_period", 0))

    def name(self, cell: Cell) -> str | None:
        """The name of the row that a cell belongs to."""
        if self.by in ("manager", "region"):
            member = self.members.get(cell.key or "")
            return (member.reports_to if self.by == "manager" else member.region) if member else None
        if self.by == "category":
            if cell.line in WON_LINES:
                return "won"
            return cell.line if cell.line in CATEGORIES else self.scale.of(cell.stage).category
        return cell.stage if self.by == "stage" else cell.key

    def place(self, name: str | None) -> int:
        """Where a row stands: stages and categories in their own order, all else as its figures say."""
        if self.by == "stage":
            return next((i for i, weight in enumerate(self.scale.weights) if weight.stage == name), -1)
        return CATEGORY_ORDER.index(name or "") if self.by == "category" else int(name is None)


def _moved(frame: Frame, deal: Opportunity, called: Category) -> tuple[Cell, ...]:
    """What a call changes of the sums, in the row that the deal belongs to."""
    keys = {"owner": deal.owner, "account": deal.account, "partner": deal.partner, "kind": deal.kind}
    own = {f"{PREFIX}{name}": encoded(value) for name, value in deal.fields.items()}
    key = deal.stage if frame.column == "stage" else {**keys, **own}.get(frame.column)
    return moved_cells(deal, called, key, frame.horizon, frame.scale)


def _groups(frame: Frame, cells: Iterable[Cell], quotas: Iterable[Quota]) -> tuple[Group, ...]:
    base = frame.horizon.base
    found: dict[str | None, list[Cell]] = {}
    for cell in cells:
        found.setdefault(frame.name(cell), []).append(cell)
    targets = _targets(frame, tuple(quotas))
    groups = []
    for name in {**found, **targets}:
        row = roll_up(found.get(name, ()), base)
        if name in targets:
            row = replace(row, target=target_of(row, targets[name], "owner" if frame.by == "owner" else "owners"))
        groups.append(Group(name, row))
    return tuple(
        sorted(groups, key=lambda g: (frame.place(g.name), -g.row.headline.minor, -g.row.weighted.minor, g.name or ""))
    )


def _targets(frame: Frame, quotas: tuple[Quota, ...]) -> dict[str | None, Money]:
    """The quota of each row, where rows are made of owners."""
    targets: dict[str | None, Money] = {}
    if frame.column != "owner":
        return targets
    for owner in sorted({quota.owner for quota in quotas if quota.owner}):
        share = quota_of(quotas, owner, frame.horizon.period)
        if share is not None:
            name = frame.row_of(owner)
            targets[name] = targets[name] + share if name in targets else share
    return targets


def _with_team_quota(total: Columns, quotas: tuple[Quota, ...], period: Period) -> Columns:
    found = team_quota(quotas, period)
    return replace(total, target=target_of(total, *found)) if found else total


def _bookings(frame: Frame, cells: Iterable[Cell]) -> Bookings:
    total, unconverted = Tally(0, Money(0, frame.horizon.base)), 0
    rows: dict[str | None, Tally] = {}
    for cell in cells:
        if cell.line != "booked":
            unconverted += cell.deals
            continue
        tally, name = Tally(cell.deals, Money(cell.base, frame.horizon.base)), frame.name(cell)
        total = total + tally
        rows[name] = rows[name] + tally if name in rows else tally
    groups = [BookedGroup(name, tally) for name, tally in rows.items()] if frame.by else []
    groups.sort(key=lambda group: (frame.place(group.name), -group.booked.amount.minor, group.name or ""))
    return Bookings(total, unconverted, tuple(groups))
