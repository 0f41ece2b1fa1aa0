"""Which field each heading of a table stands for, where its cells have a say in it too."""

from __future__ import annotations

import re

from osp_cli.exchange.import_map import UNUSED, ImportMap
from osp_cli.exchange.per_owner import TEAM_FIELDS
from osp_cli.exchange.presets import Preset
from osp_cli.exchange.tables import Table, heading_key

_FIGURES = re.compile(r"[0-9][0-9.,]*")


def fields_in(table: Table, mapping: ImportMap, preset: Preset, plain: Preset) -> dict[str, str | None]:
    """The field each heading stands for, as `ImportMap.fields_of` says, but for a name or a stage that is none.

    Some CRMs call the amount Opportunity: where every cell below such a heading is a number and another heading may be
    the name, that one is. The numbers of `stage_id` are those of another table, those of `salesstage` in the interface
    of Dynamics the places in a list, and neither is a stage of ours. Where nothing says the owner, no column is the
    region or the superior of one.
    """
    numbers = [
        heading
        for heading in table.headings
        if (heading_key(heading) == "stageid" or heading == "salesstage")
        and heading not in mapping.fields
        and _holds_figures(table, heading)
    ]
    without = mapping.model_copy(update={"fields": {**mapping.fields, **dict.fromkeys(numbers, UNUSED)}})
    fields = _with_a_name(table, without, preset, plain)
    joined = [field for join in mapping.joins for field in join.take.values()]
    if "owner" not in (*fields.values(), *mapping.defaults, *joined):
        own = {heading for heading, field in fields.items() if field in TEAM_FIELDS and heading not in mapping.fields}
        fields.update(dict.fromkeys(own))
    return fields


def _with_a_name(table: Table, mapping: ImportMap, preset: Preset, plain: Preset) -> dict[str, str | None]:
    fields = mapping.fields_of(table.headings, table.name, preset, plain)
    name = next((each for each, field in fields.items() if field == "name" and each not in mapping.fields), None)
    if name is None:
        return fields
    without = mapping.model_copy(update={"fields": {**mapping.fields, name: UNUSED}})
    others = without.fields_of(table.headings, table.name, preset, plain)
    return others if "name" in others.values() and _holds_figures(table, name) else fields


def _holds_figures(table: Table, heading: str) -> bool:
    """Whether a column has cells, and numbers in all of them."""
    place, has_cells = table.headings.index(heading), False
    for _, cells in table.rows():
        if place < len(cells) and (cell := cells[place]):
            if not _FIGURES.fullmatch(cell):
                return False
            has_cells = True
    return has_cells
