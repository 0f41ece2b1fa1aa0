"""The format of a file that is written: the one asked for, else what the ending of its name says; never two."""

from __future__ import annotations

from pathlib import Path

from osp_cli.cli.written import is_device
from osp_cli.errors import WrongUsage

ALIASES = {"jsonl": "ndjson", "htm": "html", "markdown": "md"}
# Endings that promise a format, also those that nothing here is written in.
PROMISING = frozenset(
    ("csv", "xlsx", "json", "ndjson", "ics", "md", "html", "pdf", "docx", "xls", "xlsm", "ods", "doc", "odt", "pptx")
)


def format_of(asked: str | None, out: str | None, formats: tuple[str, ...], default: str | None = None) -> str:
    """The format of a file; without an ending `default`. Errors: `ending-other`; `ending-unknown`."""
    ending = _ending(out)
    named = ALIASES.get(ending, ending)
    values = {"file": out or "", "ending": ending, "format": asked or "", "formats": formats}
    if asked is not None:
        if asked in formats and named in PROMISING and named != asked:
            raise WrongUsage("ending-other", values, details={"formats": list(formats)})
        return asked
    if named in formats:
        return named
    if default is None or (ending.isalpha() and ending.isascii()):
        raise WrongUsage("ending-unknown", values, details={"formats": list(formats)})
    return default


def _ending(out: str | None) -> str:
    """The ending of a file's name in small letters; of a folder, a device or standard output there is none."""
    if out in (None, "-") or out.endswith("/") or Path(out).is_dir() or is_device(Path(out)):
        return ""
    return Path(out).suffix.removeprefix(".").lower()
