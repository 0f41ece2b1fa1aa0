"""Which files are a store, what is made, and that a refused file stays as it is."""

from __future__ import annotations

import gc
import hashlib
import os
import sqlite3
import stat
import sys
import threading
import weakref
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from osp_cli.errors import ExitCode, Located, StoreUnavailable
from osp_cli.folders import make_folder
from osp_cli.store.connection import APPLICATION_ID
from osp_cli.store.store import Store, path_of
from tests.store.books import PLAIN, dump, fill, open_store, writing


def refusal(path: Path, *, create: bool = False) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(path, create=create)
    assert caught.value.exit_code == ExitCode.STORE
    return caught.value


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_store_is_made_with_its_folders_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "osp.db"
    open_store(path)
    assert mode_of(path) == 0o600
    assert mode_of(path.parent) == mode_of(path.parent.parent) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["osp.db"]


def test_a_folder_for_what_is_kept_is_made_with_those_above_it_for_its_owner_alone(tmp_path: Path) -> None:
    before, folder = os.umask(0o022), tmp_path / "state" / "cache" / "templates"
    try:
        make_folder(folder)
    finally:
        os.umask(before)
    assert [mode_of(each) for each in (folder, *folder.parents[:2])] == [0o700] * 3


def test_a_missing_store_is_made_only_where_that_is_wanted(path: Path) -> None:
    assert refusal(path).code == "store-missing"
    assert not path.exists()


def test_a_store_is_opened_again_and_is_the_same(path: Path) -> None:
    with writing(open_store(path)) as w:
        saved = fill(w)
    again = Store.open(path, create=False)
    with again.reading() as reading:
        assert reading.opportunity(saved.number) == saved


def _text(path: Path) -> None:
    path.write_text("Dear diary, today we won a deal. " * 100, encoding="utf-8")


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE opportunity (number INTEGER PRIMARY KEY)")
    connection.execute("PRAGMA user_version = 1")
    connection.close()


def _newer(path: Path) -> None:
    open_store(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def _older_than_any(path: Path) -> None:
    open_store(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = -5")
    connection.close()


def _half(path: Path) -> None:
    with writing(open_store(path)) as w:
        w.add_opportunity(PLAIN)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _one_page(path: Path) -> None:
    open_store(path)
    path.write_bytes(path.read_bytes()[:4096])


def _no_book(path: Path) -> None:
    open_store(path)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM book")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (Path.touch, "store-empty"),
        (_text, "store-foreign"),
        (_foreign, "store-foreign"),
        (_newer, "store-newer"),
        (_half, "store-damaged"),
        (_one_page, "store-damaged"),
        (_no_book, "store-damaged"),
        (_older_than_any, "store-damaged"),
    ],
)
@pytest.mark.parametrize("create", [False, True], ids=["open", "create"])
def test_a_file_that_is_no_usable_store_is_refused_and_not_touched(
    path: Path, make: Callable[[Path], None], code: str, create: bool
) -> None:
    make(path)
    before = (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns, mode_of(path))
    assert refusal(path, create=create).code == code
    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns, mode_of(path)) == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_newer_store_says_which_version_it_has(path: Path) -> None:
    _newer(path)
    assert refusal(path).values["version"] == 99


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "store-folder"


def test_a_place_where_nothing_can_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert refusal(tmp_path / "file" / "osp.db", create=True).code == "store-unreadable"


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "what?.db", "a#b.db", "海棠.db", "file:x.db"])
def test_a_path_may_hold_what_an_address_may_not(tmp_path: Path, name: str) -> None:
    open_store(tmp_path / name)
    assert [each.name for each in tmp_path.iterdir()] == [name]
    Store.open(tmp_path / name, create=False)


