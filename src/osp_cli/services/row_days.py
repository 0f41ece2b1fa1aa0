"""The days that a row of an import tells: when somebody last did something, spoke to the customer, when it ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from osp_cli.domain.opportunity import Opportunity
from osp_cli.frozen import replace


def touched(values: Mapping[str, Any], today: date) -> date | None:
    """The day on which somebody last did something with the deal, where the row tells it."""
    return _latest(values, ("touched", "last_contact"), today)


def heard(values: Mapping[str, Any], today: date) -> date | None:
    """The day of the last contact with the customer, where the row tells it."""
    return _latest(values, ("last_contact",), today)


def last_day(values: Mapping[str, Any], today: date) -> date:
    """The last day on which something happened that the row tells of; never in the future."""
    return _latest(values, ("created", "close", "order_date", "ended"), today) or today


def with_days(after: Opportunity, values: Mapping[str, Any], today: date) -> Opportunity:
    """A known deal with what the row tells of later activity and contact."""
    return replace(
        after,
        touched_on=_later(after.touched_on, touched(values, today)),
        heard_on=_later(after.heard_on, heard(values, today)),
    )


def _latest(values: Mapping[str, Any], names: tuple[str, ...], today: date) -> date | None:
    return max((values[name] for name in names if name in values and values[name] <= today), default=None)


def _later(known: date | None, told: date | None) -> date | None:
    return max(known or date.min, told) if told else known
