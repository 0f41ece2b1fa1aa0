"""The file's versions: the schema is the tables', a step is applied whole or not at all, a backup is what it copies."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from osp_cli.errors import StoreUnavailable
from osp_cli.store import backups, generate, migrations
from osp_cli.store.connection import Patience
from osp_cli.store.store import Store
from tests.store.books import dump, fill, open_store, writing

NEXT = "ALTER TABLE account ADD COLUMN region TEXT;\nCREATE TABLE more (number INTEGER PRIMARY KEY) STRICT;\n"


@pytest.fixture
def filled(path: Path) -> Path:
    with writing(open_store(path)) as w:
        fill(w)
    return path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that knows a second version."""
    steps = {**migrations.released(), 2: NEXT}
    monkeypatch.setattr(migrations, "CURRENT", 2)
    monkeypatch.setattr(migrations, "released", lambda: steps)


def schema_of(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'sqlite_sequence'"
        )
        return {name: " ".join(sql.split()) for name, sql in rows}


def test_the_migrated_schema_is_that_of_the_tables(path: Path, tmp_path: Path) -> None:
    open_store(path)
    fresh = tmp_path / "metadata.db"
    with closing(sqlite3.connect(fresh)) as connection:
        for statement in generate.schema():
            connection.execute(statement)
    assert schema_of(path) == schema_of(fresh)


def test_every_step_is_there_and_the_last_is_the_present_version(path: Path) -> None:
    open_store(path)
    assert sorted(migrations.released()) == list(range(1, migrations.CURRENT + 1))
    with closing(sqlite3.connect(path)) as connection:
        assert migrations.version_of(connection) == migrations.CURRENT


def test_statements_of_a_script_are_told_apart_even_in_triggers() -> None:
    text = "CREATE TABLE a (b TEXT);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n SELECT 1;\n SELECT 2;\nEND;\n"
    assert [statement.split()[1] for statement in migrations.statements_in(text)] == ["TABLE", "TRIGGER"]


def test_an_older_file_is_brought_up_to_date_by_the_first_write_after_a_verified_backup(
    filled: Path, later: None
) -> None:
    before, old_schema = dump(open_store(filled)), schema_of(filled)
    store = open_store(filled)
    with writing(store) as w:
        w.ensure_account("Orion")
    assert "more" in schema_of(filled)
    (backup,) = (filled.parent / "backups").iterdir()
    assert backup.name.startswith("osp-v1-")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert schema_of(backup) == old_schema
    with closing(sqlite3.connect(backup)) as connection:
        assert migrations.version_of(connection) == 1
        assert connection.execute("SELECT count(*) FROM answer").fetchone()[0] == len(before["answer"])
    with writing(open_store(filled)) as w:
        w.ensure_account("Vega")
    assert list((filled.parent / "backups").iterdir()) == [backup]


def test_an_older_file_is_read_without_being_written(filled: Path, later: None) -> None:
    before = (filled.read_bytes(), filled.stat().st_mtime_ns)
    store = Store.open(filled, create=False)
    with store.reading() as reading:
        assert reading.dossier(1).answers
        assert reading.connection.execute("SELECT count(*) FROM more").fetchone()[0] == 0
    assert (filled.read_bytes(), filled.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    "broken",
    [
        NEXT + "CREATE TABLE account (number INTEGER);\n",
        NEXT + "PRAGMA defer_foreign_keys = ON;\nDELETE FROM account;\n",
    ],
    ids=["error", "reference to nothing"],
)
def test_a_step_that_fails_leaves_the_file_as_it_was(
    filled: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = {**migrations.released(), 2: broken}
    before, schema = dump(open_store(filled)), schema_of(filled)
    monkeypatch.setattr(migrations, "CURRENT", 2)
    monkeypatch.setattr(migrations, "released", lambda: steps)
    with pytest.raises(sqlite3.Error), writing(open_store(filled)) as w:
        w.ensure_account("Orion")
    monkeypatch.undo()
    assert schema_of(filled) == schema
    assert dump(Store.open(filled, create=False)) == before


def test_a_step_that_sqlite_has_rolled_back_itself_tells_what_went_wrong() -> None:
    """As it does where the disk is full or fails: then there is no transaction to roll back any more."""
    step = "CREATE TABLE more (n INTEGER UNIQUE);\nINSERT INTO more VALUES (1);\n"
    step += "INSERT OR ROLLBACK INTO more VALUES (1);\n"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            migrations.migrate(connection, {1: step})
        assert migrations.version_of(connection) == 0
        assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)


def test_undo_reaches_behind_a_migration(filled: Path, later: None) -> None:
    store = open_store(filled)
    with writing(store) as w:
        assert len(w.undo(1)) == 1
    assert dump(store)["opportunity"] == []


def test_a_backup_that_differs_is_not_kept(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([{"note": (2, "of the copy")}, {"note": (2, "of the store")}])
    monkeypatch.setattr(backups, "digests", lambda _connection: next(found))
    with pytest.raises(StoreUnavailable, match="backup-differs"):
        backups.back_up(filled, "v1", Patience())
    assert list((filled.parent / "backups").iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE note SET text = text || ' ' WHERE number = 1",
        "DELETE FROM note WHERE number = 2",
        "INSERT INTO unit SELECT 9, 'x', at, who, command, '', NULL, 0, 0, kind, NULL, state, 0 FROM unit LIMIT 1",
        "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'debt'",
        "CREATE INDEX extra ON note (kind)",
    ],
)
def test_a_copy_is_told_from_the_store_by_one_letter_one_row_or_one_index(
    filled: Path, tmp_path: Path, change: str
) -> None:
    with closing(sqlite3.connect(filled)) as store, closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        store.backup(copy)
        assert backups.same_rows(store, copy)
        assert backups.digests(store) == backups.digests(copy)
        copy.execute(change)
        assert not backups.same_rows(store, copy)
        assert not backups.same_rows(copy, store)
        assert backups.digests(store) != backups.digests(copy) or backups.schema(store) != backups.schema(copy)
