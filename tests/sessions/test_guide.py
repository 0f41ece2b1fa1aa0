"""The guide leads one deal through all eight steps, in either language, without a word of the other."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.sessions.sessions import read_steps
from tests.territory import Terminal

FOLDER = Path(__file__).parent
CHINESE = re.compile(r"[⺀-鿿＀-￯]+")
WORD = re.compile(r"[A-Za-z][A-Za-z']+")
# What has no Chinese name: the program, the method's own abbreviations, codes of currencies and forms of files.
NAMES = {"osp", "TAS", "ISO", "IT", "TBB", "USD", "CNY", "TOML", "currency"}
ACTING = {"en": "Amara Okafor", "zh": "林晓梅"}


def _told(text: str, home: str) -> str:
    """What is said to a person, without commands, options, files and ids, which are English in any language."""
    text = re.sub(r"\s*".join(map(re.escape, home)) + r"[\w./\s]*", "/", text) if home else text
    said = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("osp "))
    for typed in (
        r"osp [^。；，（）“”\n]*",
        r"--[a-z-]+",
        r"\[(?:x|answers)\]",
        r"[\w.-]+\.(?:toml|md)",
        r"(?m)^[\w-]+ = ",
    ):
        said = re.sub(typed, " ", said)
    return said


def _foreign(text: str, language: str, home: str = "") -> list[str]:
    """The words of the other language."""
    if language == "en":
        return CHINESE.findall(text)
    return [word for word in WORD.findall(_told(text, home)) if word not in NAMES]


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guide_takes_a_deal_through_all_eight_steps_without_a_word_of_the_other_language(
    language: str, width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for answers in FOLDER.glob(f"guide.{language}.*.toml"):
        shutil.copy(answers, tmp_path)
    osp = Terminal(tmp_path, monkeypatch, capsys)
    monkeypatch.setenv("OSP_LANG", language)
    monkeypatch.setenv("OSP_USER", ACTING[language])
    monkeypatch.setenv("COLUMNS", str(width))
    found, pages = {}, set()
    for step in read_steps((FOLDER / f"guide.{language}.txt").read_text(encoding="utf-8")):
        said = osp(*shlex.split(step.command)[1:])
        assert said.code == step.code, (step.command, said)
        pages |= set(re.findall(r"(?m)^([1-8])  \S", said.out)) if step.command.endswith("--show") else set()
        if foreign := _foreign(said.out + said.err, language, str(tmp_path)):
            found[step.command] = foreign
    assert found == {}
    assert pages == set("12345678")


def test_a_word_of_the_other_language_would_be_found() -> None:
    assert _foreign("The plan 计划 is open", "en") == ["计划"]
    assert _foreign("计划 is open\n    osp plan show\n下一步：osp gate 1", "zh") == ["is", "open"]
