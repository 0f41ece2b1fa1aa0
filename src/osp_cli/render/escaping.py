"""Whatever people typed as Markdown or HTML that reads as what they typed."""

from __future__ import annotations

import re
from html import escape

from osp_cli.domain.names import visible

SPACES = re.compile("[\\t\\n\\r \\u2028\\u2029]+")
# What Markdown would read anywhere; at the start of a value also what opens a list, a heading or a rule there.
ANYWHERE = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
AT_START = re.compile(r"^(?:[-+=#]|:::|(\d{1,9})(?=[.)](?:\s|$)))")


def html_text(text: str) -> str:
    """A text within an element of HTML, control characters made visible."""
    return escape(visible(text, keep="\n\t"))


def markdown_text(value: object) -> str:
    """A value as Markdown text that reads as the value: one line, its marks escaped, control characters visible."""
    text = visible(SPACES.sub(" ", str(value)).strip())
    text = ANYWHERE.sub(lambda found: "\\" + found[0], text)
    return AT_START.sub(lambda found: f"{found[1]}\\" if found[1] else "\\" + found[0], text)
