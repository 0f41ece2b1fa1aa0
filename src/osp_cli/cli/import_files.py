"""Files beside an import: the map to fill in, the maps kept for next time, the rows that were refused."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType
from typing import TYPE_CHECKING

from osp_cli.errors import Interrupted, WrongUsage
from osp_cli.exchange.formulas import defused
from osp_cli.exchange.import_map import STAGE_WORDS, read_map
from osp_cli.exchange.rows import LEFT_OUT, OWN_COLUMNS
from osp_cli.frozen import dataclass
from osp_cli.render.views.imports import refusal
from osp_cli.services.import_standing import STATUSES
from osp_cli.services.importing import FIELDS
from osp_cli.settings import replace_file_by

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.exchange.rows import RowReader
    from osp_cli.exchange.tables import Table
    from osp_cli.services.import_report import Imported

Values = dict[str, dict[str, str]]
MOST_NAMES = 1000
WIDE = 110


def saved_map(wiring: Wiring, source: str) -> Path | None:
    """The file in which answers about the words of this CRM were kept, where there is one."""
    path = _saved_path(wiring, source)
    return path if path.is_file() else None


def _saved_path(wiring: Wiring, source: str) -> Path:
    return wiring.places.settings_file.parent / "import-maps" / f"{source}.toml"


def told_unknown(wiring: Wiring, reader: RowReader, source: str) -> Values:
    """What the stages and statuses mean that nobody knows: asked one by one, each answer kept before the next question.

    Enter alone leaves the rows with the word out: nothing is taken by default.
    """
    told: Values = {}
    is_kept = False
    try:
        for field, values in reader.seen.unknown.items():
            keys = (*_allowed(wiring, field), "")
            labels = [_label(wiring, field, key) for key in keys]
            for value, count in values.items():
                question = wiring.words(f"imports.ask-{field}", value=value, count=count)
                key = keys[wiring.asker().choose(question, labels, start=len(keys) - 1, keys=keys)]
                told.setdefault(field, {})[value] = key or LEFT_OUT
                if key and not wiring.shared.dry_run:
                    _save(wiring, source, {field: {value: key}})
                    is_kept = True
    except Interrupted:
        if not is_kept:
            raise
        raise Interrupted("interrupted-import", {"file": str(_saved_path(wiring, source))}) from None
    if is_kept:
        wiring.notice("import-map-kept", file=str(_saved_path(wiring, source)))
    return told


def _allowed(wiring: Wiring, field: str) -> tuple[str, ...]:
    stages = stage_keys(wiring)
    if field == "status":  # some tools have their stages there
        return (*STATUSES, *(stage for stage in stages if stage not in STATUSES))
    return (*stages, *STAGE_WORDS)


def _label(wiring: Wiring, field: str, key: str) -> str:
    if not key:
        return wiring.words("imports.ask-left-out")
    if wiring.process.has_stage(key) and not (field == "status" and key in STATUSES):
        return wiring.process.stage(key).name.say(wiring.words.language)
    return wiring.words(f"status.{key}")


def keep_told(wiring: Wiring, source: str, told: Values) -> None:
    """Keeps what a map has said that words mean, as answers are: the next file of this CRM needs no map for them."""
    known = saved_values(wiring, source)
    if any(values.items() - known.get(field, {}).items() for field, values in told.items()):
        _save(wiring, source, told)
        wiring.notice("import-map-kept", file=str(_saved_path(wiring, source)))


def stage_keys(wiring: Wiring) -> tuple[str, ...]:
    """The stages that a map may name."""
    return tuple(stage.key for stage in wiring.process.stages)


def saved_values(wiring: Wiring, source: str) -> Values:
    """What words of this CRM mean by the answers that were kept."""
    path = saved_map(wiring, source)
    return dict(read_map([str(path)], stage_keys(wiring)).values) if path else {}


def _save(wiring: Wiring, source: str, told: Values) -> None:
    """Keeps the answers with those of earlier imports."""
    path, known = _saved_path(wiring, source), saved_values(wiring, source)
    for field, values in told.items():
        known[field] = {**known.get(field, {}), **values}
    text = "".join(_section(field, values) for field, values in known.items())
    replace_file_by(path, lambda stream: stream.write(text))


def _section(field: str, values: dict[str, str], remarks: Mapping[str, str] = MappingProxyType({})) -> str:
    lines = [f"[values.{field}]"]
    for value, meaning in values.items():
        remark = f"  # {remarks[value]}" if value in remarks else ""
        lines.append(f"{_quoted(value)} = {_quoted(meaning)}{remark}")
    return "\n".join([*lines, "", ""])


def _quoted(text: str) -> str:
    """A TOML string; JSON writes it alike but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def all_unknown(wiring: Wiring, reader: RowReader, file: str, folder: Path) -> WrongUsage:
    """The refusal with every value that nobody knows, and a map file in which only their meanings are missing."""
    unknown = reader.seen.unknown
    lines = [
        f"--map {shlex.quote(f'{field}:{value}={field.upper()}')}" for field in unknown for value in unknown[field]
    ]
    written = None
    if not wiring.shared.dry_run:
        written = _write_beside(folder, f"{_stem(file)}-map", ".toml", _map_to_fill(wiring, reader).encode())
    keys = dict.fromkeys(key for field in unknown for key in _allowed(wiring, field))
    values = {
        "file": file, "values": tuple(value for found in unknown.values() for value in found), "map": written,
        "stages": tuple(keys), "maps": " ".join(lines),
        "again": _command(wiring.typed, "--map", written) if written else "",
    }  # fmt: skip
    details = {"values": unknown, "maps": lines, "map": written}
    return WrongUsage("import-stages-to-fill" if written else "import-stages-unknown", values, details=details)


