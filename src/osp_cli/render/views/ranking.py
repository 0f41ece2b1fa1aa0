"""Why a line stands where it stands, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from osp_cli.domain.money import Money
from osp_cli.domain.ranking import Reason
from osp_cli.frozen import dataclass
from osp_cli.render.views import common
from osp_cli.words import Words

SHOWN = 3
"""So many reasons are told, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Deal:
    """What the reasons speak of: the amount, and of an open deal the win rate and the expected order."""

    amount: Money | None
    win_rate: int | None
    close_on: date | None


def why(reasons: Iterable[Reason], deal: Deal | None, words: Words) -> str:
    """The weightiest reasons in one line; without a deal those that speak of none."""
    told = [_told(reason, deal, words) for reason in list(reasons)[:SHOWN]]
    return words("views.list-joint").join(told)


def _told(reason: Reason, deal: Deal | None, words: Words) -> str:
    if reason.name == "overdue":
        return words("ranking.overdue", count=reason.times)
    if deal is None:
        return words(f"ranking.{reason.name}")
    match reason.name:
        case "amount":
            return common.money(deal.amount, words)
        case "rate":
            return words("ranking.rate", percent=deal.win_rate)
        case "close":
            return words("ranking.close", day=common.day(deal.close_on, words))
        case _:
            return words(f"ranking.{reason.name}")
