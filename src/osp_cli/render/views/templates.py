"""The templates of documents: which there are, which were copied, and what is wrong with own ones."""

from __future__ import annotations

import shlex

from osp_cli.render.blocks import Block, Column, Line, Table, View
from osp_cli.services.templates import Templates, TemplatesChecked, TemplatesExported
from osp_cli.words import Words


def templates_view(shown: Templates, words: Words) -> View:
    """Every template with the file that stands before it."""
    rows = tuple((line.language, line.name, line.path or words("templates.builtin")) for line in shown.templates)
    return (Table(columns(words), rows),)


def columns(words: Words) -> tuple[Column, ...]:
    """The columns of the list."""
    return tuple(Column(words(f"templates.{key}")) for key in ("language", "name", "own"))


def exported_view(exported: TemplatesExported, words: Words) -> View:
    """Where they are, and how to go on."""
    said = words("templates.exported", folder=exported.folder, count=len(exported.files))
    return (Line(said), Line(words("templates.exported-next", folder=shlex.quote(exported.folder)), "dim"))


def checked_view(checked: TemplatesChecked, words: Words) -> View:
    """Every fault with file and line, or that there is none."""
    if not checked.faults:
        said = words("templates.sound", count=checked.templates, tried=checked.tried)
        return (Line(said, "good"), Line(words("templates.use", folder=shlex.quote(checked.folder)), "dim"))
    parts: list[Block] = [
        Line(words(f"errors.{fault.code}.what", file=fault.file, line=fault.line, what=fault.what), "bad")
        for fault in checked.faults
    ]
    return tuple(parts)
