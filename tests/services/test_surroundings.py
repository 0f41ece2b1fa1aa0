"""What the doctor finds around the program: fonts, the backup that is made by itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from osp_cli import fonts
from osp_cli.services import printing, surroundings
from osp_cli.services.surroundings import examine_surroundings
from osp_cli.settings import Settings


def codes(settings: Settings | None = None) -> list[str]:
    return [finding.code for finding in examine_surroundings(settings or Settings())]


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x00\x00\x00\x10", b"no font at all" * 100])
def test_a_font_of_ours_that_is_gone_or_cut_off_is_wrong(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "font.ttf"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(printing, "Face", lambda: fonts.Face(file))
    assert "font-own-broken" in [finding.code for finding in printing.examine_fonts(None)]


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
