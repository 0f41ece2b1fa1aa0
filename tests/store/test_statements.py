"""The compiled statements: fresh, equal to SQLAlchemy's own rows, and found through indexes."""

from __future__ import annotations

import re
import sqlite3
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Select, and_, create_engine, event

from osp_cli.store import generate, tables
from osp_cli.store.compiled import CHANGED, COLUMNS, FRAGMENTS, STATEMENTS
from osp_cli.store.rows import composition
from osp_cli.store.statements import dossier, fragments, journal, lists, opportunities, records, statements
from osp_cli.store.store import Store
from tests.store.books import ON, WHO, fill, fill_many, writing

GIVEN: dict[str, Any] = {
    "account_number": 2,
    "after": 1,
    "after_number": 40,
    "base": "USD",
    "before": 1_000,
    "known": 0,
    "close_from": "2026-11-24",
    "close_to": "2027-03-31",
    "criterion": 1,
    "external_id": "CRM-7",
    "field": "signed",
    "first": "2026-10-01",
    "high": "deal-2\U0010ffff",
    "key": 5,
    "known_stages": "|1|2|3|",
    "last": "2026-12-31",
    "limit": 9,
    "low": "deal-2",
    "name_key": "deal 000005",
    "number": 3,
    "own": '{"signed": "yes"}',
    "own_count": 1,
    "own_none": '["signed"]',
    "sort_field": "signed",
    "sort_value": "yes",
    "sort_values": '["yes"]',
    "of": 91,
    "overdue_on": "2026-11-24",
    "owner_number": 1,
    "role": "manager",
    "slug": "deal-7",
    "stage": "3",
    "stages": "|3|9.5|",
    "status": "open",
    "unit": 1,
    "untouched_since": "2026-08-01",
    "word": "a",
}
FILTERS = ("half.open", "half.closed", "stage", "stages", "stage.other", "owner", "account", "close_from", "close_to",
           "overdue", "untouched", "close_from.beside", "close_to.beside", "overdue.beside", "own", "own.none",
           "own.value", "own.beyond")  # fmt: skip
KEYS = {"number": 40, "name": "deal 000050", "close": "2026-12-01", "amount": 4_000, "touched": "2026-09-01"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("statements") / "osp.db"
    store = Store.open(path, create=True)
    fill_many(store, 90)
    with writing(store) as w:
        fill(w)
        w.set_quota(WHO, ON, ON, None)
    return path


@pytest.fixture(scope="module")
def oracle(book: Path) -> Engine:
    engine = create_engine(f"sqlite:///{book}")

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA query_only = ON")

    return engine


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w:]):(\w+)", text))


