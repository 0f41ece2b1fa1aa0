"""The action that a weak answer to the manager leaves: how it is worded, and by when it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.process import Question


def keep_due(wiring: Wiring, text: str | None) -> None:
    """Keeps the day of `--due` for the actions of this call, and echoes it; None where it was not given."""
    if text is not None:
        wiring.todo_due = read_day(text, wiring.today, wiring.settings)
        wiring.understood_as("due", wiring.todo_due)


def worded(wiring: Wiring, question: Question) -> str:
    """The action in the person's language, where nobody words it better."""
    return wiring.words("coach.default-todo", question=question.text.say(wiring.words.language))


def days(wiring: Wiring) -> int:
    """The days until the action is due: those of `--due`, else of the method."""
    if wiring.todo_due is not None:
        return (wiring.todo_due - wiring.today).days
    return wiring.handbook.days_for_an_action()