def _map_to_fill(wiring: Wiring, reader: RowReader) -> str:
    """The text of the map: the words, each with the keys to choose from, and the headings that no field has taken."""
    words = wiring.words
    parts = [_remark(words("imports.map-head"))]
    for field, counts in reader.seen.unknown.items():
        choices = "\n".join(f"{key}  {_label(wiring, field, key)}" for key in _allowed(wiring, field))
        rows = {value: words("imports.map-rows", count=count) for value, count in counts.items()}
        parts.append(_remark(choices, "#   ") + "\n" + _section(field, dict.fromkeys(counts, ""), rows).rstrip() + "\n")
    if reader.found.not_taken:
        lines = "\n".join(f'{_quoted(heading)} = ""' for heading in reader.found.not_taken)
        head = "\n".join(wrap(words("imports.map-headings", fields=FIELDS), WIDE, break_long_words=False))
        parts.append(_remark(f"{head}\n[fields]\n{lines}") + "\n")
    return "\n".join(parts)


def _remark(text: str, mark: str = "# ") -> str:
    return "\n".join(mark + line for line in text.rstrip("\n").split("\n"))


def _command(typed: Sequence[str], *more: str) -> str:
    """The command as it was typed, as a shell takes it, with more options."""
    end = typed.index("--") if "--" in typed else len(typed)
    return shlex.join(["osp", *typed[:end], *more, *typed[end:]])


def _stem(file: str) -> str:
    return Path(file).stem if file != "-" and Path(file).is_file() else "import"


@dataclass(frozen=True, slots=True)
class Again:
    """How to import what was refused: the file of these rows, where one was written, and the command."""

    file: str | None
    command: str


def refused_rows(wiring: Wiring, table: Table, report: Imported, file: str, folder: Path) -> Again:
    """Writes the rows that were refused as they stand in the file, each with its line and why.

    They are parted as in the file, and in the encoding that was named where that holds the reasons too; else in UTF-8.
    """
    reasons = {row.line: refusal(row, wiring.words) for row in report.refused}
    typed, encoding = wiring.typed, _option(wiring.typed, "--encoding")
    content = _written(table, reasons, encoding) if encoding else None
    if content is None:
        typed, content = _without(typed, "--encoding"), _written(table, reasons, "utf-8-sig", errors="replace")
    path = _write_beside(folder, f"{_stem(file)}-refused", ".csv", content or b"")
    if path is None:
        wiring.notice("import-refused-unwritten", folder=str(folder))
        return Again(None, _command(wiring.typed))
    place = max((at for at, word in enumerate(typed) if word == file), default=len(typed))
    return Again(path, _command([*typed[:place], path, *typed[place + 1 :]]))


def same_again(wiring: Wiring) -> Again:
    """The command as it was typed, where the rows are in no file of their own."""
    return Again(None, _command(wiring.typed))


def _option(typed: Sequence[str], name: str) -> str | None:
    """The value of an option as it was typed."""
    for place, word in enumerate(typed):
        if word == name and place + 1 < len(typed):
            return typed[place + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return None


def _without(typed: list[str], name: str) -> list[str]:
    """The words without an option and its value."""
    return [
        word
        for place, word in enumerate(typed)
        if word != name and not word.startswith(f"{name}=") and (not place or typed[place - 1] != name)
    ]


def _written(table: Table, reasons: Mapping[int, str], encoding: str, *, errors: str = "strict") -> bytes | None:
    """The rows with these lines, each behind its line and reason; None where the encoding has no signs for them."""
    content = io.BytesIO()  # a StringIO would take four bytes for each letter
    try:
        stream = io.TextIOWrapper(content, encoding=encoding, errors=errors, newline="")
        writer = csv.writer(stream, lineterminator="\n", delimiter=table.facts.get("separator") or ",")
        writer.writerow([*OWN_COLUMNS, *table.headings])
        for line, cells in table.rows():
            if line in reasons:
                writer.writerow([str(line), *map(defused, (reasons[line], *cells))])
        stream.flush()
    except UnicodeEncodeError:
        return None
    return content.getvalue()


def _write_beside(folder: Path, stem: str, ending: str, content: bytes) -> str | None:
    """Writes a new private file, under a name that nothing has yet; None where the folder takes none.

    A file that holds the same already is as good as a new one.
    """
    for number in range(1, MOST_NAMES):
        path = folder / (f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}")
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except FileExistsError:
            if _holds(path, content):
                return str(path)
            continue
        except OSError:
            return None
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
        except OSError:
            path.unlink(missing_ok=True)
            return None
        return str(path)
    return None


def _holds(path: Path, content: bytes) -> bool:
    try:
        return not path.is_symlink() and path.is_file() and path.read_bytes() == content
    except OSError:
        return False
