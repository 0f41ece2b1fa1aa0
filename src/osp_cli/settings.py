"""The user's settings, the folders, the clock, and who is acting.

Settings are one TOML file. A value comes from the environment, else from the file, else from the default; `origin`
tells which. Values are parsed by the same functions when they are set and when they are read, so that a hand-edited
file is held to the same rules.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TextIO

from osp_cli.domain.dates import parse_day
from osp_cli.domain.names import clean_name, excerpt, place
from osp_cli.domain.own_fields import OwnField
from osp_cli.domain.periods import FIRST_YEAR, LAST_YEAR
from osp_cli.domain.process import Category
from osp_cli.domain.ranking import weights
from osp_cli.errors import Located, NotFound, OspError, WrongUsage, read_toml, unread
from osp_cli.folders import make_folder
from osp_cli.frozen import dataclass, field
from osp_cli.setting_values import (
    BUILTIN,
    DAILY_BACKUP,
    EVIDENCE_DAYS,
    GROUPS,
    IN_GROUPS,
    LANGUAGES,
    LEARNING_MINIMUM,
    RENEWAL_DAYS,
    SIMPLE,
    USUAL_CASES,
    currency_code,
    dated_rates,
    wrong,
)

ENVIRONMENT = {"me": "OSP_USER", "db": "OSP_DB", "daily_backup": "OSP_DAILY_BACKUP"}


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: the settings file, the default store, and the state (current opportunity, log)."""

    settings_file: Path
    store_file: Path
    state_folder: Path


def find_places(environment: Mapping[str, str]) -> Places:
    """The folders of this user, or everything under OSP_HOME where it is set."""
    home = environment.get("OSP_HOME")
    if home:
        root = Path(home).expanduser()
        return Places(root / "settings.toml", root / "osp.db", root / "state")
    plain = _plain_folders(environment)
    if plain is not None:
        config, data, state = (f"{folder}/{_PROGRAM}" for folder in plain)
    else:
        import platformdirs  # loads tempfile and shutil: most of what a start costs

        kinds = (platformdirs.user_config_dir, platformdirs.user_data_dir, platformdirs.user_state_dir)
        config, data, state = (folder_of(_PROGRAM, appauthor=False) for folder_of in kinds)
    return Places(Path(config) / "settings.toml", Path(data) / "osp.db", Path(state))


