"""Backups that a passphrase opens, and nothing else does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pyrage
import pytest

from osp_cli import extras
from osp_cli.store import kept
from osp_cli.store.connection import Patience
from tests.pty import Person, settle
from tests.territory import Terminal, told

PHRASE = "four words and more"


@pytest.fixture
def phrase(osp: Terminal) -> Path:
    file = osp.home / "phrase.txt"
    assert file.read_text(encoding="utf-8").strip() == PHRASE
    return file


def test_an_encrypted_backup_opens_with_its_passphrase_alone_and_is_restored(osp: Terminal, phrase: Path) -> None:
    store = osp.home / ".osp/osp.db"
    before = kept.head_of(store, Patience())
    made = told(osp, "backup", "friday.age", "--encrypt", "--passphrase-file", str(phrase))
    file = osp.home / "friday.age"
    assert (Path(made["file"]).name, file.stat().st_mode & 0o777) == ("friday.age", 0o600)
    assert b"Cedar" not in file.read_bytes()
    assert pyrage.passphrase.decrypt(file.read_bytes(), PHRASE).startswith(b"SQLite format 3")
    assert [each.name for each in osp.home.iterdir() if each.name.startswith(".f")] == []
    assert osp("note", "later", "-o", "1").code == 0
    (osp.home / "other.txt").write_text("not these words\n", encoding="utf-8")
    refused = osp("restore", "friday.age", "--yes", "--passphrase-file", "other.txt", "--json")
    assert (refused.code, "passphrase-wrong" in refused.err) == (6, True)
    done = told(osp, "restore", "friday.age", "--yes", "--passphrase-file", str(phrase))
    assert done["file"] == "friday.age"
    assert kept.head_of(store, Patience()) == before
    assert [each for each in (osp.home / ".osp/backups").iterdir() if each.name.startswith(".")] == []
    assert osp("restore", done["kept"], "--yes").code == 0
    assert kept.head_of(store, Patience()) != before


@pytest.mark.usefixtures("quick_age")
def test_in_the_folder_of_backups_encrypted_ones_are_counted_and_told_apart(
    osp: Terminal, phrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSP_PASSPHRASE", PHRASE)
    assert told(osp, "backup")["is_unchanged"] is False
    first = told(osp, "backup", "--encrypt")
    assert (first["is_unchanged"], Path(first["file"]).suffix) == (False, ".age")
    assert told(osp, "backup", "--encrypt")["is_unchanged"] is True
    assert told(osp, "backup")["is_unchanged"] is True
    monkeypatch.setenv("OSP_PASSPHRASE", "not these words")
    other = told(osp, "backup", "--encrypt")
    assert other["is_unchanged"] is False, "what another passphrase opens is no backup to whoever knows this one alone"
    assert osp("restore", other["file"], "--dry-run").code == 0
    monkeypatch.setenv("OSP_PASSPHRASE", PHRASE)
    Path(other["file"]).unlink()
    assert osp("doctor", "--deep").code == 0
    content = bytearray(Path(first["file"]).read_bytes())
    content[-1] ^= 1
    Path(first["file"]).write_bytes(content)
    said = osp("doctor", "--deep", "--json")
    assert (said.code, "backup-unsound" in said.out) == (1, True)
    assert osp("restore", first["file"], "--yes").code == 6
    assert told(osp, "backup", "--encrypt")["is_unchanged"] is False


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("backup", "--encrypt"), 2, "input-missing"),
        (("backup", "--encrypt", "--passphrase-file", "short.txt"), 2, "passphrase-short"),
        (("backup", "--encrypt", "--passphrase-file", "none.txt"), 2, "passphrase-unreadable"),
        (("backup", "--passphrase-file", "phrase.txt"), 2, "option-needs"),
    ],
)
def test_without_a_passphrase_that_is_one_nothing_is_made(
    osp: Terminal, words: tuple[str, ...], code: int, error: str
) -> None:
    (osp.home / "short.txt").write_text("short\n", encoding="utf-8")
    said = osp(*words, "--json")
    assert (said.code, error in said.err) == (code, True), said
    assert not (osp.home / ".osp/backups").exists()


def test_without_the_engine_one_sentence_says_how_to_get_it(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(extras, "import_module", missing)
    said = osp("backup", "--encrypt", "--json")
    assert (said.code, "extra-missing" in said.err) == (1, True)


def test_at_a_terminal_it_is_asked_for_twice_and_never_shown(tmp_path: Path) -> None:
    settle(tmp_path)
    from tests.sessions.sessions import run

    assert run('osp new-opportunity "Harbour ERP" --account Harbour', tmp_path).returncode == 0
    person = Person("osp backup friday.age --encrypt", tmp_path)
    person.sees("Passphrase for the backup").types("short").sees("at least 8").sees("Passphrase for the backup")
    person.types(PHRASE).sees("Once more").types("something else").sees("differ")
    assert person.leaves() == 2
    assert PHRASE not in person.raw
    person = Person("osp backup friday.age --encrypt", tmp_path, "zh")
    person.sees("备份的口令").types(PHRASE).sees("再输一次").types(PHRASE)
    assert person.leaves() == 0
    assert PHRASE not in person.raw
    person = Person("osp restore friday.age", tmp_path, OSP_ACCESSIBLE="1")
    person.sees("Passphrase of friday.age").types(PHRASE).sees("(y/N)").types("y")
    assert person.leaves() == 0
    assert PHRASE not in person.raw
    assert subprocess.run(["grep", "-rl", PHRASE, str(tmp_path)], capture_output=True, check=False).stdout == b""