def rows(path: Path, text: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(text, given).fetchall()
    finally:
        connection.close()


def expected(engine: Engine, statement: Any, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(statement, given)]


def test_the_compiled_module_is_fresh() -> None:
    compiled = Path(generate.__file__).with_name("compiled.py").read_text(encoding="utf-8")
    assert compiled == generate.module(), "run: python -m osp_cli.store.generate"


def test_a_constant_that_is_no_literal_is_refused() -> None:
    account = tables.table("account")
    with pytest.raises(ValueError, match="no literal"):
        generate.text_of(account.select().where(account.c.name == "x"))
    with pytest.raises(ValueError, match="OFFSET"):
        generate.text_of(account.select().limit(1).offset(1))


def test_statements_hold_no_text_of_a_caller_and_no_offset() -> None:
    for name, text in {**STATEMENTS, **FRAGMENTS}.items():
        assert "OFFSET" not in text, name
        assert "?" not in text.replace("'?'", ""), name


# Statements of other parts (the forecast, the day) have tests of their own.
OURS = {
    name: statement
    for module in (dossier, journal, lists, opportunities, records)
    for name, statement in module.STATEMENTS.items()
}
SELECTS = sorted(name for name, statement in OURS.items() if isinstance(statement, Select))


@pytest.mark.parametrize("name", SELECTS)
def test_a_statement_gives_the_rows_that_sqlalchemy_gives(book: Path, oracle: Engine, name: str) -> None:
    given = {key: GIVEN[key] for key in placeholders(STATEMENTS[name]) if key in GIVEN}
    if missing := placeholders(STATEMENTS[name]) - given.keys():
        pytest.fail(f"no example value for {missing}")
    assert rows(book, STATEMENTS[name], given) == expected(oracle, statements()[name], given)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_filter_sets_give_the_rows_that_sqlalchemy_gives(book: Path, oracle: Engine, size: int) -> None:
    parts = fragments()
    for chosen in combinations(FILTERS, size):
        text = composition("page.head", chosen, "order.number.asc")
        given = {key: GIVEN[key] for key in placeholders(text)}
        same = statements()["page.head"].where(and_(*(parts[name] for name in chosen)) if chosen else True)
        same = same.order_by(*parts["order.number.asc"]).limit(GIVEN["limit"])
        values = {key: value for key, value in given.items() if key != "limit"}
        assert rows(book, text, given) == expected(oracle, same, values), chosen
        counted = composition("page.count", chosen)
        total = statements()["page.count"].where(and_(*(parts[name] for name in chosen)) if chosen else True)
        assert rows(book, counted, values) == expected(oracle, total, values), chosen


def stretches() -> list[tuple[str, list[str], str]]:
    """Every stretch of every order that a page may read: half, conditions, order."""
    found: list[tuple[list[str], str]] = []
    for direction in ("asc", "desc"):
        found += [([], f"number.{direction}"), ([f"after.number.{direction}"], f"number.{direction}")]
        for sort in ("name", "close", "amount", "touched"):
            found += [
                ([f"same.{sort}", f"after.number.{direction}"], f"number.{direction}"),
                ([f"beyond.{sort}.{direction}"], f"{sort}.{direction}"),
            ]
        found.append(([], f"name.{direction}"))
        for sort in ("close", "amount", "touched"):
            found += [
                ([f"present.{sort}"], f"{sort}.{direction}"),
                ([f"absent.{sort}"], "number.asc"),
                ([f"absent.{sort}", "after.number.asc"], "number.asc"),
            ]
    found += [(["stage"], "number.asc"), (["stage", "after.number.asc"], "number.asc")]
    return [(half, conditions, order) for half in ("half.open", "half.closed") for conditions, order in found]


@pytest.mark.parametrize(("half", "conditions", "order"), stretches(), ids=str)
def test_every_stretch_gives_the_rows_that_sqlalchemy_gives(
    book: Path, oracle: Engine, half: str, conditions: list[str], order: str
) -> None:
    parts = fragments()
    chosen = [half, *conditions]
    text = composition("page.head", chosen, f"order.{order}")
    sort = next((part.split(".")[1] for part in conditions if part.startswith(("same", "beyond"))), "number")
    given = {"limit": 9, "after_key": KEYS[sort], "after_number": 40, "stage": "3"}
    given = {key: given[key] for key in placeholders(text)}
    same = statements()["page.head"].where(and_(*(parts[name] for name in chosen)))
    same = same.order_by(*parts[f"order.{order}"]).limit(9)
    values = {key: value for key, value in given.items() if key != "limit"}
    assert rows(book, text, given) == expected(oracle, same, values)


# What a person asks of the whole book, or of a table that stays small.
WHOLE = re.compile(
    r"\w+\.like|\w+\.every|\w+\.of_status|member\.of_role|quota\.\w+|book\.\w+"
    r"|page\.(head|count)|opportunity\.(all|stages|unconverted|with_plan_waiting)|(plan_version|terms)\.waiting"
)


def plan_of(path: Path, text: str) -> list[str]:
    given = dict.fromkeys(placeholders(text), 1)
    return [str(row[3]) for row in rows(path, f"EXPLAIN QUERY PLAN {text}", given)]


@pytest.mark.parametrize("name", [name for name in OURS if not WHOLE.fullmatch(name)])
def test_a_statement_about_one_thing_reads_no_whole_table(book: Path, name: str) -> None:
    plan = [line for line in plan_of(book, STATEMENTS[name]) if not re.search(r"USING INDEX unit_undone", line)]
    walks = r"SCAN (unit|opportunity USING INDEX opportunity_open_by_number|anon_1)$"
    assert [line for line in plan if line.startswith("SCAN") and not re.match(walks, line)] == []
    assert [line for line in plan if "TEMP B-TREE" in line and "DISTINCT" not in line] == []


@pytest.mark.parametrize(("half", "conditions", "order"), stretches(), ids=str)
def test_a_page_walks_along_the_index_of_its_order(book: Path, half: str, conditions: list[str], order: str) -> None:
    named = [
        part.split(".")[1] for part in conditions if part.partition(".")[0] in ("present", "same", "beyond", "absent")
    ]
    sort = named[0] if named else "stage" if "stage" in conditions else order.split(".", maxsplit=1)[0]
    beside = "" if sort == "close" else ".beside"
    more = [[], [f"close_from{beside}", f"close_to{beside}"], [f"overdue{beside}"], ["stages"], ["untouched"]]
    for filters in more:
        plan = plan_of(book, composition("page.head", [half, *conditions, *filters], f"order.{order}"))
        assert [line for line in plan if "TEMP B-TREE" in line] == [], plan
        assert f"USING INDEX opportunity_{half.removeprefix('half.')}_by_{sort}" in plan[0], plan


def test_every_record_table_is_journalled_and_no_other(book: Path) -> None:
    written = {name for name, text in STATEMENTS.items() if text.split()[0] in ("INSERT", "UPDATE", "DELETE")}
    into_plain = re.compile(rf"(INSERT INTO|UPDATE|DELETE FROM) ({'|'.join(tables.PLAIN_TABLES)}) ")
    plain = {name for name in written if into_plain.match(STATEMENTS[name])}
    assert written - plain == set(CHANGED)
    assert set(CHANGED.values()) == set(COLUMNS)
    assert rows(book, "SELECT name FROM sqlite_schema WHERE type = 'trigger'", {}) == []
    assert set(COLUMNS) == set(tables.RECORD_TABLES)
    assert set(tables.METADATA.tables) == {*tables.RECORD_TABLES, *tables.PLAIN_TABLES}


def test_tables_are_strict_and_hold_integers_and_text_alone(book: Path) -> None:
    listed = rows(book, "SELECT name, strict FROM pragma_table_list WHERE type='table' AND schema='main'", {})
    named = {name: strict for name, strict in listed if not name.startswith("sqlite_")}
    assert set(named) == set(tables.METADATA.tables)
    assert set(named.values()) == {1}
    for name in named:
        kinds = {row[0] for row in rows(book, f"SELECT type FROM pragma_table_info('{name}')", {})}
        assert kinds <= {"INTEGER", "TEXT"}


def test_every_reference_can_be_followed_back_through_an_index(book: Path) -> None:
    """Without one, undoing the making of an account would read every opportunity."""
    small = {("quota", "owner_number"), ("member", "reports_to_number"), ("unit", "target")}
    missing = []
    for name in tables.METADATA.tables:
        leading = set()
        for (index,) in rows(book, f"SELECT name FROM pragma_index_list('{name}')", {}):
            leading |= {row[0] for row in rows(book, f"SELECT name FROM pragma_index_info('{index}') LIMIT 1", {})}
        references = rows(book, f"SELECT \"from\" FROM pragma_foreign_key_list('{name}')", {})
        missing += [(name, column) for (column,) in references if column not in leading]
    assert set(missing) == small
