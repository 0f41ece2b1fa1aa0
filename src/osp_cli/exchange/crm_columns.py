"""A list of opportunities as a CRM would have written it: its headings, stage names and days, so that it takes it back.

What is written under which heading stands in the preset of the CRM, beside what an import reads there. Fields of the
user's own follow under their names, as a CRM calls fields of its users; where a CRM calls something else so, as in our
own tables.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import Any, Literal

from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.own_fields import OwnField
from osp_cli.domain.selection import Cell
from osp_cli.exchange.deal_columns import NEUTRAL, Column, own_columns
from osp_cli.exchange.presets import read_presets
from osp_cli.exchange.tables import heading_key
from osp_cli.frozen import dataclass, field
from osp_cli.services.importing import FIELDS

Form = Literal["csv", "xlsx"]
_CHINESE = re.compile("[\u4e00-\u9fff]")
_STATUSES = {"open": "Open", "won": "Won"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the columns depend on beside the CRM: the language of the person, the kind of file, the order of stages.

    `reason` says in words why a deal ended; `own` are the fields of the user's own. `words` are those that files of the
    CRM held, with their meaning, by field. Where several mean the same, a deal that is as it was imported
    (`is_as_imported`) keeps the one it has there: its cell is empty, which changes nothing, and counted in `left`.
    """

    language: str
    form: Form
    stages: Sequence[str]
    reason: Callable[[Opportunity], str | None]
    own: Sequence[OwnField] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_as_imported: Callable[..., bool] = lambda *_: False
    left: Counter[str] = field(default_factory=Counter)


def columns_like(crm: str, asked: Asked) -> tuple[Column, ...]:
    """The columns of a CRM (one of `presets.CRMS`); where nothing of ours fits, a cell is empty and erases nothing."""
    content = tomllib.loads((files("osp_cli.exchange.presets") / f"{crm}.toml").read_text(encoding="utf-8"))
    language = "zh" if asked.language == "zh" else "en"
    columns = [
        Column(_heading(content["fields"][field], language), _cell(field, content["export"], language, asked))
        for field in content["export"]["columns"]
    ]
    return (*columns, *own_columns(asked.own, _is_known))


def _is_known(name: str) -> bool:
    """Whether some list of opportunities has something else under this heading."""
    return name in FIELDS or any(preset.knows(heading_key(name)) for preset in read_presets().values())


def _heading(headings: Sequence[str], language: str) -> str:
    """The first heading in the language."""
    return next(each for each in headings if bool(_CHINESE.search(each)) == (language == "zh"))


def _cell(field: str, export: Mapping[str, Any], language: str, asked: Asked) -> Callable[[Opportunity], Cell]:
    plain = {column.heading: column.cell for column in NEUTRAL}
    day_form = export["days"][language] if asked.form == "csv" else "y-m-d"

    def ended(deal: Opportunity) -> Cell:
        return None if deal.status in _STATUSES else _day(deal.ended_on, day_form)

    def close(deal: Opportunity) -> Cell:  # where the end has no column of its own, the CRM itself keeps it here
        has_end = bool({"ended", "lost_on"} & {*export["columns"]})
        return _day(deal.close_on, day_form) if has_end or deal.status in _STATUSES else ended(deal)

    plain["probability"] = lambda deal: deal.own_probability if deal.is_open else None  # of an end it makes its own
    plain |= {"close": close, "ended": ended, "lost_on": ended}
    match field:
        case "stage":
            return _stage_names(export["stages"][language], asked)
        case "kind":
            kinds = _Names("kind", export["kinds"][language], asked)
            return lambda deal: kinds.said(deal, deal.kind, kinds.names.get(deal.kind))
        case "status":
            return lambda deal: _STATUSES.get(deal.status, "Lost")
        case "note":
            return lambda deal: None if deal.status in _STATUSES else deal.reason_note or asked.reason(deal)
        case _:
            return plain[field]


class _Names:
    """What the CRM calls a stage or kind: by the words of its own files, where there are any, else as it comes."""

    def __init__(self, field: str, names: Mapping[str, str], asked: Asked) -> None:
        self.names, self._field, self._asked = dict(names), field, asked
        known: dict[str, list[str]] = {}
        for word, meaning in asked.words.get(field, {}).items():
            known.setdefault(meaning, []).append(word)
        self.names |= {key: words[0] for key, words in known.items() if names.get(key) not in words}
        self._several = {key for key, words in known.items() if len(words) > 1}

    def said(self, deal: Opportunity, key: str, name: str | None) -> str | None:
        """The name, but where the CRM has several for it and the deal is as it was imported."""
        fields = ("stage", "status") if self._field == "stage" else (self._field,)
        if key not in self._several or not deal.external_id or not self._asked.is_as_imported(deal.number, *fields):
            return name
        self._asked.left[self._field] += 1
        return None


def _stage_names(names: Mapping[str, str], asked: Asked) -> Callable[[Opportunity], str | None]:
    """The name of a deal's stage: how it ended, where the CRM has a stage for that, else the last one not beyond it."""
    known = _Names("stage", names, asked)
    reached: dict[str, str] = {}
    name = next(iter(names.values()))
    for stage in asked.stages:
        name = reached[stage] = known.names.get(stage, name)

    def named(deal: Opportunity) -> str | None:
        if not deal.is_open and (end := "won" if deal.status == "won" else "lost") in known.names:
            return known.said(deal, end, known.names[end])
        stage = deal.left_stage or deal.stage
        return known.said(deal, stage, reached.get(stage))

    return named


def _day(day: date | None, form: str) -> Cell:
    """A day as the CRM writes it in a CSV file; in a workbook it is a date."""
    if day is None or form == "y-m-d":
        return day
    return f"{day.month}/{day.day}/{day.year}"
