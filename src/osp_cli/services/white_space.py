"""The white space of an account: which part of the customer lacks which of our offers."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.followups import FollowUp
from osp_cli.domain.names import name_key
from osp_cli.frozen import dataclass

_IN_GRID = ("white-space", "idea")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A part of the customer, and what is on record for each offer; None is a part that nobody has named."""

    unit: str | None
    cells: tuple[tuple[FollowUp, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Parts of the customer against our offers, both in the order of recording; a None among them is not named."""

    offers: tuple[str | None, ...]
    rows: tuple[GridRow, ...]


def grid_of(followups: Iterable[FollowUp]) -> Grid:
    """The grid of what is still open; empty where nothing is on record."""
    shown = [each for each in followups if each.kind in _IN_GRID and each.is_open]
    offers, units = _named(each.offer for each in shown), _named(each.unit for each in shown)
    found: dict[tuple[str, str], list[FollowUp]] = {}
    for each in shown:
        found.setdefault((name_key(each.unit or ""), name_key(each.offer or "")), []).append(each)
    rows = (
        GridRow(unit, tuple(tuple(found.get((row, column), ())) for column in offers)) for row, unit in units.items()
    )
    return Grid(tuple(offers.values()), tuple(rows))


def _named(names: Iterable[str | None]) -> dict[str, str | None]:
    """The names by their keys, what is not named last."""
    known = {name_key(name or ""): name for name in names}
    return {key: known[key] for key in sorted(known, key=lambda key: not key)}
