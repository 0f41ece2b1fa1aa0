"""What is left of a pack whose form has faults, so that the references of the rest can be followed in the same round.

Keys that do not belong are taken off, whatever else is wrong is taken out with the smallest entry that holds it. What
was taken out is remembered: a reference to it is no fault, it will be there when its own fault is mended.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from osp_cli.frozen import dataclass
from osp_cli.pack.models import ANY_TEXT, Form
from osp_cli.pack.references import Fault, FaultReason

NAMES = ("id", "key", "code", "stage", "number", "size")
ROUNDS = 20
# What is missing or in disorder among the entries of these files may be so only because one was taken out of them.
RELATIVE: Mapping[FaultReason, frozenset[str]] = {
    "stage-unreachable": frozenset({"stages.toml", "gates.toml"}),
    "gate-of-first-stage": frozenset({"stages.toml"}),
    "order-wrong": frozenset({"stages.toml", "steps.toml"}),
    "missing": frozenset({"sizes.toml"}),
}

Location = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Rest:
    """The files as far as they are well formed.

    `gone` are the names of what was taken out, `torn` the files it was taken out of.
    """

    forms: Mapping[str, Form]
    gone: frozenset[str]
    torn: frozenset[str]

    def certain(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """The faults that stay faults when what was taken out comes back."""
        for fault in faults:
            named = {fault.value, *fault.value.split(", ")}
            if self.gone.isdisjoint(named) and self.torn.isdisjoint(RELATIVE.get(fault.reason, ())):
                yield fault


def rest_of(raw: Mapping[str, Mapping[str, Any]], kinds: Mapping[str, type[Form]]) -> Rest | None:
    """What is left of the files (name -> tables); None where a file as a whole cannot be read as its kind."""
    forms: dict[str, Form] = {}
    gone: set[str] = set()
    torn: set[str] = set()
    for name, kind in kinds.items():
        content = copy.deepcopy(raw[name])
        for _ in range(ROUNDS):
            try:
                forms[name] = kind.model_validate(content, context=ANY_TEXT)
                break
            except ValidationError as problem:
                errors = problem.errors(include_url=False)
            for extra in (error["loc"] for error in errors if error["type"] == "extra_forbidden"):
                _delete(content, extra)
            places = {_entry(content, error["loc"]) for error in errors if error["type"] != "extra_forbidden"}
            if () in places:
                return None
            for place in sorted(places, key=lambda each: [str(part).zfill(9) for part in each], reverse=True):
                gone |= _delete(content, place)
                torn.add(name)
        else:
            return None
    return Rest(forms, frozenset(gone), frozenset(torn))


def _entry(content: object, location: Location) -> Location:
    """The place of the smallest entry of a list (or else of a table by currency) that holds a fault; () for none."""
    path: list[str | int] = []
    found: tuple[str | int, ...] = ()
    for part in location:
        if isinstance(part, int) and isinstance(content, list) and part < len(content):
            content = content[part]
            path.append(part)
            found = tuple(path)
        elif isinstance(content, Mapping) and part in content:
            content = content[str(part)]
            path.append(part)
    return found or (tuple(path) if len(path) > 1 else ())


def _delete(content: Any, place: Location) -> set[str]:
    """Takes an entry out and says by which names it and what is in it are known."""
    *way, last = place
    for part in way:
        try:
            content = content[part]
        except (KeyError, IndexError, TypeError):
            return set()  # it went with what held it, or the location names a choice among forms
    try:
        entry = content.pop(last)
    except (KeyError, IndexError, TypeError, AttributeError):
        return set()
    return set(_names(entry))


def _names(entry: object) -> Iterator[str]:
    if isinstance(entry, Mapping):
        yield from (str(entry[name]) for name in NAMES if name in entry)
        for each in entry.values():
            yield from _names(each)
    elif isinstance(entry, list):
        for each in entry:
            yield from _names(each)
