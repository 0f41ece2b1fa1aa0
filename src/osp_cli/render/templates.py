"""Where templates are read from, and the environment that renders the ones of the program.

Every value is escaped unless it is ours; templates hold words and loops only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from osp_cli import __version__
from osp_cli.folders import make_folder
from osp_cli.render import document_filters
from osp_cli.render.escaping import markdown_text
from osp_cli.words import LANGUAGES, Words

PACKAGE = Path(__file__).resolve().parents[1]
ENDING = ".md.j2"
FILTERS = Path(document_filters.__file__)


def builtin_environment(words: Words, cache: Path) -> Environment:
    """The environment of the program's own templates.

    What Jinja makes of a template is kept in the folder `cache` for the next run, because to make it takes longer than
    everything else together.
    """
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(templates_folder()),
        bytecode_cache=kept_in(cache),
        finalize=escaped,
    )
    environment.filters.update(document_filters.filters_of(words))
    return environment


def escaped(value: object) -> object:
    """What a template prints: ours as it is, anything else as Markdown text."""
    return value if hasattr(value, "__html__") else Markup(markdown_text(value))  # noqa: S704  escaped just there


def templates_folder() -> Path:
    """The folder of the templates: inside an installed package, beside `src` in a working copy."""
    installed = PACKAGE / "templates"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "templates"


def template_names(folder: Path) -> Iterator[tuple[str, str]]:
    """The languages and names of the templates in a folder, in order."""
    for language in LANGUAGES:
        for file in sorted((folder / language).glob(f"*{ENDING}")):
            yield language, file.name.removesuffix(ENDING)


class _Kept(FileSystemBytecodeCache):
    """The cache of Jinja, for which a damaged file is as good as none, and one that was made for other filters too."""

    def get_source_checksum(self, source: str) -> str:
        """What has to be the same for what was kept to count: the template, the program and its filters."""
        made = FILTERS.stat()
        return super().get_source_checksum(f"{__version__} {made.st_mtime_ns} {made.st_size}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads what was kept of a template; whatever is wrong with it, the template is read again."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001  what a damaged file raises depends on where it is damaged
            bucket.reset()


def kept_in(cache: Path) -> FileSystemBytecodeCache | None:
    """The cache in a folder; a folder that cannot be written costs time, nothing else."""
    with suppress(OSError):
        make_folder(cache)
        if os.access(cache, os.W_OK):
            return _Kept(str(cache))
    return None
