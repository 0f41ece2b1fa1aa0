"""Marks of direction and joiners, as right-to-left names need them: kept as typed, shown by their codes, printed."""

from __future__ import annotations

import pytest

from tests.territory import Terminal, told

NAME = "شركة النور (12)\u200f"
TURNED = "left \u202eright \u2066in\u2069 zero\u200bwidth"


@pytest.fixture
def marked(osp: Terminal) -> Terminal:
    assert osp("set", "3", "--name", NAME, "--next", TURNED).code == 0
    return osp


def test_what_was_typed_is_kept_and_the_screen_shows_the_codes(marked: Terminal) -> None:
    deal = told(marked, "show", "3")["opportunity"]
    assert (deal["name"], deal["next_step"]) == (NAME, TURNED)
    shown = marked("show", "3").out
    assert "شركة النور (12)<U+200F>" in shown
    assert "left <U+202E>right <U+2066>in<U+2069> zero<U+200B>width" in " ".join(shown.split())
    assert told(marked, "show", NAME.strip("\u200f"))["opportunity"]["number"] == 3  # as nobody would type it


@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_document_prints_it_as_itself_and_turns_nothing_else(marked: Terminal, ending: str) -> None:
    assert marked("plan", "export", "3", "--kind", "review", "--out", f"sheet.{ending}").code == 0
    text = (marked.home / f"sheet.{ending}").read_text(encoding="utf-8")
    assert f"\u2068{NAME}\u2069" in text
    assert f"\u2068{TURNED}\u202c\u2069" in text
    assert "U+20" not in text


def test_our_own_list_comes_back_as_it_was(marked: Terminal) -> None:
    assert marked("export", "deals.csv").code == 0
    assert NAME in (marked.home / "deals.csv").read_text(encoding="utf-8-sig")
    done = told(marked, "import", "deals.csv", "--yes")
    assert (done["created"], done["updated"]) == (0, 0)
    assert done["unchanged"] > 3
