"""What import does with a table: find out, ask, tell, write, and put the rows that were refused beside the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from osp_cli.cli.crm_words import keep_words
from osp_cli.cli.import_files import (
    Again,
    all_unknown,
    keep_told,
    refused_rows,
    same_again,
    saved_map,
    saved_values,
    stage_keys,
    told_unknown,
)
from osp_cli.cli.importing import opened
from osp_cli.cli.own_defining import define_fields
from osp_cli.domain.names import place
from osp_cli.errors import OspError, WrongUsage
from osp_cli.exchange.csv_file import read_csv
from osp_cli.exchange.file_kinds import kind_of
from osp_cli.exchange.import_map import ImportMap, read_map
from osp_cli.exchange.json_file import read_json
from osp_cli.exchange.presets import CRMS, HISTORY, PLAIN, Preset, bare_heading, read_presets, recognised
from osp_cli.exchange.rows import LEFT_OUT, RowReader, Ways
from osp_cli.exchange.standing import STAGE_TOLD
from osp_cli.exchange.tables import Sheet, Table, heading_key
from osp_cli.exchange.xlsx_file import read_xlsx
from osp_cli.frozen import dataclass, replace
from osp_cli.render.views.imports import answered_view, facts_view, imported_view
from osp_cli.services.import_history import import_moves
from osp_cli.services.import_report import Counted, FileFacts, Imported, Meaning, NotPerOwner, Tally, reported
from osp_cli.services.importing import FIELDS, import_rows
from osp_cli.setting_values import BUILTIN

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

T = TypeVar("T")
LARGEST = 100_000_000  # bytes of a table; a book is read in pieces
LONGEST_HEADING = 1000  # of what is longer, no letter need be looked at to know that no CRM writes it
STEP = 250


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: the file, maps, mode, encoding and where the file comes from."""

    file: str
    maps: tuple[str, ...]
    mode: str
    encoding: str | None
    source: str
    keeps_extra: bool = False

    @property
    def shown(self) -> str:
        """The name of the file."""
        return Path(self.file).name if Path(self.file).is_file() else self.file

    @property
    def folder(self) -> Path:
        """Where its tables, and what is written beside it, are."""
        return Path(self.file).resolve().parent if Path(self.file).is_file() else Path.cwd()


@dataclass(frozen=True, slots=True)
class _Source:
    """A table with what reading it depends on: the CRM, the tables beside it, the answers of earlier imports."""

    wiring: Wiring
    asked: Asked
    presets: dict[str, Preset]
    table: Table
    preset: Preset
    mapping: ImportMap
    joined: dict[str, Table]
    saved: Path | None

    def reader(self, mapping: ImportMap, without: Sequence[str] = ()) -> RowReader:
        """A reader that has looked through the table."""
        wiring = self.wiring
        ways = Ways(
            wiring.settings, wiring.process, wiring.today, self.presets, self.preset,
            wiring.settings.pack in (None, BUILTIN),
        )  # fmt: skip
        keeps = self.asked.keeps_extra
        reader = RowReader(self.table, mapping, self.joined, ways, keeps_extra=keeps, without=without)
        reader.look()
        return reader


def import_table(wiring: Wiring, stream: BinaryIO, asked: Asked) -> None:
    """Imports the opportunities of one table."""
    with ExitStack() as kept:
        source = _source(wiring, kept, stream, asked)
        reader, found = _looked(source)
        report, again = _taken(wiring, reader, found, asked)
        if (report.created or report.updated or report.unchanged) and not wiring.shared.dry_run:
            keep_told(wiring, source.preset.id, source.mapping.values)
        if source.preset.id in CRMS and not wiring.shared.dry_run:
            words = reader.seen.words.items()
            keep_words(wiring, source.preset.id, {word: to for word, to in words if not to.endswith(LEFT_OUT)})
    wiring.show(report, imported_view)
    _tell_refused(len(report.refused), report.rows, again)


