"""The coloured writer. The lines are those of the plain one: colour only repeats what the words say."""

from __future__ import annotations

import io

from osp_cli.render.blocks import View
from osp_cli.render.layout import lay_out
from osp_cli.render.lines import Page, Style

# The sixteen colours that every terminal maps to its own theme, so that they stay readable on any background.
STYLES: dict[Style, str] = {
    "plain": "",
    "good": "green",
    "bad": "red",
    "warn": "yellow",
    "dim": "dim",
    "heading": "bold",
    "label": "dim",
    "command": "cyan",
}


def colored(view: View, page: Page) -> str:
    """The view as text with the escape sequences of colour, each line ended."""
    # Here, not above: only what goes to a terminal pays for it.
    from rich.console import Console
    from rich.text import Text

    written = io.StringIO()  # not the console's own stream: a full one would fail here, where nothing is told yet
    console = Console(
        file=written,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for line in lay_out(view, page):
        console.print(Text.assemble(*((text, STYLES[style]) for text, style in line)), soft_wrap=True)
    return written.getvalue()
