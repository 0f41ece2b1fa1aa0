"""Whatever commands did, `osp undo` takes back to the last row, and `osp redo` brings the end again."""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.territory import Terminal, told

HISTORY = ("unit", "journal", "sqlite_sequence")  # undo and redo are told there, and numbers are never reused
BEGINNING = (
    'new-opportunity "Alder ferries" --account "Alder Bay" --amount 40k --close 2026-12-18',
    'new-opportunity "白桦 计费" --account 白桦能源 --amount "1.2M CNY" --owner 林晓梅',
    'team add "Ingrid Solberg" --role manager',
    "answer budget yes -o 1",
)
COMMANDS = (
    'set {deal} --amount "{number}k" --close "+{number}d" --reason later --partner "Orbit {number}"',
    'set {deal} --name "Deal {number}" --owner "Owner {number}" --strategic',
    'set {deal} --next "Call {number}" --next-date tomorrow',
    'note "Called {number} times" -o {deal} --with "Noor Haddad" --kind call',
    "answer {number} yes -o {deal} --evidence minutes --who 'Noor Haddad'",
    "answer compelling-event 'It ends in {number} weeks' -o {deal} --on yesterday",
    "answer competitor-strengths cheap -o {deal} --against 'Rival {number}'",
    "qualify {deal} --answers answers.toml",
    "confirm technical-lead-identified -o {deal} --who 'Lead {number}' --evidence mail --again",
    "confirm funding-confirmed -o {deal} --who 'Rosa Ibarra' --evidence mail",
    "decide go -o {deal} --reason funded",
    "decide no-go -o {deal} --reason 'no budget'",
    "advance {deal} --override hurry",
    "advance {deal} --stage 5 --override hurry",
    "retreat {deal} --stage 1 --reason back",
    "retreat {deal} --stage 3 --reason back",
    "debt settle {number} -o {deal} --evidence minutes",
    "lose {deal} --reason price --to 'Rival {number}'",
    "cancel {deal} --reason no-decision",
    "reopen {deal} --reason 'they called'",
    "win {deal} --order PO-{number} --amount {number}k --override here",
    "order set {deal} --contract-on today",
    "order set {deal} --number PO-{number} --date today --amount {number}k --paid part",
    "order cancel {deal} --reason stopped",
    "payment add 'Part {number}' -o {deal} --due 'in {number} days' --amount {number}00",
    "payment set {number} -o {deal} --received {number}0",
    "payment remove {number} -o {deal} --confirm {number}",
    "quotation add Q-{number} -o {deal} --amount {number}k --valid-until 'in {number} weeks'",
    "quotation remove Q-{number} -o {deal} --confirm Q-{number}",
    "teammate add 'Mate {number}' -o {deal} --part experts --asked today",
    "teammate set 'Mate {number}' -o {deal} --agreed today",
    "risk add 'It may slip {number} days' -o {deal} --prompt risk-schedule",
    "risk set {number} -o {deal} --counter 'Two fitters' --closed",
    "competitor add 'Rival {number}' -o {deal} --standing ahead",
    "competitor set 'Rival {number}' -o {deal} --standing behind",
    "competitor remove 'Rival {number}' -o {deal} --confirm 'Rival {number}'",
    "milestone add 'Board decides' -o {deal} --due 'in {number} weeks' --owner 'Person {number}'",
    "milestone set {number} -o {deal} --kind proof-of-concept --yardstick 'In {number} days' --yardstick-by Ada",
    "milestone done {number} -o {deal} --result signed",
    "milestone remove {number} -o {deal} --confirm {number}",
    "action add 'Show it' -o {deal} --due 'in {number} days' --milestone {number}",
    "action done {number} -o {deal} --result 'It convinced'",
    "action remove {number} -o {deal} --confirm {number}",
    "call add 'Person {number}' -o {deal} --planned fri --aim 'Hear what counts'",
    "call done {number} -o {deal} --result 'Names the budget' --revisit 'in {number} weeks'",
    "call remove {number} -o {deal} --confirm {number}",
    "snooze must-{deal} 'in {number} weeks'",
    "snooze --clear",
    "risk close {number} -o {deal}",
    "risk remove {number} -o {deal} --confirm {number}",
    "plan submit {deal}",
    "plan approve {deal} --by 'Ingrid Solberg'",
    "plan return {deal} --by 'Ingrid Solberg' --note thin",
    "plan approve {deal} --by 'Ingrid Solberg' --what discount",
    "team add 'Member {number}' --reports-to 'Ingrid Solberg' --region North",
    "team set 林晓梅 --region 'Region {number}'",
    "quota set {number}k --period 2026Q4",
    "quota set {number}k --owner 'Amara Okafor' --period 2027Q1",
    "forecast-call {deal} --category best --reason 'Because {number}'",
    "forecast-call {deal} --clear",
    "forecast-call --total {number}k --period 2026Q4",
    "forecast-call --total {number}k --owner 'Amara Okafor' --period 2027Q1",
    "import pipeline.csv --map Deal=name --map Id=external_id",
    "remove {deal} --confirm 'Alder ferries'",
    "new-opportunity 'New {number}' --account 'Alder Bay' --amount {number}k",
)
commands = some.lists(
    some.tuples(some.sampled_from(COMMANDS), some.sampled_from((1, 1, 2)), some.integers(1, 9)), min_size=4, max_size=14
)