def _source(wiring: Wiring, kept: ExitStack, stream: BinaryIO, asked: Asked) -> _Source:
    presets = read_presets()
    stages = stage_keys(wiring)
    mapping = read_map(asked.maps, stages)
    known = _Known(presets, mapping)
    table = Table(_sheet(stream, asked, mapping.sheet, known), known)
    preset = recognised(table.headings, presets) if asked.source == "auto" else presets[asked.source]
    saved = saved_map(wiring, preset.id)
    if saved is not None:
        mapping = read_map((str(saved), *asked.maps), stages)
    joined = {
        join.file: _beside(kept, asked, join.file, [*join.on.values(), *join.take], known) for join in mapping.joins
    }
    return _Source(wiring, asked, presets, table, preset, mapping, joined, saved)


def _looked(source: _Source) -> tuple[RowReader, FileFacts]:
    """Reads the file through and says what was found, before the questions that it leaves; ready to take the rows."""
    wiring, mapping = source.wiring, source.mapping
    reader = source.reader(mapping)
    unknown, several = reader.seen.unknown, reader.team.found()
    if unknown and not wiring.is_interactive:
        raise all_unknown(wiring, reader, source.asked.file, source.asked.folder)
    before = wiring.settings
    if source.table.size:
        wiring.settle_first_questions()
    view = facts_view
    if unknown:
        wiring.out.show(_facts(source, reader, several), facts_view)
        view = answered_view
        mapping = mapping.with_values(told_unknown(wiring, reader, source.preset.id))
    if unknown or several or wiring.settings is not before:
        reader = source.reader(mapping, [each.heading for each in several])
    found = _facts(source, reader, several)
    if not wiring.shared.json:
        wiring.out.show(found, view)
    return reader, found


class _Known:
    """Whether some CRM, the map or we ourselves have a heading."""

    def __init__(self, presets: dict[str, Preset], mapping: ImportMap) -> None:
        self._keys = {key for preset in presets.values() for keys in preset.fields.values() for key in keys}
        self._keys |= {heading_key(name) for name in (*FIELDS, *mapping.fields)}
        self._keys |= {heading_key(each) for join in mapping.joins for each in (*join.on.values(), *join.take)}

    def __call__(self, heading: str) -> bool:
        if len(heading) > LONGEST_HEADING:
            return False
        return heading_key(heading) in self._keys or heading_key(bare_heading(heading) or "") in self._keys