_PROGRAM = "osp"
_BASES = {"XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".local/share", "XDG_STATE_HOME": ".local/state"}


def _plain_folders(environment: Mapping[str, str]) -> list[str] | None:
    """Where a Linux user's settings, data and state are, where all is as usual; else None: ask platformdirs.

    Source: the XDG Base Directory Specification, 0.8.
    """
    home = environment.get("HOME", "")
    folders = [environment.get(name) or f"{home.rstrip('/')}/{usual}" for name, usual in _BASES.items()]
    is_usual = all(folder.startswith("/") and folder == folder.strip() for folder in (home, *folders))
    return folders if is_usual and sys.platform == "linux" and "ANDROID_DATA" not in environment else None


@dataclass(frozen=True, slots=True)
class Clock:
    """The day and the instant. OSP_TODAY fixes the day, and the instant at noon of it."""

    fixed: date | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Clock:
        """The clock of this run; an OSP_TODAY that is no ISO date, or of a year that no date may have, is refused."""
        text = environment.get("OSP_TODAY")
        if not text:
            return cls()
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise WrongUsage("today-unreadable", {"text": excerpt(text)}) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise WrongUsage("date-out-of-range", {"text": text, "first": FIRST_YEAR, "last": LAST_YEAR})
        return cls(day)

    def today(self) -> date:
        """The day in the user's own time zone."""
        return self.fixed or date.today()  # noqa: DTZ011  the local day is what a person calls today

    def instant(self) -> str:
        """Now, as UTC text with milliseconds."""
        if self.fixed:
            now = datetime.combine(self.fixed, time(12), tzinfo=UTC)
            with suppress(OverflowError, OSError, ValueError):  # the first and the last year of the calendar
                now = now.replace(tzinfo=None).astimezone(UTC)  # noon where the person is
        else:
            now = datetime.now(UTC)
        return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting as `config list` shows it: its value as text and where it comes from."""

    key: str
    value: str
    origin: str


@dataclass(frozen=True)
class Settings:
    """What the user has settled. `rates`: base currency per unit, by currency, each (day, rate text), oldest first."""

    me: str | None = None
    currency: str = "USD"
    fiscal_start: int = 1
    language: str | None = None
    db: str | None = None
    date_order: str | None = None
    pack: str | None = None
    templates: str | None = None
    revisit_by: str | None = None
    evidence_days: int = EVIDENCE_DAYS
    usual_cases: int = USUAL_CASES
    renewal_days: int = RENEWAL_DAYS
    learning_minimum: int = LEARNING_MINIMUM
    daily_backup: str = DAILY_BACKUP[0]
    rates: Mapping[str, tuple[tuple[date, str], ...]] = field(default_factory=dict)
    limits: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    probabilities: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, Category] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    rotting: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, OwnField] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def rate(self, currency: str, on: date) -> tuple[str, date] | None:
        """The rate into the base currency in force on a day, with its own day; None where there is none."""
        known = [(day, rate) for day, rate in self.rates.get(currency, ()) if day <= on]
        return (known[-1][1], known[-1][0]) if known else None

    def shown(self) -> tuple[Shown, ...]:
        """Every setting with its origin, in a fixed order."""
        rows = [(key, getattr(self, key)) for key in SIMPLE]
        rows += [(f"rate.{c} {day}", rate) for c, dated in sorted(self.rates.items()) for day, rate in dated]
        rows += [(f"limits.{c}", f"{low}/{high}") for c, (low, high) in sorted(self.limits.items())]
        groups = {"probability": self.probabilities, "category": self.categories, "rotting": self.rotting}
        rows += [(f"{name}.{stage}", value) for name, kept in groups.items() for stage, value in kept.items()]
        rows += [(f"weight.{name}", points) for name, points in weights(self.weights).items()]
        rows += [(f"field.{name}", own.told) for name, own in self.fields.items()]
        return tuple(
            Shown(key, "" if value is None else str(value), self.origins.get(key.split()[0], "default"))
            for key, value in rows
        )


def read_settings(file: Path, environment: Mapping[str, str], *, is_lenient: bool = False) -> Settings:
    """The settings of this run.

    A file that cannot be read is refused (`settings-unreadable`), one with faults with all of them by key and reason
    (`settings-broken`). `is_lenient` leaves out what is wrong instead: for `config`, which mends it.
    """
    faults: list[Located] = []
    values, origins = _parsed(_read_table(file, is_lenient=is_lenient), faults)
    if faults and not is_lenient:
        raise broken(file, faults)
    for key, variable in ENVIRONMENT.items():
        if environment.get(variable):
            values[key] = SIMPLE[key](environment[variable])
            origins[key] = variable
    return Settings(**values, origins=origins)


def broken(file: Path, faults: list[Located]) -> WrongUsage:
    """The refusal of a settings file with everything that is wrong in it, by key and reason."""
    details = {"file": str(file), "faults": [fault.as_details() for fault in faults]}
    return WrongUsage("settings-broken", {"file": str(file), "faults": faults}, details=details)


def _parsed(table: Mapping[str, Any], faults: list[Located]) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields of Settings that a file gives, and where they come from; what is wrong is added to the faults."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for key, value in table.items():
        parts = value if isinstance(value, dict) and key in IN_GROUPS else {"": value}
        for part, given in parts.items():
            name = f"{key}.{part}" if part else key
            try:
                _keep(values, key, part, given)
            except OspError as error:
                faults.append(_fault(name, error))
            else:
                origins[name] = "settings"
    language = values.get("language", LANGUAGES[0])
    if values.get("pack", BUILTIN) == BUILTIN and language not in LANGUAGES:
        faults.append(_fault("language", wrong("language", values.pop("language"), tuple(LANGUAGES))))
    return values, origins


def _keep(values: dict[str, Any], key: str, part: str, given: object) -> None:
    """Puts one entry of the file where Settings has it; `part` is its key within a group."""
    if part and key == "rate":
        values.setdefault("rates", {})[currency_code(part)] = dated_rates(part, given)
    elif part:
        values.setdefault(IN_GROUPS[key], {})[part] = GROUPS[key](part, str(given))
    elif key in SIMPLE and not isinstance(given, dict | list):
        values[key] = SIMPLE[key](str(given))
    elif key in SIMPLE or key in IN_GROUPS:
        raise WrongUsage("fault-unfit", {"value": excerpt(str(given))})
    else:
        raise NotFound("fault-unknown-key")


def _fault(name: str, error: OspError) -> Located:
    """What is wrong at a key; the sentence of a wrong value need not name the key a second time."""
    code = "fault-unknown-value" if error.code == "setting-wrong" else error.code
    return Located(name, code, error.values)


def _read_table(file: Path, *, is_lenient: bool) -> dict[str, Any]:
    try:
        return read_toml(file.read_bytes().decode())
    except (FileNotFoundError, NotADirectoryError):  # where the folder is none, the store has the word
        return {}
    except (ValueError, OSError) as error:  # no TOML, or no UTF-8
        if is_lenient:
            return {}
        raise _unreadable(file, error) from None


def _unreadable(file: Path, error: Exception) -> WrongUsage:
    values = {"file": place(file), "reason": unread(error)}
    return WrongUsage("settings-unreadable", values, details={"file": str(file)})


def parse_setting(key: str, text: str) -> object:
    """The value of one setting from text; unknown keys and wrong values are refused.

    Keys: the simple ones, `limits.CUR` (lower/upper), `probability.`, `category.`, `rotting.` (days) of a STAGE,
    `weight.NAME` (points in the ranking), `field.NAME` (a field of the user's own).
    """
    group, _, part = key.partition(".")
    if key in SIMPLE:
        return SIMPLE[key](text)
    if group in GROUPS and part:
        return GROUPS[group](part, text)
    raise NotFound("setting-unknown", {"key": key, "keys": tuple(known_keys())}, details={"keys": known_keys()})


def known_keys() -> list[str]:
    """The keys `config` knows, groups with their placeholder."""
    of_stage = (f"{group}.STAGE" for group in ("probability", "category", "rotting"))
    return [*SIMPLE, "rate.CURRENCY", "limits.CURRENCY", *of_stage, "weight.NAME", "field.NAME"]


def write_setting(file: Path, key: str, value: str | int | None, on: date | None = None) -> None:
    """Writes one setting (None removes it), keeping the comments of the file; the file is replaced whole, 0600."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
    except (TOMLKitError, OSError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(file, error) from None
    *path, leaf = [*key.split(".", 1), *([on.isoformat()] if on else [])]  # a stage may be called 9.5
    table: Any = document
    for part in path:
        if not isinstance(table.get(part), dict):
            table[part] = tomlkit.table()
        table = table[part]
    if value is None:
        table.pop(leaf, None)
    else:
        table[leaf] = value
    replace_file(file, tomlkit.dumps(document))


def replace_file(file: Path, text: str) -> None:
    """Writes a private file so that a reader sees the old or the new text, never a half."""
    replace_file_by(file, lambda stream: stream.write(text))


def replace_file_by(file: Path, write: Callable[[TextIO], object]) -> None:
    """The same for a text that is written piece by piece."""
    with _replacing(file) as handle, os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())


def replace_bytes(file: Path, content: bytes) -> None:
    """The same for a content that is no text."""
    with _replacing(file) as handle, os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def _replacing(file: Path) -> Iterator[int]:
    """A draft beside the file, open for writing, that takes its place at the end; nothing is left of it otherwise."""
    make_folder(file.parent)
    must_be_writable(file)
    clear_drafts(file)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        error.filename = str(file)  # what the person knows; of the draft nobody has heard
        raise
    try:
        yield handle
        draft.replace(file)
    except BaseException:
        with suppress(OSError):  # why it was not written is what counts; `osp doctor --fix` takes away what stays
            draft.unlink()
        raise


def must_be_writable(file: Path) -> None:
    """Raises PermissionError for a file that somebody has protected: a rename would pass over that."""
    if file.exists() and not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))


def clear_drafts(file: Path) -> None:
    """Removes the drafts of a file whose processes were killed; one of this process's number was left by another."""
    with suppress(OSError):
        for each in file.parent.iterdir():
            name, _, number = each.name.rpartition(".")
            if name != f".{file.name}" or not number.isdecimal() or int(number) < 1:
                continue
            if int(number) == os.getpid() or has_ended(int(number)):
                each.unlink()


def has_ended(process: int) -> bool:
    """Whether no such process runs; where that cannot be asked without harm, it is taken to run."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def acting_name(explicit: str | None, settings: Settings) -> str:
    """Who is acting: `--as`, then OSP_USER or the setting `me`, then the login name."""
    if explicit:
        return clean_name(explicit)
    if settings.me:
        return settings.me
    import getpass

    try:
        return clean_name(getpass.getuser())
    except (OSError, KeyError):
        return "osp"


def read_day(text: str, today: date, settings: Settings, *, past: bool = False) -> date:
    """A day from what a person typed, in the date order of the settings."""
    return parse_day(text, today, order=settings.date_order, past=past, fiscal_start_month=settings.fiscal_start)
