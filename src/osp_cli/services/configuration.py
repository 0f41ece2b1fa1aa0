"""The settings, shown and changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from osp_cli.domain.money import parse_rate
from osp_cli.domain.names import NOTHING, closest
from osp_cli.domain.own_fields import PREFIX, OwnField, known
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named
from osp_cli.services.pricing import convert_missing
from osp_cli.settings import Places, Settings, Shown, known_keys, parse_setting, write_setting

ALWAYS_SET = ("pack", "templates")  # of these "none" means the ones of the program


@dataclass(frozen=True, slots=True)
class SettingsShown:
    """Settings with their origins."""

    settings: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """A setting before and after; `adopted` are opportunities that took a new rate.

    `archived`: what was answered and a new pack has no more.
    """

    key: str
    old: str | None
    new: str | None
    adopted: tuple[Named, ...] = ()
    is_dry_run: bool = False
    archived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things are."""

    settings: str
    store: str
    state: str


def shown(settings: Settings, key: str | None = None) -> SettingsShown:
    """Every setting, or those under one key."""
    rows = settings.shown()
    if key is None:
        return SettingsShown(rows)
    found = tuple(row for row in rows if row.key.split()[0] == key or row.key.startswith(f"{key}."))
    if not found:
        parse_key(key)
    return SettingsShown(found)


def parse_key(key: str) -> None:
    """Refuses a key that no setting can have."""
    group, _, part = key.partition(".")
    forms = [name for name in known_keys() if name.partition(".")[0] == group]
    if not forms or (bool(part) and "." not in forms[0]):
        values = {"key": key, "keys": tuple(known_keys()), "close": tuple(closest(key, known_keys()))}
        raise NotFound("setting-unknown", values, details={"keys": known_keys()})


def change(
    places: Places, settings: Settings, key: str, text: str, on: date, *, is_dry_run: bool = False
) -> SettingChanged:
    """Sets one setting. `rate.CUR` is dated: it holds from the day `on`."""
    before = {row.key: row.value for row in settings.shown()}
    if key.startswith("rate."):
        code = str(parse_setting("currency", key.removeprefix("rate.")))
        if code == settings.currency:
            raise WrongUsage("rate-of-base", {"currency": code})
        rate = None if is_nothing(text) else parse_rate(text)
        if not is_dry_run:
            write_setting(places.settings_file, f"rate.{code}", rate, on)
        dated = f"rate.{code} {on.isoformat()}"
        return SettingChanged(dated, before.get(dated), rate, is_dry_run=is_dry_run)
    if is_nothing(text) and key not in ALWAYS_SET:
        return _take_away(places, settings, key, before.get(key), is_dry_run=is_dry_run)
    value = parse_setting(key, text)
    if isinstance(value, OwnField):
        kept: str | int = value.told
    elif isinstance(value, tuple):
        kept = f"{value[0]}/{value[1]}"
    else:
        kept = value if isinstance(value, int) else str(value)
    if not is_dry_run:
        write_setting(places.settings_file, key, kept)
    return SettingChanged(key, before.get(key), str(kept), is_dry_run=is_dry_run)


def is_nothing(text: str) -> bool:
    """Whether the words take a setting away: what it is without it holds again."""
    return text.strip().casefold() in NOTHING


def _take_away(places: Places, settings: Settings, key: str, old: str | None, *, is_dry_run: bool) -> SettingChanged:
    """Takes a setting away; of a field of the user's own the definition, what it holds stays in the book."""
    if key.startswith(PREFIX):
        known(settings.fields, key)
    else:
        parse_key(key)
    if not is_dry_run:
        write_setting(places.settings_file, key, None)
    return SettingChanged(key, old, None, is_dry_run=is_dry_run)


def adopt_rate(desk: Desk, currency: str, rate: str, on: date) -> tuple[Named, ...]:
    """Gives a new rate to what of that currency has none yet, deals and orders, ended or not; one unit of undo."""
    rates = {currency: (rate, on)}
    with desk.writing() as writing:
        return tuple(
            Named.of(deal)
            for deal in writing.unconverted(desk.base)
            if convert_missing(writing, deal, desk.base, rates.get)
        )


def paths(places: Places, store: Path) -> Paths:
    """The files and folders of this user."""
    return Paths(str(places.settings_file), str(store), str(places.state_folder))
