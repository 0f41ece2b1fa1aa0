"""On a terminal: colour repeats what the words say, and nothing that somebody typed can steer it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pexpect
import pyte
import pytest

from osp_cli.render.blocks import Bar, Bars, Bullets, Column, Command, Facts, Heading, Item, Line, Table, View
from osp_cli.render.lines import Page
from osp_cli.render.plain import plain
from osp_cli.render.terminal import colored

PROGRAM = Path(__file__).with_name("program.py")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PAGE: View = (
    Heading("Gate 5 青松制造", level=1),
    Line("closed", "bad"),
    Facts((("Owner", "[bold]林晓梅[/bold] :smile:"),)),
    Table((Column("Name"), Column("Amount", kind="money")), (("海棠银行", "¥3,500,000.00"),), (("Total", "$1.00"),)),
    Bullets((Item("[ ] the business owner confirms", "warn"), Item("met", "good"), Item("soon", "dim"))),
    Bars((Bar("commit", "$1.00", 1.0),)),
    Command("osp gate"),
)


def _on_a_terminal(arguments: str, columns: int = 100, **environment: str) -> str:
    command = f"{sys.executable} {PROGRAM} {arguments}"
    output, code = pexpect.run(
        command,
        env={**os.environ, "TERM": "xterm-256color", **environment},
        withexitstatus=True,
        timeout=60,
        dimensions=(200, columns),
    )
    assert code == 0
    return str(output.decode("utf-8")).replace("\r\n", "\n")


@pytest.mark.parametrize("width", [None, 30, 59, 60, 100, 200])
def test_without_its_colours_the_page_is_the_plain_one(width: int | None) -> None:
    assert COLOUR.sub("", colored(PAGE, Page(width))) == plain(PAGE, Page(width))


def test_every_tone_has_a_colour_of_its_own() -> None:
    lines = colored(PAGE, Page(100)).splitlines()
    of = {tone: next(COLOUR.findall(line)[0] for line in lines if word in line) for tone, word in TONES.items()}

    assert len(set(of.values())) == len(TONES)


TONES = {"bad": "closed", "warn": "confirms", "good": "met", "dim": "soon", "heading": "Gate 5", "command": "osp gate"}


def test_a_terminal_gets_colour_and_its_own_width() -> None:
    output = _on_a_terminal("characters", COLUMNS="30")

    assert "\x1b[32mcafé ￥120万 … ✔ 🦊 <U+202E> �\x1b[0m" in output


@pytest.mark.parametrize(
    "environment", [{"TERM": "dumb"}, {"NO_COLOR": "1"}, {"OSP_ACCESSIBLE": "1"}, {"ACCESSIBLE": "1"}]
)
def test_a_terminal_that_wants_none_gets_no_escape_at_all(environment: dict[str, str]) -> None:
    assert "\x1b" not in _on_a_terminal("characters", **environment)


@pytest.mark.parametrize("options", ["", "--color=never", "--json"])
@pytest.mark.parametrize("columns", [40, 120])
def test_nothing_that_was_typed_reaches_the_terminal_as_a_command(options: str, columns: int) -> None:
    output = _on_a_terminal(f"hostile {options}", columns)
    left = COLOUR.sub("", output) if not options else output
    obeyed = {c for c in left if c != "\n" and (ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in DIRECTIONS)}

    assert obeyed == set()
    assert "[red]Acme[/red] [/] [@click=x]" in output.replace("\n  ", " ")


DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"


def test_on_the_screen_the_columns_stand_below_each_other() -> None:
    screen = pyte.Screen(80, 30)
    pyte.Stream(screen).feed(colored(PAGE, Page(80)).replace("\n", "\r\n"))
    rows = [line for line in screen.display if "¥3,500,000.00" in line or "$1.00" in line]
    ends = {screen.display.index(row): _end_of_amount(screen, row) for row in rows[:2]}

    assert len(set(ends.values())) == 1


def _end_of_amount(screen: pyte.Screen, row: str) -> int:
    """The cell of the screen in which the last figure of the row stands."""
    cells = screen.buffer[screen.display.index(row)]
    return max(column for column in range(screen.columns) if cells[column].data == "0")