def test_reading_leaves_the_file_as_it_is_to_the_byte(path: Path) -> None:
    with writing(open_store(path)) as w:
        fill(w)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    store = Store.open(path, create=False)
    with store.reading() as reading:
        reading.dossier(1)
        reading.search("a", 10)
        reading.history(None, 10)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reading.each("unit.bury")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_store_that_may_not_be_written_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(open_store(path)) as w:
        saved = fill(w)
    # as root ignores modes, the file system is asked to be read-only by opening nothing but `ro`
    store = Store.open(path, create=False)
    monkeypatch.setattr("osp_cli.store.store.connect", lambda path, _mode: _read_only(path))
    with store.reading() as reading:
        assert reading.opportunity(saved.number) == saved
    with pytest.raises(StoreUnavailable, match="store-readonly"), writing(store) as w:
        w.ensure_account("Orion")


def test_a_store_that_another_program_has_put_into_another_mode_is_brought_back_by_the_first_write(path: Path) -> None:
    open_store(path)
    with closing(sqlite3.connect(path)) as another:
        assert another.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"
    store = Store.open(path, create=False, wait_seconds=0)
    with store.reading() as reading:
        reading.history(None, 1)
    with writing(store) as w:
        w.ensure_account("Orion")
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def _read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def test_what_a_crash_left_half_done_is_rolled_back_before_reading(path: Path) -> None:
    with writing(open_store(path)) as w:
        fill(w)
    before = dump(Store.open(path, create=False))
    _crash_while_writing(path)
    assert path.with_name("osp.db-journal").exists()
    assert dump(Store.open(path, create=False)) == before
    assert not path.with_name("osp.db-journal").exists()


def _crash_while_writing(path: Path) -> None:
    """A process that is gone in the middle of a write, with pages already in the file."""
    child = os.fork()
    if child == 0:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO unit (id, at, who, command, summary, is_import, is_exchange, kind, state, checksum) "
            "VALUES ('u', 'now', 'w', 'c', '', 0, 0, 'do', 'done', 0)"
        )
        for i in range(500):
            connection.execute(
                "INSERT INTO account (id, by, at, name, name_key, is_strategic, is_named) VALUES (?,'b','a',?,?,0,0)",
                (f"id{i}", f"name{i}" * 50, f"key{i}"),
            )
        os._exit(9)
    os.waitpid(child, 0)


def test_a_crash_while_the_store_is_open_is_rolled_back_too(path: Path) -> None:
    store = open_store(path)
    with writing(store) as w:
        fill(w)
    before = dump(store)
    _crash_while_writing(path)
    assert path.with_name("osp.db-journal").exists()
    assert dump(store) == before


def test_a_reading_within_a_reading_is_a_snapshot_of_its_own(store: Store) -> None:
    with store.reading() as outer:
        with store.reading() as inner:
            assert inner.connection is not outer.connection
        assert outer.connection.in_transaction
    with store.reading() as one:
        first = one.connection
    with store.reading() as two:
        assert two.connection in (first, inner.connection)


