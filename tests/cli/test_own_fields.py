"""Fields of the user's own, used as a person uses them: everywhere, in one unit, and never lost."""

from __future__ import annotations

import json
import re

import pytest

from osp_cli.domain.learning.bayes import UNKNOWN
from osp_cli.domain.own_fields import OwnField
from osp_cli.services import listing
from osp_cli.services.desk import Desk
from osp_cli.services.own_fields import column_fields, define, extra_values, held, keep_values
from osp_cli.settings import Places, Settings
from osp_cli.store.learning import ended
from osp_cli.store.store import Store
from tests.services.pipelines import TODAY, Deal, make_desk, ordered, usd
from tests.territory import Terminal, told


@pytest.fixture
def fields(osp: Terminal) -> Terminal:
    """The territory with two fields, which three deals have."""
    assert osp("config", "set", "field.region", "choice: North, South").code == 0
    assert osp("config", "set", "field.rating", "number").code == 0
    for number, region in (("1", "south"), ("2", "NORTH"), ("3", "South")):
        assert osp("set", number, "--field", f"region={region}", "--field", f"rating={number}.5").code == 0
    return osp


def test_a_value_is_set_shown_and_taken_back(fields: Terminal) -> None:
    assert told(fields, "show", "1")["opportunity"]["fields"] == {"rating": 1.5, "region": "South"}
    assert "- region: South" in fields("show", "1").out
    said = fields("set", "1", "--field", "region=north", "--field", "rating=none")
    assert "South -> North" in said.out
    assert told(fields, "show", "1")["opportunity"]["fields"] == {"region": "North"}
    assert "South -> North" in fields("log", "1", "--limit", "1").out
    assert fields("undo").code == 0
    assert told(fields, "show", "1")["opportunity"]["fields"] == {"rating": 1.5, "region": "South"}


def test_a_new_deal_can_have_them_at_once(fields: Terminal) -> None:
    assert fields("new-opportunity", "Tide", "--account", "Tide", "--field", "region=North").code == 0
    assert told(fields, "show", "tide")["opportunity"]["fields"] == {"region": "North"}


def test_a_list_is_filtered_by_them_and_shows_them(fields: Terminal) -> None:
    def numbers(*words: str) -> list[int]:
        return [each["number"] for each in told(fields, "list", "--all", *words)["opportunities"]]

    assert numbers("--field", "region=South") == [1, 3]
    assert numbers("--field", "region=South", "--field", "rating=3.5") == [3]
    assert numbers("--field", "region=North", "--field", "rating=3.5") == []
    everybody = numbers()
    assert numbers("--field", "region=none") == [number for number in everybody if number > 3]
    assert numbers("--field", "region=none", "--field", "rating=1.5") == []
    shown = fields("list", "--all", "--field", "region=South", "--column", "rating").out
    assert re.search(r"rating +region\n", shown)
    assert re.search(r"1\.5 +South\n", shown)


def test_a_list_is_sorted_by_a_choice_in_the_order_of_its_values_page_by_page(fields: Terminal) -> None:
    for direction, first in (((), [2, 1, 3]), (("--descending",), [1, 3, 2])):
        seen: list[int] = []
        after: tuple[str, ...] = ()
        while True:
            page = told(fields, "list", "--all", "--sort", "field.region", *direction, "--limit", "2", *after)
            seen += [each["number"] for each in page["opportunities"]]
            if page["next"] is None:
                break
            after = ("--after", page["next"])
        assert seen == [*first, *range(4, 17)]


