"""Texts that a spreadsheet would run as a formula: made inert on the way out, and what they were on the way in.

One ' goes before a text that begins with = + - @ tab or carriage return, whatever number of ' it begins with itself;
so one ' is taken off of exactly these on the way back, and every text comes back as it was. Signs of full width count
too: a spreadsheet that is set up for Chinese may take them for the others.
"""

from __future__ import annotations

from osp_cli.domain.names import UNSEEN, visible

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def defused(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it."""
    return f"'{text}" if text.lstrip("'").startswith(STARTS) else text


def cell_text(text: str) -> str:
    """A text of the book as a cell of a list: defused, and control characters made visible.

    No text comes into a book with a control character by a command or an import; what did come with one stays seen.
    """
    return defused(visible(text, keep=f"\t\r\n{UNSEEN}"))


def plain_text(text: str) -> str:
    """A cell without the ' that our own lists put before what a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(STARTS) else text
