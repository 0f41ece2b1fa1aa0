"""Nothing of ours in a customer's copy, by the columns of the store: a new column is looked for as soon as it is there.

Every text of every table is a marker, but for what the program reads as a key. What a customer may read is listed here;
a marker of any other column must be in no document, no format, no property of a file and no name of a file.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from osp_cli.cli.formats import FORMATS
from osp_cli.services.exports import CUSTOMER_KINDS
from tests.documents.test_customer import text_in
from tests.territory import Terminal, copy_home, told

DEAL = 3
# What the program reads as a key, a day or an amount, or keeps of what happened: no text that anybody typed.
KEYS = {
    "answer": {"question", "on"},
    "action": {"question", "due_on"},
    "approval": {"what", "verdict", "on", "size"},
    "condition": {"due_on"},
    "confirmation": {"criterion", "on"},
    "debt": {"criterion", "stage", "on"},
    "decision": {"verdict", "assessment", "on"},
    "forecast_call": {"category", "level", "on"},
    "move": {"kind", "from_stage", "to_stage", "status", "report", "on"},
    "note": {"kind", "on"},
    "opportunity": {"stage", "left_stage", "rate", "reason"},
    "own_value": {"field", "kind"},
    "plan_version": {"kind", "size", "digest", "content", "on"},
    "position": {"seen_as"},
    "risk": {"prompt"},
    "sales_order": {"on"},
    "sales_plan": {"kind"},
    "sales_plan_part": {"plan_part"},
    "sales_plan_version": {"digest", "content", "on"},
    "snooze": {"line", "record_id"},
    "strategy_choice": {"on"},
    "total_call": {"level", "on"},
}
BOOKKEEPING = {"journal", "unit", "snapshot", "book", "gone", "sqlite_sequence"}
COMMON = {"id", "at", "seen"}
SHARED = {
    "account": {"name"},
    "criterion": {"text", "met_by"},
    "event": {"reason", "consequence", "payback", "effect"},
    "issue": {"text", "answer"},
    "member": {"name"},
    "milestone": {"text", "our_owner", "yardstick"},
    "opportunity": {"name", "need", "product", "slug"},
    "person": {"name"},
    "quotation": {"name"},
    "risk": {"for_customer"},
    "statement": {"text"},
    "value": {"result", "measure", "figure"},
}


def marker(table: str, column: str) -> str:
    return f"zq{table}{column}qz".replace("_", "")


def free(store: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that hold what people type."""
    kept = COMMON | KEYS.get(table, set())
    rows = store.execute(f'PRAGMA table_info("{table}")').fetchall()
    return [
        name
        for _, name, kind, *_ in rows
        if kind == "TEXT" and name not in kept and not name.endswith(("_key", "_currency"))
    ]


def mark(file: Path) -> dict[str, set[str]]:
    """Writes a marker into every column that takes one; the columns of each table that hold one now."""
    store = sqlite3.connect(file)
    triggers = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    tables = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name, _ in triggers:
        store.execute(f'DROP TRIGGER "{name}"')
    marked: dict[str, set[str]] = {}
    for table in set(tables) - BOOKKEEPING:
        for column in free(store, table):
            one = f" WHERE number = {DEAL}" if table == "opportunity" else ""
            try:
                store.execute(f'UPDATE "{table}" SET "{column}" = ?{one}', (marker(table, column),))
            except sqlite3.IntegrityError:  # a closed list, a day
                continue
            marked.setdefault(table, set()).add(column)
        columns = [name for _, name, *_ in store.execute(f'PRAGMA table_info("{table}")')]
        if "opportunity_number" in columns:
            store.execute(f'UPDATE OR IGNORE "{table}" SET opportunity_number = {DEAL}')
            of_deal = store.execute(f'SELECT count(*) FROM "{table}" WHERE opportunity_number = {DEAL}').fetchone()[0]
            assert of_deal, f"the deal has nothing of {table} that could be marked"
    for table, column, value in (("criterion", "kind", "formal"), ("issue", "state", "answered")):
        store.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
    for _, sql in triggers:
        store.execute(sql)
    store.commit()
    store.close()
    return marked


@pytest.fixture(scope="module")
def marked(territory: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, set[str]]]:
    home = tmp_path_factory.mktemp("marked") / "home"
    copy_home(territory, home)
    with pytest.MonkeyPatch.context() as patch:
        osp = Terminal(home, patch, _Silent())  # type: ignore[arg-type]
        assert osp("config", "set", "field.own", "text").code == 0
        assert osp("set", str(DEAL), "--field", "own=typed").code == 0
        assert osp("snooze", "action-3", "2026-12-01").code == 0
        assert osp("account", "set", "Tidewater Ferries", "--name", "Tidewater Line").code == 0
    return home, mark(home / ".osp" / "osp.db")


class _Silent:
    """Stands for the capture of a test where a fixture of a module has none."""

    def readouterr(self) -> _Silent:
        return self

    out = err = ""


@pytest.fixture
def osp(
    marked: tuple[Path, dict[str, set[str]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Terminal:
    copy_home(marked[0], tmp_path / "home")
    return Terminal(tmp_path / "home", monkeypatch, capsys)


def test_every_text_of_the_store_is_marked_or_is_known_as_a_key(marked: tuple[Path, dict[str, set[str]]]) -> None:
    _, columns = marked
    for table, shared in SHARED.items():
        assert shared <= columns[table]
    for table, column in (("own_value", "value"), ("account", "funds"), ("note", "text"), ("terms", "margin")):
        assert column in columns[table]
    for table, column in (("condition", "text"), ("person", "personal_agenda"), ("forecast_call", "reason")):
        assert column in columns[table]
    assert sum(map(len, columns.values())) > 120


def test_the_markers_reach_a_document_of_ours(osp: Terminal) -> None:
    text = osp("plan", "export", str(DEAL), "--kind", "full", "--out", "-").out
    found = set(re.findall(r"zq[a-z]+qz", text))
    for table, column in (("risk", "text"), ("note", "text"), ("person", "personal_agenda"), ("terms", "margin")):
        assert marker(table, column) in found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", CUSTOMER_KINDS)
def test_no_column_of_ours_reaches_a_customer(osp: Terminal, kind: str, language: str) -> None:
    allowed = {marker(table, column) for table, columns in SHARED.items() for column in columns}
    for format in FORMATS:
        words = ("plan", "export", str(DEAL), "--kind", kind, "--audience", "customer", "--lang", language)
        (file,) = told(osp, *words, "--format", format, "--out", "given/")["files"]
        path = osp.home / file["path"]
        text = re.sub(r"[\s\u2060]+", "", path.name + text_in(format, path.read_bytes()))
        found = set(re.findall(r"zq[a-z]+?qz", text))
        assert marker("opportunity", "name") in found, format
        assert found <= allowed, (format, found - allowed)
