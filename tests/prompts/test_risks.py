"""A risk without its text is asked for on a terminal; a removal wants the name typed."""

from __future__ import annotations

from pathlib import Path

from tests.pty import Person, rows, settle
from tests.sessions.sessions import run


def test_a_risk_is_asked_for_and_removed_under_its_name(tmp_path: Path) -> None:
    settle(tmp_path)
    assert run('osp new-opportunity "Harbour ERP" --account Harbour', tmp_path).returncode == 0
    asked = Person("osp risk add", tmp_path)
    asked.sees("1  Harbour ERP").sees("1/7  What may go wrong?").sees("Answer (in words):").types("The pilot may slip")
    asked.sees("2/7").sees("Answer (in words):").types("risk-schedule")
    asked.sees("3/7").sees("1  high").sees("Answer (in words):").types("1")
    asked.sees("4/7").sees("Answer (in words):").types("?").sees("5/7").sees("Answer (in words):").types("q")
    assert asked.leaves() == 0
    facts = rows(tmp_path, "SELECT prompt, impact, likelihood, counter, is_closed FROM risk")
    assert facts == [("risk-schedule", "high", "unknown", None, 0)]
    assert rows(tmp_path, "SELECT text FROM risk") == [("The pilot may slip",)]
    declined = Person("osp risk remove 1", tmp_path)
    declined.sees("Type its name").types("")
    assert declined.leaves() == 3
    agreed = Person("osp risk remove 1", tmp_path)
    agreed.sees("Type its name").types("the pilot may slip")
    assert agreed.leaves() == 0
    assert rows(tmp_path, "SELECT text FROM risk") == []
