"""The nouns of the dossier at the command line: flags, files, JSON, removal, undo; and what the map says of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from osp_cli.domain.nouns import BOOK_NOUNS, NOUNS
from osp_cli.words import Words
from tests.territory import Terminal, told


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("noun", [*NOUNS, *BOOK_NOUNS], ids=lambda noun: noun.name)
def test_every_field_and_every_value_of_a_noun_has_its_word(noun: Any, language: str) -> None:
    words = Words(language)
    assert words.has(f"tables.{noun.name}")
    for field in noun.fields:
        assert words.has(f"labels.{noun.name}.{field.name}") or words.has(f"fields.{field.name}"), field.name
        said = [words.section(f"choices.{noun.name}.{field.name}").get(value) for value in field.allowed]
        assert None not in said
        assert len(set(said)) == len(said), "two values are one word"


def test_the_word_of_a_value_is_taken_in_its_own_language_and_with_spaces(osp: Terminal) -> None:
    for typed, language in (("核心圈", "zh"), ("inner circle", "en"), ("Inner-Circle", "en"), ("inner_circle", "zh")):
        assert osp("person", "set", "Piet Mulder", "--influence", typed, "--lang", language).code == 0, typed
        assert told(osp, "person", "show", "Piet Mulder")["person"]["influence"] == "inner-circle"
        assert osp("person", "set", "Piet Mulder", "--influence", "none").code == 0
        assert told(osp, "person", "show", "Piet Mulder")["person"]["influence"] is None


def test_a_new_name_takes_along_what_was_said_under_the_old_one(osp: Terminal) -> None:
    assert osp("person", "set", "Noor Haddad", "--name", "Noor Haddad-Vos").code == 0
    shown = told(osp, "person", "show", "noor haddad-vos")
    assert [naming["role"] for naming in shown["namings"]] == ["technical-lead"]
    assert {"answer", "confirmation", "tie"} <= {each["table"] for each in shown["references"]}
    (tie,) = told(osp, "tie", "list")["ties"]
    assert tie["from_person"] == "Noor Haddad-Vos"
    assert osp("undo", "--yes").code == 0
    assert told(osp, "tie", "list")["ties"][0]["from_person"] == "Noor Haddad"


def test_who_cannot_be_removed_is_not_asked_about(osp: Terminal) -> None:
    for words in (("person", "remove", "Noor Haddad"), ("person", "remove", "Noor Haddad", "--confirm", "Noor Haddad")):
        said = osp(*words)
        assert said.code == 4
        assert "while other records name this person: " in said.err
    assert osp("person", "remove", "Piet Mulder").code == 2  # nothing names him: agreeing is what is missing


def test_a_removed_person_comes_back_with_everything(osp: Terminal) -> None:
    before = told(osp, "person", "show", "Piet Mulder")
    assert told(osp, "person", "remove", "piet mulder", "--confirm", "PIET MULDER")["is_removed"]
    assert osp("person", "show", "Piet Mulder").code == 5
    assert osp("undo", "--yes").code == 0
    assert told(osp, "person", "show", "Piet Mulder") == before


def test_a_file_is_taken_whole_in_one_unit_and_its_template_changes_nothing(osp: Terminal) -> None:
    standing = told(osp, "person", "list")["people"]
    osp.home.joinpath("same.toml").write_text(
        "".join(osp("person", "set", each["name"], "--print-template").out for each in standing), encoding="utf-8"
    )
    assert osp("person", "set", "--answers", "same.toml").code == 0
    assert told(osp, "person", "list")["people"] == standing
    osp.home.joinpath("new.toml").write_text(
        '[[person]]\nname = "Ben"\nreports_to = "Ada"\n[[person]]\nname = "Cleo"\nis_executive_sponsor = true\n'
    )
    assert [each["name"] for each in told(osp, "person", "add", "--answers", "new.toml")["people"]] == ["Ben", "Cleo"]
    assert [each["name"] for each in told(osp, "person", "list")["people"]][3:] == ["Ada", "Ben", "Cleo"]
    assert osp("undo", "--yes").code == 0
    assert told(osp, "person", "list")["people"] == standing


def test_every_fault_of_a_file_is_told_by_its_place_and_nothing_is_taken(osp: Terminal) -> None:
    osp.home.joinpath("bad.toml").write_text(
        '[[person]]\nname = "Ada"\nstance = "lukewarm"\n[[person]]\nname = "Ben"\nis_executive_sponsor = "perhaps"\n'
    )
    said = osp("person", "add", "--answers", "bad.toml", "--json")
    assert json.loads(said.err)["details"]["faults"] == [
        {"key": "person.1.stance", "reason": "choice-unknown"},
        {"key": "person.2.is_executive_sponsor", "reason": "flag-unreadable"},
    ]
    osp.home.joinpath("bad.toml").write_text('[[person]]\nname = "Ada"\nshoe = 44\n[[people]]\nname = "Ben"\n')
    said = osp("person", "add", "--answers", "bad.toml", "--json")
    assert [fault["key"] for fault in json.loads(said.err)["details"]["faults"]] == ["people", "person.1.shoe"]
    assert len(told(osp, "person", "list")["people"]) == 3


def test_a_dry_run_writes_nothing(osp: Terminal) -> None:
    said = told(osp, "person", "add", "Ada", "--stance", "mentor", "--dry-run")
    assert said["would"]["person"]["stance"] == "mentor"
    assert osp("person", "show", "Ada").code == 5


def test_the_fields_of_a_list_can_be_chosen(osp: Terminal) -> None:
    said = told(osp, "person", "list", "--fields", "name,stance")
    assert said["people"][0] == {"name": "Noor Haddad", "stance": "supporter"}


def test_a_copy_for_a_renewal_takes_the_map_along(osp: Terminal) -> None:
    assert (
        osp("new-opportunity", "Blue Heron again", "--clone", "blue-heron-erp", "--account", "Blue Heron Foods").code
        == 0
    )
    old, new = told(osp, "map", "blue-heron-erp"), told(osp, "map", "blue-heron-again")

    def shape(drawn: Any) -> list[tuple[Any, ...]]:
        return [(p["person"]["name"], p["person"]["title"], p["person"]["stance"], p["level"]) for p in drawn["people"]]

    assert shape(new) == shape(old)
    assert [tie["note"] for tie in new["ties"]] == [tie["note"] for tie in old["ties"]]


def test_what_the_map_holds_belongs_to_the_plan_and_a_telephone_does_not(osp: Terminal) -> None:
    def is_changed() -> bool:
        return bool(told(osp, "plan", "show")["has_changed"])

    assert not is_changed()
    assert osp("person", "set", "Piet Mulder", "--telephone", "+1 555 0199").code == 0
    assert osp("person", "add", "Ada").code == 0
    assert not is_changed()
    assert osp("person", "set", "Piet Mulder", "--stance", "enemy").code == 0
    assert is_changed()


@pytest.mark.parametrize(("word", "name"), [("mulder", "Piet Mulder"), ("INFRAstructure", "Piet Mulder")])
def test_a_person_is_found_by_name_and_by_title(word: str, name: str, osp: Terminal) -> None:
    (hit,) = told(osp, "find", word)["hits"]
    assert hit["text"].startswith(name)


def test_the_history_says_what_changed_in_words(osp: Terminal) -> None:
    assert osp("person", "set", "Noor Haddad", "--stance", "mentor", "--reports-to", "none").code == 0
    english, chinese = (osp("log", "--limit", "1", "--lang", language).out for language in ("en", "zh"))
    assert "stance: supporter -> mentor" in english
    assert "reports to: Celia Duarte -> (none)" in english
    assert "支持者 -> 导师" in chinese


def test_competitors_stay_where_they_are_until_they_are_named(osp: Terminal) -> None:
    def theirs() -> Any:
        return {
            each["competitor"]: each["position"] for each in told(osp, "criterion", "show", "1")["criterion"]["theirs"]
        }

    assert osp("competitor", "add", "Foo, Inc.").code == 0
    assert osp("criterion", "set", "1", "--theirs", "foo, inc.=worse").code == 0
    assert theirs() == {"Quartz Systems": "same", "Foo, Inc.": "worse"}
    assert osp("criterion", "set", "1", "--theirs", "Quartz Systems=?").code == 0
    assert theirs() == {"Quartz Systems": "unknown", "Foo, Inc.": "worse"}
    assert osp("competitor", "remove", "Foo, Inc.", "--confirm", "Foo, Inc.").code == 0
    assert theirs() == {"Quartz Systems": "unknown"}
    assert osp("undo", "--yes").code == 0
    assert osp("criterion", "set", "1", "--theirs", "none").code == 0
    assert theirs() == {}
    assert osp("undo", "--yes").code == 0
    assert theirs() == {"Quartz Systems": "unknown", "Foo, Inc.": "worse"}


def test_a_removed_criterion_comes_back_with_the_competitors_on_it(osp: Terminal) -> None:
    before = told(osp, "criterion", "list")
    assert osp("criterion", "remove", "1", "--confirm", "1").code == 0
    assert len(told(osp, "criterion", "list")["criteria"]) == 2
    assert osp("undo", "--yes").code == 0
    assert told(osp, "criterion", "list") == before


@pytest.mark.parametrize("noun", [noun.name for noun in NOUNS if noun.is_numbered])
def test_the_template_of_every_record_says_again_what_is_known(noun: str, osp: Terminal) -> None:
    many = next(each.many for each in NOUNS if each.name == noun)
    assert osp("risk", "add", "It may slip", "--prompt", "risk-schedule", "--impact", "high").code == 0
    assert osp("followup", "add", "Show the roadmap", "--kind", "visit", "--due", "2027-01-15").code == 0
    deal = {"payment": "granite-oss", "condition": "kestrel-wms"}.get(noun, "blue-heron-erp")
    assert osp("use", deal).code == 0
    before = told(osp, noun, "list")[many]
    pages = [osp(noun, "set", str(each["number"]), "--print-template").out for each in before]
    osp.home.joinpath("same.toml").write_text("".join(pages), encoding="utf-8")
    assert osp(noun, "set", "--answers", "same.toml").code == 0
    assert told(osp, noun, "list")[many] == before


def test_what_there_is_one_of_needs_no_name_in_its_file(osp: Terminal) -> None:
    before = told(osp, "terms", "show", "tidewater-analytics")
    page = osp("terms", "set", "tidewater-analytics", "--print-template").out
    osp.home.joinpath("terms.toml").write_text(page.replace("18 % on licences", "20 %"), encoding="utf-8")
    assert osp("terms", "set", "tidewater-analytics", "--answers", "terms.toml").code == 0
    after = told(osp, "terms", "show", "tidewater-analytics")
    assert after["terms"] == {**before["terms"], "discount": "20 %"}
    assert osp("terms", "set", "tidewater-analytics", "--reseller", "Mistral").code == 0
    assert told(osp, "terms", "show", "tidewater-analytics")["terms"]["number"] == before["terms"]["number"]


def test_a_changed_discount_wants_a_new_approval_and_a_first_one_does_not(osp: Terminal) -> None:
    assert told(osp, "terms", "set", "maple-scheduling", "--reseller", "M", "--discount", "5 %")["to_renew"] == []
    assert told(osp, "terms", "set", "maple-scheduling", "--margin", "3 %")["to_renew"] == []
    assert told(osp, "terms", "set", "maple-scheduling", "--discount", "9 %")["to_renew"] == ["discount"]
    assert told(osp, "terms", "show", "maple-scheduling")["discount"] is None


def test_payback_and_return_follow_from_the_amounts(osp: Terminal) -> None:
    added = told(osp, "value", "add", "X", "--investment", "100k", "--yearly-benefit", "50k")["value"]
    assert (added["payback_months"], added["yearly_return"]) == (24, 50)
    number = str(added["number"])
    changed = told(osp, "value", "set", number, "--yearly-benefit", "none")["value"]
    assert (changed["payback_months"], changed["yearly_return"]) == (None, None)


def test_criteria_are_listed_with_the_mandatory_ones_first(osp: Terminal) -> None:
    assert osp("criterion", "add", "Late", "--mandatory", "--whose", "Celia Duarte", "--rank", "2").code == 0
    assert [each["number"] for each in told(osp, "criterion", "list")["criteria"]][:3] == [1, 10, 2]


def test_a_criterion_is_of_all_who_are_named_and_stays_theirs_through_removal_merge_and_undo(osp: Terminal) -> None:
    def whose() -> Any:
        return told(osp, "criterion", "show", "1")["criterion"]["whose"]

    assert osp("person", "add", "Sand, Imke").code == 0
    assert osp("criterion", "set", "1", "--whose", "noor haddad; Sand, Imke, Ben Achterberg").code == 0
    assert whose() == ["Noor Haddad", "Sand", "Imke", "Ben Achterberg"]
    assert osp("criterion", "set", "1", "--whose", "Sand, Imke; Celia Duarte").code == 0
    assert whose() == ["Sand, Imke", "Celia Duarte"]
    assert osp("person", "remove", "Sand, Imke", "--confirm", "Sand, Imke").code == 4
    assert osp("person", "merge", "Celia Duarte", "Sand, Imke", "--confirm", "Sand, Imke").code == 0
    assert whose() == ["Celia Duarte"]
    assert osp("undo", "--yes").code == 0
    assert "Sand, Imke; Celia Duarte" in osp("criterion", "set", "1", "--print-template").out
    assert osp("criterion", "set", "1", "--whose", "none").code == 0
    assert whose() == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("followup", "add", "x", "--kind", "foo"), ("类型", "renewal 续约")),
        (("criterion", "add", "x", "--theirs", "Q=foo"), ("客户看竞争对手", "worse 更差")),
        (("criterion", "add", "x", "--rank", "0"), ("排名",)),
    ],
)
def test_a_refused_value_is_told_with_the_words_that_can_be_typed_in_that_language(
    osp: Terminal, words: tuple[str, ...], said: tuple[str, ...]
) -> None:
    told = osp(*words, "--lang", "zh")
    assert told.code == 2
    assert all(each in told.err for each in said)
