"""What the doctor finds around the program: extras, fonts, the backup that is made by itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from osp_cli import fonts
from osp_cli.services import surroundings
from osp_cli.services.surroundings import examine_surroundings
from osp_cli.settings import Settings


def codes(settings: Settings | None = None) -> list[str]:
    return [finding.code for finding in examine_surroundings(settings or Settings())]


def test_every_extra_is_named_whether_it_is_there_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    named = [finding for finding in examine_surroundings(Settings()) if finding.check == "extras"]
    assert [(each.values["extra"], each.code) for each in named] == [
        (extra, "extra-there") for extra in ("pdf", "docx", "xlsx", "encrypted")
    ]
    monkeypatch.setattr(surroundings, "find_spec", lambda module: None if module == "resvg_py" else object())
    found = {
        str(each.values["extra"]): each.level for each in examine_surroundings(Settings()) if each.check == "extras"
    }
    assert found == {"pdf": "ok", "docx": "note", "xlsx": "ok", "encrypted": "ok"}


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x00\x00\x00\x10", b"no font at all" * 100])
def test_a_font_of_ours_that_is_gone_or_cut_off_is_wrong(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "font-own" in codes()
    file = tmp_path / "font.ttf"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(fonts, "FILES", (file,))
    assert "font-own-broken" in codes()


@pytest.mark.parametrize(
    ("program", "output", "code"),
    [("fc-list", b"Noto Sans CJK SC\n", "font-chinese"), ("fc-list", b"", "font-none"), (None, b"", "font-unknown")],
)
def test_a_font_for_printing_is_looked_for_where_it_can_be(
    program: str | None, output: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings.sys, "platform", "linux")
    monkeypatch.setattr(surroundings.shutil, "which", lambda _name: program)
    done = subprocess.CompletedProcess(["fc-list"], 0, output, b"")
    monkeypatch.setattr(surroundings.subprocess, "run", lambda *_words, **_options: done)
    assert code in codes()


def test_a_backup_that_is_switched_off_is_noted() -> None:
    assert "daily-backup-off" not in codes()
    assert "daily-backup-off" in codes(Settings(daily_backup="off"))