def test_a_list_is_sorted_by_any_other_field_in_the_order_of_what_its_values_mean(
    fields: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def numbers(sort: str, *words: str) -> list[int]:
        return [each["number"] for each in told(fields, "list", "--all", "--sort", sort, *words)["opportunities"]]

    kinds = {"rating": "number", "arr": "money", "live": "date", "remark": "text"}
    values = {"rating": ("10", "-2", "9"), "arr": ("10k", "9k EUR", "9k"), "live": ("2027-01-31", "tomorrow", "eoq")}
    values["remark"] = ("beta", "Alpha", "alpha 2")
    for name, kind in kinds.items():
        assert fields("config", "set", f"field.{name}", kind).code == 0
        for number, value in enumerate(values[name], 1):
            assert fields("set", str(number), "--field", f"{name}={value}").code == 0
    rest = list(range(4, 17))
    assert numbers("field.rating") == [2, 3, 1, *rest]
    assert numbers("field.rating", "--descending") == [1, 3, 2, *rest]
    assert numbers("field.arr") == [2, 3, 1, *rest], "each currency by itself"
    assert numbers("field.live") == [2, 3, 1, *rest]
    assert numbers("field.remark") == [2, 3, 1, *rest]
    assert fields("config", "set", "field.remark", "number").code == 0
    assert fields("set", "4", "--field", "remark=7").code == 0
    assert numbers("field.remark") == [4, 2, 3, 1, *rest[1:]], "what the field no longer takes comes last"
    assert numbers("number", "--field", "remark=ALPHA") == [2], "and is still found"
    monkeypatch.setattr(listing, "MOST_VALUES", 2)
    assert "own-unsorted" in fields("list", "--sort", "field.rating", "--json").err


def test_a_forecast_is_told_apart_by_them_to_the_cent(fields: Terminal) -> None:
    plain, by = told(fields, "forecast", "--quarter"), told(fields, "forecast", "--quarter", "--by", "field.region")
    assert by["total"] == plain["total"]
    names = {group["name"] for group in by["groups"]}
    assert names == {"North", "South", None}
    weighted = [group["row"]["weighted"]["minor"] for group in by["groups"]]
    assert sum(weighted) == plain["total"]["weighted"]["minor"]
    assert "By region" in fields("forecast", "--quarter", "--by", "field.region").out
    assert fields("forecast", "--by", "field.colour").code == 5


def test_a_past_day_knows_only_what_was_recorded_by_then(fields: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def groups(*words: str) -> dict[str | None, int]:
        found = told(fields, "forecast", "--year", *words, "--by", "field.region")["groups"]
        return {group["name"]: group["row"]["weighted"]["minor"] for group in found}

    before = groups()
    assert before["South"]
    monkeypatch.setenv("OSP_TODAY", "2026-11-26")
    assert fields("set", "1", "--field", "region=North").code == 0
    assert fields("set", "3", "--field", "region=none").code == 0
    assert groups() != before
    assert groups("--as-of", "2026-11-24") == before


def test_a_field_that_is_no_longer_defined_keeps_its_values_and_is_told(fields: Terminal) -> None:
    assert fields("config", "set", "field.region", "none").code == 0
    assert "- region: South" in fields("show", "1").out
    assert 'osp config set field.region "choice: North, South"' in fields("doctor").out
    assert fields("set", "1", "--field", "region=North").code == 5
    assert fields("config", "set", "field.region", "yes/no").code == 0
    assert "3 values of the field region" in fields("doctor").out
    assert fields("config", "set", "field.region", "choice: North, South").code == 0
    assert "region" not in fields("doctor").out


def test_a_value_that_no_choice_allows_any_more_is_found_and_comes_back_unchanged(
    fields: Terminal,
) -> None:
    assert fields("config", "set", "field.region", "choice: North, East").code == 0
    assert [each["number"] for each in told(fields, "list", "--field", "region=SOUTH")["opportunities"]] == [1, 3]
    assert fields("list", "--field", "region=West").code == 2
    assert fields("export", "all.csv").code == 0
    assert told(fields, "import", "all.csv", "--dry-run")["refused"] == []
    assert fields("config", "set", "field.region", "text").code == 0
    assert 'osp config set field.region "choice: North, South"' in fields("doctor").out
    assert fields("set", "2", "--field", "region=Up").code == 0
    assert fields("config", "set", "field.region", "number").code == 0
    assert 'osp config set field.region "text"' in fields("doctor").out


def test_the_whole_book_leaves_and_comes_back_with_them(fields: Terminal) -> None:
    book = fields("export", "-", "--format", "ndjson").out
    values = [row for line in book.splitlines() if (row := json.loads(line)).get("table") == "own_value"]
    assert [(row["field"], row["kind"], row["value"]) for row in values[:2]] == [
        ("region", "choice", "South"),
        ("rating", "number", "1.5"),
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("set", "1", "--field", "region"), 2, "NAME=VALUE"),
        (("set", "1", "--field", "region=west"), 2, "Allowed: North, South"),
        (("set", "1", "--field", "rating=much"), 2, "number"),
        (("config", "set", "field.Region", "text"), 2, "region"),
        (("config", "set", "field.region", "colour"), 2, "yes/no"),
    ],
)
def test_what_is_no_value_is_refused_with_what_would_be_one(
    fields: Terminal, words: tuple[str, ...], code: int, said: str
) -> None:
    refused = fields(*words)
    assert (refused.code, said in refused.err) == (code, True)


