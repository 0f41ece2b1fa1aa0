"""Columns that a list has in a way of its own: whose region it is, in what it counts, which words are a stage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from osp_cli.services.importing import FIELDS
from tests.cli.test_import_crm import deals, put, taken
from tests.territory import Terminal, empty_terminal


@pytest.fixture
def osp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty home; the settings are those of nobody."""
    return empty_terminal(tmp_path, monkeypatch, capsys)


REGIONS = "Name,Account,Amount,Stage,Owner,Region,Manager\nA,X,1,3,Dana,North,Kim\nB,Y,2,3,Dana,{},Kim\n"


def test_a_region_that_is_the_customers_is_not_written_to_the_owner(osp: Terminal) -> None:
    put(osp, "list.csv", REGIONS.format("South"))
    report = taken(osp("import", "list.csv", "--json"))
    several = {"heading": "Region", "owner": "Dana", "texts": ["North", "South"], "is_joined": False}
    assert report["found"]["not_per_owner"] == [several]
    assert (report["found"]["team"], report["not_taken"]) == (["Manager"], ["Region"])
    assert taken(osp("import", "list.csv", "--json"))["unchanged"] == 2
    assert "Region is not one per owner (Dana: North, South)" in osp("import", "list.csv", "--dry-run").out
    assert (
        "Region并非每位负责人只有一个（Dana：North、South）"
        in osp("import", "list.csv", "--dry-run", "--lang", "zh").out
    )
    assert "South): kept in a field of your own" in osp("import", "list.csv", "--keep-extra", "--dry-run").out
    kept = taken(osp("import", "list.csv", "--keep-extra", "--json"))
    assert kept["found"]["kept"] == [["Region", "region"]]
    assert "South" in osp("show", "2").out
    assert taken(osp("import", "list.csv", "--keep-extra", "--json"))["unchanged"] == 2


def test_a_region_that_is_one_per_owner_is_written_to_the_team_which_is_said(osp: Terminal) -> None:
    put(osp, "list.csv", REGIONS.format("North"))
    report = taken(osp("import", "list.csv", "--json"))
    assert (report["found"]["team"], report["found"]["not_per_owner"]) == (["Region", "Manager"], [])
    assert "Written to the team, for each owner: Region, Manager" in osp("import", "list.csv", "--dry-run").out
    assert "North" in osp("team", "list").out


def test_a_region_of_nobody_is_told_as_not_used_and_kept_when_asked(osp: Terminal) -> None:
    put(osp, "list.csv", "项目名称,客户名称,金额,阶段,销售经理,区域\nA,X,1,谈判,王五,华东\n")
    found = taken(osp("import", "list.csv", "--dry-run", "--json"))["found"]
    assert (found["not_taken"], found["team"]) == (["销售经理", "区域"], [])
    kept = taken(osp("import", "list.csv", "--keep-extra", "--json"))["found"]["kept"]
    assert [heading for heading, _ in kept] == ["销售经理", "区域"]


def test_two_superiors_of_one_owner_are_none_whatever_the_map_says(osp: Terminal) -> None:
    put(osp, "list.csv", "Name,Amount,Stage,Owner,Boss\nA,1,3,Dana,Kim\nB,1,3,dana,KIM\nC,1,3,Dana,Lee\n")
    report = taken(osp("import", "list.csv", "--map", "Boss=owner.reports_to", "--json"))
    (told,) = report["found"]["not_per_owner"]
    assert told == {"heading": "Boss", "owner": "Dana", "texts": ["Kim", "Lee"], "is_joined": False}


