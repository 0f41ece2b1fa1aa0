"""Opportunities created, changed, chosen, removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from osp_cli.domain.dates import local
from osp_cli.domain.money import Money
from osp_cli.render.blocks import Facts, Line, View
from osp_cli.render.naming import field_label
from osp_cli.render.views import common
from osp_cli.render.views.journal import change_text, code_in_words
from osp_cli.services.opportunities import Created, FieldChange, ManyChanged, Removed, Used
from osp_cli.store.held import Since
from osp_cli.words import Words


def created_view(created: Created, words: Words) -> View:
    """A new opportunity and what to do next."""
    number = str(created.opportunity.number)
    return common.blocks(
        common.title(created.opportunity),
        Facts(
            (
                (words("views.account"), common.text(created.account)),
                (words("views.owner"), common.text(created.owner)),
                (words("views.stage"), created.stage),
                (words("views.amount"), common.money(created.amount, words)),
                (words("views.close"), common.day(created.close_on, words)),
                *_from(created, words),
            )
        ),
        Line(words("views.created-next", command=common.command(("qualify", number))), "dim"),
        common.undo_hint(words),
    )


def _from(created: Created, words: Words) -> tuple[tuple[str, str], ...]:
    """What it grew out of, where it did."""
    first = created.follows
    return ((words("accounts.follows"), f"{first.number}  {first.name}"),) if first else ()


def changed_view(changed: ManyChanged, words: Words) -> View:
    """What changed, field by field."""
    parts: list[Any] = []
    for one in changed.opportunities:
        parts.append(common.title(one.opportunity))
        lines = [
            (
                field_label(change.field, words),
                told_change(change, words),
            )
            for change in _telling(one.changes)
        ]
        parts.append(Facts(tuple(lines)) if lines else Line(words("views.nothing-changed"), "dim"))
    if any(one.changes for one in changed.opportunities):
        parts.append(common.undo_hint(words))
    return common.blocks(*parts)


def _telling(changes: Sequence[FieldChange]) -> Iterable[FieldChange]:
    """The changes without an amount in the base currency that says what the amount itself says."""
    amounts = [(change.old, change.new) for change in changes if change.field == "amount"]
    return (change for change in changes if change.field != "base" or (change.old, change.new) not in amounts)


def told_change(change: FieldChange, words: Words) -> str:
    """A value before and after; where another person told the one before, who and when."""
    told = common.change(_said(change.field, change.old, words), _said(change.field, change.new, words), words)
    if change.by is None or change.at is None:
        return told
    key = "views.change-of-elsewhere" if change.from_store else "views.change-of"
    return words(key, change=told, who=change.by, at=_instant(change.at))


def _said(field: str, given: Any, words: Words) -> str:
    """A value of a deal, and what it means where it is a code."""
    word = code_in_words("opportunity", field, given, words) if isinstance(given, str) else None
    return word or value(given, words)


def since_text(since: Iterable[Since], words: Words) -> str:
    """What others changed since somebody looked: who, when, and each value before and after."""
    return "\n".join(
        words(
            "views.since-elsewhere" if each.from_store else "views.since",
            who=each.who,
            at=_instant(each.at),
            change=change_text(each.change, words),
        )
        for each in since
    )


def _instant(at: str) -> str:
    return f"{local(at):%Y-%m-%d %H:%M}"


def value(given: Any, words: Words) -> str:
    """Any field's value for a person."""
    if isinstance(given, Money):
        return common.money(given, words)
    if isinstance(given, bool):
        return words("views.yes" if given else "views.no")
    if isinstance(given, date):
        return common.day(given, words)
    if isinstance(given, float):
        return common.own(given, words)
    return common.EMPTY if given is None else str(given)


def used_view(used: Used, words: Words) -> View:
    """The current opportunity."""
    if used.opportunity is None:
        return (Line(words("views.used-none")),)
    return (common.title(used.opportunity), Line(words("views.used"), "dim"))


def removed_view(removed: Removed, words: Words) -> View:
    """What was removed, and how to bring it back."""
    return (common.title(removed.opportunity), Line(words("views.removed"), "warn"), common.undo_hint(words))