def test_several_deals_take_a_value_at_once(fields: Terminal) -> None:
    assert fields("set", "--all-of", "Mateo Quispe", "--field", "region=North", "--yes").code == 0
    for number in ("4", "6", "16"):
        assert told(fields, "show", number)["opportunity"]["fields"]["region"] == "North"


def test_what_has_few_values_is_learned_from_and_nothing_else() -> None:
    won = Deal(stage="10", status="won", order=ordered(TODAY, usd(5)))
    desk = make_desk(won, Deal(status="lost", ended=TODAY), Deal())
    with desk.writing() as writing:
        writing.set_own(1, "region", "choice", "North")
        writing.set_own(1, "signed", "flag", value=True)
        writing.set_own(1, "remark", "text", "ours")
        writing.set_own(3, "open-only", "choice", "A")
    with desk.store.reading() as reading:
        first, second = ended(reading)
    assert (first.values["field.region"], first.values["field.signed"]) == ("North", "yes")
    assert (second.values["field.region"], second.values["field.signed"]) == (UNKNOWN, UNKNOWN)
    assert {"field.remark", "field.open-only"}.isdisjoint(first.values)


def test_an_import_keeps_columns_that_nobody_knows_as_fields_of_text(osp: Terminal) -> None:
    home = osp.home / ".osp"
    places = Places(home / "settings.toml", home / "osp.db", home / "state")
    settings = Settings(fields={"region": OwnField("region", "choice", ("North", "South"))})
    columns = column_fields(settings, ["Region", "Score!", "Score?"], {}, keeps_rest=True)
    assert [field.name for field in columns.values()] == ["region", "score", "score-2"]
    desk: Desk = make_desk(Deal(), settings=settings, store=Store.in_memory())
    row = {"Region": "north", "Score!": " high ", "Score?": ""}
    with desk.writing() as writing:
        keep_values(writing, 1, extra_values(settings, TODAY, row, columns, {}))
    with desk.store.reading() as reading:
        assert reading.opportunity(1).fields == {"region": "North", "score": "high"}
    assert define(places, settings, columns.values()) == ("score", "score-2")
    assert "score-2" in osp("config", "list").out
    assert [each.name for each in held(desk.store, settings) if not each.is_defined] == ["score"]


KINDS = {
    "field.region": "choice: North, South, N/A",
    "field.rating": "number",
    "field.budget": "money",
    "field.demo": "date",
    "field.pilot": "yes/no",
    "field.remark": "text",
}
GIVEN = {
    "region": "N/A", "rating": "2.5", "budget": "1234.50 CHF", "demo": "2026-12-01", "pilot": "no",
    "remark": "=SUM(A1:A9)",
}  # fmt: skip


KEPT = (
    *("account", "owner", "stage", "status", "amount", "close_on", "ended_on", "reason", "reason_note", "kind"),
    *("source", "need", "partner", "next_step", "next_step_on", "created_on", "own_probability"),
)


def own_of(osp: Terminal, *words: str) -> list[dict[str, object]]:
    """The fields of one's own of every opportunity, in the order of their names."""
    listed = told(osp, "list", "--all", *words)["opportunities"]
    return [each["fields"] for each in sorted(listed, key=lambda each: each["name"])]