def test_a_region_of_a_joined_table_is_one_per_owner_too(osp: Terminal) -> None:
    put(osp, "list.csv", "Name,Account,Amount,Stage,Owner\nA,X,1,3,Dana\nB,Y,2,3,Dana\n")
    put(osp, "accounts.csv", "account,area\nX,North\nY,South\n")
    put(osp, "staff.csv", "who,boss\nDana,Kim\n")
    joins = '[[joins]]\nfile = "{}"\non = {{ {} }}\ntake = {{ {} }}\n'
    areas = joins.format("accounts.csv", 'account = "account"', 'area = "owner.region"')
    put(osp, "map.toml", areas + joins.format("staff.csv", 'owner = "who"', 'boss = "owner.reports_to"'))
    report = taken(osp("import", "list.csv", "--map", "map.toml", "--json"))
    (several,) = report["found"]["not_per_owner"]
    assert several["heading"] == "area (accounts.csv)"
    team = osp("team", "list").out
    assert "Kim" in team
    assert "North" not in team
    assert taken(osp("import", "list.csv", "--map", "map.toml", "--json"))["unchanged"] == 2
    assert "area (accounts.csv) is not one per owner" in osp("import", "list.csv", "--map", "map.toml", "--dry-run").out


def test_a_column_mapped_to_nothing_is_not_kept_either(osp: Terminal) -> None:
    put(osp, "list.csv", "Name,Amount,Stage,Tier,Mood\nA,1,3,Gold,good\n")
    report = taken(osp("import", "list.csv", "--keep-extra", "--map", "Mood=-", "--json"))
    assert report["found"]["kept"] == [["Tier", "tier"]]


def test_the_words_of_an_end_are_those_of_the_language(osp: Terminal) -> None:
    put(osp, "list.csv", "Name,Amount,Close Date,Stage\nA,1,2026-01-02,Closed Won\n")
    assert "Closed Won → 赢单（1）" in osp("import", "list.csv", "--dry-run", "--lang", "zh").out
    assert "Closed Won → won (1)" in osp("import", "list.csv", "--dry-run").out


YUAN = "商机名称,金额（万元）,阶段\n甲,120,3\n乙,120万元,3\n丙,1.2亿,3\n"


def told_amounts(osp: Terminal) -> dict[str, tuple[str, str]]:
    return {name: (deal["amount"]["amount"], deal["amount"]["currency"]) for name, deal in deals(osp).items()}


def test_a_heading_in_yuan_counts_in_yuan_and_a_cell_keeps_its_own_unit(osp: Terminal) -> None:
    report = taken(osp("import", put(osp, "cn.csv", YUAN), "--json"))
    assert (report["found"]["currency"], report["found"]["currencies"]) == (None, [["金额（万元）", "CNY"]])
    assert told_amounts(osp) == {
        "甲": ("1200000.00", "CNY"), "乙": ("1200000.00", "CNY"), "丙": ("120000000.00", "CNY"),
    }  # fmt: skip
    said = osp("import", "cn.csv", "--dry-run").out
    assert "金额（万元）: in CNY, as the heading says; another: --map currency=USD" in said
    assert "Amounts without a currency" not in said
    assert "按列标题以 CNY 计" in osp("import", "cn.csv", "--dry-run", "--lang", "zh").out


def test_a_column_of_currencies_and_the_map_override_the_yuan_of_a_heading(osp: Terminal) -> None:
    put(osp, "usd.csv", "Name,金额(元),Stage,Currency\nA,5,3,USD\nB,5,3,\n")
    taken(osp("import", "usd.csv", "--json"))
    assert told_amounts(osp) == {"A": ("5.00", "USD"), "B": ("5.00", "CNY")}
    put(osp, "map.csv", "Name,金额(万元),Stage\nC,5,3\nD,5万元,3\n")
    taken(osp("import", "map.csv", "--map", "currency=usd", "--json"))
    assert {name: told_amounts(osp)[name] for name in "CD"} == {"C": ("50000.00", "USD"), "D": ("50000.00", "CNY")}


def test_the_currency_of_a_file_is_named_by_the_map_and_asked_for_only_where_it_is_missing(osp: Terminal) -> None:
    put(osp, "bare.csv", "Name,Amount,Stage\nA,5,3\nB,€6,3\n")
    assert "are taken as USD, for no setting says which" in osp("import", "bare.csv", "--dry-run").out
    assert "按 CNY 计" in osp("--lang", "zh", "import", "bare.csv", "--dry-run").out
    report = taken(osp("import", "bare.csv", "--map", "currency=CNY", "--json"))
    assert report["found"]["currency"] is None
    assert told_amounts(osp) == {"A": ("5.00", "CNY"), "B": ("6.00", "EUR")}
    put(osp, "signed.csv", "Name,Amount,Stage\nA,€5,3\nB,7 CNY,3\n")
    assert "Amounts without a currency" not in osp("import", "signed.csv", "--dry-run").out


