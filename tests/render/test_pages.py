"""A view as a document: text stays text, HTML needs nothing but itself, bars say by their form what they mean."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from osp_cli.errors import WrongUsage
from osp_cli.render.blocks import (
    Bar,
    Bars,
    Blank,
    Branch,
    Bullets,
    Column,
    Command,
    Facts,
    Heading,
    Item,
    Line,
    Table,
    Tree,
    View,
)
from osp_cli.render.pages import FORMATS, Foot, printed
from tests.territory import Terminal, copy_territory

FOOT = Foot("Internal", ": as of today.")
NASTY = "<b>&*|_`\\ ![x](http://e.vil) 海棠"


class Read(HTMLParser):
    """What a browser would show, and every tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.shown: str = ""
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, _attrs: Any) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.shown += f"{data}\n"


def view(text: str) -> View:
    return (
        Heading(text, level=1), Line(text, "warn"), Facts(((text, text),)), Blank(),
        Table((Column(text), Column("n", kind="number")), ((text, "1"),), ((text, "2"),)),
        Bullets((Item(text, indent=1),)), Bars((Bar(text, "10", 0.5), Bar(text, "-5", 0.25, 0.25, "-"))),
        Tree((Branch(text, 0, is_last=True),)), Command("osp list"), Heading("Next", level=1),
    )  # fmt: skip


@settings(max_examples=20)
@given(some.text(alphabet="<>&\"'*_|`\\[]()!#-ab 海", min_size=1, max_size=12))
def test_every_text_stays_text(text: str) -> None:
    page = Read(printed(view(text), FOOT, text, "en", "html"))
    assert " ".join(page.shown.split()).count(" ".join(text.split())) >= 11
    assert page.tags == {
        *("html", "head", "meta", "title", "style", "body", "h1", "p", "table", "thead", "tbody", "tfoot", "tr"),
        *(
            "th",
            "td",
            "ul",
            "li",
            "code",
            "footer",
            "strong",
            "figure",
            "svg",
            "desc",
            "pattern",
            "rect",
            "g",
            "path",
            "text",
        ),
    }


def test_the_page_needs_nothing_but_itself_and_the_next_title_begins_a_page() -> None:
    text = printed(view(NASTY), FOOT, "t", "zh", "html")
    assert '<html lang="zh-CN">' in text
    hostile = printed(view("\x1b[31mred \u202egnp"), Foot("\x1b", "\u202e"), "\x1b", "en", "html")
    assert "\x1b" not in hostile
    shown = re.sub("<desc .*?</desc>", "", hostile)
    assert shown.count("\u202egnp") == shown.count("\u202egnp\u202c") > 9
    assert re.findall(r"<script|<link|<img|src=|href=|@import|url\((?!#bars-)", text) == []
    assert text.count('<h1 class="next">') == 1
    assert 'fill="url(#bars-fall)"' in text


def test_markdown_escapes_what_would_be_read_as_marks() -> None:
    text = printed(view(NASTY), FOOT, "t", "en", "md")
    assert "\\<b\\>" in text
    assert "| 10 | `###############` |" in text
    assert "`........-------` |" in text
    assert "---:" in text
    assert text.endswith("\n\n---\n\n**Internal**: as of today.\n")


def test_bars_are_told_in_markdown_with_their_title_and_what_their_signs_mean() -> None:
    bars = Bars((Bar("Won", "1", 1.0),), title="How *much*", key=(("#", "won"), ("+", "open")))
    text = printed((bars,), FOOT, "t", "en", "md")
    assert text.startswith("**How \\*much\\*** (`#` won; `+` open)\n\n|  |  |  |\n")
    assert printed((Bars((), title="none"),), FOOT, "t", "en", "md").startswith("---")


def test_a_table_without_titles_is_lines_to_write_on() -> None:
    page = printed((Table((Column(""),), ((" ",), (" ",))),), FOOT, "t", "en", "html")
    assert page.count('<table class="lines"><tbody><tr><td>\u00a0\u00a0</td></tr>') == 1
    assert "<thead>" not in page


def test_another_format_is_refused() -> None:
    with pytest.raises(WrongUsage, match="format-unknown"):
        printed((), FOOT, "t", "en", "docx")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("format", FORMATS)
def test_the_weekly_report_is_written_as_a_file(
    format: str,
    language: str,
    territory: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    osp = Terminal(copy_territory(territory, tmp_path / "home"), monkeypatch, capsys)
    assert osp("set", "3", "--close", "2026-12-30", "--reason", "budget").code == 0
    said = osp("forecast", "--quarter", "--out", f"week.{format}", "--lang", language)
    assert said.code == 0, said.err
    text = (osp.home / f"week.{format}").read_text(encoding="utf-8")
    shown = Read(text).shown if format == "html" else text
    for part in ("Blue Heron ERP", "$592,000.00", "海棠银行 数据平台"):
        assert part in shown
    assert osp("forecast", "--report", format, "--lang", language).out.strip() in text
