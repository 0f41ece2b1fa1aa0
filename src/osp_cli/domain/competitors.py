"""The competitors on an opportunity: what we know of each, and what the customer says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.opportunity import Answer
from osp_cli.frozen import dataclass, replace


@dataclass(frozen=True, slots=True)
class Competitor:
    """Somebody else who wants this deal. None is what nobody has asked.

    `standing` is the rep's remark, `standing_with` the customer's person with whom it stands best, `partners` who sells
    along with it. Strengths, weaknesses and what it told the customer are answers to the method's questions about it,
    with their evidence and their history: they are kept there alone.
    """

    number: int
    id: str
    name: str
    standing: str | None = None
    standing_with: str | None = None
    partners: str | None = None
    strengths: str | None = None
    weaknesses: str | None = None
    message: str | None = None


COMPETITOR = Noun(
    name="competitor",
    many="competitors",
    value=Competitor,
    fields=(
        Field("name", "name", is_needed=True, is_listed=True),
        Field("standing", is_listed=True),
        Field("standing_with", "person", is_listed=True),
        Field("partners"),
        Field("strengths", "answer", of="competitor-strengths"),
        Field("weaknesses", "answer", of="competitor-weaknesses"),
        Field("message", "answer", of="competitor-message"),
    ),
)


def informed(competitors: Iterable[Competitor], newest: Callable[[str, str], Answer | None]) -> tuple[Competitor, ...]:
    """The competitors with what was answered about them; `newest` is the newest answer to a question about a name.

    An answer in words stands as they are, another one as its evidence, else as its sign.
    """
    told = []
    for competitor in competitors:
        said: dict[str, Any] = {}
        for field in COMPETITOR.of_kind("answer"):
            if answer := newest(field.of, competitor.name):
                said[field.name] = answer.text or answer.evidence or answer.sign
        told.append(replace(competitor, **said))
    return tuple(told)
