"""Every command has help with at least two examples in both languages; the examples run on the example territory."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from osp_cli.cli.app import main
from osp_cli.cli.building import build_command
from osp_cli.cli.table import PLACES
from osp_cli.words import Words
from tests.territory import Terminal, copy_territory

LANGUAGES = ("en", "zh")


def _examples(language: str) -> dict[str, list[str]]:
    return {
        key.removesuffix(".examples"): [line.strip() for line in text.splitlines() if line.strip()]
        for key, text in Words(language).section("commands").items()
        if key.endswith(".examples")
    }


EXAMPLES = _examples("en")
APART = ("--format", "--out", "--lang", "osp help", "osp demo")
# Each line once, run in the language of its page: a value is typed by its word there. English ones without what stands
# apart run in tests/cli/test_json.py.
LINES = sorted(
    (key, line, language)
    for (key, line), language in {
        (key, line): language
        for language in reversed(LANGUAGES)
        for key, lines in _examples(language).items()
        for line in lines
    }.items()
    if language != "en" or any(each in line for each in APART)
)
# What is nobody's to translate: people and companies of the example territory, and a heading.
NAMES = {"Mateo Quispe", "Ingrid Solberg", "Noor Haddad", "Rosa Ibarra", "Orbit Data", "Quartz Systems"}
NAMES |= {"Cedar billing", "Harbour Systems", "name=name"}
NAMES |= {"Amara Okafor", "Willow Insurance", "Blue Heron Foods", "Lantern Foods", "Plover Parks", "Tidewater Ferries"}
SPELLED_DAY = re.compile(r" (?:today|yesterday|tomorrow|fri|eoq|eom)(?: |$)")
VERBS = [(noun, verb) for noun in sorted(PLACES) for verb in getattr(build_command(noun), "commands", {})]
KEY = re.compile(r"\b(?:commands|options|pages|headings)\.[a-z]")
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("word", sorted(PLACES))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_command_has_a_help_page_with_two_examples(
    word: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word, "--help", "--lang", language]) == 0
    page = capsys.readouterr().out
    assert page.count("  $ osp ") >= 2
    assert KEY.search(page) is None


@pytest.mark.parametrize(("noun", "verb"), VERBS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_verb_of_a_noun_has_a_help_page_in_whole_sentences(
    noun: str, verb: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([noun, verb, "--help", "--lang", language]) == 0
    page = capsys.readouterr().out
    assert f"osp {noun} {verb}" in page.splitlines()[0]
    assert f"  $ osp {noun} " in page
    assert KEY.search(page) is None
    explained = [line for line in page.splitlines() if not line.startswith("  $ ")]
    assert any(HAN.search(line) for line in explained) == (language == "zh")


@pytest.mark.parametrize(("noun", "verb"), [*VERBS, *((word, "") for word in sorted(PLACES))])
def test_what_a_page_lets_be_filled_in_is_said_in_chinese(
    noun: str, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*filter(None, (noun, verb)), "--help", "--lang", "zh"]) == 0
    page = capsys.readouterr().out
    labels = [line[2:].partition("  ")[0] for line in page.splitlines() if line.startswith("  ") and "$" not in line]
    usage = page.splitlines()[0]
    assert [label for label in (usage, *labels) if re.search(r"\b[A-Z]{2,}\b", label)] == []


@pytest.mark.parametrize("noun", sorted({noun for noun, _ in VERBS}))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_a_noun_names_each_of_its_verbs(
    noun: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([noun, "--help", "--lang", language]) == 0
    listed = [line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert {verb for name, verb in VERBS if name == noun} <= {words[0] for words in listed if words}


@pytest.mark.parametrize(("key", "line", "language"), LINES)
def test_each_example_runs(
    key: str,
    line: str,
    language: str,
    territory: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    osp = Terminal(copy_territory(territory, tmp_path / "home", shares_pack=True), monkeypatch, capsys)
    if line.startswith("osp redo"):  # it needs something that was taken back
        assert osp("undo", "--yes").code == 0
    monkeypatch.setenv("OSP_LANG", language)
    said = osp(*shlex.split(line)[1:])
    allowed = (0, 4) if shlex.split(line)[1:2] == ["gate"] else (0,)
    assert said.code in allowed, f"{line}: {said}"
    assert said.out.strip(), line


@pytest.mark.parametrize(("key", "lines"), sorted(_examples("zh").items()))
def test_a_chinese_example_says_what_a_chinese_person_would_type(key: str, lines: list[str]) -> None:
    assert len(lines) == len(EXAMPLES[key])
    for line in lines:
        assert not SPELLED_DAY.search(line.removeprefix("osp today")), line
        for text in set(re.findall(r'"([^"]*)"', line)) - NAMES:
            assert HAN.search(text), line


def test_no_help_page_names_an_unknown_command() -> None:
    words = {key.split(".")[0] for key in EXAMPLES}
    assert words == set(PLACES), words ^ set(PLACES)