def test_where_nobody_could_be_asked_chinese_begins_with_the_yuan_and_keeps_it(osp: Terminal) -> None:
    assert osp("--lang", "zh", "import", put(osp, "cn.csv", "商机名称,金额(万),阶段\nA,120,3\n")).code == 0
    assert osp("new-opportunity", "B", "--account", "X", "--amount", "5").code == 0
    assert told_amounts(osp) == {"A": ("1200000.00", "CNY"), "B": ("5.00", "CNY")}


def test_an_error_quotes_the_cell_as_it_stands_in_the_file(osp: Terminal) -> None:
    said = osp("import", put(osp, "cn.csv", "商机名称,金额（万元）,阶段\n甲,很多,3\n乙,1,3\n"), "--json")
    (refused,) = json.loads(said.out)["refused"]
    assert refused["values"]["text"] == "很多"


def test_a_status_may_mean_a_stage(osp: Terminal) -> None:
    put(
        osp,
        "list.csv",
        "Name,Amount,Close Date,Status\nA,1,2027-01-02,Demo done\nB,1,2026-01-02,Signed\nC,1,2026-01-02,Lost\n",
    )
    refused = json.loads(osp("import", "list.csv", "--json").err)
    assert refused["details"]["values"] == {"status": {"Demo done": 1, "Signed": 1}}
    assert "#   2  " in (osp.home / "list-map.toml").read_text(encoding="utf-8")
    report = taken(osp("import", "list.csv", "--map", "status:Demo done=2", "--map", "status:Signed=10", "--json"))
    assert report["contradictions"] == []
    stands = {name: (deal["stage"], deal["status"]) for name, deal in deals(osp).items()}
    assert stands == {"A": ("2", "open"), "B": ("10", "won"), "C": ("1", "lost")}
    bad = osp("import", "list.csv", "--map", "status:Signed=99", "--json")
    assert json.loads(bad.err)["code"] == "map-broken"


def test_a_stage_told_by_a_status_decides_and_a_number_of_a_crm_stays_its_own(osp: Terminal) -> None:
    headings = "(Do Not Modify) Opportunity,Topic,Est. revenue,Est. close date,Status,Pipeline Phase\n"
    rows = headings + "1,A,1,2026-12-24,Demo done,2-Develop\n2,B,1,2026-01-02,2,2-Develop\n"
    report = taken(osp("import", put(osp, "ms.csv", rows), "--map", "status:Demo done=2", "--json"))
    assert report["contradictions"] == [{"authority": "status", "other": "stage", "count": 1, "lines": [2]}]
    stands = {name: (deal["stage"], deal["status"]) for name, deal in deals(osp).items()}
    assert stands == {"A": ("2", "open"), "B": ("4", "lost")}


ENDED = "Name,Amount,Close Date,Stage\nA,1,2027-03-04,Closed Lost\nB,1,2027-03-04,Withdrawn\n"


def test_what_was_lost_may_have_a_close_date_that_is_still_to_come(osp: Terminal) -> None:
    report = taken(osp("import", put(osp, "list.csv", ENDED), "--json"))
    assert (report["created"], report["unknown_ends"]) == (2, 2)
    ends = {name: (deal["status"], deal["close_on"]) for name, deal in deals(osp).items()}
    assert ends == {"A": ("lost", "2027-03-04"), "B": ("withdrawn", "2027-03-04")}
    again = taken(osp("import", "list.csv", "--json"))
    assert (again["unchanged"], again["unknown_ends"]) == (2, 2)
    assert "2 rows have ended, but their close dates are in the future" in osp("import", "list.csv", "--dry-run").out
    assert "2 行已结束，但关闭日期在将来" in osp("import", "list.csv", "--dry-run", "--lang", "zh").out