def test_the_settings_of_a_connection_keep_a_write_whole(store: Store) -> None:
    wanted = {
        "foreign_keys": 1,
        "journal_mode": "delete",
        "synchronous": 3,
        "secure_delete": 1,
        "recursive_triggers": 1,
        "application_id": APPLICATION_ID,
    }
    with writing(store) as w:
        got = {name: w.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert got == wanted
    with store.reading() as reading:
        assert reading.connection.execute("PRAGMA trusted_schema").fetchone()[0] == 0


def test_what_was_removed_is_not_left_in_the_file(path: Path) -> None:
    store = open_store(path)
    with writing(store) as w:
        w.connection.execute("CREATE TABLE scratch (name TEXT)")
        w.connection.execute("INSERT INTO scratch VALUES ('Wholly Secret Customer')")
        w.ensure_account("x")
    assert b"Wholly Secret Customer" in path.read_bytes()
    with writing(store) as w:
        w.connection.execute("DELETE FROM scratch")
        w.ensure_account("y")
    assert b"Wholly Secret Customer" not in path.read_bytes()


def test_an_address_of_a_file_is_a_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert path_of("sqlite:///book.db") == Path("book.db")
    assert path_of("sqlite:////data/book.db") == Path("/data/book.db")
    assert path_of("data/book.db") == Path("data/book.db")
    assert path_of("~/book.db") == Path.home() / "book.db"
    for other in ("postgresql://me:secret@host/book", "sqlite://", "sqlite:///", "sqlite://host/x", "https://x/y"):
        with pytest.raises(StoreUnavailable, match="store-url") as caught:
            path_of(other)
        assert "secret" not in str(caught.value.values)


def test_two_that_make_the_same_store_at_once_end_with_one(path: Path) -> None:
    from osp_cli.store import opening

    opening.create(path, "now")
    first = path.read_bytes()
    opening.create(path, "now")
    assert path.read_bytes() == first
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE note",
        "ALTER TABLE note RENAME COLUMN text_key TO found_by",
        "ALTER TABLE opportunity RENAME COLUMN need TO wish",
    ],
)
def test_a_store_of_a_version_in_development_is_refused_in_a_sentence(path: Path, change: str) -> None:
    with writing(open_store(path)) as w:
        number = fill(w).number
    connection = sqlite3.connect(path)
    connection.execute(change)
    connection.close()
    store = Store.open(path, create=False)

    with pytest.raises(StoreUnavailable, match="store-unfinished") as read, store.reading() as reading:
        reading.dossier(number)
    assert read.value.exit_code == ExitCode.STORE
    assert "no such" in str(read.value.values["reason"])
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="store-unfinished"), writing(store) as w:
        w.dossier(number)
    assert path.read_bytes() == before


def test_a_text_that_is_no_utf_8_is_a_damage_and_is_not_quoted(path: Path) -> None:
    with writing(open_store(path)) as w:
        fill(w)
    with closing(sqlite3.connect(path)) as another_program:
        another_program.execute("UPDATE note SET text = CAST(x'4f736c6fff' AS TEXT)")
        another_program.commit()
    with pytest.raises(StoreUnavailable) as caught, open_store(path).reading() as reading:
        reading.connection.execute("SELECT text FROM note").fetchall()
    assert (caught.value.code, caught.value.values["reason"]) == (
        "store-damaged",
        Located("text", "fault-stored-text", {}),
    )


def test_of_a_draft_that_a_failing_disk_has_stopped_no_journal_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(connection: sqlite3.Connection, at: str) -> None:
        draft = connection.execute("PRAGMA database_list").fetchone()["file"]
        Path(f"{draft}-journal").write_bytes(b"left by a disk that failed at its sync")
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("osp_cli.store.migrations.install", stop)
    with pytest.raises(sqlite3.OperationalError):
        Store.open(path, create=True)
    assert list(path.parent.iterdir()) == []


def test_a_schema_with_a_name_that_is_no_utf_8_is_a_damage(path: Path) -> None:
    open_store(path)
    content = path.read_bytes()
    assert b"CREATE TABLE note (" in content
    path.write_bytes(
        content.replace(b"CREATE TABLE note (", b"CREATE TABLE \xe8ote (").replace(b"tablenote", b"table\xe8ote")
    )
    assert refusal(path).code == "store-damaged"


def test_a_header_of_a_form_that_there_is_not_is_a_damage(path: Path) -> None:
    open_store(path)
    content = path.read_bytes()
    path.write_bytes(content[:47] + b"\x63" + content[48:])
    assert refusal(path).code == "store-damaged"
    assert path.read_bytes()[47] == 0x63


@pytest.mark.parametrize("is_file", [True, False])
def test_a_store_that_another_thread_collects_ends_in_silence(
    is_file: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    store = Store.open(tmp_path / "osp.db", create=True) if is_file else Store.in_memory()
    gone = weakref.ref(store)
    vars(store)["itself"] = store  # so that only the collector ends it
    del store
    collecting = threading.Thread(target=gc.collect)
    collecting.start()
    collecting.join()
    assert gone() is None
    assert told == []
