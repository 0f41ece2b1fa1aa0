"""Accounts at the command line beyond their story: files, pages, what a mark does to approvals, what goes and stays."""

from __future__ import annotations

import json

import pytest

from tests.territory import Terminal, told


def test_a_template_that_is_given_back_changes_nothing_and_a_file_is_one_unit(osp: Terminal) -> None:
    before = told(osp, "account", "list")
    osp.home.joinpath("same.toml").write_text(osp("account", "set", "Tidewater Ferries", "--print-template").out)
    assert osp("account", "set", "--answers", "same.toml").code == 0
    assert told(osp, "account", "list") == before
    osp.home.joinpath("new.toml").write_text(
        '[[account]]\nname = "Wren"\nis_named = true\n[[account]]\nname = "Finch"\nfunds = "none left"\n'
    )
    assert [each["name"] for each in told(osp, "account", "add", "--answers", "new.toml")["accounts"]] == [
        "Wren",
        "Finch",
    ]
    assert osp("undo", "--yes").code == 0
    assert told(osp, "account", "list") == before
    osp.home.joinpath("bad.toml").write_text('[[account]]\nname = "Wren"\nis_named = "maybe"\nshoe = 1\n')
    said = osp("account", "add", "--answers", "bad.toml", "--json")
    assert [each["key"] for each in json.loads(said.err)["details"]["faults"]] == ["account.1.shoe"]
    assert told(osp, "account", "list") == before


def test_pages_of_accounts_make_up_the_whole_list(osp: Terminal) -> None:
    whole, after, pages = told(osp, "account", "list"), "0", []
    while after is not None:
        page = told(osp, "account", "list", "--limit", "7", "--after", after)
        assert page["total"] == whole["total"]
        pages += page["accounts"]
        after = page["next"]
    assert pages == whole["accounts"]
    assert osp("account", "list", "--after", "x").code == 2
    assert osp("account", "list", "--limit", "0").code == 2
    strategic = {each["account"]["name"] for each in told(osp, "account", "list", "--strategic")["accounts"]}
    assert strategic == {each["account"]["name"] for each in whole["accounts"] if each["account"]["is_strategic"]}


def test_a_mark_reopens_the_approval_of_a_plan_for_another_size(osp: Terminal) -> None:
    said = told(osp, "account", "set", "Tidewater Ferries", "--strategic")
    assert said["outgrown"] == [4]
    assert [each["key"] for each in said["notices"]] == ["notices.plan-outgrown"]
    assert told(osp, "show", "tidewater-analytics")["is_strategic"]
    assert told(osp, "account", "set", "Tidewater Ferries", "--strategic")["outgrown"] == []


def test_a_plan_goes_with_its_account_and_comes_back_with_it(osp: Terminal) -> None:
    assert osp("account", "add", "Wren").code == 0
    assert osp("plan", "set", "--account", "Wren", "target", "1M").code == 0
    assert osp("account", "remove", "Wren", "--confirm", "Finch").code == 2
    assert told(osp, "account", "remove", "Wren", "--confirm", "wren")["is_removed"]
    assert osp("plan", "show", "--account", "Wren").code == 5
    assert osp("undo", "--yes").code == 0
    parts = told(osp, "plan", "show", "--account", "Wren")["parts"]
    assert [each["text"] for each in parts if each["text"]] == ["1M"]


def test_the_owner_of_a_plan_does_not_agree_to_it(osp: Terminal) -> None:
    (manager,) = [each["name"] for each in told(osp, "team", "list")["members"] if each["role"] == "manager"][:1]
    about = ("--partner", "Pierhead")
    assert osp("plan", "set", *about, "--owner", manager).code == 0
    assert osp("plan", "approve", *about, "--by", manager).code == 4
    assert osp("plan", "return", *about, "--by", manager, "--note", "x").code == 4
    assert osp("plan", "approve", *about, "--by", "Nobody").code == 4
    assert osp("plan", "set", *about, "--owner", "Amara Okafor").code == 0
    assert osp("plan", "return", *about, "--by", manager).code == 2, "what should change is missing"
    assert told(osp, "plan", "approve", *about, "--by", manager)["version"]["approver"] == manager
    assert osp("plan", "submit", *about, "--on", "2026-11-01").code == 2, "before the verdict"
    assert osp("plan", "set", "--territory", "me", "--owner", manager).code == 2
    assert osp("plan", "approve", *about, "--by", manager, "--what", "discount").code == 2


