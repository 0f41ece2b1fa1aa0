"""What is told of templates: which there are, which stand in a folder, and what is wrong with a user's own."""

from __future__ import annotations

from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template of the program by language and name; `path` is the user's own file that stands before it."""

    language: str
    name: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Templates:
    """Every template, and the folder of own ones where there is one."""

    folder: str | None
    templates: tuple[TemplateLine, ...]


@dataclass(frozen=True, slots=True)
class TemplatesExported:
    """The files that were written into a folder, to be edited."""

    folder: str
    files: tuple[str, ...]
    is_dry_run: bool


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """Something wrong in a template: file, line (0 where it is the whole file), the code of the refusal, and what.

    `close` are the names that may have been meant, `known` those that there are.
    """

    file: str
    line: int
    code: str
    what: str
    close: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplatesChecked:
    """Own templates with everything that is wrong; `tried` of them were rendered with the facts of an opportunity."""

    folder: str
    templates: int
    tried: int
    faults: tuple[TemplateFault, ...]
