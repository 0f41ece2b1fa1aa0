"""What the mutual action plan and the proposal tell a customer beyond the other records: written to be read there."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from osp_cli.domain.fields import Field, Noun
from osp_cli.frozen import dataclass

StatementPart = Literal["assumption", "review", "reference", "delivery", "effort", "option", "annex"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a part of a document for the customer; `who` of the customer's it is about, and its day.

    The customer may read every field.
    """

    number: int
    id: str
    text: str
    part: StatementPart
    due_on: date | None = None
    who: str | None = None


STATEMENT = Noun(
    name="statement",
    many="statements",
    value=Statement,
    fields=(
        Field("text", is_needed=True, is_listed=True, is_found=True),
        Field("part", "choice", get_args(StatementPart), is_needed=True, is_listed=True),
        Field("due_on", "day", flag="due", is_asked=False, is_listed=True),
        Field("who", "person", is_asked=False, is_listed=True),
    ),
)
