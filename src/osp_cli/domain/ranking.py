"""What comes first: named reasons, each worth points by a weight of the settings. Factors and weights are all ours.

A line is ranked by the sum of its reasons. No reason is ever worth less for more of it: more days overdue, a larger
amount, a higher win rate or a nearer order never put a line lower.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from osp_cli.domain.money import Money, exponent
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

LineKind = Literal[
    "payment",
    "approval",
    "overdue-close",
    "condition",
    "milestone",
    "next-step",
    "decision",
    "action",
    "call",
    "stuck",
    "revisit",
    "renewal",
    "followup",
    "duty",
    "debt",
    "winloss",
    "stale",
    "must",
    "advance",
    "weakness",
    "risk",
]
Factor = Literal["overdue", "amount", "rate", "close"]
LONGEST = 90
"""More days overdue than these add no points; how many there are is told all the same."""
MOST = 1000
"""No weight is larger."""
NEAR = 30
"""An order that is expected within so many days is near; one that is overdue is as near as one of today."""

# What a reason is worth. overdue: a day; amount: a doubling above a thousand; rate: ten points of win rate;
# close: a day nearer than thirty. The others: once, for being a line of this kind.
WEIGHTS: dict[str, int] = {
    "overdue": 2, "amount": 4, "rate": 2, "close": 1,
    "payment": 60, "approval": 35, "overdue-close": 30, "condition": 25, "milestone": 25, "next-step": 25,
    "decision": 25, "action": 20, "call": 20, "stuck": 20, "revisit": 15, "renewal": 25, "followup": 15, "duty": 15,
    "debt": 15,
    "winloss": 15, "stale": 10, "must": 10, "advance": 30, "weakness": 10, "risk": 15,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the ranking looks at of a line: its kind and day, and of its deal the amount, win rate and expected order.

    A deal that has ended has neither win rate nor expected order. `due_on` None asks for something without a day;
    `base` is in the base currency, None where nobody knows it.
    """

    kind: LineKind
    due_on: date | None
    base: Money | None = None
    win_rate: int = 0
    close_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line stands where it stands: the name of a weight, how often it applies, and the points it gives.

    Of days overdue `times` are all there are, and the points those of the first `LONGEST` of them.
    """

    name: str
    times: int
    points: int


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a line: its points, and the reasons for them, the weightiest first."""

    points: int
    reasons: tuple[Reason, ...]


def parse_weight(name: str, text: str) -> int:
    """The points of a weight from text; refuses with `setting-wrong` another name, or what is no number up to 1000."""
    if name not in WEIGHTS:
        raise WrongUsage("setting-wrong", {"key": "weight", "value": name, "allowed": tuple(WEIGHTS)})
    if not (text.strip().isascii() and text.strip().isdecimal()) or int(text) > MOST:
        raise WrongUsage("setting-wrong", {"key": f"weight.{name}", "value": text, "allowed": f"0-{MOST}"})
    return int(text)


def weights(own: Mapping[str, int]) -> dict[str, int]:
    """The weights in force: ours, and in their place those of the settings."""
    return {**WEIGHTS, **own}


def rank(line: Weighed, on: date, weight: Mapping[str, int]) -> Rank:
    """The points of a line on a day, by these weights, and the reasons for them."""
    times = {line.kind: 1, **{name: _factor(name, line, on) for name in get_args(Factor)}}
    counted = {**times, "overdue": min(times["overdue"], LONGEST)}
    found = [Reason(name, count, counted[name] * weight[name]) for name, count in times.items()]
    reasons = sorted((each for each in found if each.points), key=lambda each: -each.points)
    return Rank(sum(each.points for each in reasons), tuple(reasons))


def _factor(name: Factor, line: Weighed, on: date) -> int:
    match name:
        case "overdue":
            return max((on - line.due_on).days, 0) if line.due_on else 0
        case "amount":
            return (line.base.minor // (1000 * 10 ** exponent(line.base.currency))).bit_length() if line.base else 0
        case "rate":
            return line.win_rate // 10
        case "close":
            return min(max(NEAR - (line.close_on - on).days, 0), NEAR) if line.close_on else 0
