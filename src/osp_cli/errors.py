"""Everything `osp` can refuse, and the exit code each refusal ends in. Nothing here prints.

OspError                     1  failure
├── PackBroken               1  the method's files are malformed
├── WrongUsage               2  wrong words, or input missing without a terminal
├── Declined                 3  the person said no
├── NotAllowed               4  a rule of the method forbids it now
│   └── GateClosed           4  the facts of the customer are not there
├── NotFound                 5  no such thing
│   └── Ambiguous            5  several such things
├── StoreUnavailable         6  locked, in conflict, damaged, foreign, newer
└── Interrupted            130  Ctrl-C
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, ClassVar

from osp_cli.frozen import dataclass

DEEPEST = 20  # tables within tables that a file in TOML may have


class ExitCode(IntEnum):
    """The exit codes of every command; fixed for scripts."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    DECLINED = 3
    GATE = 4
    NOT_FOUND = 5
    STORE = 6
    INTERRUPTED = 130


class OspError(Exception):
    """A refusal: a code that the words translate, the values in its sentence, and details for programs.

    `code` is a kebab-case key of the section `errors` of the words; `values` fill the placeholders of its
    sentence; `details` must be JSON-able.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAILURE

    def __init__(
        self, code: str, values: Mapping[str, object] | None = None, *, details: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.values: dict[str, object] = dict(values or {})
        self.details: dict[str, Any] = dict(details or {})


@dataclass(frozen=True, slots=True)
class Located:
    """A fault at a place of a file: `code` and `values` say it in the words of any language, as an error's do."""

    place: str
    code: str
    values: Mapping[str, object]

    @classmethod
    def of(cls, place: str, error: OspError) -> Located:
        """What an error says, at a place."""
        return cls(place, error.code, error.values)

    def as_details(self) -> dict[str, str]:
        """The fault as programs see it."""
        return {"key": self.place, "reason": self.code}


def read_toml(text: str) -> dict[str, Any]:
    """What a file in TOML holds. ValueError where it is none, or is nested deeper than anybody writes."""
    import tomllib  # only where there is such a file

    try:
        found = tomllib.loads(text)
    except RecursionError:
        raise tomllib.TOMLDecodeError("nested too deep") from None
    level: list[Any] = [found]
    for _ in range(DEEPEST):
        level = [part for each in level for part in (each.values() if isinstance(each, dict) else each)]
        level = [part for part in level if isinstance(part, dict | list)]
    if level:  # dotted keys nest without brackets
        raise tomllib.TOMLDecodeError("nested too deep")
    return found


def unread(error: Exception) -> Located | str:
    """Why a file cannot be read: at which line:column it is no TOML, at which byte no UTF-8, or what the system says.

    The libraries say it in English only, so that of their sentences the place alone is kept.
    """
    if isinstance(error, UnicodeDecodeError):
        return Located(str(error.start + 1), "fault-not-utf-8", {})
    if isinstance(error, OSError):
        return error.strerror or str(error)
    _, told, place = str(error).rpartition(" line ")  # "… (at line 3, column 11)", "… at line 3 col 11"
    numbers = "".join(letter if letter.isdigit() else " " for letter in place).split()
    return Located(":".join(numbers) if told else "EOF", "fault-not-toml", {})


class PackBroken(OspError):
    """A pack is malformed: values name `file`, `key` and `reason` of the first fault, details hold all `faults`."""


class WrongUsage(OspError):
    """The words typed do not say what is wanted, or input is missing where nobody can be asked."""

    exit_code = ExitCode.USAGE


class Declined(OspError):
    """The person was asked and said no; nothing was written."""

    exit_code = ExitCode.DECLINED


class NotAllowed(OspError):
    """A rule of the method forbids it as things stand; nothing was written."""

    exit_code = ExitCode.GATE


class GateClosed(NotAllowed):
    """At least one gate on the way is not met; `report` holds the findings of every gate that was judged."""

    def __init__(self, code: str, values: Mapping[str, object] | None = None, *, report: Any) -> None:
        super().__init__(code, values)
        self.report = report


class NotFound(OspError):
    """The thing named does not exist; details may hold `candidates`."""

    exit_code = ExitCode.NOT_FOUND


class Ambiguous(NotFound):
    """The name fits several things; details hold the `candidates`."""


class StoreUnavailable(OspError):
    """The store cannot be used: locked, in conflict, damaged, not ours, or of a newer version."""

    exit_code = ExitCode.STORE


class Interrupted(OspError):
    """The person left with Ctrl-C; what was acknowledged before is kept."""

    exit_code = ExitCode.INTERRUPTED
