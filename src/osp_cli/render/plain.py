"""The plain writer: for pipes, for terminals without colour, and for screen readers."""

from __future__ import annotations

from osp_cli.render.blocks import View
from osp_cli.render.layout import lay_out
from osp_cli.render.lines import Page


def plain(view: View, page: Page) -> str:
    """The view as text, each line ended."""
    return "".join("".join(text for text, _ in line) + "\n" for line in lay_out(view, page))