def _sheet(stream: BinaryIO, asked: Asked, sheet: str | None, known: _Known) -> Sheet:
    """The table in a file of at most 100 MB, whatever kind of file it is."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if not size:
        raise WrongUsage("import-file-empty", {"file": place(asked.file)})
    if size > LARGEST:
        raise WrongUsage("import-file-too-large", {"file": place(asked.file), "limit": LARGEST // 1_000_000})
    kind = kind_of(stream, place(asked.file))
    if kind == "xlsx":
        return read_xlsx(stream, asked.shown, sheet, known)
    if kind == "json" and asked.source != PLAIN:
        return read_json(stream, asked.shown, asked.encoding)
    return read_csv(stream, asked.shown, asked.encoding, known)


def _beside(kept: ExitStack, asked: Asked, name: str, wanted: list[str], known: _Known) -> Table:
    """A table beside the file that the map joins; one that is not there is refused by name."""
    path = asked.folder / name
    if path.is_symlink() and path.resolve().parent != asked.folder.resolve():
        raise WrongUsage("join-link", {"file": name})
    other = replace(asked, file=str(path))
    table = Table(_sheet(kept.enter_context(opened(other.file)), other, None, known), known)
    missing = [heading for heading in wanted if heading not in table.headings]
    if missing:
        raise WrongUsage("join-heading-missing", {"file": name, "headings": tuple(missing)})
    return table


def _facts(source: _Source, reader: RowReader, several: Sequence[NotPerOwner]) -> FileFacts:
    """What was found out about the file, told before anything is written."""
    wiring, table, preset, asked = source.wiring, source.table, source.preset, source.asked
    seen, facts, mapping = reader.seen, table.facts, reader.mapping
    is_told = "currency" in reader.fields.values() or "currency" in mapping.defaults
    used = _answers_used(source, reader)
    return FileFacts(
        file=asked.shown, source=preset.id, source_name=preset.name, format=table.format, rows=table.size,
        encoding=facts.get("encoding"), is_encoding_sure=facts.get("is_encoding_sure", True),
        separator=facts.get("separator"), sheet=facts.get("sheet"), fields=tuple(reader.fields.items()),
        forms=tuple(form for form in seen.forms if not (is_told and form.form == "sign")),
        blanks=tuple(Counted(text, count) for text, count in seen.blanks.most_common()),
        meanings=tuple(
            Meaning(
                "stage" if meaning.startswith(STAGE_TOLD) else field, text, meaning.removeprefix(STAGE_TOLD),
                seen.counts[field, text],
            )
            for (field, text), meaning in seen.meanings.items()
            if meaning.removeprefix(STAGE_TOLD) not in (text, LEFT_OUT)
        ),
        passed_over=tuple(Meaning(heading, text, "", count) for (heading, text), count in seen.passed_over.items()),
        left_out=tuple(table.left_out), not_taken=reader.found.not_taken,
        currency=wiring.settings.currency if seen.has_bare_amounts and not is_told else None,
        is_currency_set="currency" in wiring.settings.origins,
        currencies=() if is_told else tuple(seen.currencies),
        saved_map=str(source.saved) if used else None, saved_meanings=used,
        kept=tuple((heading, field.name) for heading, field in reader.own.items()),
        team=reader.team.headings,
        without=reader.without, not_per_owner=tuple(several),
    )  # fmt: skip


def _answers_used(source: _Source, reader: RowReader) -> tuple[str, ...]:
    """The words of the file that mean what an earlier import was answered."""
    answers = saved_values(source.wiring, source.preset.id)
    meanings = reader.seen.meanings
    return tuple(
        text
        for (field, text), meaning in meanings.items()
        if answers.get(field, {}).get(text) == meaning.removeprefix(STAGE_TOLD)
    )


def _taken(wiring: Wiring, reader: RowReader, found: FileFacts, asked: Asked) -> tuple[Imported, Again]:
    """Takes the rows; beside the report how to import again what was refused."""
    if not found.rows:
        wiring.notice("import-nothing", file=place(asked.file))
        return reported(found, Tally(), reader.found), same_again(wiring)
    with wiring.out.progress(wiring.words("imports.progress", file=found.file)) as step:
        rows = _counted(reader.rows(), step, found.rows)
        desk = wiring.writing()
        own = reader.own
        if found.source == HISTORY:
            tally = import_moves(desk, rows)
        else:
            tally = import_rows(desk, rows, mode=asked.mode, own=own)
    define_fields(wiring, own.values())
    report = reported(found, tally, reader.found)
    report = replace(report, is_dry_run=wiring.shared.dry_run)
    if not report.refused or wiring.shared.dry_run:
        return report, same_again(wiring)
    again = refused_rows(wiring, reader.table, report, asked.file, asked.folder)
    return replace(report, refused_file=again.file, again=again.command), again


def _counted(rows: Iterable[T], step: object, total: int) -> Iterator[T]:
    """The rows, and now and then a word to the progress bar."""
    for number, row in enumerate(rows, 1):
        if number % STEP == 0 and callable(step):
            step(number, total)
        yield row


def _tell_refused(refused: int, rows: int, again: Again) -> None:
    """Ends the command with exit 1 where a row was refused, so that a script learns it; what was taken stays."""
    if refused and refused == rows:
        raise OspError("import-all-refused", {"count": rows, "again": again.command})
    if refused:
        values = {"count": refused, "rows": rows}
        raise OspError("import-some-refused", {**values, "again": again.command}, details=values)
