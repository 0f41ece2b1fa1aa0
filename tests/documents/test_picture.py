"""The pictures of the READMEs: a refused advance as a terminal shows it, and the political map of a plan.

GOLDEN_UPDATE=1 draws them.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from pathlib import Path

import pytest
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from osp_cli.cli.story import scenes
from osp_cli.demo.territory import ANSWER_FILES, FOLDER
from tests.sessions.sessions import run
from tests.territory import Terminal, copy_home

EXAMPLES = Path(__file__).parents[2] / "examples"
COLUMNS, LINES = 100, 30
# Rich's own format names a font of a network; this one asks for nothing.
FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>osp</title>
<desc>osp advance --stage 5</desc>
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def refused(home: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The first command of the story that is refused, and what the terminal shows then."""
    monkeypatch.setenv("OSP_USER", {"en": "Amara Okafor", "zh": "林晓梅"}[language])
    assert run("osp demo --folder .osp --quiet", home, language).returncode == 0
    for name in ANSWER_FILES:
        shutil.copy(FOLDER / language / f"{name}.toml", home)
    for line, code in scenes((FOLDER / language / "story.txt").read_text(encoding="utf-8")):
        if not line.startswith("$ "):
            continue
        if code:
            monkeypatch.setenv("CLICOLOR_FORCE", "1")
            monkeypatch.setenv("COLUMNS", str(COLUMNS))
            return line, run(line[2:], home, language).stderr
        assert run(line[2:], home, language).returncode == 0, line
    raise AssertionError("nothing in the story is refused")


def drawn(command: str, output: str) -> str:
    """The last lines of a terminal as SVG."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text(command, style="bold"))
    lines = output.rstrip("\n").split("\n")
    shown = ["...", *lines[-LINES:]] if len(lines) > LINES else lines
    for line in shown:
        console.print(Text.from_ansi(line), soft_wrap=True)
    svg = console.export_svg(title="osp", theme=MONOKAI, code_format=FORMAT, unique_id="osp")
    svg = re.sub(r' textLength="[^"]*"', "", svg)  # counted in characters, it would squeeze Chinese to half its width
    return re.sub(r"[ \t]+\n", "\n", svg)


def hold(path: Path, picture: str) -> None:
    """Holds a picture to what is kept of it."""
    if os.environ.get("GOLDEN_UPDATE"):
        path.write_text(picture, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == picture


@pytest.mark.parametrize(("language", "name"), [("en", "advance.svg"), ("zh", "advance.zh.svg")])
def test_the_picture_is_what_a_terminal_shows(
    language: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = drawn(*refused(tmp_path, language, monkeypatch))
    hold(EXAMPLES / name, picture)
    assert re.findall(r'(?:href|src|url)[=(]["\']?https?:', picture) == []


@pytest.mark.parametrize(("language", "deal"), [("en", "Kestrel WMS"), ("zh", "海棠银行 数据平台")])
def test_the_map_is_that_of_the_plan(
    language: str,
    deal: str,
    territory: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy_home(territory, tmp_path / "home")
    osp = Terminal(tmp_path / "home", monkeypatch, capsys)
    asked = ("--kind", "opportunity", "--format", "html", "--lang", language)
    assert osp("plan", "export", deal, *asked, "--out", str(tmp_path / "plan.html")).code == 0
    (plan,) = re.findall(r"<svg.*?</svg>", (tmp_path / "plan.html").read_text(encoding="utf-8"), re.DOTALL)
    on_white = plan.replace(
        "</desc>", '</desc>\n<rect width="100%" height="100%" fill="#fff"/>', 1
    )  # pages may be dark
    hold(EXAMPLES / "documents" / f"map.{language}.svg", f"{on_white}\n")
