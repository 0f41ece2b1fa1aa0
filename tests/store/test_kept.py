"""Backups: whole or none, so many of them and no more; a restore gives the old or the new store, never a mixture."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osp_cli.errors import Declined, OspError, StoreUnavailable
from osp_cli.services.backups import Compared, back_up, restore
from osp_cli.services.doctor import examine_modes, examine_sqlite, examine_store
from osp_cli.settings import replace_file
from osp_cli.store import backups, kept, restoring
from osp_cli.store.connection import Patience
from osp_cli.store.store import Store
from tests.store.books import AT, ON, WHO, dump, fill, writing

PATIENCE = Patience(0)


def agreed(_compared: Compared) -> None:
    """Somebody says yes."""


def put_back(file: Path, path: Path) -> object:
    return restore(file, path, AT, PATIENCE, agreed, is_dry_run=False)


@pytest.fixture
def filled(store: Store) -> Store:
    with writing(store) as w:
        fill(w)
    return store


def change(store: Store, text: str = "later") -> None:
    with writing(store) as w:
        w.add_note(1, kind="note", text=text, on=ON)


def test_a_backup_is_private_whole_and_told_by_its_manifest(filled: Store, path: Path) -> None:
    made = back_up(path, None, AT, PATIENCE, is_dry_run=False)
    file = Path(made.file)
    assert file.name.startswith(f"{path.stem}-backup-{AT[:10].replace('-', '')}-")
    assert dump(Store.open(file, create=False)) == dump(filled)
    manifest = file.with_name(file.name + kept.ENDING)
    assert {f.stat().st_mode & 0o777 for f in (file, manifest)} == {0o600}
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert json.loads(manifest.read_text())["tables"]["note"][0] == 2
    assert WHO not in manifest.read_text()
    assert sorted(file.parent.iterdir()) == [file, manifest]


def test_a_store_that_has_not_changed_is_not_backed_up_again_unless_the_backup_is_spoilt(
    filled: Store, path: Path
) -> None:
    first = back_up(path, None, AT, PATIENCE, is_dry_run=False)
    again = back_up(path, None, AT, PATIENCE, is_dry_run=False)
    assert (again.file, again.is_unchanged) == (first.file, True)
    flip(Path(first.file), 9000)
    assert not back_up(path, None, AT, PATIENCE, is_dry_run=False).is_unchanged
    change(filled)
    assert not back_up(path, None, AT, PATIENCE, is_dry_run=False).is_unchanged


def test_a_restore_brings_the_old_store_and_can_itself_be_taken_back(filled: Store, path: Path, tmp_path: Path) -> None:
    before = dump(filled)
    file = tmp_path / "friday.db"
    back_up(path, file, AT, PATIENCE, is_dry_run=False)
    change(filled)
    after = dump(filled)
    done = restore(file, path, AT, PATIENCE, agreed, is_dry_run=False)
    assert dump(Store.open(path, create=False)) == before
    assert {(d.table, d.store, d.backup) for d in done.compared.differences} == {("note", 3, 2), ("opportunity", 1, 1)}
    assert done.kept is not None
    put_back(Path(done.kept), path)
    assert dump(Store.open(path, create=False)) == after


def test_who_says_no_changes_nothing(filled: Store, path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "friday.db", AT, PATIENCE, is_dry_run=False)
    change(filled)
    before = path.read_bytes()

    def decline(_compared: Compared) -> None:
        raise Declined("declined")

    with pytest.raises(Declined):
        restore(tmp_path / "friday.db", path, AT, PATIENCE, decline, is_dry_run=False)
    assert path.read_bytes() == before
    assert not backups.folder_of(path).exists()


def test_a_restore_makes_a_store_that_is_gone(filled: Store, path: Path, tmp_path: Path) -> None:
    before = dump(filled)
    back_up(path, tmp_path / "friday.db", AT, PATIENCE, is_dry_run=False)
    path.unlink()
    journal = Path(f"{path}-journal")
    journal.write_bytes(b"left by a crash")
    with pytest.raises(StoreUnavailable, match="restore-journal"):
        put_back(tmp_path / "friday.db", path)
    assert not path.exists()
    journal.unlink()
    put_back(tmp_path / "friday.db", path)
    assert dump(Store.open(path, create=False)) == before
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_damaged_store_is_kept_as_it_is_before_the_backup_takes_its_place(
    filled: Store, path: Path, tmp_path: Path
) -> None:
    before = dump(filled)
    back_up(path, tmp_path / "friday.db", AT, PATIENCE, is_dry_run=False)
    damaged = bytearray(path.read_bytes())
    damaged[8192:12288] = b"\xff" * 4096
    path.write_bytes(damaged)
    put_back(tmp_path / "friday.db", path)
    assert dump(Store.open(path, create=False)) == before
    (copy,) = backups.folder_of(path).glob("*-damaged-*")
    assert copy.read_bytes() == bytes(damaged)


def test_a_store_that_somebody_writes_to_is_waited_for_and_left(
    filled: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "DEADLINE", 0.1)
    back_up(path, tmp_path / "friday.db", AT, PATIENCE, is_dry_run=False)
    before = dump(filled)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="store-locked"):
            restoring.restore(tmp_path / "friday.db", path, AT, PATIENCE)
        other.execute("ROLLBACK")
    assert dump(filled) == before


def flip(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at % len(content)] ^= 1
    file.write_bytes(content)


@pytest.fixture(scope="module")
def friday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("friday")
    with writing(Store.open(folder / "osp.db", create=True)) as w:
        fill(w)
    return Path(back_up(folder / "osp.db", folder / "friday.db", AT, PATIENCE, is_dry_run=False).file)


def test_a_schema_in_which_a_reference_has_lost_its_column_is_no_sound_one() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("CREATE TABLE p (a); CREATE TABLE c (x REFERENCES p (b)); INSERT INTO c VALUES (1)")
        assert not backups.is_sound(connection)


@given(at=some.integers(0, 10**7))
def test_one_flipped_bit_anywhere_in_a_backup_is_seen(friday: Path, at: int) -> None:
    flip(friday, at)
    try:
        with pytest.raises(OspError):
            restoring.verified(friday, PATIENCE)
    finally:
        flip(friday, at)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON note BEGIN DELETE FROM opportunity; END",
        "CREATE VIEW note2 AS SELECT * FROM note",
        "DROP INDEX note_of_opportunity",
        "PRAGMA application_id = 7",
        "PRAGMA user_version = 99",
    ],
)
def test_a_file_that_is_not_ours_alone_is_no_backup(statement: str, filled: Store, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "friday.db"
    back_up(path, file, AT, PATIENCE, is_dry_run=False)
    file.with_name(file.name + kept.ENDING).unlink()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable):
        put_back(file, path)
    assert path.read_bytes() == before


def one(day: date, number: int = 0) -> kept.Kept:
    return kept.Kept(Path(f"{day}-{number}"), f"{day.isoformat()}T12:00:00.000Z", {}, "")


def test_of_two_years_of_daily_backups_ten_seven_five_and_twelve_stay() -> None:
    days = [date(2025, 1, 1) + timedelta(days=i) for i in range(700)]
    staying = {each.day for each in kept.staying_of(map(one, days))}
    assert set(days[-10:]) <= staying
    assert {max(d for d in days if (d.year, d.month) == (2026, month)) for month in range(1, 12)} <= staying
    assert len(staying) <= 10 + 5 + 12
    assert max(date(2026, 11, 1) - min(staying), timedelta(300)) < timedelta(400)


@given(gaps=some.lists(some.integers(0, 40), min_size=1, max_size=60))
def test_the_newest_always_stays_and_a_second_rotation_removes_nothing(gaps: list[int]) -> None:
    day, made = date(2025, 1, 1), []
    for number, gap in enumerate(gaps):
        day += timedelta(days=gap)
        made.append(one(day, number))
    staying = kept.staying_of(made)
    assert made[-1] in staying
    in_order = [each for each in made if each in staying]
    assert {each.file for each in kept.staying_of(in_order)} == {each.file for each in staying}


def test_rotation_leaves_alone_what_has_no_manifest(filled: Store, path: Path) -> None:
    for number in range(14):
        change(filled, f"note {number}")
        back_up(path, None, AT, PATIENCE, is_dry_run=False)
    folder = backups.folder_of(path)
    (folder / "osp-v1-by-hand.db").write_text("mine")
    change(filled)
    assert len(back_up(path, None, AT, PATIENCE, is_dry_run=False).removed) == 1
    assert len(kept.kept_of(path)) == 10
    assert (folder / "osp-v1-by-hand.db").read_text() == "mine"


def found(path: Path, *, is_deep: bool = False) -> dict[str, str]:
    return {each.code: each.level for each in examine_store(path, ON, PATIENCE, is_deep=is_deep)}


def test_the_doctor_tells_a_sound_store_from_a_damaged_one_and_touches_neither(filled: Store, path: Path) -> None:
    assert found(path)["backup-none"] == "note"
    back_up(path, None, AT, PATIENCE, is_dry_run=False)
    assert "wrong" not in found(path, is_deep=True).values()
    (backup,) = kept.kept_of(path)
    flip(backup.file, 9000)
    assert found(path, is_deep=True)["backup-unsound"] == "wrong"
    damaged = bytearray(path.read_bytes())
    damaged[8192:12288] = b"\xff" * 4096
    path.write_bytes(damaged)
    assert "wrong" in found(path).values()
    assert path.read_bytes() == bytes(damaged)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE note SET text = text || '.' WHERE number = 1",
        "DELETE FROM answer WHERE number = 1",
        "INSERT",
        "UPDATE journal SET after = '{' WHERE number = 1",
        "UPDATE journal SET before = '[]' WHERE before IS NOT NULL",
        "UPDATE journal SET table_name = 'mote' WHERE table_name = 'note'",
        "UPDATE journal SET after = replace(after, '\"source\"', '\"sourcf\"')",
        "UPDATE journal SET op = 'update' WHERE number = 1",
        "UPDATE unit SET who = who || '.' WHERE number = 1",
        "UPDATE unit SET happened_on = '2026-11-01' WHERE number = 1",
        "UPDATE unit SET state = 'buried' WHERE number = 1",
        "UPDATE snapshot SET content = '2'",
        "UPDATE book SET created_at = 'x'",
        "UPDATE opportunity SET version = version + 1",
        "UPDATE account SET version = 0",
        "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'note'",
        "UPDATE sqlite_sequence SET name = 'mote' WHERE name = 'note'",
    ],
)
def test_a_record_that_is_not_what_the_history_says_is_found_by_the_deep_check_alone(
    change: str, filled: Store, path: Path
) -> None:
    with writing(filled) as w:
        w.freeze(on=ON, week=ON, is_weekly=False, method="1", digest="d", content="1", chances="[]")
    assert found(path, is_deep=True)["history-agrees"] == "ok"
    first = back_up(path, None, AT, PATIENCE, is_dry_run=False)
    with closing(sqlite3.connect(path)) as another_program:
        columns = [row[1] for row in another_program.execute("PRAGMA table_info(note)")]
        if change.startswith("INSERT"):
            names = ", ".join(f'"{name}"' for name in columns)
            kept_ones = ", ".join("99" if n == "number" else "'x'" if n == "id" else f'"{n}"' for n in columns)
            change = f"INSERT INTO note ({names}) SELECT {kept_ones} FROM note LIMIT 1"
        assert another_program.execute(change).rowcount > 0
        another_program.commit()
    assert "wrong" not in found(path).values()
    assert found(path, is_deep=True)["history-differs"] == "wrong"
    again = back_up(path, None, AT, PATIENCE, is_dry_run=False)
    assert (again.is_unchanged, again.file != first.file) == (False, True)


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE more (n)",
        "DROP TABLE journal",
        "DROP INDEX unit_undone",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'S unit (n', 'S unit (m')",
    ],
)
def test_what_another_program_has_made_of_the_schema_is_found(change: str, filled: Store, path: Path) -> None:
    assert "schema-differs" not in found(path, is_deep=False)
    with closing(sqlite3.connect(path)) as another_program:
        another_program.executescript(change)
    for is_deep in (False, True):
        assert found(path, is_deep=is_deep)["schema-differs"] == "wrong"


def test_a_backup_without_its_manifest_is_held_against_its_own_history(filled: Store, path: Path) -> None:
    alone = path.with_name("alone.db")
    alone.write_bytes(path.read_bytes())
    assert restoring.verified(alone, PATIENCE).tables["note"][0] == 2
    with closing(sqlite3.connect(alone)) as another_program:
        another_program.execute("UPDATE note SET text = 'x' WHERE number = 1")
        another_program.commit()
    with pytest.raises(StoreUnavailable, match="backup-unsound"):
        restoring.verified(alone, PATIENCE)


def test_what_lay_open_of_an_encrypted_backup_when_a_restore_was_killed_is_removed(filled: Store, path: Path) -> None:
    left = path.parent / "backups" / ".opened-x"
    left.mkdir(parents=True)
    (left / "osp.db").write_text("the whole book", encoding="utf-8")
    os.utime(left, (0, 0))
    assert [finding.code for finding, _ in examine_modes(path, {}, mends=True)][-1] == "draft-left-mended"
    assert not left.exists()


def test_the_draft_of_a_killed_command_is_told_and_removed_and_that_of_one_that_runs_stays(
    filled: Store, path: Path
) -> None:
    state = path.parent / "state"
    state.mkdir(mode=0o700)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = [state / f".current.json.{ended.pid}", state / f"pack-{'0' * 32}.{ended.pid}"]
    runs, strange = state / f".current.json.{os.getpid()}", path.parent / f".letter.txt.{ended.pid}"
    for file in (*left, runs, strange):
        file.write_text("half", encoding="utf-8")
        file.chmod(0o600)
    told = [finding.values["path"] for finding, _ in examine_modes(path, {state: 0o700}, mends=False)]
    assert told == sorted(map(str, left))
    assert all(file.exists() for file in left), "only told"
    assert len([place for _, place in examine_modes(path, {state: 0o700}, mends=True) if place]) == len(left)
    assert [file.exists() for file in (*left, runs, strange)] == [False, False, True, True]


@pytest.mark.parametrize("is_own_number", [True, False])
def test_the_next_write_of_a_file_removes_what_a_killed_one_left_of_it(tmp_path: Path, is_own_number: bool) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".note.txt.{os.getpid() if is_own_number else ended.pid}"
    left.write_text("half", encoding="utf-8")
    other, named = tmp_path / ".note.txt.bak", tmp_path / ".other.txt.1"
    for file in (other, named):
        file.write_text("theirs", encoding="utf-8")
    replace_file(tmp_path / "note.txt", "whole")
    assert sorted(file.name for file in tmp_path.iterdir()) == [".note.txt.bak", ".other.txt.1", "note.txt"]
    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "whole"


def test_the_doctor_narrows_modes_and_removes_old_drafts_only_when_asked(filled: Store, path: Path) -> None:
    path.chmod(0o644)
    old, fresh = (path.with_name(f".osp.db-{'0' * 25}{i}") for i in range(2))
    other = path.with_name(".notes.txt-00000000000000000000000000")
    for file in (old, fresh, other):
        file.write_text("")
    backdated = old.stat().st_mtime - 7200
    for file in (old, other):
        os.utime(file, (backdated, backdated))
    seen = [finding.code for finding, _ in examine_modes(path, {}, mends=False)]
    assert seen == ["mode-wide", "draft-left"]
    assert old.exists()
    mended = [place for _, place in examine_modes(path, {}, mends=True)]
    assert mended == [str(path), str(old)]
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.exists() for file in (old, fresh, other)] == [False, True, True]


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ((3, 40, 1), "sqlite-wal-fault"),
        ((3, 44, 5), "sqlite-wal-fault"),
        ((3, 44, 6), "sqlite"),
        ((3, 45, 0), "sqlite-wal-fault"),
        ((3, 50, 7), "sqlite"),
        ((3, 51, 2), "sqlite-wal-fault"),
        ((3, 51, 3), "sqlite"),
    ],
)
def test_the_versions_of_sqlite_with_the_wal_fault_are_told(version: tuple[int, ...], code: str) -> None:
    assert examine_sqlite(version).code == code
