"""What was exported: one path a line, so that a script can take it as it is."""

from __future__ import annotations

from osp_cli.render.blocks import Line, View
from osp_cli.services.exports import Exported
from osp_cli.words import Words


def exported_view(exported: Exported, words: Words) -> View:
    """The paths of the files."""
    paths = [file.path or "-" for file in exported.files]
    if exported.is_dry_run:
        return tuple(Line(words("documents.would", path=path)) for path in paths)
    return tuple(Line(path) for path in paths) or (Line(words("views.list-empty"), "dim"),)
