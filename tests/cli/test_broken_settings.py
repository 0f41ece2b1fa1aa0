"""A settings file with faults: each is named with file, key and reason, and `config` still works to mend it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.territory import Terminal, copy_territory

FAULTS = """me = "Amara Okafor"
currency = "dollars"
fiscal_start = 13
colour = "green"
language = "zh"
limits = 5

[probability]
"5" = 140
"6" = 60

[rate.KWD]
"2026-02-30" = "1"
"""
KEYS = ["currency", "fiscal_start", "colour", "limits", "probability.5", "rate.KWD"]


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    home = copy_territory(territory, tmp_path / "home")
    (home / ".osp" / "settings.toml").write_text(FAULTS, encoding="utf-8")
    return Terminal(home, monkeypatch, capsys)


def test_every_fault_is_named_with_file_key_and_reason(osp: Terminal) -> None:
    said = osp("list", "--json")
    assert said.code == 2
    refusal = json.loads(said.err)
    assert refusal["code"] == "settings-broken"
    assert [fault["key"] for fault in refusal["details"]["faults"]] == KEYS
    told = osp("list", "--lang", "en").err
    assert "settings.toml" in told
    for part in (*KEYS, "“13” is not allowed; use one of 1-12", "“140”", "there is no such key"):
        assert part in told, part
    assert "config set" in told


def test_the_language_of_a_broken_file_is_still_the_persons(osp: Terminal) -> None:
    assert "有错误" in osp("list").err


def test_config_shows_and_mends_what_is_broken(osp: Terminal) -> None:
    for line in (("config", "list"), ("config", "get", "currency"), ("config", "path")):
        said = osp(*line, "--lang", "en")
        assert said.code == 0, said
        assert line[1] == "path" or "fiscal_start" in said.err
        assert "fiscal_start" in json.dumps(json.loads(osp(*line, "--json").out)["notices"]) or line[1] == "path"
    settings = {row["key"]: row["value"] for row in json.loads(osp("config", "list", "--json").out)["settings"]}
    assert settings["probability.6"] == "60"
    for key, value in (("currency", "EUR"), ("fiscal_start", "4"), ("limits.EUR", "45k/90k"), ("probability.5", "40")):
        assert osp("config", "set", key, value).code == 0, key
    file = osp.home / ".osp" / "settings.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('colour = "green"\n', "").replace("02-30", "02-28"), encoding="utf-8")
    assert osp("list").code == 0


def test_a_figure_for_a_stage_that_is_none_is_told_with_its_key_and_can_be_seen(osp: Terminal) -> None:
    (osp.home / ".osp" / "settings.toml").write_text('[category]\n"11" = "commit"\n', encoding="utf-8")
    said = osp("list", "--json")
    assert said.code == 2
    assert json.loads(said.err)["details"]["faults"] == [{"key": "category.11", "reason": "stage-unknown"}]
    assert "settings.toml" in osp("forecast", "--quarter").err
    assert osp("config", "list").code == 0


def test_a_file_that_is_no_toml_is_left_as_it_is(osp: Terminal) -> None:
    file = osp.home / ".osp" / "settings.toml"
    file.write_text("me = Amara\n", encoding="utf-8")
    for line, code in ((("list",), 2), (("config", "path"), 0), (("config", "set", "currency", "EUR"), 2)):
        said = osp(*line, "--lang", "en")
        assert said.code == code, said
        assert "inside osp" not in said.err
    assert file.read_text(encoding="utf-8") == "me = Amara\n"


def test_a_language_that_nobody_speaks_is_refused_wherever_it_is_wished(
    osp: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    (osp.home / ".osp" / "settings.toml").write_text("", encoding="utf-8")
    assert osp("list", "--lang", "klingon").code == 2
    monkeypatch.setenv("OSP_LANG", "klingon")
    said = osp("list")
    assert said.code == 2
    assert "OSP_LANG" in said.err
    assert osp("list", "--lang", "zh").code == 0
    monkeypatch.setenv("OSP_LANG", "zh_CN.UTF-8")
    assert osp("list").code == 0
