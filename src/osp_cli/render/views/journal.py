"""Notes, the history, undo, and what a dry run would have written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from osp_cli.domain.dates import local
from osp_cli.domain.money import Money
from osp_cli.domain.own_fields import OwnValue, decoded
from osp_cli.render.blocks import Blank, Block, Bullets, Facts, Heading, Item, Line, View
from osp_cli.render.naming import Kind, titled
from osp_cli.render.views import common
from osp_cli.services.journal import History, Noted, TakenBack
from osp_cli.services.results import DryRun
from osp_cli.store.units import Change, HistoryEntry
from osp_cli.words import Words

SHOWN_CHANGES = 12
SHOWN_OF_A_UNIT = 3


def noted_view(noted: Noted, words: Words) -> View:
    """A note that was kept."""
    note = noted.note
    facts = [(words("views.day"), common.day(note.on, words)), (words("views.kind"), words(f"note-kinds.{note.kind}"))]
    if note.who:
        facts.append((words("views.who"), note.who))
    facts.append((words("views.text"), note.text))
    return common.blocks(common.title(noted.opportunity), Facts(tuple(facts)), common.undo_hint(words))


def history_view(history: History, words: Words) -> View:
    """Who changed what, when, from what to what, and why; newest first."""
    parts: list[Block] = [common.title(history.opportunity)] if history.opportunity else []
    if not history.entries:
        return (*parts, Line(words("views.history-empty"), "dim"))
    for entry in history.entries:
        at = local(entry.at)
        parts.append(Heading(f"{common.short_day(at.date(), words)} {at:%H:%M}  {entry.who}", level=3))
        parts.append(Line("  " + entry.command, "dim"))
        if entry.opportunity and not history.opportunity:
            number, name = entry.opportunity
            parts.append(Line(f"  {number}  {name}"))
        if entry.happened_on:
            parts.append(Line("  " + words("coach.happened", day=entry.happened_on)))
        if entry.summary:
            parts.append(Line("  " + words("views.why", why=entry.summary)))
        parts.append(Bullets(tuple(Item(_of_unit(change, entry, words)) for change in entry.changes[:SHOWN_CHANGES])))
        if (rest := len(entry.changes) + entry.more_changes - SHOWN_CHANGES) > 0:
            parts.append(Line("  " + words("coach.more-changes", count=rest), "dim"))
    if history.is_cut:
        parts += [Blank(), Line(words("views.history-cut", count=len(history.entries)), "dim")]
    return tuple(parts)


def change_text(change: Change, words: Words) -> str:
    """What was changed, in words: which record, and of each field what was said before and after."""
    op, table = words(f"views.op-{change.op}"), words(f"tables.{change.table}")
    told = changed_text(change, words)
    return "\n".join(part for part in (words("views.changed-row", op=op, table=table, row=change.row), told) if part)


def _of_unit(change: Change, entry: HistoryEntry, words: Words) -> str:
    """What was changed; of a record that somebody else made, and this one brought in, who made it."""
    told, maker = change_text(change, words), (change.after or {}).get("by")
    if change.op != "insert" or maker in (None, entry.who):
        return told
    head, *rest = told.split("\n", 1)
    return "\n".join((words("views.aside", text=head, aside=words("views.made-by", who=maker)), *rest))


def changed_text(change: Change, words: Words) -> str:
    """Of each field what was said before and after."""
    fields = []
    for label, before, after in changed_fields(change, words):
        told = {"insert": after, "delete": before}.get(change.op) or common.change(before, after, words)
        fields.append(words("views.field", label=label, value=told))
    return words("views.list-joint").join(fields)


def changed_fields(change: Change, words: Words) -> Iterator[tuple[str, str, str]]:
    """Each field that says something new: what it is called, what was said before and after."""
    if change.table == "own_value":
        name = (change.after or change.before or {})["field"]
        before, after = (common.own(_held(image), words) for image in (change.before, change.after))
        yield name, before, after
        return
    amounts: dict[str, tuple[str, str]] = {}
    for name, old, new in change.columns():
        if name.endswith("_currency"):  # it stands with its amount
            continue
        before = _told(change.table, name, old, change.before, words)
        after = _told(change.table, name, new, change.after, words)
        amounts[name] = before, after
        if name in CONVERTED and amounts.get(CONVERTED[name]) == (before, after):
            continue
        yield words(f"fields.{name.removesuffix('_minor')}"), before, after


# Amounts in the base currency, with those that say the same where their currency is that one.
CONVERTED = {"base_minor": "amount_minor", "booked_base_minor": "booked_amount_minor"}


def _held(image: Mapping[str, Any] | None) -> OwnValue | None:
    return decoded(image["kind"], image["value"]) if image else None


# The columns that hold a code, by name or by table and name, and the section of the words that says it.
CODES = {
    "status": "status", "verdict": "verdicts", "paid": "paid", "size": "size", "role": "roles",
    "partner.role": "choices.partner.role",
    "note.kind": "note-kinds", "move.kind": "moves", "plan_version.kind": "plan-kinds",
    "opportunity.kind": "opportunity-kinds", "approval.what": "approved-subjects",
    "forecast_call.category": "category", "total_call.level": "calls.level",
    "forecast_call.level": "calls.level",
    "strategy_choice.kind": "choices.strategy.kind", "strategy_choice.recommended": "choices.strategy.kind",
}  # fmt: skip
TITLES: dict[str, Kind] = {
    "criterion": "criteria", "question": "questions", "prompt": "questions", "opportunity.reason": "reasons",
    "move.end.reason": "reasons", "move.import.reason": "reasons",
}  # fmt: skip


def _told(table: str, name: str, value: Any, row: Mapping[str, Any] | None, words: Words) -> str:
    """A value of the store as people say it: amounts with their currency, flags as yes and no, codes in words."""
    if value is None or row is None:
        return common.EMPTY
    if name.endswith("_minor"):
        return common.money(Money(value, row[f"{name.removesuffix('_minor')}_currency"]), words)
    if name.startswith(("is_", "needs_")):
        return words("render.yes" if value else "render.no")
    if name == "on" or name.endswith("_on"):
        return common.short_day(date.fromisoformat(value), words)
    if name == "lost_to":
        return common.unknown(str(value), words) or common.EMPTY
    # What ends a deal has a code; why one went back a stage is in a person's own words.
    place = f"move.{row['kind']}.{name}" if table == "move" else f"{table}.{name}"
    return code_in_words(table, name, value, words, place) or str(value)


def code_in_words(table: str, name: str, value: Any, words: Words, place: str = "") -> str | None:
    """What a code in a column of the store means; None for what is no code. `place` is where its title stands."""
    section = CODES.get(f"{table}.{name}") or CODES.get(name) or f"choices.{table}.{name}"
    if words.has(f"{section}.{value}"):
        return words(f"{section}.{value}")
    kind = TITLES.get(place or f"{table}.{name}") or TITLES.get(name)
    return titled(str(value), words, kind) if kind else None


def taken_back_view(taken: TakenBack, words: Words) -> View:
    """What was taken back or brought back, in words."""
    key = "views.redone" if taken.is_redo else "views.undone"
    lines = [
        Item("\n".join(_unit_lines(unit, words(key, command=unit.command, who=unit.who), words)))
        for unit in taken.units
    ]
    hint = "views.undo" if taken.is_redo else "views.redo"
    return (Bullets(tuple(lines)), Line(words(hint), "dim"))


def _unit_lines(unit: HistoryEntry, head: str, words: Words) -> Iterator[str]:
    """What a unit was: its command, the opportunity it was about, the first of its changes."""
    yield head
    if unit.opportunity:
        yield "{}  {}".format(*unit.opportunity)
    for change in unit.changes[:SHOWN_OF_A_UNIT]:
        yield change_text(change, words).replace("\n", words("render.colon"))
    if (rest := len(unit.changes) + unit.more_changes - SHOWN_OF_A_UNIT) > 0:
        yield words("coach.more-changes", count=rest)


def dry_run_view(shown: DryRun, words: Words, view: Callable[[Any, Words], View]) -> View:
    """What a command would have written: its own screen, then every change of the store; nothing was written."""
    hint = words("views.undo")
    would = tuple(block for block in view(shown.would, words) if not (isinstance(block, Line) and block.text == hint))
    changes = tuple(Item(change_text(change, words)) for change in shown.changes[:SHOWN_CHANGES])
    rest = len(shown.changes) + shown.more_changes - SHOWN_CHANGES
    more = (Line(words("views.and-more", count=rest), "dim"),) if rest > 0 else ()
    return (Line(words("views.dry-run"), "warn"), *would, Blank(), Bullets(changes), *more)
