"""Files beside an import: the map to fill in, the maps kept for next time, the rows that were refused."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.errors import WrongUsage
from osp_cli.exchange.formulas import defused
from osp_cli.exchange.import_map import STAGE_WORDS, read_map
from osp_cli.exchange.rows import OWN_COLUMNS
from osp_cli.render.naming import spoken
from osp_cli.services.import_standing import STATUSES
from osp_cli.settings import replace_file_by

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.exchange.rows import RowReader
    from osp_cli.exchange.tables import Table
    from osp_cli.services.import_report import Imported

Values = dict[str, dict[str, str]]
MOST_NAMES = 1000


def saved_map(wiring: Wiring, source: str) -> Path | None:
    """The file in which answers about the words of this CRM were kept, where there is one."""
    path = _saved_path(wiring, source)
    return path if path.is_file() else None


def _saved_path(wiring: Wiring, source: str) -> Path:
    return wiring.places.settings_file.parent / "import-maps" / f"{source}.toml"


def told_unknown(wiring: Wiring, reader: RowReader, file: str, folder: Path, source: str) -> Values:
    """What the stages and statuses mean that nobody knows: asked on a terminal and kept, else refused all at once."""
    unknown = reader.seen.unknown
    if not wiring.is_interactive:
        raise _all_unknown(wiring, unknown, file, folder)
    told: Values = {}
    for field, values in unknown.items():
        keys = _allowed(wiring, field)
        labels = [_label(wiring, field, key) for key in keys]
        for value, count in values.items():
            question = wiring.words(f"imports.ask-{field}", value=value, count=count)
            told.setdefault(field, {})[value] = keys[wiring.asker().choose(question, labels)]
    if not wiring.shared.dry_run:
        _save(wiring, source, told)
    return told


def _allowed(wiring: Wiring, field: str) -> tuple[str, ...]:
    stages = tuple(stage.key for stage in wiring.process.stages)
    if field == "status":  # some tools have their stages there
        return (*STATUSES, *(stage for stage in stages if stage not in STATUSES))
    return (*stages, *STAGE_WORDS)


def _label(wiring: Wiring, field: str, key: str) -> str:
    if wiring.process.has_stage(key) and not (field == "status" and key in STATUSES):
        return f"{key}  {wiring.process.stage(key).name.say(wiring.words.language)}"
    return f"{key}  {wiring.words(f'status.{key}')}"


def _save(wiring: Wiring, source: str, told: Values) -> None:
    """Keeps the answers with those of earlier imports."""
    path = _saved_path(wiring, source)
    stages = tuple(stage.key for stage in wiring.process.stages)
    known = dict(read_map([str(path)], stages).values) if path.is_file() else {}
    for field, values in told.items():
        known[field] = {**known.get(field, {}), **values}
    text = "".join(_section(field, values, {}) for field, values in known.items())
    replace_file_by(path, lambda stream: stream.write(text))
    wiring.notice("import-map-kept", file=str(path))


def _section(field: str, values: dict[str, str], counts: dict[str, int]) -> str:
    lines = [f"[values.{field}]"]
    for value, meaning in values.items():
        remark = f"  # {counts[value]}" if value in counts else ""
        lines.append(f"{_quoted(value)} = {_quoted(meaning)}{remark}")
    return "\n".join([*lines, "", ""])


def _quoted(text: str) -> str:
    """A TOML string; JSON writes it alike but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _all_unknown(wiring: Wiring, unknown: dict[str, dict[str, int]], file: str, folder: Path) -> WrongUsage:
    """The refusal with every value that nobody knows, and a map file in which only their meanings are missing."""
    lines = [f'--map "{field}:{value}={field.upper()}"' for field, values in unknown.items() for value in values]
    written = None
    if not wiring.shared.dry_run:
        written = _write_beside(folder, f"{_stem(file)}-map", ".toml", _map_to_fill(wiring, unknown).encode())
    keys = dict.fromkeys(key for field in unknown for key in _allowed(wiring, field))
    values = {
        "file": file, "values": tuple(value for found in unknown.values() for value in found), "map": written,
        "stages": tuple(keys), "maps": " ".join(lines),
    }  # fmt: skip
    details = {"values": unknown, "maps": lines, "map": written}
    return WrongUsage("import-stages-to-fill" if written else "import-stages-unknown", values, details=details)


def _map_to_fill(wiring: Wiring, unknown: dict[str, dict[str, int]]) -> str:
    head = ["# " + line for line in wiring.words("imports.map-head").splitlines()]
    parts = []
    for field, counts in unknown.items():
        choices = [f"#   {_label(wiring, field, key)}" for key in _allowed(wiring, field)]
        parts.append("\n".join(choices) + "\n" + _section(field, dict.fromkeys(counts, ""), counts))
    return "\n".join([*head, *parts])


def _stem(file: str) -> str:
    return Path(file).stem if file != "-" and Path(file).is_file() else "import"


def refused_rows(wiring: Wiring, table: Table, report: Imported, file: str, folder: Path) -> str | None:
    """Writes the rows that were refused as they stand in the file, each with its line and why; returns the path."""
    words = wiring.words
    reasons = {row.line: words(f"errors.{row.code}.what", **spoken(row.values, words)) for row in report.refused}
    content = io.BytesIO()  # a StringIO would take four bytes for each letter
    stream = io.TextIOWrapper(content, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*OWN_COLUMNS, *table.headings])
    for line, cells in table.rows():
        if line in reasons:
            writer.writerow([str(line), *map(defused, (reasons[line], *cells))])
    stream.flush()
    path = _write_beside(folder, f"{_stem(file)}-refused", ".csv", content.getvalue())
    if path is None:
        wiring.notice("import-refused-unwritten", folder=str(folder))
    return path


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
