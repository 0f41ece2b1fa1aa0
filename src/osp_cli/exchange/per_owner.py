"""Columns that would say something of the owner (region, superior): taken only where it is one for each owner.

In many lists the region is the customer's: taken for the owner's, the last row would win and every import change it.
"""

from __future__ import annotations

from collections.abc import Mapping

from osp_cli.domain.names import clean_name, excerpt, name_key, visible
from osp_cli.exchange.cells import Columns
from osp_cli.exchange.tables import Cells
from osp_cli.services.import_report import NotPerOwner

TEAM_FIELDS = ("owner.region", "owner.reports_to")
SHOWN = 3  # of the different values of one owner


class PerOwner:
    """What the rows of a file say of each owner, noted row by row."""

    def __init__(self, columns: Columns, fields: Mapping[str, str], defaults: Mapping[str, str]) -> None:
        self._columns = columns
        given = {field: heading for heading, field in fields.items()}
        self._owner = defaults.get("owner", "")
        self._headings = {field: given[field] for field in TEAM_FIELDS if field in given}
        self._defaults = {field: defaults.get(field, "") for field in self._headings}
        self._has_owner = "owner" in given or bool(self._owner)
        self._said: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns, where the file has owners to whom they could belong."""
        return tuple(self._headings.values()) if self._has_owner else ()

    def look(self, cells: Cells) -> None:
        """Takes note of one row."""
        if not self._headings or not self._has_owner:
            return
        owner = self._columns.told(cells, "owner") or self._owner
        if not owner:
            return
        for field, default in self._defaults.items():
            if text := self._columns.told(cells, field) or default:
                # a superior is found by name, whatever its capitals; a region is kept as it is written
                key = name_key(clean_name(text)) if field == "owner.reports_to" else text
                self._said.setdefault((field, name_key(clean_name(owner))), (owner, {}))[1].setdefault(key, text)

    def found(self) -> tuple[NotPerOwner, ...]:
        """The columns that say two things of one owner, each with the first such owner."""
        several: dict[str, NotPerOwner] = {}
        for (field, _), (owner, values) in self._said.items():
            if len(values) > 1 and field not in several:
                texts = tuple(excerpt(visible(text)) for text in list(values.values())[:SHOWN])
                several[field] = NotPerOwner(self._headings[field], excerpt(visible(owner)), texts)
        return tuple(several.values())
