"""Which competitor of a deal is meant."""

from __future__ import annotations

from osp_cli.domain.dossier import Dossier
from osp_cli.errors import NotFound


def known_competitor(dossier: Dossier, name: str) -> str:
    """The competitor's name as it is written on the opportunity."""
    found = next((c.name for c in dossier.competitors if c.name.casefold() == name.strip().casefold()), None)
    if found is None:
        close = tuple(c.name for c in dossier.competitors)
        raise NotFound("competitor-unknown", {"name": name, "close": close})
    return found
