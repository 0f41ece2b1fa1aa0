"""What an import tells of its end: rows refused, nothing in the file, a dry run; and from where it can read."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from osp_cli.cli.importing import opened
from tests.territory import Terminal, copy_territory

ROWS = "name,account,amount\nCedar kiosks,Cedar Parks,45k\nJuniper meters,Juniper Bay,a lot\n"


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    home = copy_territory(territory, tmp_path / "home")
    (home / "partly.csv").write_text(ROWS, encoding="utf-8")
    (home / "headings.csv").write_text("name,account,amount\n", encoding="utf-8")
    return Terminal(home, monkeypatch, capsys)


def test_rows_that_were_refused_end_it_with_1_and_the_others_are_taken(osp: Terminal) -> None:
    said = osp("import", "partly.csv", "--json")
    assert said.code == 1
    assert json.loads(said.out)["created"] == 1
    refusal = json.loads(said.err)
    assert (refusal["code"], refusal["details"]) == ("import-some-refused", {"count": 1, "rows": 2})
    assert "Cedar kiosks" in osp("find", "Cedar").out
    assert osp("import", "pipeline.csv").code == 0


def test_a_file_of_headings_alone_makes_no_store_and_says_so(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSP_HOME", str(osp.home / "new"))
    said = osp("import", "headings.csv")
    assert said.code == 0
    assert "nothing was imported" in said.err
    assert not (osp.home / "new").exists()
    assert osp("import", "headings.csv", "--db", "other.db").code == 0
    assert not (osp.home / "other.db").exists()


def test_a_dry_run_offers_nothing_to_undo(osp: Terminal) -> None:
    assert "osp undo" in osp("import", "pipeline.csv").out
    assert osp("undo").code == 0
    assert "osp undo" not in osp("import", "pipeline.csv", "--dry-run").out


def test_deals_that_fit_a_row_equally_are_named(osp: Terminal) -> None:
    for _ in range(2):
        assert osp("new-opportunity", "Plain", "--account", "Acme").code == 0
    (osp.home / "plain.csv").write_text("name,account,stage\nPlain,Acme,2\n", encoding="utf-8")
    assert "Several opportunities are called Plain: 17, 18." in osp("import", "plain.csv", "--dry-run").out


@pytest.mark.parametrize(("file", "error"), [("/dev/null", "import-file-empty"), (".", "import-folder")])
def test_a_folder_and_an_empty_device_have_a_sentence_of_their_own(osp: Terminal, file: str, error: str) -> None:
    said = osp("import", file, "--json")
    assert (said.code, json.loads(said.err)["code"]) == (2, error)


def test_a_pipe_with_a_name_is_read_like_a_file(osp: Terminal) -> None:
    fifo = osp.home / "fifo"
    os.mkfifo(fifo)
    writer = threading.Thread(target=fifo.write_text, args=(ROWS.replace("a lot", "5k"),))
    writer.start()
    said = osp("import", str(fifo), "--json")
    writer.join()
    assert said.code == 0, said
    assert json.loads(said.out)["created"] == 2


def test_standard_input_is_read_under_each_of_its_names(osp: Terminal) -> None:
    for name in ("-", "/dev/stdin"):
        done = subprocess.run(
            [sys.executable, "-m", "osp_cli", "import", name, "--dry-run", "--json"],
            input=ROWS.replace("a lot", "5k"), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done
        assert json.loads(done.stdout)["created"] == 2


class Endless(io.RawIOBase):
    """A pipe that goes on sending."""

    def __init__(self, start: bytes) -> None:
        super().__init__()
        self.start, self.sent = start, 0

    def read(self, size: int = -1) -> bytes:
        if self.sent > 20_000_000:
            pytest.fail("read on")
        piece = self.start.ljust(size, b"x")[:size]
        self.sent += len(piece)
        return piece


def test_a_pipe_that_does_not_end_is_read_no_further_than_a_table_may_be_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("osp_cli.cli.import_tables.LARGEST", 3_000_000)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Endless(b"name,account\n")))
    with opened("-") as stream:
        assert stream.seek(0, os.SEEK_END) == 4_000_000
