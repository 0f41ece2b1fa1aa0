"""`osp demo`: fills a store of its own, then tells the story of one deal with real commands and their real output."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.cli.shared import Shared
from osp_cli.errors import OspError, WrongUsage
from osp_cli.folders import make_folder
from osp_cli.frozen import dataclass
from osp_cli.settings import replace_file

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring


@dataclass(frozen=True, slots=True)
class DemoMade:
    """The example territory for a program, to which no story is told; a dry run makes none."""

    folder: str
    opportunities: int
    is_dry_run: bool = False


def tell_story(wiring: Wiring, folder: str | None, *, is_quiet: bool) -> None:
    """Makes the example territory in a folder (a temporary one by default) and runs the story there.

    The user's own settings and store are never touched: OSP_HOME is that folder while it runs.
    """
    from osp_cli.demo import territory

    place = folder or (tempfile.gettempdir() if wiring.shared.dry_run else tempfile.mkdtemp(prefix="osp-demo-"))
    home = Path(place).resolve()
    if os.path.lexists(home / "osp.db"):
        raise WrongUsage("demo-exists", {"folder": str(home)})
    language = wiring.words.own_language
    if wiring.shared.dry_run:
        wiring.show_text(DemoMade(str(home), 0, is_dry_run=True), wiring.words("demo.would-fill", folder=str(home)))
        return
    with _living_in(home, language):
        inner = _wiring(wiring)
        desk = inner.writing()
        count = territory.fill(desk).opportunities
        text = wiring.words("demo.filled", folder=str(home), count=count) + "\n"
        wiring.show_text(DemoMade(str(home), count), text)
        if not is_quiet and not wiring.shared.json:
            for name in territory.ANSWER_FILES:
                text = (territory.FOLDER / language / f"{name}.toml").read_text(encoding="utf-8")
                replace_file(home / f"{name}.toml", text)
            _tell(wiring, (territory.FOLDER / language / "story.txt").read_text(encoding="utf-8"))
    if not wiring.shared.json:
        wiring.out.text(wiring.words("demo.end", home=shlex.quote(str(home)), program=_program()))


def _program() -> str:
    """How this program can be called again: `osp` where the shell finds it, else the way it was called now."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m osp_cli"
    if called.name != "osp" or shutil.which("osp"):
        return "osp"
    path = called.absolute()
    return shlex.quote(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))


@contextmanager
def _living_in(home: Path, language: str) -> Iterator[None]:
    """A home, a language and a person of its own for the commands of the story, none of them asking anything."""
    make_folder(home)
    person = {"en": "Amara Okafor", "zh": "林晓梅"}[language]
    ours = {"OSP_HOME": str(home), "OSP_USER": person, "OSP_LANG": language, "OSP_NO_INPUT": "1"}
    before = {name: os.environ.get(name) for name in (*ours, "OSP_DB", "OSP_OPP")}
    os.environ.update(ours)
    for name in ("OSP_DB", "OSP_OPP"):
        os.environ.pop(name, None)
    try:
        settings = f'me = "{person}"\ncurrency = "USD"\nlanguage = "{language}"\n\n[rate.CNY]\n2020-01-01 = "0.14"\n'
        replace_file(home / "settings.toml", settings)
        with chdir(home):
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _wiring(outer: Wiring) -> Wiring:
    from osp_cli.cli.wiring import Wiring as Inner

    return Inner(Shared(no_input=True), os.environ, outer.typed)


def _tell(wiring: Wiring, story: str) -> None:
    """Prints each command and runs it; an exit code that the story does not expect stops it."""
    from osp_cli.cli.app import main

    for line, expected in scenes(story):
        if not line.startswith("$ "):
            wiring.out.text(f"\n{line}")
            continue
        wiring.out.text(line)
        code = main(shlex.split(line)[2:])
        if code:
            wiring.out.text(f"[{code}]")
        if code != expected:
            raise OspError("story-broken", {"command": line, "code": code, "expected": expected})


def scenes(story: str) -> Iterator[tuple[str, int]]:
    """The lines of a story with the exit code each command is expected to end with; comments have 0."""
    lines = [line for line in story.splitlines() if line.strip()]
    for place, line in enumerate(lines):
        if line.startswith("["):
            continue
        following = lines[place + 1] if place + 1 < len(lines) else ""
        yield line, int(following.strip("[]")) if following.startswith("[") else 0
