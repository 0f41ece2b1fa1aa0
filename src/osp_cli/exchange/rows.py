"""Rows of a table to imported rows: headings by the map, joined tables, values parsed. Faults are kept per row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from osp_cli.domain.dates import parse_day
from osp_cli.domain.money import Money, parse_money
from osp_cli.domain.names import must_be_text
from osp_cli.errors import OspError, WrongUsage
from osp_cli.exchange.csv_file import CsvTable
from osp_cli.exchange.formulas import STARTS
from osp_cli.exchange.import_map import PATTERN_FIELD, STAGE_WORDS, ImportMap
from osp_cli.services.import_report import ImportedRow, JoinReport, RefusedRow, RowsRead
from osp_cli.services.importing import FIELDS
from osp_cli.settings import Settings

DAYS = ("close", "created", "order_date", "next_date")
AMOUNTS = ("amount", "order_amount")


class RowReader:
    """Reads the rows of one table by one map."""

    def __init__(
        self,
        table: CsvTable,
        mapping: ImportMap,
        joined: Mapping[str, CsvTable],
        *,
        settings: Settings,
        today: date,
        stages: tuple[str, ...],
    ) -> None:
        self._table, self._map, self._settings, self._today, self._stages = table, mapping, settings, today, stages
        self._fields = mapping.fields_of(table.headings, table.name)
        self._refuse_nameless()
        self._tables = [(join, _index(joined[join.file], next(iter(join.on.values())))) for join in mapping.joins]
        self._missed = [0 for _ in self._tables]
        self._days: dict[str, date] = {}
        self.found = RowsRead(tuple(heading for heading, name in self._fields.items() if name is None))

    def rows(self) -> Iterator[ImportedRow]:
        """The rows that can be taken; the others are told in `found`."""
        for line, cells in self._table.rows:
            texts = self._texts(cells)
            try:
                yield self._row(line, texts)
            except OspError as error:
                self.found.refused.append(RefusedRow(line, error.code, {k: str(v) for k, v in error.values.items()}))
        self.found.joins = tuple(
            JoinReport(join.file, len(self._table.rows) - missed, missed)
            for (join, _), missed in zip(self._tables, self._missed, strict=True)
        )

    def _texts(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The fields of a row as text: its own cells first, then what the joined tables give, then the defaults."""
        defaults = self._map.defaults
        texts = {name: self._meant(name, text) for h, text in cells.items() if text and (name := self._fields[h])}
        for place, (join, table) in enumerate(self._tables):
            key = next(iter(join.on))
            row = table.get(texts.get(key) or defaults.get(key, ""))
            if row is None:
                self._missed[place] += 1
                continue
            for heading, name in join.take.items():
                if row[heading]:
                    texts.setdefault(name, self._meant(name, row[heading]))
        texts = {**defaults, **texts}
        if "name" not in texts and self._map.name:
            texts["name"] = re.sub(PATTERN_FIELD, lambda found: texts.get(found[1], ""), self._map.name).strip()
        return texts

    def _refuse_nameless(self) -> None:
        """Without a name no row can be taken: said once for the file, not once for each row."""
        given = {*self._fields.values(), *self._map.defaults, *(["name"] if self._map.name else [])}
        if "name" not in given and not any("name" in join.take.values() for join in self._map.joins):
            values = {
                "file": self._table.name,
                "headings": tuple(self._table.headings),
                "names": tuple(FIELDS),
            }
            raise WrongUsage("import-name-unmapped", values, details={"headings": list(self._table.headings)})

    def _meant(self, name: str, text: str) -> str:
        """A cell as the map translates it; the ' that our own lists put before a formula is taken off again."""
        plain = text[1:] if text.startswith("'") and text.lstrip("'").startswith(STARTS) else text
        return self._map.values.get(name, {}).get(plain, plain)

    def _row(self, line: int, texts: dict[str, str]) -> ImportedRow:
        for text in texts.values():
            must_be_text(text)
        known: dict[str, Any] = dict(texts)
        stage = texts.get("stage")
        if stage is not None and stage not in (*self._stages, *STAGE_WORDS):
            self.found.unknown_stages[stage] = self.found.unknown_stages.get(stage, 0) + 1
        for name in DAYS:
            if name in texts:
                known[name] = self._day(texts[name])
        currency = texts.get("currency", self._settings.currency).upper()
        currency = {"RMB": "CNY"}.get(currency, currency)  # what Chinese exports call it
        for name in AMOUNTS:
            if name in texts:
                known[name] = self._money(texts[name], currency)
        return ImportedRow(line, known)

    def _day(self, text: str) -> date:
        """A day of a row; a table of ten thousand rows has a few hundred of them."""
        if text not in self._days:
            self._days[text] = parse_day(text, self._today, order=self._settings.date_order)
        return self._days[text]

    def _money(self, text: str, currency: str) -> Money:
        return parse_money(text, currency).money


def _index(table: CsvTable, heading: str) -> dict[str, dict[str, str]]:
    """The lines of a joined table by their key; a key that stands twice is refused, not decided by the order."""
    found: dict[str, dict[str, str]] = {}
    for line, cells in table.rows:
        key = cells[heading]
        if key and found.setdefault(key, cells) != cells:
            values = {"file": table.name, "heading": heading, "key": key, "line": line}
            raise WrongUsage("join-key-twice", values, details=values)
    return found
