"""The fields of the user's own that an import brings: defined in the settings, and told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from osp_cli.services.own_fields import define

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.own_fields import OwnField


def define_fields(wiring: Wiring, fields: Iterable[OwnField]) -> None:
    """Defines those that the settings do not have; a dry run writes nothing."""
    if not wiring.shared.dry_run and (new := define(wiring.places, wiring.settings, fields)):
        wiring.notice("import-own-defined", names=new, first=new[0])
