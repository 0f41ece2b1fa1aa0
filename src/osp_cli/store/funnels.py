"""What the funnel is counted from, read in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from osp_cli.domain.funnel import Step
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Account, Status
from osp_cli.frozen import dataclass
from osp_cli.store.reading import Reading


@dataclass(frozen=True, slots=True)
class FunnelDeal:
    """What matters of one deal: `ended_on` is the day of its order where it is won, `first` its first move."""

    number: int
    id: str
    slug: str
    name: str
    status: Status
    stage: str
    owner: str | None
    account: Account | None
    amount: Money | None
    base: Money | None
    is_dated: bool
    source: str | None
    reason: str | None
    lost_to: str | None
    created_on: date | None
    ended_on: date | None
    competitors: tuple[str, ...]
    steps: tuple[Step, ...]
    times_pushed: int


def deals(reading: Reading, ranks: Mapping[str, int]) -> Iterator[FunnelDeal]:
    """Every deal; `ranks` are the places of the stages, those of a former pack by what they mean now."""
    days = _Days({None: None})
    steps: dict[int, list[Step]] = {}
    for row in reading.each("funnel.moves"):
        stage = reading.former.get(row["to_stage"], row["to_stage"])
        if stage in ranks:
            step = Step(row["kind"], ranks[stage], row["status"], date.fromisoformat(row["on"]))
            steps.setdefault(row["opportunity_number"], []).append(step)
    rivals: dict[int, list[str]] = {}
    for row in reading.each("funnel.competitors"):
        rivals.setdefault(row["opportunity_number"], []).append(row["name"])
    pushes = {row["opportunity_number"]: row["times"] for row in reading.each("funnel.pushes")}
    accounts: dict[int | None, Account | None] = {None: None}
    cursor = reading.each("funnel.deals")
    cursor.row_factory = None  # by place and not by name, for there are many rows
    for row in cursor:
        number, id, slug, name, status, stage, account_number, close_on, source, reason, lost_to, *rest = row
        amount, amount_in, base, base_in, created_on, ended_on, account, is_strategic, is_named, owner, ordered_on = (
            rest
        )
        if account_number not in accounts:
            accounts[account_number] = Account(account_number, "", account, bool(is_strategic), bool(is_named))
        ended = None if status == "open" else ordered_on if status == "won" else ended_on
        yield FunnelDeal(
            number, id, slug, name, status, reading.former.get(stage, stage),
            owner=owner,
            account=accounts[account_number],
            amount=None if amount is None else Money(amount, amount_in),
            base=None if base is None else Money(base, base_in),
            is_dated=close_on is not None,
            source=source,
            reason=reason,
            lost_to=lost_to,
            created_on=days[created_on],
            ended_on=days[ended],
            competitors=tuple(rivals.get(number, ())),
            steps=in_time(steps.get(number, [])),
            times_pushed=pushes.get(number, 0),
        )  # fmt: skip


def in_time(steps: list[Step]) -> tuple[Step, ...]:
    """The moves of a deal; of one whose way a file told in the order of their days, and not in that of their arrival.

    What brought the deal in says only where it stood on the day of the import: it is none of them. Of one day the moves
    of the file come first.
    """
    if all(step.kind != "history" for step in steps):
        return tuple(steps)
    moves = steps[1:] if steps[0].kind == "import" else steps
    return tuple(sorted(moves, key=lambda step: (step.on, step.kind != "history")))


class _Days(dict[str | None, date | None]):
    """Days from their ISO text, each read once: a book has many deals and few days."""

    def __missing__(self, text: str) -> date:
        self[text] = found = date.fromisoformat(text)
        return found
