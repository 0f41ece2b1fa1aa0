"""Stages that nobody knows are asked for once on a terminal, and the answers kept for the next import."""

from __future__ import annotations

from pathlib import Path

import pytest

from osp_cli.prompts import PlainAsker
from osp_cli.words import Words
from tests.pty import CTRL_C, Person, rows, settle

EXPORT = "Deal Name,Deal Stage,Amount\nHarbour portal,Discovery,100\nCopper ERP,Discovery,200\nFennel,Contract Sent,5\n"


def test_an_unknown_stage_is_asked_once_and_known_from_then_on(tmp_path: Path) -> None:
    settle(tmp_path)
    (tmp_path / "deals.csv").write_text(EXPORT, encoding="utf-8")
    asked = Person("osp import deals.csv", tmp_path, OSP_ACCESSIBLE="1")
    asked.sees("HubSpot").sees("No column says").sees("2  Need qualified").sees("9.5  ")
    asked.sees("Enter  none of these").sees("What is the stage “Discovery” (2 rows)?").types("11")
    asked.sees("Type what one of the lines begins with.").types("2").sees("Discovery → 2 Need qualified").sees("New")
    assert asked.leaves() == 0
    assert rows(tmp_path, "SELECT name, stage FROM opportunity ORDER BY number") == [
        ("Harbour portal", "2"), ("Copper ERP", "2"), ("Fennel", "8"),
    ]  # fmt: skip
    later = Person("osp import deals.csv", tmp_path)
    later.sees("Answers of an earlier import say what these mean: Discovery").sees("hubspot.toml").sees("Unchanged")
    assert later.leaves() == 0


def test_breaking_off_keeps_the_answers_and_enter_takes_no_stage(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(EXPORT.replace("Contract Sent", "Abgeschlossen"), encoding="utf-8")
    asked = Person("osp import deals.csv", tmp_path, OSP_ACCESSIBLE="1", is_settled=False)
    asked.sees("Your name").types("Ana").sees("currency").types("CNY").sees("month").types("1").sees("Lang").types("en")
    asked.sees("Discovery").types("2").sees("Abgeschlossen").sees("?").presses(CTRL_C)
    assert asked.leaves() == 130
    assert "Nothing was imported; the answers given so far are kept in" in " ".join(asked.screen.split())
    later = Person("osp import deals.csv", tmp_path)
    later.sees("Answers of an earlier import").sees("Abgeschlossen” (1 row)?").sees("leave these rows out").types("")
    later.sees("What “Abgeschlossen” means was left open").sees("Mend these rows, then")
    assert later.leaves() == 1
    taken = rows(tmp_path, "SELECT name, stage, amount_currency FROM opportunity")
    assert taken == [("Harbour portal", "2", "CNY"), ("Copper ERP", "2", "CNY")]


def test_an_unknown_status_may_be_answered_with_a_stage(tmp_path: Path) -> None:
    settle(tmp_path)
    (tmp_path / "deals.csv").write_text("Name,Status,Amount\nHarbour portal,Demo done,100\n", encoding="utf-8")
    asked = Person("osp import deals.csv", tmp_path, OSP_ACCESSIBLE="1")
    asked.sees("open  open").sees("2  Need qualified").sees("What is the status “Demo done” (1 row)?").types("2")
    asked.sees("New")
    assert asked.leaves() == 0
    assert rows(tmp_path, "SELECT name, stage, status FROM opportunity") == [("Harbour portal", "2", "open")]
    later = Person("osp import deals.csv", tmp_path)
    later.sees("say what these mean: Demo done").sees("Unchanged")
    assert later.leaves() == 0


@pytest.mark.parametrize(("typed", "place"), [("SQL", 0), ("sql", 0), ("ｓ2", 1), ("s2", 1), ("S2", 2), ("", 3)])
def test_a_key_with_capitals_is_typed_as_it_is_or_without_them(
    typed: str, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker, lines = PlainAsker(Words("en")), iter((typed, "not a key"))
    monkeypatch.setattr(asker, "_read", lambda _: next(lines))
    assert asker.choose("Which?", ["a", "b", "c", "none"], keys=["SQL", "s2", "S2", ""]) == place