def test_an_open_deal_that_is_lost_now_ends_today_and_a_told_end_counts_before_that(osp: Terminal) -> None:
    taken(osp("import", put(osp, "a.csv", ENDED.replace("Closed Lost", "3").replace("Withdrawn", "3")), "--json"))
    rows = "Name,Amount,Close Date,Closed Date,Stage\nA,1,2027-03-04,,Lost\nB,1,2027-03-04,2026-01-05,Lost\n"
    report = taken(osp("import", put(osp, "b.csv", rows), "--json"))
    assert (report["updated"], report["unknown_ends"]) == (2, 1)
    ends = {name: deal["ended_on"] for name, deal in deals(osp).items()}
    assert ends["B"] == "2026-01-05"
    assert ends["A"] > "2026-01-05"
    assert {deal["close_on"] for deal in deals(osp).values()} == {"2027-03-04"}


def test_an_end_told_for_a_coming_day_and_a_coming_order_are_refused(osp: Terminal) -> None:
    rows = "Name,Amount,Close Date,Closed Date,Stage\nA,1,2027-03-04,2027-03-05,Lost\nB,1,2027-03-04,,Won\n"
    said = osp("import", put(osp, "list.csv", rows), "--json")
    assert [row["code"] for row in json.loads(said.out)["refused"]] == ["import-ended-future", "import-won-future"]


def test_a_deal_renamed_in_our_own_list_is_renamed_here(osp: Terminal) -> None:
    for name in ("Harbour portal", "Harbour ERP"):
        assert osp("new-opportunity", name, "--account", "Alder", "--amount", "100", "--close", "2026-12-31").code == 0
    listed = osp("list", "--format", "csv").out
    report = taken(osp("import", put(osp, "list.csv", listed.replace("Harbour portal", "Harbour gate")), "--json"))
    assert (report["created"], report["updated"], report["unchanged"]) == (0, 1, 1)
    assert [change["field"] for change in report["changes"][0]["changes"]] == ["name"]
    assert set(deals(osp)) == {"Harbour gate", "Harbour ERP"}
    swapped = listed.replace("Harbour portal", "Harbour X").replace("Harbour ERP", "Harbour portal")
    taken(osp("import", put(osp, "swap.csv", swapped), "--json"))
    assert {name: deal["number"] for name, deal in deals(osp).items()} == {"Harbour X": 1, "Harbour portal": 2}


@pytest.mark.parametrize("was", ["Alder", "2026-"])
def test_a_number_with_another_account_or_day_is_another_deal(osp: Terminal, was: str) -> None:
    assert osp("new-opportunity", "Gate", "--account", "Alder", "--amount", "100", "--close", "2027-12-31").code == 0
    listed = osp("list", "--format", "csv").out.replace("Gate", "Door")
    assert was in listed
    other = listed.replace(was, {"Alder": "Birch", "2026-": "2025-"}[was])
    assert taken(osp("import", put(osp, "list.csv", other), "--json"))["created"] == 1


PROGRAMMED = (
    "opportunity_id,opportunity_name,company,stage,deal_type,amount_usd,closing_date,isDeleted\n"
    "1,A,X,closed-won,new_logo,1027.5067,2026-01-15 00:00:00,0\n2,B,X,B. Proposal,add on,9225.225,2026-12-15,0\n"
    "3,C,X,1. Qualification,,8E+03,2026-12-15,0\n4,D,X,Proposal,,1,2026-12-15,1\n1E+10,E,X,Proposal,,1,2026-12-15,0\n"
)


def test_a_list_that_a_program_wrote_is_read_as_a_person_would(osp: Terminal) -> None:
    said = osp("import", put(osp, "list.csv", PROGRAMMED), "--json")
    report = json.loads(said.out)
    assert (report["not_taken"], report["rounded"], report["deleted"]) == ([], 2, 1)
    assert [row["code"] for row in report["refused"]] == ["import-id-shortened"]
    assert [form["form"] for form in report["found"]["forms"]] == ["point", "shortened", "plain"]
    found = deals(osp)
    assert [found[name]["amount"]["amount"] for name in "ABC"] == ["1027.51", "9225.23", "8000.00"]
    assert [(found[name]["stage"], found[name]["kind"]) for name in "AB"] == [("10", "new"), ("6", "expansion")]
    again = json.loads(osp("import", put(osp, "list.csv", PROGRAMMED.replace("12-15,0", "12-15,1")), "--json").out)
    assert (again["deleted"], [deal["name"] for deal in again["deleted_open"]]) == (4, ["B", "C"])
    assert "osp remove 2" in osp("import", "list.csv", "--dry-run").out
    twice = "Name,Company,Stage,IsDeleted\nA,X,1,1\nF,X,1,1\nF,X,1,0\nF,X,1,1\n"
    assert taken(osp("import", put(osp, "twice.csv", twice), "--json"))["deleted_open"] == []
    put(osp, "list.csv", PROGRAMMED)
    told = osp("import", "list.csv", "--dry-run", "--lang", "zh").out
    assert "8E+03：后面的位数不在文件里" in told
    assert "1 行在原系统里标记为已删除" in told


