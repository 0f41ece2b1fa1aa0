"""What is put off until another day."""

from __future__ import annotations

from osp_cli.render.blocks import Block, Column, Line, Table, View
from osp_cli.render.views import common
from osp_cli.services.snoozing import Snoozed, SnoozedLines
from osp_cli.words import Words


def snoozed_view(snoozed: Snoozed, words: Words) -> View:
    """Until when a line is hidden, and how to bring it back."""
    told = words("snooze.put", line=snoozed.line, day=common.day(snoozed.until, words))
    return (common.title(snoozed.opportunity), Line(told), common.undo_hint(words))


def snoozed_lines_view(shown: SnoozedLines, words: Words) -> View:
    """What is put off and until when; or what was brought back."""
    if not shown.lines:
        return (Line(words("snooze.none")),)
    rows = tuple(
        (each.line, common.day(each.until, words), f"{each.opportunity.number}  {each.opportunity.name}")
        for each in shown.lines
    )
    parts: list[Block] = [Table(columns(words), rows)]
    if shown.is_cleared:
        told = Line(words("snooze.cleared", count=len(shown.lines)), "good")
        return (told, *parts, common.undo_hint(words))
    return tuple(parts)


def columns(words: Words) -> tuple[Column, ...]:
    """The columns of the list."""
    return (Column(words("snooze.line")), Column(words("snooze.until"), "date"), Column(words("snooze.deal")))
