"""The conditions that a manager's review left."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.conditions import Condition
from osp_cli.render.views import common
from osp_cli.words import Words


def condition_line(condition: Condition, words: Words, on: date) -> str:
    """An open condition in one line, with its day and who set it."""
    key = "conditions.overdue" if condition.is_overdue(on) else "conditions.open"
    values = {"number": condition.number, "text": condition.text, "by": condition.set_by}
    return words(key, day=common.day(condition.due_on, words), **values)
