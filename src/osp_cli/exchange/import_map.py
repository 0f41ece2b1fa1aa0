"""The map of an import: which heading is which field, what its values mean, and tables beside the file to join."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from osp_cli.domain.money import known_currency
from osp_cli.domain.names import excerpt
from osp_cli.domain.own_fields import PREFIX
from osp_cli.errors import Located, WrongUsage, read_toml, unread
from osp_cli.exchange.faults import form_faults
from osp_cli.exchange.presets import HISTORY, Preset, bare_heading, unit_of
from osp_cli.exchange.tables import heading_key
from osp_cli.services.import_standing import STATUSES
from osp_cli.services.importing import FIELDS
from osp_cli.services.opportunities import KINDS

STAGE_WORDS = ("won", "lost", "cancelled", "withdrawn")
PATTERN_FIELD = r"\{([^{}]*)\}"
_CURRENCY_BEHIND = ("currency", "currencycode", "币种", "货币")
OURS = ("reason", "number")  # as our own lists write them: Reason and Number of other tools mean something else
UNUSED = "-"  # what a heading is mapped to that shall not be used


class Strict(BaseModel):
    """A part of the map; a key that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Join(Strict):
    """A table beside the file: where `on` (our field = its heading) agrees, `take` (its heading = our field)."""

    file: str
    on: dict[str, str] = Field(min_length=1, max_length=1)
    take: dict[str, str] = Field(min_length=1)


class ImportMap(Strict):
    """The whole map. `name` is a pattern of fields, such as "{product} {external_id}", for files without a name.

    `date_order` (dmy, mdy) decides what a whole column of dates leaves open, `sheet` names the sheet of a workbook.
    """

    fields: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    defaults: dict[str, str] = {}
    joins: tuple[Join, ...] = ()
    name: str | None = None
    date_order: Literal["dmy", "mdy"] | None = None
    sheet: str | None = None

    def fields_of(self, headings: Sequence[str], file: str, preset: Preset, plain: Preset) -> dict[str, str | None]:
        """The field each heading stands for: by the map, by its own name where that is a field, as the CRM has it.

        Where a CRM has several headings for one field, the first in its list counts. Refused: a heading of the map that
        the file has not, one field for two headings, a heading that stands twice.
        """
        if missing := [heading for heading in self.fields if heading not in headings]:
            raise WrongUsage("map-heading-missing", {"file": file, "headings": tuple(missing)})
        found: dict[str, str | None] = dict.fromkeys(headings)
        found.update({heading: None if field == UNUSED else field for heading, field in self.fields.items()})
        taken = set(self.fields.values())
        free = [heading for heading in headings if heading and heading not in self.fields]
        fitting = ("external_id", "status") if preset.id == HISTORY else FIELDS
        for heading in free:
            plain_name = _own_name(heading)
            if plain_name in fitting and plain_name not in taken:
                found[heading] = plain_name
        for field in {field for field in found.values() if field}:
            if len(twice := [heading for heading in headings if found[heading] == field]) > 1:
                raise WrongUsage("map-field-twice", {"field": field, "headings": tuple(twice)})
        for each in (preset,) if preset.id == HISTORY else (preset, plain):
            self._by_preset(found, free, each)
        for heading, taken_by in found.items():
            if taken_by and f"{heading} (2)" in found:
                raise WrongUsage("csv-heading-twice", {"file": file, "heading": heading})
        _put_currency(found, free)
        if "close" not in found.values():  # the one column of close dates, whatever it is called
            found.update({heading: "close" for heading in free if found[heading] == "ended"})
        return found

    def with_values(self, told: dict[str, dict[str, str]]) -> ImportMap:
        """The same map with the meanings of more values."""
        values = {field: {**self.values.get(field, {}), **more} for field, more in told.items()}
        return self.model_copy(update={"values": {**self.values, **values}})

    def _by_preset(self, found: dict[str, str | None], free: Sequence[str], preset: Preset) -> None:
        """Fills in the fields that have no heading yet."""
        keys: dict[str, str] = {}
        left = [heading for heading in free if found[heading] is None]
        for heading in left:
            keys.setdefault(heading_key(heading), heading)
        for heading in left:  # a heading as it stands goes before one without its unit
            if unit := unit_of(heading):
                keys.setdefault(heading_key(unit[0]), heading)
        whole = {**keys}
        for heading in left:
            if bare := bare_heading(heading):
                keys.setdefault(heading_key(bare), heading)
        given = {*found.values()}
        for field, wanted in preset.fields.items():
            known = whole if field.startswith("owner.") else keys  # the region of a deal is not that of its owner
            fitting = next((known[key] for key in wanted if key in known and found[known[key]] is None), None)
            if field not in given and fitting is not None:
                found[fitting] = field