def test_a_file_fills_a_plan_and_its_template_is_the_plan(osp: Terminal) -> None:
    about = ("--territory", "me")
    osp.home.joinpath("plan.toml").write_text(
        '[[plan]]\nterritory-plan-market = "Big"\nterritory-plan-help = "An expert"\n'
    )
    assert osp("plan", "set", *about, "--answers", "plan.toml").code == 0
    osp.home.joinpath("again.toml").write_text(osp("plan", "set", *about, "--print-template").out)
    before = told(osp, "plan", "show", *about)
    assert osp("plan", "set", *about, "--answers", "again.toml").code == 0
    assert told(osp, "plan", "show", *about) == before
    osp.home.joinpath("bad.toml").write_text('[[plan]]\ncolour = "blue"\n')
    assert osp("plan", "set", *about, "--answers", "bad.toml").code == 2
    assert osp("plan", "set", *about).code == 2
    assert osp("plan", "set", *about, "market").code == 2
    assert osp("plan", "set", "market", "Big").code == 2


def test_a_number_means_the_account_and_a_close_name_is_told(osp: Terminal) -> None:
    assert told(osp, "new-opportunity", "A", "--account", "4")["account"] == "Tidewater Ferries"
    said = told(osp, "new-opportunity", "B", "--account", "Tidewater Ferrys")
    assert said["account"] == "Tidewater Ferrys"
    assert [each["key"] for each in said["notices"]] == ["notices.close-name"]
    assert told(osp, "set", "A", "--account", "5")["opportunities"][0]["changes"][0]["new"] == "海棠银行"


def test_a_follow_on_of_several_sales_asks_which_one(osp: Terminal) -> None:
    assert told(osp, "set", "granite-oss", "--account", "Willow Insurance")
    said = told(osp, "new-opportunity", "More", "--account", "Willow Insurance", "--kind", "expansion")
    assert said["follows"] is None
    assert [each["key"] for each in said["notices"]] == ["notices.may-follow"]
    assert told(osp, "set", "More", "--follows", "granite-oss")["opportunities"][0]["changes"][0]["field"] == "follows"
    assert told(osp, "show", "granite-oss")["related"]["follow_ons"][0]["name"] == "More"
    assert osp("set", "More", "--follows", "none").code == 0
    assert told(osp, "show", "granite-oss")["related"]["follow_ons"] == []


@pytest.mark.parametrize(
    ("kind", "about"), [("account", "--account"), ("territory", "--territory"), ("partner", "--partner")]
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_plan_is_written_to_a_file_and_never_over_anothers(
    osp: Terminal, kind: str, about: str, language: str
) -> None:
    name = {"account": "Tidewater Ferries", "territory": "Amara Okafor", "partner": "Harbour Systems"}[kind]
    said = osp("plan", "export", about, name, "--lang", language)
    assert (said.code, said.out) == (0, f"{name}-{kind}.md\n")
    assert osp("plan", "export", "--kind", kind, about, name, "--lang", language).code == 0
    osp.home.joinpath(f"{name}-{kind}.md").write_text("mine")
    assert osp("plan", "export", about, name).code != 0
    assert osp("plan", "export", "--kind", kind).code == 2
    assert osp("plan", "export", "--kind", kind, about, name, "--all").code == 2


@pytest.mark.parametrize(("typed", "numbers"), [("tide", [4]), ("4", [4]), ("Tidewater Ferries", [4]), ("nobody", [])])
def test_a_list_of_one_account_takes_its_number_or_the_first_characters(
    osp: Terminal, typed: str, numbers: list[int]
) -> None:
    assert [each["number"] for each in told(osp, "list", "--account", typed)["opportunities"]] == numbers


def test_a_list_of_an_account_that_may_be_several_is_refused_with_them(osp: Terminal) -> None:
    said = osp("list", "--account", "s")
    assert (said.code, "Saffron Hotels" in said.err) == (5, True)
