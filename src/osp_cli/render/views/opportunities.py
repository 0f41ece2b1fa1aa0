"""Opportunities created, changed, chosen, removed."""

from __future__ import annotations

from datetime import date
from typing import Any

from osp_cli.domain.money import Money
from osp_cli.render.blocks import Facts, Line, View
from osp_cli.render.naming import field_label
from osp_cli.render.views import common
from osp_cli.services.opportunities import Created, ManyChanged, Removed, Used
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
                common.change(value(change.old, words), value(change.new, words), words),
            )
            for change in one.changes
        ]
        parts.append(Facts(tuple(lines)) if lines else Line(words("views.nothing-changed"), "dim"))
    if any(one.changes for one in changed.opportunities):
        parts.append(common.undo_hint(words))
    return common.blocks(*parts)


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