def _own_name(heading: str) -> str:
    """The field whose name a heading is; nothing for one that only our own lists have, written in another way."""
    name = heading.casefold().replace(" ", "_")
    return "" if name in OURS and heading != name else name


def _put_currency(found: dict[str, str | None], free: Sequence[str]) -> None:
    """Where no heading is the currency, one is that says whose it is: Total Amount Currency beside Total Amount."""
    amount = next((heading for heading, field in found.items() if field == "amount"), None)
    if amount is None or "currency" in found.values():
        return
    wanted = {f"{heading_key(amount)}{word}" for word in _CURRENCY_BEHIND}
    beside = [heading for heading in free if found[heading] is None and heading_key(heading) in wanted]
    found.update(dict.fromkeys(beside[:1], "currency"))


def read_map(arguments: Sequence[str], stages: Sequence[str]) -> ImportMap:
    """The map of the `--map` arguments: `Heading=field`, `field:Value=value`, or a TOML file; later ones win.

    `name={product} {external_id}` makes the name of other fields; `currency=EUR` is that of the amounts without one,
    `sheet=Deals` the sheet of a workbook.

    `stages` are the keys a stage may be translated to, beside won, lost, cancelled and withdrawn; a status too, where a
    tool has its stages in that column.
    """
    content: dict[str, object] = {}
    for argument in arguments:
        left, equals, right = argument.partition("=")
        part: dict[str, object] = {"fields": {left: right}}
        source = argument
        if argument.endswith(".toml") and (not equals or Path(argument).exists()):
            part, source = _read_file(Path(argument)), Path(argument).name
        elif not equals:
            raise WrongUsage("map-argument", {"argument": argument})
        elif left == "name" and re.search(PATTERN_FIELD, right):
            part = {"name": right}
        elif left.casefold() == "sheet":
            part = {"sheet": right}
        elif left.casefold() == "currency" and known_currency(right.upper()):
            part = {"defaults": {"currency": right.upper()}}
        elif ":" in left and left.partition(":")[0] in FIELDS:
            field, _, value = left.partition(":")
            part = {"values": {field: {value: right}}}
        _check(part, source, stages)
        _merge(content, part)
    return ImportMap.model_validate(content)


def _check(part: dict[str, object], source: str, stages: Sequence[str]) -> None:
    """Refuses a map file or argument with all its faults, by key and reason."""
    try:
        faults = _faults(ImportMap.model_validate(part), stages)
    except ValidationError as error:
        faults = form_faults(error)
    if faults:
        details = {"file": source, "faults": [fault.as_details() for fault in faults]}
        raise WrongUsage("map-broken", {"file": source, "faults": faults}, details=details)


def _read_file(path: Path) -> dict[str, object]:
    try:
        return read_toml(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WrongUsage("import-file-missing", {"file": str(path)}) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUsage("map-unreadable", {"file": str(path), "reason": unread(error)}) from None


def _merge(target: dict[str, object], source: dict[str, object]) -> None:
    for key, value in source.items():
        known = target.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        else:
            target[key] = value


def _faults(found: ImportMap, stages: Sequence[str]) -> list[Located]:
    named = [(f"fields.{heading}", field) for heading, field in found.fields.items() if field != UNUSED]
    named += [(f"values.{field}", field) for field in found.values]
    named += [(f"defaults.{field}", field) for field in found.defaults]
    for place, join in enumerate(found.joins):
        named += [(f"joins.{place}.on", field) for field in join.on]
        named += [(f"joins.{place}.take.{heading}", field) for heading, field in join.take.items()]
    named += [("name", field) for field in re.findall(PATTERN_FIELD, found.name or "")]
    faults = [
        Located(key, "fault-unknown-field", {"value": field})
        for key, field in named
        if field not in FIELDS and not (key.startswith("fields.") and field.startswith(PREFIX))
    ]
    faults += [
        Located(f"joins.{place}.file", "fault-not-beside", {"value": excerpt(join.file)})
        for place, join in enumerate(found.joins)
        if re.search(r"[/\\]|^\.*$", join.file)
    ]
    if re.search(r"[{}]", re.sub(PATTERN_FIELD, "", found.name or "")):
        faults.append(Located("name", "fault-braces", {}))
    known = {"stage": {*stages, *STAGE_WORDS}, "status": {*STATUSES, *stages}, "kind": {*KINDS}}
    for field, fitting in known.items():
        told = [(f"values.{field}.{value}", to) for value, to in found.values.get(field, {}).items()]
        told += [(f"defaults.{field}", found.defaults[field])] if field in found.defaults else []
        allowed = tuple(sorted(fitting))
        strange = [(key, {"value": to, "allowed": allowed}) for key, to in told if to not in fitting]
        faults += [Located(key, "fault-unknown-value", values) for key, values in strange]
    return faults