def test_what_no_column_says_is_told(osp: Terminal) -> None:
    report = taken(osp("import", put(osp, "bare.csv", "Opportunity,Account,Status\nA,X,Open\n"), "--json"))
    assert report["found"]["without"] == ["amount", "close", "stage"]
    told = osp("import", "bare.csv", "--dry-run").out
    assert "No column says: amount, expected order" in told
    assert "No column says the stage" in told


def test_a_currency_stands_beside_its_amount_and_one_date_of_closing_is_the_close_date(osp: Terminal) -> None:
    rows = (
        "Opp Name,客户单位,Stage,预期金额,预期金额 币种,Date Closed\nA,X,1,5,US Dollars : $,2027-01-02\n"
        "B,X,Closed Lost to Competition,7,EUR (Euro),2026-01-02\n"
    )
    report = taken(osp("import", put(osp, "list.csv", rows), "--json"))
    assert (report["not_taken"], report["found"]["without"]) == ([], [])
    found = deals(osp)
    assert [found[name]["amount"]["currency"] for name in "AB"] == ["USD", "EUR"]
    assert [found[name]["close_on"] for name in "AB"] == ["2027-01-02", "2026-01-02"]
    assert (found["B"]["status"], found["B"]["ended_on"]) == ("lost", "2026-01-02")


def test_an_account_that_is_null_in_one_record_is_read_from_the_others(osp: Terminal) -> None:
    records = [{"Name": "A", "Account": {"Name": "X"}, "StageName": "Prospecting"}, {"Name": "B", "Account": None}]
    report = taken(osp("import", put(osp, "sf.json", json.dumps({"records": records})), "--json"))
    assert (report["not_taken"], deals(osp)["A"]["account"]) == ([], "X")


def test_a_status_that_is_a_stage_is_one_where_no_column_says_the_stage(osp: Terminal) -> None:
    rows = 'Opportunity,Account,Est. Value (k€),Status\nA,X,"80,5",Proposal\nB,X,120,Open\n'
    report = taken(osp("import", put(osp, "list.csv", rows), "--json"))
    assert report["found"]["meanings"][0] == {"field": "stage", "text": "Proposal", "meaning": "6", "count": 1}
    found = deals(osp)
    assert [found[name]["stage"] for name in "AB"] == ["6", "1"]
    assert (found["A"]["amount"]["amount"], found["A"]["amount"]["currency"]) == ("80500.00", "EUR")


def test_headings_that_stand_again_begin_a_group_and_no_deal(osp: Terminal) -> None:
    head = "Name,Stage,Deal Value,Close Date\n"
    groups = f"{head}A,Proposal,1,2027-01-02\n,,1,\nWon ones,,,\n{head}B,Won,2,2026-10-02\n,,2,\n"
    report = taken(osp("import", put(osp, "board.csv", groups), "--json"))
    assert [line for line, _ in report["found"]["left_out"]] == [3, 4, 5, 7]
    assert {name: deal["stage"] for name, deal in deals(osp).items()} == {"A": "6", "B": "10"}


