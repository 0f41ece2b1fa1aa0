"""Settings and places."""

from __future__ import annotations

from osp_cli.render.blocks import Block, Bullets, Column, Facts, Item, Line, Table, View
from osp_cli.render.naming import setting
from osp_cli.render.views import common
from osp_cli.services.configuration import Paths, SettingChanged, SettingsShown
from osp_cli.settings import Shown
from osp_cli.words import Words

SHOWN_ADOPTED = 20


def settings_view(shown: SettingsShown, words: Words) -> View:
    """One line per setting: value and where it comes from."""
    rows = tuple((row.key, meaning(row, words), common.text(row.value), origin(row, words)) for row in shown.settings)
    return (Table(columns(words), rows),)


def columns(words: Words) -> tuple[Column, ...]:
    """The columns of the list."""
    return tuple(Column(words(f"views.{key}")) for key in ("setting", "meaning", "value", "origin"))


def meaning(row: Shown, words: Words) -> str:
    """What a setting is about."""
    return words(f"setting-names.{row.key.partition('.')[0]}")


def origin(row: Shown, words: Words) -> str:
    """Where a setting comes from."""
    return words(f"origins.{row.origin}") if words.has(f"origins.{row.origin}") else row.origin


def changed_view(changed: SettingChanged, words: Words) -> View:
    """A setting before and after."""
    parts: list[Block] = [Line(words("views.dry-run"), "warn")] if changed.is_dry_run else []
    told = common.change(common.text(changed.old), common.text(changed.new), words)
    parts.append(Line(words("views.label", label=setting(changed.key, words), value=told)))
    if changed.adopted:
        parts.append(Line(words("views.adopted", count=len(changed.adopted)), "plain"))
        shown = changed.adopted[:SHOWN_ADOPTED]
        parts.append(Bullets(tuple(Item(f"{named.number}  {named.name}") for named in shown)))
        if len(shown) < len(changed.adopted):
            parts.append(Line(words("views.and-more", count=len(changed.adopted) - len(shown)), "dim"))
    return (*parts, *common.archived(changed.archived, words))


def paths_view(paths: Paths, words: Words) -> View:
    """Where things are."""
    rows = tuple((words(f"views.path-{key}"), getattr(paths, key)) for key in ("settings", "store", "state"))
    return (Facts(rows),)