@pytest.fixture
def beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A home with two opportunities and the files that the commands read."""
    home = tmp_path / "beginning"
    home.mkdir()
    (home / "pipeline.csv").write_text(
        "Id,Deal,account,amount,currency,close,stage,owner\n"
        "A1,Cedar kiosks,Cedar Parks,45000,USD,2026-12-18,2,Mateo Quispe\n"
        "A2,Juniper meters,Alder Bay,92000,USD,2027-01-29,1,Amara Okafor\n",
        encoding="utf-8",
    )
    (home / "answers.toml").write_text(
        '[answers]\nbudget = "+ line 88 @ Noor Haddad"\nlocation = "The head office @ Noor Haddad"\n', encoding="utf-8"
    )
    osp = Terminal(home, monkeypatch, capsys)
    for line in BEGINNING:
        assert osp(*shlex.split(line)).code == 0, line
    return home


def tables(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that holds the book."""
    with closing(sqlite3.connect(home / ".osp" / "osp.db")) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names if name not in HISTORY
        }


def units(home: Path) -> int:
    with closing(sqlite3.connect(home / ".osp" / "osp.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM unit").fetchone()[0])


def test_undoing_every_command_gives_the_start_and_redoing_gives_the_end(
    beginning: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    places = count(1)
    codes: set[int] = set()

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(commands=commands)
    def undoes_and_redoes(commands: list[tuple[str, int, int]]) -> None:
        home = Path(shutil.copytree(beginning, beginning.parent / f"home-{next(places)}"))
        osp = Terminal(home, monkeypatch, capsys)
        start, before = tables(home), units(home)
        for line, deal, number in commands:
            said = osp(*shlex.split(line.format(deal=deal, number=number)))
            assert said.code in (0, 2, 4, 5), f"{line}: {said}"
            codes.add(said.code)
        end, done = tables(home), units(home) - before
        if done:
            assert osp("undo", str(done), "--yes").code == 0
        assert tables(home) == start
        for _ in range(done):
            assert osp("redo").code == 0
        assert tables(home) == end
        assert osp("redo").code == 5

    undoes_and_redoes()
    assert {0, 4} <= codes


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_can_be_the_one_that_is_undone_and_redone(
    line: str, beginning: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    osp = Terminal(beginning, monkeypatch, capsys)
    for ready in PREPARED.get(line, PREPARED.get(line.partition(" {")[0], ())):
        assert osp(*shlex.split(ready)).code == 0, ready
    start, before = tables(beginning), units(beginning)
    said = osp(*shlex.split(line.format(deal=1, number=1)))
    assert said.code == 0, said
    assert units(beginning) == before + 1
    end = tables(beginning)
    assert end != start
    assert osp("undo").code == 0
    assert tables(beginning) == start
    assert osp("redo").code == 0
    assert tables(beginning) == end


PAID = (
    "order set 1 --number PO-1 --date today --amount 1k",
    "payment add 'Part 1' -o 1 --due fri --amount 100",
)
PREPARED = {
    "retreat": ("advance 1 --stage 5 --override hurry",),
    "debt settle": ("advance 1 --stage 5 --override hurry",),
    "reopen": ("lose 1 --reason price",),
    "order cancel": ("order set 1 --number PO-1 --date today --amount 1k",),
    "payment add 'Part": ("order set 1 --number PO-1 --date today --amount 1k",),
    "payment set": PAID,
    "payment remove": PAID,
    "quotation remove Q-{number} -o": ("quotation add Q-1 -o 1 --amount 1k",),
    "teammate set 'Mate": ("teammate add 'Mate 1' -o 1 --part experts --asked yesterday",),
    "forecast-call {deal} --clear": ("forecast-call 1 --category commit",),
    "snooze --clear": ("snooze must-1 fri",),
    "risk set": ("risk add 'It may slip' -o 1",),
    "competitor remove 'Rival": ("competitor add 'Rival 1' -o 1",),
    "milestone set": ("milestone add 'Board decides' -o 1",),
    "milestone done": ("milestone add 'Board decides' -o 1",),
    "milestone remove": ("milestone add 'Board decides' -o 1",),
    "action add 'Show it' -o": ("milestone add 'Board decides' -o 1",),
    "action done": ("action add 'Show it' -o 1 --due fri",),
    "action remove": ("action add 'Show it' -o 1 --due fri",),
    "call done": ("call add Ada -o 1",),
    "call remove": ("call add Ada -o 1",),
    "risk close": ("risk add 'It may slip' -o 1",),
    "risk remove": ("risk add 'It may slip' -o 1",),
    "competitor set 'Rival": ("competitor add 'Rival 1' -o 1",),
}


def test_undo_and_redo_say_whose_deal_and_which_answer_it_was(
    beginning: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    osp = Terminal(beginning, monkeypatch, capsys)
    assert osp("answer", "business-goals", "to grow by a fifth", "-o", "2").code == 0
    for line in (("undo",), ("redo",)):
        said = osp(*line).out
        assert "2  白桦 计费" in said
        assert "goals" in said
        assert "to grow by a fifth" in said


def test_what_another_did_is_told_before_it_is_taken_back(
    beginning: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    osp = Terminal(beginning, monkeypatch, capsys)
    assert osp("note", "seen", "-o", "1", "--as", "Rosa Ibarra").code == 0
    before = tables(beginning)
    said = osp("undo")
    assert said.code == 2
    for part in ("Rosa Ibarra", "osp note seen", "1  Alder ferries", "osp undo --yes"):
        assert part in said.err, said
    assert tables(beginning) == before
    assert osp("undo", "--yes").code == 0
    assert osp("team", "add", "Ben Achterberg", "--as", "Rosa Ibarra").code == 0
    said = osp("undo")
    assert (said.code, "team add" in said.err, "()" in said.err) == (2, True, False), said


def test_what_a_removal_took_keeps_its_names_in_the_history_and_when_it_is_taken_back(
    beginning: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    osp = Terminal(beginning, monkeypatch, capsys)
    assert osp("note", "hi", "-o", "1", "--with", "Noor Haddad").code == 0
    assert osp("remove", "1", "--confirm", "Alder ferries").code == 0
    for line in (("log", "--all", "--limit", "1"), ("undo",)):
        said = osp(*line).out
        assert "1  Alder ferries" in said
        assert "with: Noor Haddad" in said
        assert "#1" not in said


def test_what_was_done_before_a_restore_is_not_taken_back_by_mistake(osp: Terminal) -> None:
    assert osp("note", "older", "-o", "1").code == 0
    assert osp("backup", "now.db").code == 0
    assert osp("note", "lost by the restore", "-o", "1").code == 0
    kept = told(osp, "restore", "now.db", "--yes")["kept"]
    refused = osp("undo", "--json")
    assert (refused.code, json.loads(refused.err)["details"]) == (2, {"kept": kept})
    assert osp("note", "newer", "-o", "1").code == 0
    assert osp("undo", "2").code == 2
    assert osp("undo").code == 0
    assert osp("undo", "--yes").code == 0
    texts = [each["text"] for each in told(osp, "find", "er")["hits"] if each["kind"] == "note"]
    assert {"older", "newer"}.isdisjoint(texts)
    assert osp("restore", kept, "--yes").code == 0
    assert "lost by the restore" in osp("find", "lost by").out
