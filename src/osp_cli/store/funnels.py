"""What the funnel is counted from, read in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from osp_cli.domain.funnel import Step
from osp_cli.domain.opportunity import Account, Opportunity
from osp_cli.frozen import dataclass
from osp_cli.store.reading import Reading
from osp_cli.store.values import day, opportunity_of


@dataclass(frozen=True, slots=True)
class FunnelDeal:
    """One deal with its account, the day of its order where it is won, its competitors, and its moves."""

    opportunity: Opportunity
    account: Account | None
    ordered_on: date | None
    competitors: tuple[str, ...]
    steps: tuple[Step, ...]
    times_pushed: int


def deals(reading: Reading, ranks: Mapping[str, int]) -> Iterator[FunnelDeal]:
    """Every deal; `ranks` are the places of the stages, those of a former pack by what they mean now."""
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
    for row in reading.each("funnel.deals"):
        number = row["number"]
        account = None
        if row["account_number"] is not None:
            flags = bool(row["is_strategic"]), bool(row["is_named"])
            account = Account(row["account_number"], "", row["account"], *flags)
        yield FunnelDeal(
            opportunity_of(row, reading.former),
            account,
            day(row["ordered_on"]),
            tuple(rivals.get(number, ())),
            tuple(steps.get(number, ())),
            pushes.get(number, 0),
        )
