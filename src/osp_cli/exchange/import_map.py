"""The map of an import: which heading is which field, what its values mean, and tables beside the file to join."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from osp_cli.errors import WrongUsage
from osp_cli.services.importing import FIELDS

STAGE_WORDS = ("won", "lost", "cancelled", "withdrawn")


class Strict(BaseModel):
    """A part of the map; a key that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Join(Strict):
    """A table beside the file: where `on` (our field = its heading) agrees, `take` (its heading = our field)."""

    file: str
    on: dict[str, str] = Field(min_length=1, max_length=1)
    take: dict[str, str] = Field(min_length=1)


class ImportMap(Strict):
    """The whole map. `name` is a pattern of fields, such as "{product} {external_id}", for files without a name."""

    fields: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    defaults: dict[str, str] = {}
    joins: tuple[Join, ...] = ()
    name: str | None = None

    def field_of(self, heading: str) -> str | None:
        """The field a heading stands for: by the map, else by its own name where that is a field."""
        if heading in self.fields:
            return self.fields[heading]
        plain = heading.strip().casefold().replace(" ", "_")
        return plain if plain in FIELDS else None


def read_map(arguments: Sequence[str], stages: Sequence[str]) -> ImportMap:
    """The map of the `--map` arguments: `Heading=field`, `field:Value=value`, or a TOML file; later ones win.

    `stages` are the keys a stage may be translated to, beside won, lost, cancelled and withdrawn.
    """
    content: dict[str, object] = {}
    for argument in arguments:
        left, equals, right = argument.partition("=")
        if argument.endswith(".toml") and (not equals or Path(argument).exists()):
            _merge(content, _read_file(Path(argument)))
        elif not equals:
            raise WrongUsage("map-argument", {"argument": argument})
        elif ":" in left and left.partition(":")[0] in FIELDS:
            field, _, value = left.partition(":")
            _merge(content, {"values": {field: {value: right}}})
        else:
            _merge(content, {"fields": {left: right}})
    try:
        found = ImportMap.model_validate(content)
    except ValidationError as error:
        faults = [{"key": ".".join(map(str, e["loc"])), "reason": e["msg"]} for e in error.errors()]
        raise _broken(faults) from None
    faults = _faults(found, stages)
    if faults:
        raise _broken(faults)
    return found


def _broken(faults: list[dict[str, str]]) -> WrongUsage:
    text = "; ".join(f"{fault['key']}: {fault['reason']}" for fault in faults)
    return WrongUsage("map-broken", {"faults": text}, details={"faults": faults})


def _read_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WrongUsage("import-file-missing", {"file": str(path)}) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUsage("map-unreadable", {"file": str(path), "reason": str(error)}) from None


def _merge(target: dict[str, object], source: dict[str, object]) -> None:
    for key, value in source.items():
        known = target.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        else:
            target[key] = value


def _faults(found: ImportMap, stages: Sequence[str]) -> list[dict[str, str]]:
    named = [("fields", field) for field in found.fields.values()]
    named += [("values", field) for field in found.values]
    named += [("defaults", field) for field in found.defaults]
    named += [(f"joins.{join.file}", field) for join in found.joins for field in (*join.on, *join.take.values())]
    faults = [{"key": key, "reason": f"{field}?"} for key, field in named if field not in FIELDS]
    known = {*stages, *STAGE_WORDS}
    stage_values = found.values.get("stage", {})
    faults += [{"key": f"values.stage.{v}", "reason": f"{to}?"} for v, to in stage_values.items() if to not in known]
    return faults
