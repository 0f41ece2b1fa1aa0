"""config, demo, help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Argument, Context, Option, noun, verb, wiring_of
from osp_cli.cli.list_files import filed, give_list
from osp_cli.cli.params import On
from osp_cli.errors import WrongUsage
from osp_cli.frozen import replace
from osp_cli.setting_values import BUILTIN, LANGUAGES
from osp_cli.settings import parse_setting

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

config = noun(default_verb="list")


@verb(config, "list")
@filed
def config_list(context: Context) -> None:
    """Every setting with its origin."""
    from osp_cli.render.views.configuration import settings_view
    from osp_cli.services.configuration import shown

    wiring = wiring_of(context)
    wiring.mend_settings()
    give_list(wiring, shown(wiring.settings), settings_view)


@verb(config, "get")
@filed
def config_get(context: Context, key: Annotated[str, Argument(metavar="KEY")]) -> None:
    """One setting."""
    from osp_cli.render.views.configuration import settings_view
    from osp_cli.services.configuration import shown

    wiring = wiring_of(context)
    wiring.mend_settings()
    give_list(wiring, shown(wiring.settings, key), settings_view)


@verb(config, "set")
def config_set(
    context: Context,
    key: Annotated[str, Argument(metavar="KEY")],
    value: Annotated[str, Argument(metavar="VALUE")],
    on: On = None,
) -> None:
    """Changes a setting; a rate is dated, and opportunities without one take it."""
    from osp_cli.render.views.configuration import changed_view
    from osp_cli.services.configuration import adopt_rate, change, is_nothing
    from osp_cli.services.method import role_page
    from osp_cli.store.store import is_there

    wiring = wiring_of(context)
    wiring.mend_settings()
    day = wiring.day(on)
    archived: tuple[str, ...] = ()
    if key == "pack":
        archived = _must_fit_pack(wiring, value)
    elif key == "language" and not is_nothing(value):
        _must_be_spoken(wiring, value)
    elif key == "templates":
        _must_be_folder(value)
    elif key == "revisit_by" and not is_nothing(value):
        value = role_page(wiring.process, wiring.handbook, value).role.id
    result = change(wiring.places, wiring.settings, key, value, day, is_dry_run=wiring.shared.dry_run)
    if key.startswith("rate.") and result.new and is_there(wiring.store_path[0]):
        desk = wiring.writing(creates=False)
        result = replace(result, adopted=adopt_rate(desk, key.removeprefix("rate.").upper(), result.new, day))
    wiring.show(replace(result, archived=archived), changed_view)


def _must_fit_pack(wiring: Wiring, value: str) -> tuple[str, ...]:
    """Refuses a pack with faults, and one that lacks a stage of the store; says what it archives of the store."""
    from osp_cli.cli.quick import fits
    from osp_cli.services.desk import must_hold_stages
    from osp_cli.services.packs import archived_by, usable
    from osp_cli.store.store import is_there

    pack = str(parse_setting("pack", value))
    process = usable(pack, wiring.settings, fits)
    if not is_there(wiring.store_path[0]):
        return ()
    store = wiring.open_store(creates=False)
    must_hold_stages(store, process, pack)
    return archived_by(process, store)


def _must_be_folder(value: str) -> None:
    """Refuses a folder of templates that is none."""
    folder = str(parse_setting("templates", value))
    if folder != BUILTIN and not Path(folder).is_dir():
        raise WrongUsage("templates-missing", {"folder": folder}, details={"folder": folder})


def _must_be_spoken(wiring: Wiring, value: str) -> None:
    """Refuses a language in which nothing is written, neither our own words nor the pack in use."""
    language = str(parse_setting("language", value))
    if language not in LANGUAGES and language not in wiring.process.languages:
        allowed = tuple(dict.fromkeys((*LANGUAGES, *wiring.process.languages)))
        raise WrongUsage("setting-wrong", {"key": "language", "value": value, "allowed": allowed})


@verb(config, "path")
def config_path(context: Context) -> None:
    """Where the settings, the store and the state are."""
    from osp_cli.render.views.configuration import paths_view
    from osp_cli.services.configuration import paths

    wiring = wiring_of(context)
    wiring.mend_settings()
    wiring.show(paths(wiring.places, wiring.store_path[0]), paths_view)


def demo(
    context: Context,
    folder: Annotated[str | None, Option("--folder", metavar="DIR")] = None,
    quiet: Annotated[bool, Option("--quiet")] = False,
) -> None:
    """A believable example territory in a store of its own, and the story of one deal told on it."""
    from osp_cli.cli.story import tell_story

    tell_story(wiring_of(context), folder, is_quiet=quiet)


def help_(context: Context, topic: Annotated[str | None, Argument(metavar="TOPIC")] = None) -> None:
    """A topic, or the page of a command."""
    from osp_cli.cli.pages import HelpPage, every_topic, topic_page

    wiring = wiring_of(context)
    text = topic_page(topic, wiring.words)
    wiring.show_text(HelpPage(topic, text) if topic else every_topic(wiring.words), text)
