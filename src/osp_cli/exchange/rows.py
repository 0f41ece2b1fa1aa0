"""Rows of a table to imported rows: headings by map and CRM, joined tables, values parsed. Faults are kept per row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from osp_cli.domain.money import Money, parse_money
from osp_cli.domain.names import excerpt, must_be_text, visible
from osp_cli.domain.own_fields import PREFIX, OwnField
from osp_cli.domain.process import Process
from osp_cli.errors import OspError, WrongUsage
from osp_cli.exchange.cells import AMOUNTS, ENTERED, Basis, Column, Columns, Seen, must_have
from osp_cli.exchange.columns import AmountText, is_blank, rounded
from osp_cli.exchange.formulas import plain_text
from osp_cli.exchange.headings import fields_in
from osp_cli.exchange.ids import whole_id
from osp_cli.exchange.import_map import PATTERN_FIELD, STAGE_WORDS, UNUSED, ImportMap
from osp_cli.exchange.joins import Joined
from osp_cli.exchange.other_lists import other_list
from osp_cli.exchange.per_owner import PerOwner
from osp_cli.exchange.presets import HISTORY, PLAIN, Preset, meant, stage_entered, value_key
from osp_cli.exchange.standing import CLOSED, OPEN, STAGE_TOLD, stand
from osp_cli.exchange.tables import Table, heading_key
from osp_cli.frozen import dataclass
from osp_cli.services.import_history import is_of_other_field
from osp_cli.services.import_report import ImportedRow, RefusedRow, RowsRead
from osp_cli.services.import_standing import ENDS, STATUSES
from osp_cli.services.importing import FIELDS
from osp_cli.services.opportunities import KINDS
from osp_cli.services.own_fields import amount_of, column_fields
from osp_cli.settings import Settings

OWN_COLUMNS = ("osp_line", "osp_reason")  # what the file of refused rows puts before each
LEFT_OUT = "?left-out?"  # what a word means that nobody could tell: the rows with it are refused
NAMING = ("account", "product", "external_id")  # what a name is made of where a file has none
VITAL = ("account", "amount", "close", "stage")
TELLING = {"stage", "status", "amount", "close", "is_won", "is_closed", "probability", "order_amount", "ended"}


@dataclass(frozen=True, slots=True)
class Ways:
    """What the reading of rows depends on beside the file: settings, the method, the CRMs and the one it came from."""

    settings: Settings
    process: Process
    today: Any
    presets: Mapping[str, Preset]
    preset: Preset
    is_builtin: bool


class RowReader:
    """Reads the rows of one table by one map: `look` through all of it first, then `rows` gives each.

    `without` are headings that stand for none of our fields, whatever the map or the CRM says of them.
    """

    def __init__(
        self, table: Table, mapping: ImportMap, joined: Mapping[str, Table], ways: Ways, *, keeps_extra: bool = False,
        without: Collection[str] = (),
    ) -> None:  # fmt: skip
        self.table = self._table = table
        self.mapping = self._map = mapping
        self._ways = ways
        fields = fields_in(table, mapping, ways.preset, ways.presets[PLAIN])
        fields.update(dict.fromkeys(without))
        self._entered = self._stages_entered(fields)
        fields.update({heading: f"{ENTERED}{heading}" for heading in self._entered})
        self.fields = {heading: field for heading, field in fields.items() if field and not field.startswith(PREFIX)}
        self._refuse_what_is_no_list(fields)
        self._columns = self.columns_of(table, self.fields)
        self._joins = [Joined(self.columns_of, join, joined[join.file], without) for join in mapping.joins]
        tables = [join.beside(mapping.defaults) for join in self._joins]
        self.team = PerOwner(self._columns, self.fields, mapping.defaults, tables)
        words = [word for word in STAGE_WORDS if not ways.process.has_stage(word)]
        self._words = frozenset(words)
        self._ends = {**dict(zip(words, words, strict=True)), **{s.key: "won" for s in ways.process.stages if s.is_won}}
        self.seen = Seen()
        self.own: dict[str, OwnField] = {}
        self.found = RowsRead(self._keep_own(fields, keeps_extra=keeps_extra))
        places = {heading: place for place, heading in enumerate(table.headings)}
        beside = {of: places[each] for each in places if (of := amount_of(self.own, each))}
        self._own_places = [(h, places[h], beside.get(h), field) for h, field in self.own.items()]
        self._defaults = {field: self._columns.read_default(field, text) for field, text in mapping.defaults.items()}
        if (status := mapping.defaults.get("status", OPEN)) not in STATUSES:
            self._defaults["status"] = f"{STAGE_TOLD}{status}"

    def _stages_entered(self, fields: Mapping[str, str | None]) -> dict[str, str]:
        """The columns that say when a deal came to one stage, each with what the stage is to us."""
        if self._ways.preset.id == HISTORY:
            return {}
        said = {value_key(text): to for text, to in self._map.values.get("stage", {}).items()}
        found: dict[str, str] = {}
        for heading, field in fields.items():
            if field is None and self._map.fields.get(heading) != UNUSED and (stage := stage_entered(heading)):
                meaning = said.get(value_key(stage)) or self._translate("stage", stage)
                found |= {heading: meaning} if meaning else {}
        return found

    def _keep_own(self, fields: Mapping[str, str | None], *, keeps_extra: bool) -> tuple[str, ...]:
        """Finds the columns that fields of the user's own take; returns those that nobody does."""
        mapped = {heading: field for heading, field in fields.items() if field and field.startswith(PREFIX)}
        unmapped = [heading for heading, field in fields.items() if heading and field is None]
        free = [heading for heading in unmapped if self._map.fields.get(heading) != UNUSED]
        ignored = {*self._ways.preset.ignored, *map(heading_key, OWN_COLUMNS)}
        unused = [heading for heading in unmapped if heading_key(heading) not in ignored]
        told = set(unused)
        rest = [heading for heading in free if heading in told]
        if self._ways.preset.id != HISTORY:
            settings = self._ways.settings
            self.own = column_fields(settings, free, mapped)
            self.own = column_fields(settings, [*self.own, *rest], mapped, keeps_rest=True) if keeps_extra else self.own
        return tuple(each for each in unused if each not in self.own and amount_of(self.own, each) is None)

    def columns_of(self, table: Table, fields: Mapping[str, str]) -> Columns:
        """The columns of a table that stand for a field."""
        places = {heading: place for place, heading in enumerate(table.headings)}
        found = [
            Column(places[heading], heading, field, is_own=heading in self._map.fields or heading.casefold() == field)
            for heading, field in fields.items()
        ]
        settings = self._ways.settings
        order = self._map.date_order or settings.date_order
        basis = Basis(self._ways.today, order, settings.fiscal_start, settings.currency)
        values = {**self._map.values, "status": self._statuses()}
        return Columns(found, values, file=table.name, basis=basis, separator=table.facts.get("separator"))

    def _statuses(self) -> dict[str, str]:
        """What the map says of statuses; a stage among them is marked, for 2 of a CRM may be a status of its own."""
        told = self._map.values.get("status", {})
        return {text: to if to in STATUSES else f"{STAGE_TOLD}{to}" for text, to in told.items()}

    @property
    def without(self) -> tuple[str, ...]:
        """The fields that a forecast needs and nothing says."""
        if self._ways.preset.id == HISTORY:
            return ()
        given = self._given()
        meant = self._map.values.get("status", {}).values()  # a status may mean a stage
        given |= {"stage"} if self._entered or any(each not in STATUSES for each in meant) else set()
        return tuple(field for field in VITAL if field not in given)

    def _given(self) -> set[str]:
        """The fields that a heading, a default of the map or a joined table gives."""
        taken = {field for join in self._map.joins for field in join.take.values()}
        return {*self.fields.values(), *self._map.defaults, *taken, *(["name"] if self._map.name else [])}

    def look(self) -> None:
        """Reads the whole file once and decides what its columns mean.

        Errors: those of `day_form` and `number_form`, `import-grouped`, `import-too-many-rows`.
        """
        wide, is_history = len(self._table.headings), self._ways.preset.id == HISTORY
        for join in self._joins:
            join.look(self.seen)
        for _, cells in self._table.rows():
            if len(cells) == wide:
                is_other = is_history and is_of_other_field(self._columns.told(cells, "field"))
                self._columns.look(cells, self.seen.blanks, without="stage" if is_other else "")
                self.team.look(cells)
        self._columns.settle(self.seen, self._meaning)
        for join in self._joins:
            join.settle(self.seen, self._meaning)
        counts = {form.heading: form.count for form in self.seen.forms}
        for heading, stage in self._entered.items():
            if heading in counts:
                self.seen.meanings["stage", heading] = stage
                self.seen.counts["stage", heading] = counts[heading]

    def _meaning(self, field: str, text: str) -> str | None:
        """What a word means that stands in a cell or that the map gives for it."""
        return LEFT_OUT if text.removeprefix(STAGE_TOLD) == LEFT_OUT else self._translate(field, text)

    def _translate(self, field: str, text: str) -> str | None:
        """What a stage, status or kind is to us: by its key, by the name of our stage, as the CRMs call it."""
        if field == "stage":
            return self._stage_of(text)
        process = self._ways.process
        if field == "status" and text.startswith(STAGE_TOLD) and process.has_stage(text.removeprefix(STAGE_TOLD)):
            return text
        known = STATUSES if field == "status" else KINDS
        found = text if text in known else meant(field, text, self._ways.preset, self._ways.presets)
        if found == CLOSED:  # where nothing else says how it ended, a person does
            return found if {"stage", "is_won", "is_lost"} & {*self.fields.values()} else None
        if found is None and field == "status" and "stage" not in self.fields.values() and not process.has_stage(text):
            stage = self._stage_of(text)  # many lists have their stages in the only column there is
            return f"{STAGE_TOLD}{stage}" if stage and process.has_stage(stage) else None
        return found

    def _stage_of(self, text: str) -> str | None:
        """The stage that a word means."""
        process = self._ways.process
        if text in STAGE_WORDS or process.has_stage(text):
            return text
        names = {value_key(name): stage.key for stage in process.stages for name in stage.name.languages.values()}
        if value_key(text) in names:
            return names[value_key(text)]
        found = meant("stage", text, self._ways.preset, self._ways.presets)
        return found if found in STAGE_WORDS or self._ways.is_builtin else process.former.get(found or "")

    def rows(self) -> Iterator[ImportedRow]:
        """The rows that can be taken; the others are told in `found`."""
        wide = len(self._table.headings)
        for line, cells in self._table.rows():
            faults: list[OspError] = []
            try:
                must_have(cells, wide)
                values = self._columns.read(cells, faults)
                self._must_be_meant(cells, values)
                if is_deleted := values.pop("is_deleted", False):
                    self.found.noted["deleted"].add(line)
                if "external_id" in values:
                    values["external_id"] = whole_id(values["external_id"], self._ways.preset.id)
                if is_deleted:
                    if self._ways.preset.id != HISTORY:
                        yield ImportedRow(line, values, is_deleted=True)
                    continue
                if self._ways.preset.id == HISTORY:
                    values["clock"] = self._columns.clock(cells, "created")
                row = self._row(line, cells, values, faults)
            except OspError as error:
                faults.append(error)
            if faults:
                self.found.refused.append(RefusedRow.of(line, *faults))
            else:
                yield row
        self.found.joins = tuple(join.report(self._table.size) for join in self._joins)

    def _must_be_meant(self, cells: list[str], values: Mapping[str, Any]) -> None:
        """Refuses a row with a word whose meaning was left open."""
        for place, heading in enumerate(self.table.headings):
            if values.get(self.fields.get(heading, "")) == LEFT_OUT:
                raise WrongUsage("import-left-out", {"text": excerpt(visible(cells[place]))})

    def _row(self, line: int, cells: list[str], values: dict[str, Any], faults: list[OspError]) -> ImportedRow:
        for join in self._joins:
            join.add(values, self._defaults, faults)
        is_currency_told = "currency" in values
        for field, value in self._defaults.items():
            values.setdefault(field, value)
        if "name" not in values and self._map.name:
            values["name"] = re.sub(PATTERN_FIELD, lambda found: str(values.get(found[1], "")), self._map.name).strip()
        for value in values.values():
            if isinstance(value, str) and not value.isprintable():
                must_be_text(value)
        moves = self._moves(values)
        stand(values, self._ends, self._words, lambda *pair: self.found.contradictions[pair].add(line))
        if self._ways.preset.closes_when_created and "status" not in values and _is_unset(values):
            del values["close"]
            self.found.noted["unset_closes"].add(line)
        if self._ways.preset.id == "hubspot" and ";" in values.get("account", ""):
            self.found.noted["several_accounts"].add(line)
        self._price(line, values, faults, is_told=is_currency_told)
        extra = {}
        for heading, place, beside, own in self._own_places:
            if text := _kept(cells[place], own):
                extra[heading] = text if beside is None else f"{text} {cells[beside]}".strip()
        return ImportedRow(line, values, extra, moves)

    def _moves(self, values: dict[str, Any]) -> tuple[tuple[str, date], ...]:
        """The stages that a deal came to, with their days; where no column says where it stands, the last one does."""
        days = {heading: values.pop(f"{ENTERED}{heading}", None) for heading in self._entered}
        moves = sorted(((self._entered[each], on) for each, on in days.items() if on), key=lambda move: move[1])
        if moves and "stage" not in values:
            last, stood = moves[-1][0], [stage for stage, _ in moves if stage not in self._words]
            if last in ENDS and last in self._words and stood:
                values.setdefault("status", last)
                last = stood[-1]
            values["stage"] = last
        return tuple(moves)

    def _price(self, line: int, values: dict[str, Any], faults: list[OspError], *, is_told: bool) -> None:
        """Reads the amounts of a row; `is_told`: its currency is its own, which no sign in a cell may deny."""
        given = values.get("currency")
        for name in AMOUNTS & values.keys():
            text: AmountText = values[name]
            try:
                money = self._money(line, text, given or text.currency or self._ways.settings.currency)
                is_own = name == "order_amount" and money.currency in text  # an order may be in another currency
                if given and money.currency != given and not is_own:
                    money = _beside(text, money, given, is_told=is_told)
            except WrongUsage as error:
                if "text" in error.values:  # the cell as it stands in the file
                    error.values["text"] = excerpt(visible(text.cell))
                faults.append(error)
                continue
            values[name] = money

    def _money(self, line: int, text: AmountText, currency: str) -> Money:
        """The amount of a cell; what a program has computed to more places than there are coins for is rounded."""
        try:
            return parse_money(text, currency).money
        except WrongUsage as error:
            short = rounded(text, int(str(error.values["places"]))) if error.code == "money-too-precise" else None
            if short is None:
                raise
        self.found.noted["rounded"].add(line)
        return parse_money(short, currency).money

    def _refuse_what_is_no_list(self, fields: Mapping[str, str | None]) -> None:
        """Without a name no row can be taken, and a list of contacts has names too: said once for the file."""
        given = self._given()
        bare = {heading.casefold() for heading in fields if not heading.casefold().startswith(PREFIX)}
        is_told = bool(self._map.fields) or bare <= {*FIELDS, *OWN_COLUMNS}
        telling = given & TELLING
        # Leads, contacts and tasks have a status as well.
        name = next((heading for heading, field in fields.items() if field == "name"), "")
        is_open = "name" not in given or (not is_told and telling == {"status"})
        kind = other_list(self._table.headings, heading_key(name)) if is_open else None
        is_list = "name" in given and (telling or is_told) and not kind
        if self._ways.preset.id == HISTORY or is_list:
            return
        values: dict[str, Any] = {"file": self._table.name, "headings": tuple(h for h in self._table.headings if h)}
        parts = [f"{{{field}}}" for field in NAMING if field in given]
        code = "import-no-deals" if "name" in given else "import-name-unmapped"
        if code == "import-name-unmapped" and "external_id" in given and telling:
            code, values["pattern"] = "import-name-to-make", " ".join(parts)
        elif kind:
            code, values["listkind"] = "import-other-list", kind
        details = {"headings": list(self._table.headings), "fields": FIELDS, "looks_like": values.get("listkind")}
        raise WrongUsage(code, values, details=details)


def _beside(text: str, money: Money, given: str, *, is_told: bool) -> Money:
    """An amount with a sign beside a currency: $ beside AUD is a dollar of Australia, € beside USD is refused.

    What the map says of amounts without a currency denies no sign.
    """
    try:
        return parse_money(f"{text} {given}", given).money
    except WrongUsage:
        if is_told:
            raise
        return money


def _kept(text: str, field: OwnField) -> str:
    """A cell for a field of the user's own, where it says anything; what a choice allows is no marker of nothing."""
    plain = plain_text(text)
    if not text or (is_blank(text) and plain not in field.allowed):
        return ""
    must_be_text(plain)
    return plain


def _is_unset(values: Mapping[str, Any]) -> bool:
    return "close" in values and values.get("close") == values.get("created")