def test_a_list_in_big5_is_read_by_its_traditional_headings_and_values(osp: Terminal) -> None:
    rows = (
        "商機名稱,客戶名稱,金額,預計結案日,階段,負責人,幣別,狀態\n"
        "雲端升級,台達電子,1200000,2026-12-31,需求確認,陳怡君,新台幣,進行中\n"
        "倉儲系統,長榮海運,800000,2026/11/02,贏單,林志明,新台幣,已成交\n"
    )
    (osp.home / "tw.csv").write_bytes(rows.encode("big5"))
    report = taken(osp("import", "tw.csv", "--json"))
    assert (report["created"], report["not_taken"], report["found"]["encoding"]) == (2, [], "big5")
    found = deals(osp)
    assert found["雲端升級"]["account"] == "台達電子"
    assert (found["雲端升級"]["amount"]["currency"], found["雲端升級"]["stage"]) == ("TWD", "2")
    assert found["倉儲系統"]["status"] == "won"


def test_a_comma_in_a_file_of_semicolons_and_points_in_days_is_refused_with_both_readings(osp: Terminal) -> None:
    put(osp, "de.csv", "Name;Account;Amount;Stage;Close Date\nA;Acc;1,234;1;31.12.2026\n")
    refused = json.loads(osp("import", "de.csv", "--json").err)
    assert (refused["code"], refused["details"]["readings"]) == ("import-numbers-undecided", ["1234", "1.234"])
    put(osp, "us.csv", 'Name,Account,Amount,Stage,Close Date\nA,Acc,"1,234",1,Dec 2026\n')
    said = osp("import", "us.csv", "--dry-run").out
    assert "a comma is taken for thousands, 1,234 → 1234 (1)" in said
    assert "read as its last day: Dec 2026 → 2026-12-31 (1)" in said


def test_what_is_no_list_of_opportunities_is_told_what_is_and_the_help_names_every_field(osp: Terminal) -> None:
    put(osp, "sums.csv", "Quarter,Emea,Apac\nQ1,3,4\n")
    said = osp("import", "sums.csv").err
    assert "A list has one row for each opportunity, with a name at least" in said
    assert "stage_since" not in said
    assert "每个商机一行" in osp("import", "sums.csv", "--lang", "zh").err
    assert json.loads(osp("import", "sums.csv", "--json").err)["details"]["fields"] == list(FIELDS)
    told = "".join(osp("import", "--help").out.split())
    assert [field for field in FIELDS if f"{field}" not in told] == []


def test_a_name_that_is_a_number_leaves_the_place_to_another_heading(osp: Terminal) -> None:
    rows = "ID,TITLE,CURRENCY_ID,OPPORTUNITY,CLOSEDATE\n1,Cranes,USD,100000.00,2026-12-01\n2,Lifts,USD,5,2026-12-01\n"
    found = taken(osp("import", put(osp, "bitrix.csv", rows), "--dry-run", "--json"))["found"]
    assert dict(found["fields"])["TITLE"] == "name"
    assert "OPPORTUNITY" in found["not_taken"]
    assert found["without"] == ["account", "amount", "stage"]
    alone = rows.replace("TITLE", "Remark")
    fields = taken(osp("import", put(osp, "alone.csv", alone), "--dry-run", "--json"))["found"]["fields"]
    assert dict(fields)["OPPORTUNITY"] == "name", "there is no other"


def test_signs_in_a_heading_count_where_they_tell_a_number_from_a_deal_and_a_percentage_from_a_day(
    osp: Terminal,
) -> None:
    rows = "Deal #,Deal Name,Close Date,Close %,Stage,负责人（必填）\n7,Cranes,2026-12-01,50%,3,Noor\n"
    fields = dict(taken(osp("import", put(osp, "signs.csv", rows), "--dry-run", "--json"))["found"]["fields"])
    assert fields == {
        "Deal #": "external_id", "Deal Name": "name", "Close Date": "close", "Close %": "probability", "Stage": "stage",
        "负责人（必填）": "owner",
    }  # fmt: skip


def test_people_with_a_status_are_no_list_of_opportunities(osp: Terminal) -> None:
    people = "Name,Company,Email,Phone,Status\nNoor,Acme,n@a.example,1,Contacted\n"
    refused = osp("import", put(osp, "people.csv", people))
    assert refused.code == 2
    assert "looks like a list of contacts" in refused.err
    maps = ("--map", "Name=name", "--map", "status:Contacted=1")
    assert osp("import", "people.csv", *maps, "--dry-run").code == 0, "whoever names the column knows what it is"