@pytest.fixture
def filled(osp: Terminal) -> Terminal:
    """The territory with a field of every kind, which the first opportunity has."""
    for key, kind in KINDS.items():
        assert osp("config", "set", key, kind).code == 0
    given = (word for name, text in GIVEN.items() for word in ("--field", f"{name}={text}"))
    assert osp("set", "1", *given, "--name", "-2+3", "--need", "@home\n'=1+1", "--next", "'+call").code == 0
    return osp


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_table_of_opportunities_comes_back_with_every_field_and_formula(filled: Terminal, format: str) -> None:
    assert filled("export", f"all.{format}").code == 0
    before, own = told(filled, "list", "--all"), own_of(filled)
    said = json.loads(filled("import", f"all.{format}", "--json").out)
    assert (said["created"], said["updated"], said["unchanged"], said["refused"]) == (0, 0, 16, [])
    assert told(filled, "list", "--all") == before
    there = {heading for heading, _ in said["found"]["kept"]}
    assert there == set(KINDS)
    assert {"field.budget", "field.budget.currency"}.isdisjoint(said["not_taken"])
    assert filled("import", f"all.{format}", "--db", "new.db").code == 0
    assert own_of(filled, "--db", "new.db") == own
    known = {each["name"]: each for each in before["opportunities"]}
    made = {each["name"]: each for each in told(filled, "list", "--all", "--db", "new.db")["opportunities"]}
    assert {name: [each[key] for key in KEPT] for name, each in made.items()} == {
        name: [each[key] for key in KEPT] for name, each in known.items()
    }
    assert (made["-2+3"]["need"], made["-2+3"]["next_step"]) == ("@home\n'=1+1", "'+call")
    won = [(each["number"], made[name]["number"]) for name, each in known.items() if each["status"] == "won"]
    assert len(won) == 4
    for old, new in won:
        orders = (
            told(filled, "order", "show", str(n), *db)["order"] for n, db in ((old, ()), (new, ("--db", "new.db")))
        )
        assert len({json.dumps([order[key] for key in ("order_number", "on", "amount")]) for order in orders}) == 1


def test_an_import_changes_what_a_cell_of_ones_own_says_and_an_empty_one_erases_nothing(filled: Terminal) -> None:
    (filled.home / "a.csv").write_text(
        "name,account,stage,Rating,field.region,field.budget,field.budget.currency,Signed?\n"
        "-2+3,Cedar Valley Water,1,4,,99,EUR,yes\n"
    )
    said = json.loads(filled("import", "a.csv", "--json", "--map", "Signed?=field.pilot").out)
    changes = {each["field"]: (each["old"], each["new"]) for each in said["changes"][0]["changes"]}
    assert {name.removeprefix("field.") for name in changes} == {"rating", "budget", "pilot"}
    assert own_of(filled)[0] == {**own_of(filled)[0], "region": "N/A", "rating": 4, "pilot": True}
    assert own_of(filled)[0]["budget"] == {"amount": "99.00", "currency": "EUR", "minor": 9900}
    assert filled("undo").code == 0
    assert own_of(filled)[0]["rating"] == 2.5


def test_a_cell_that_is_no_value_refuses_its_row_alone(filled: Terminal) -> None:
    (filled.home / "a.csv").write_text(
        "name,account,stage,field.region,field.demo\nFirst,A,1,West,\nSecond,B,1,South,soon\nThird,C,1,South,2027-01-31\n"
    )
    said = filled("import", "a.csv", "--json")
    refused = [(each["line"], each["code"]) for each in json.loads(said.out)["refused"]]
    assert (said.code, [line for line, _ in refused]) == (1, [2, 3])
    assert refused[0][1] == "own-choice-unfit"
    assert told(filled, "show", "third")["opportunity"]["fields"] == {"demo": "2027-01-31", "region": "South"}


def test_a_column_is_kept_under_its_name_where_the_field_is_not_defined_yet(filled: Terminal) -> None:
    (filled.home / "a.csv").write_text("name,account,stage,field.tier,Field.Remark\nFirst,A,1,gold,hello\n")
    assert json.loads(filled("import", "a.csv", "--json", "--dry-run").out)["not_taken"] == ["field.tier"]
    assert filled("import", "a.csv", "--keep-extra").code == 0
    assert told(filled, "show", "first")["opportunity"]["fields"] == {"remark": "hello", "tier": "gold"}
    said = filled("import", "a.csv", "--json", "--map", "field.tier=field.level")
    assert (said.code, "own-unknown" in said.err) == (5, True)
