"""The templates of documents: which there are, which were copied, and what is wrong with own ones."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from osp_cli.render.blocks import Column, Line, Table, View
from osp_cli.services.templates import TemplateFault, Templates, TemplatesChecked, TemplatesExported
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
    return tuple(line for fault in checked.faults for line in _lines(fault, words))


def _lines(fault: TemplateFault, words: Words) -> Iterator[Line]:
    """What is wrong, and how to mend it."""
    values = {"file": fault.file, "line": fault.line, "what": fault.what, "close": fault.close, "known": fault.known}
    yield Line(words(f"errors.{fault.code}.what", **values), "bad")
    hint = "close" if fault.close and words.has(f"errors.{fault.code}.close") else "mend"
    yield Line(words(f"errors.{fault.code}.{hint}", **values), "dim")