def test_several_companies_in_one_cell_are_counted(osp: Terminal) -> None:
    rows = "Record ID,Deal Name,Deal Stage,Associated Company\n1,A,closedlost,Foo;Bar\n2,B,contractsent,Foo\n"
    said = osp("import", put(osp, "hubspot.csv", rows), "--dry-run", "--json")
    report = json.loads(said.out)
    assert (report["several_accounts"], report["lines"]["several_accounts"]) == (1, [2])
    assert "1 row names several companies in one cell" in osp("import", "hubspot.csv", "--dry-run").out


def test_a_file_with_the_day_on_which_a_stage_was_left_is_a_history(osp: Terminal) -> None:
    taken(osp("import", put(osp, "list.csv", "Deal ID,Deal Name,Stage\n1,A,5\n"), "--json"))
    rows = (
        "Deal ID,Deal Name,Stage,Date entered stage,Date left stage\n1,A,1,2026-01-05,2026-02-01\n1,A,3,2026-02-01,\n"
    )
    report = taken(osp("import", put(osp, "moves.csv", rows), "--json"))
    assert (report["found"]["source"], report["created"]) == ("history", 2)
    assert json.loads(osp("show", "1", "--json").out)["opportunity"]["stage"] == "5"


def test_a_reason_in_words_of_another_tool_is_kept_beside_the_end(osp: Terminal) -> None:
    rows = "Deal,Account,Stage,Close Date,Reason,Number\nA,Foo,Closed Lost,2026-10-01,Price too high,55\n"
    report = taken(osp("import", put(osp, "lost.csv", rows), "--json"))
    assert (dict(report["found"]["fields"])["Reason"], report["not_taken"]) == ("note", ["Number"])
    deal = deals(osp)["A"]
    assert (deal["reason"], deal["reason_note"]) == ("not-given", "Price too high")


def test_a_status_that_only_says_closed_leaves_it_to_the_stage_how_a_deal_ended(osp: Terminal) -> None:
    head, rows = "Deal,Account,Stage,Amount,Close Date,Status\n", [
        "A,Foo,Negotiation,1,2026-12-01,Open", "B,Foo,Closed Won,1,2026-10-01,Closed",
        "C,Foo,Closed Lost,1,2026-10-01,已关闭", "D,Foo,Negotiation,1,2026-10-01,Closed",
    ]  # fmt: skip
    said = osp("import", put(osp, "closed.csv", head + "\n".join(rows) + "\n"), "--json")
    report = json.loads(said.out)
    assert [(row["line"], row["code"]) for row in report["refused"]] == [(5, "import-closed-how")]
    assert {name: deal["status"] for name, deal in deals(osp).items()} == {"A": "open", "B": "won", "C": "lost"}
    assert "Closed → closed, as the stage says (2)" in osp("import", "closed.csv", "--dry-run").out
    told = osp("import", "closed.csv", "--dry-run", "--json", "--map", "status:Closed=lost")
    assert json.loads(told.out)["refused"] == []
    bare = osp("import", put(osp, "bare.csv", "Deal,Amount,Status\nA,1,Closed\n"), "--dry-run", "--json")
    assert json.loads(bare.err)["code"] == "import-stages-unknown", "nothing else says how it ended"


OF_A_DEAL = {
    "salesforce": "{0}Opportunity ID,{0}Opportunity Name,{0}Account Name,{0}Stage,{0}Amount,{0}Close Date",
    "dynamics": "(Do Not Modify) Opportunity,{0}Topic,{0}Account,{0}Pipeline Phase,{0}Est. revenue,{0}Est. close date",
    "hubspot": "id,{0}dealname,Company Name,{0}dealstage,{0}amount,{0}closedate",
    "pipedrive": "{0}ID,{0}Title,{0}Organization,{0}Stage (pipeline),{0}Value,{0}Expected close date",
    "csv": "{0}id,{0}name,{0}customer,stage_id,{0}total_value,{0}close_date",
}


