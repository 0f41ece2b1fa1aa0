"""Columns that would say something of the owner (region, superior): taken only where it is one for each owner.

In many lists the region is the customer's: taken for the owner's, the last row would win and every import change it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from osp_cli.domain.names import clean_name, excerpt, name_key, visible
from osp_cli.exchange.cells import Columns
from osp_cli.exchange.tables import Cells
from osp_cli.frozen import dataclass
from osp_cli.services.import_report import NotPerOwner

TEAM_FIELDS = ("owner.region", "owner.reports_to")
SHOWN = 3  # of the different values of one owner


@dataclass(frozen=True, slots=True)
class Beside:
    """A table beside the file: its name, the headings by field, and what it says of a field for a row."""

    file: str
    headings: Mapping[str, str]
    told: Callable[[Columns, Cells, str], str]


def joined_heading(heading: str, file: str) -> str:
    """How a heading of a table beside the file is called."""
    return f"{heading} ({file})"


class PerOwner:
    """What the rows of a file, and the tables beside it, say of each owner, noted row by row."""

    def __init__(
        self, columns: Columns, fields: Mapping[str, str], defaults: Mapping[str, str], beside: Sequence[Beside] = ()
    ) -> None:
        self._columns, self._beside = columns, beside
        given = {field: heading for heading, field in fields.items()}
        self._own = {field: given[field] for field in TEAM_FIELDS if field in given}
        joined = {
            field: joined_heading(heading, each.file)
            for each in beside
            for field, heading in each.headings.items()
            if field in TEAM_FIELDS
        }
        self._headings = {**joined, **self._own}
        self._defaults = {field: defaults.get(field, "") for field in ("owner", *self._headings)}
        has_owner = "owner" in given or any("owner" in each.headings for each in beside)
        self._has_owner = has_owner or bool(self._defaults["owner"])
        self._said: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns of the file itself, where it has owners to whom they could belong."""
        return tuple(self._own.values()) if self._has_owner else ()

    def look(self, cells: Cells) -> None:
        """Takes note of one row."""
        if not self._headings or not self._has_owner or not (owner := self._told(cells, "owner")):
            return
        for field in self._headings:
            if text := self._told(cells, field):
                # a superior is found by name, whatever its capitals; a region is kept as it is written
                key = name_key(clean_name(text)) if field == "owner.reports_to" else text
                self._said.setdefault((field, name_key(clean_name(owner))), (owner, {}))[1].setdefault(key, text)

    def _told(self, cells: Cells, field: str) -> str:
        """What a row says, else the first table beside it, else the map."""
        beside = (text for each in self._beside if (text := each.told(self._columns, cells, field)))
        return self._columns.told(cells, field) or next(beside, "") or self._defaults[field]

    def found(self) -> tuple[NotPerOwner, ...]:
        """The columns that say two things of one owner, each with the first such owner."""
        several: dict[str, NotPerOwner] = {}
        for (field, _), (owner, values) in self._said.items():
            if len(values) > 1 and field not in several:
                texts = tuple(excerpt(visible(text)) for text in list(values.values())[:SHOWN])
                is_joined = field not in self._own
                several[field] = NotPerOwner(self._headings[field], excerpt(visible(owner)), texts, is_joined=is_joined)
        return tuple(several.values())
