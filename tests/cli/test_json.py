"""Every example of every command with --json: one document with schema_version, the same bytes in every language."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from types import SimpleNamespace

import pytest

from osp_cli.words import Words
from tests.territory import Terminal, copy_territory, told

APART = ("help", "demo")  # a text in the language, and a book made anew: tested below
ULID = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{26}\b")
EXAMPLES = sorted(
    {
        line.strip()
        for key, text in Words("en").section("commands").items()
        if key.endswith(".examples") and key.split(".")[0] not in APART
        for line in text.splitlines()
        if line.strip() and "--format" not in line and "--out" not in line and "--lang" not in line
    }
)


def document(
    line: str, language: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    osp = Terminal(home, monkeypatch, capsys)
    if line.startswith("osp redo"):  # it needs something that was taken back
        assert osp("undo", "--yes").code == 0
    said = osp(*shlex.split(line)[1:], "--json", "--lang", language)
    assert said.code in (0, 4), f"{line}: {said}"
    assert said.err == "", line
    return ULID.sub("ULID", said.out.replace(str(home), "HOME"))


@pytest.mark.usefixtures("quick_age")
@pytest.mark.parametrize("line", EXAMPLES)
def test_json_is_one_document_and_the_same_in_both_languages(
    line: str, territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    english = document(line, "en", copy_territory(territory, tmp_path / "en", shares_pack=True), monkeypatch, capsys)
    content = json.loads(english)
    if "--fields" not in line:
        assert content["schema_version"] == 1
    chinese = document(line, "zh", copy_territory(territory, tmp_path / "zh", shares_pack=True), monkeypatch, capsys)
    if "--print-template" not in line and not line.startswith(
        ("osp plan export", "osp guide", "osp qualify", "osp assess", "osp coach", "osp doctor", "osp action suggest")
    ):  # these write a text in the language, and the doctor tells how much room the disk has at that moment
        assert chinese.replace("/zh/", "/en/") == english


def test_demo_help_and_version_are_documents_too(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("osp_cli.demo.territory.fill", lambda _desk: SimpleNamespace(opportunities=16))
    made = told(osp, "demo", "--folder", "demo")
    assert (made["folder"], made["opportunities"]) == (str(osp.home / "demo"), 16)
    assert told(osp, "demo", "--folder", "other", "--dry-run")["is_dry_run"]
    topics = [each["topic"] for each in told(osp, "help")["topics"]]
    assert "\n" in told(osp, "help", topics[0])["text"]
    for words in (("--version",), ("--help",), ("list", "--help"), ("account", "--help")):
        assert told(osp, *words)["schema_version"] == 1
    assert osp("demo", "--folder", ".osp", "--json").code == 2