@pytest.mark.parametrize(
    ("source", "before"),
    [
        ("salesforce", "Opportunity: "),
        ("dynamics", "Opportunity_"),
        ("hubspot", "properties."),
        ("pipedrive", "Deal - "),
        ("csv", "deal_"),
    ],
)
def test_headings_of_joined_reports_say_what_they_are_of(osp: Terminal, source: str, before: str) -> None:
    rows = f"{OF_A_DEAL[source].format(before)}\n1,A,Foo,Won,5,2026-10-01\n"
    found = taken(osp("import", put(osp, "joined.csv", rows), "--dry-run", "--json"))["found"]
    fields = [field for _, field in found["fields"]]
    assert (found["source"], fields) == (source, ["external_id", "name", "account", "stage", "amount", "close"])


def test_the_region_of_a_deal_is_not_that_of_its_owner_and_a_number_of_a_stage_is_none(osp: Terminal) -> None:
    rows = "deal_name,stage_id,deal_region,owner,close_date\nA,4,North,Noor,2026-12-01\n"
    found = taken(osp("import", put(osp, "ids.csv", rows), "--dry-run", "--json"))["found"]
    assert found["not_taken"] == ["stage_id", "deal_region"]
    assert "stage" in found["without"]


def test_an_open_deal_whose_stage_was_an_end_is_counted_among_those_without_one(osp: Terminal) -> None:
    rows = "Deal,Account,Amount,Close Date,Stage,Status\nA,Foo,1,2026-12-01,Closed Won,Open\nB,Foo,1,2026-10-01,,Won\n"
    report = taken(osp("import", put(osp, "open.csv", rows), "--json"))
    assert report["contradictions"] == [{"authority": "status", "other": "stage", "count": 1, "lines": [2]}]
    assert (report["bare"], report["lines"]["stage"]) == ({"stage": 1}, [2])
    said = osp("import", put(osp, "other.csv", rows.replace("A,", "C,").replace("B,", "D,")), "--dry-run").out
    assert "1 new deal has no stage: taken at the first one (lines: 2)." in said


@pytest.mark.parametrize(
    ("headings", "close", "ended"),
    [
        ("商机名称,金额,关闭日期,预计成交日期,阶段", "预计成交日期", "关闭日期"),
        ("Name,Amount,Close Date,Expected Close Date,Stage", "Expected Close Date", "Close Date"),
        ("Name,Amount,Close Date,Create Date,Stage", "Close Date", None),
    ],
)
def test_beside_an_expected_date_the_other_is_that_of_the_end(
    osp: Terminal, headings: str, close: str, ended: str | None
) -> None:
    put(osp, "list.csv", f"{headings}\nA,1,2026-10-01,2026-12-31,Prospecting\n")
    found = dict(map(reversed, taken(osp("import", "list.csv", "--dry-run", "--json"))["found"]["fields"]))
    assert (found["close"], found.get("ended")) == (close, ended)


@pytest.mark.parametrize(
    "headings",
    [
        "Deal Name,Status,Contact Name,Email,Phone",
        "商机名称,状态,姓名,手机",
        "Opportunity Name,Status,Industry,Website",
    ],
)
def test_a_list_of_deals_may_have_columns_of_contacts_and_accounts(osp: Terminal, headings: str) -> None:
    put(osp, "deals.csv", f"{headings}\nA,Open{',x' * (headings.count(',') - 1)}\n")
    assert taken(osp("import", "deals.csv", "--dry-run", "--json"))["created"] == 1


def test_the_places_in_a_list_of_dynamics_are_no_stages(osp: Terminal) -> None:
    rows = [{"opportunityid": "1", "name": "A", "salesstage": 3, "stepname": "2-Develop", "statecode": 0}]
    put(osp, "api.json", json.dumps({"value": rows}))
    report = taken(osp("import", "api.json", "--json"))
    assert report["found"]["not_taken"] == ["salesstage"]
    assert deals(osp)["A"]["stage"] == "4"


def test_a_flag_that_denies_what_the_stage_says_is_counted(osp: Terminal) -> None:
    rows = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Is Closed Won\n1,A,Closed Won,5,2026-10-01,false\n"
    report = taken(osp("import", put(osp, "flags.csv", rows), "--json"))
    assert report["contradictions"] == [{"authority": "stage", "other": "flags", "count": 1, "lines": [2]}]
