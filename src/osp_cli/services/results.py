"""Results that several services share."""

from __future__ import annotations

from typing import Any

from osp_cli.domain.opportunity import Opportunity
from osp_cli.frozen import dataclass
from osp_cli.store.units import Change


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a command would have written: `would` as it would have been shown, and the changes of the store.

    `more_changes` is how many there are beyond those told.
    """

    would: Any
    changes: tuple[Change, ...]
    more_changes: int = 0
    is_dry_run: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """An opportunity that may have been meant, with enough beside it to tell it from the others."""

    number: int
    id: str
    slug: str
    name: str
    stage: str
    amount: str | None

    @classmethod
    def of(cls, opportunity: Opportunity) -> Candidate:
        """The candidate of an opportunity."""
        amount = f"{opportunity.amount.currency} {opportunity.amount.amount}" if opportunity.amount else None
        return cls(opportunity.number, opportunity.id, opportunity.slug, opportunity.name, opportunity.stage, amount)

    def as_details(self) -> dict[str, object]:
        """The same as JSON-able details of an error."""
        return {name: getattr(self, name) for name in self.__slots__}
