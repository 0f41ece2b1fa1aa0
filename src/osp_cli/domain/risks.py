"""What may go wrong with a deal, how badly and how likely, and what is done about it."""

from __future__ import annotations

from typing import Literal, get_args

from osp_cli.domain.fields import Field, Noun
from osp_cli.frozen import dataclass

Degree = Literal["high", "medium", "low", "unknown"]


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may go wrong; `prompt` is the risk question it answers.

    Only with a counter-measure does it count for the gate. `owner` is the one of us who sees to it; one that is closed
    stays on record. `for_customer` is what the customer may read of it and of what is done: all else is our own view.
    """

    number: int
    id: str
    text: str
    prompt: str | None = None
    impact: Degree | None = None
    likelihood: Degree | None = None
    counter: str | None = None
    owner: str | None = None
    for_customer: str | None = None
    is_closed: bool = False


_DEGREES = ("high", "medium", "unknown", "low")


def in_order(risk: Risk) -> tuple[bool, int, int, int]:
    """The order in which risks weigh: open ones by impact, then likelihood, as recorded; what is not known is not low.

    Source: `reference/documents.md` section 4 ranks by impact, then date; a risk's date is that of its record.
    """
    impact, likelihood = (_DEGREES.index(degree or "unknown") for degree in (risk.impact, risk.likelihood))
    return risk.is_closed, impact, likelihood, risk.number


RISK = Noun(
    name="risk",
    many="risks",
    value=Risk,
    fields=(
        Field("text", is_needed=True, is_listed=True, is_found=True),
        Field("prompt", "question", of="risk"),
        Field("impact", "choice", get_args(Degree), is_listed=True),
        Field("likelihood", "choice", get_args(Degree), is_listed=True),
        Field("counter", is_listed=True),
        Field("owner", has_default=True, is_listed=True),
        Field("for_customer", is_found=True),
        Field("is_closed", "flag", is_needed=True, has_default=True, is_asked=False, opposite="open", is_listed=True),
    ),
)
