"""Exports of CRMs, end to end: what is found out, asked, refused, written beside, and taken as the method has it."""

from __future__ import annotations

import json
import shlex
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.territory import Said, Terminal, empty_terminal

SALESFORCE = """\
"Opportunity ID","Opportunity Name","Account Name","Amount","Close Date","Stage","Probability (%)","Opportunity Owner"
"0061","Harbour portal","Alder","$120,000.00","12/31/2026","Proposal/Price Quote","75","Amara Okafor"
"0062","Copper ERP","Birch","$1,500.50","11/3/2026","Closed Won","100","Amara Okafor"
"0063","Fennel kiosks","Cedar","$500.00","10/3/2026","Closed Lost","100","N/A"

"Confidential Information - Do Not Distribute"
"""


@pytest.fixture
def osp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty home; the settings are those of nobody."""
    return empty_terminal(tmp_path, monkeypatch, capsys)


def put(osp: Terminal, name: str, text: str, encoding: str = "utf-8") -> str:
    (osp.home / name).write_bytes(text.encode(encoding))
    return name


def taken(said: Said) -> Any:
    assert said.code == 0, said
    return json.loads(said.out)


def deals(osp: Terminal) -> dict[str, Any]:
    listed = json.loads(osp("list", "--all", "--json").out)["opportunities"]
    return {deal["name"]: deal for deal in listed}


def test_an_export_of_salesforce_needs_no_map(osp: Terminal) -> None:
    report = taken(osp("import", put(osp, "sf.csv", SALESFORCE), "--json"))
    found = report["found"]
    assert (found["source"], found["encoding"], found["separator"]) == ("salesforce", "utf-8", ",")
    assert [(form["heading"], form["form"]) for form in found["forms"]] == [("Amount", "point"), ("Close Date", "mdy")]
    assert found["blanks"] == [{"text": "N/A", "count": 1}]
    assert [line for line, _ in found["left_out"]] == [6]
    assert report["contradictions"] == [{"authority": "stage", "other": "probability", "count": 1, "lines": [4]}]
    book = deals(osp)
    stands = {name: (deal["stage"], deal["status"]) for name, deal in book.items()}
    assert stands == {"Harbour portal": ("6", "open"), "Copper ERP": ("10", "won"), "Fennel kiosks": ("1", "lost")}
    assert book["Harbour portal"]["close_on"] == "2026-12-31"
    own = {name: deal["own_probability"] for name, deal in book.items()}
    assert own == {"Harbour portal": 75, "Copper ERP": None, "Fennel kiosks": None}


def test_what_was_found_out_is_told_before_the_report_in_both_languages(osp: Terminal) -> None:
    put(osp, "sf.csv", SALESFORCE)
    said = osp("import", "sf.csv", "--dry-run").out
    assert said.index("month before day, as 12/31/2026 shows") < said.index("Dry run")
    assert "Proposal/Price Quote → 6 Technical win (1)" in said
    assert "line 6: Confidential Information" in said
    assert "先月后日，由 12/31/2026 可知" in osp("import", "sf.csv", "--dry-run", "--lang", "zh").out


def test_an_update_erases_nothing_and_says_old_and_new(osp: Terminal) -> None:
    taken(osp("import", put(osp, "sf.csv", SALESFORCE), "--json"))
    assert osp("note", "kept", "-o", "1").code == 0
    newer = SALESFORCE.replace('"Alder","$120,000.00"', '"","$90,000.00"')
    report = taken(osp("import", put(osp, "newer.csv", newer), "--json"))
    assert (report["updated"], report["unchanged"]) == (1, 2)
    assert [change["field"] for change in report["changes"][0]["changes"]] == ["amount", "base"]
    assert deals(osp)["Harbour portal"]["account"] == "Alder"
    assert "kept" in osp("show", "1").out
    assert osp("undo", "--yes").code == 0
    assert deals(osp)["Harbour portal"]["amount"]["minor"] == 12_000_000
    skipped = taken(osp("import", "newer.csv", "--mode", "skip", "--json"))
    assert (skipped["skipped"], skipped["updated"]) == (3, 0)


def test_stages_nobody_knows_are_all_named_and_a_map_to_fill_in_lies_beside_the_file(osp: Terminal) -> None:
    rows = "Deal Name,Deal Stage,Amount,Betrag\nA,Discovery,100,\nB,Discovery,100,\nC,Verbal yes,100,\n"
    rows += "D,Contract Sent,1,\n"
    said = osp("import", put(osp, "hs 1.csv", rows), "--json")
    error = json.loads(said.err)
    assert (said.code, error["code"]) == (2, "import-stages-to-fill")
    assert error["details"]["values"] == {"stage": {"Discovery": 2, "Verbal yes": 1}}
    path = Path(error["details"]["map"])
    assert path == osp.home / "hs 1-map.toml"
    assert f"osp import 'hs 1.csv' --json --map '{path}'" in error["hint"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = osp("import", "hs 1.csv", "--map", "hs 1-map.toml", "--json")
    assert json.loads(again.err)["code"] == "map-broken"
    filled = path.read_text(encoding="utf-8").replace('"Discovery" = ""', '"Discovery" = "2"')
    assert '"Discovery" = "2"  # in 2 rows' in filled
    filled = filled.replace("# [fields]", "[fields]").replace('# "Betrag" = ""', '"Betrag" = "need"')
    path.write_text(filled.replace('"Verbal yes" = ""', '"Verbal yes" = "7"'), encoding="utf-8")
    assert taken(osp("import", "hs 1.csv", "--map", "hs 1-map.toml", "--json"))["created"] == 4
    assert taken(osp("import", "hs 1.csv", "--json"))["unchanged"] == 4, "what the map said is kept"
    put(osp, "hs 1.csv", rows.replace("Verbal yes", "Handshake"))
    other = osp("import", "hs 1.csv", "--json")
    assert json.loads(other.err)["details"]["values"] == {"stage": {"Handshake": 1}}
    assert json.loads(other.err)["details"]["map"] == str(osp.home / "hs 1-map-2.toml")


def test_refused_rows_are_mended_in_a_file_of_their_own_and_imported_again(osp: Terminal) -> None:
    rows = (
        "Opportunity Name;Stage;Amount;Close Date\n=1+1;Prospecting;1.000,50;31.12.2026\n"
        "B;Prospecting;viel;32.12.2026\nC;1\n"
    )
    said = osp("import", put(osp, "sf 1.csv", rows), "--mode", "update", "--encoding", "ascii", "--json")
    report = json.loads(said.out)
    assert (said.code, report["created"]) == (1, 1)
    told = [(row["line"], row["code"], *(fault["code"] for fault in row["more"])) for row in report["refused"]]
    assert told == [(3, "date-impossible", "money-unreadable"), (4, "row-ragged")]
    path = Path(report["refused_file"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text(encoding="utf-8-sig")
    assert "B;Prospecting;viel;32.12.2026" in text
    mended = text.replace("viel", "5").replace("32.", "31.").replace("C;1", "C;Prospecting;7;31.12.2026")
    path.write_text(mended, encoding="utf-8-sig")
    assert report["again"] == shlex.join(["osp", "import", str(path), "--mode", "update", "--json"])
    assert report["again"] in json.loads(said.err)["hint"]
    assert taken(osp(*shlex.split(report["again"])[1:]))["created"] == 2
    assert set(deals(osp)) == {"=1+1", "B", "C"}
    assert osp("import", "sf 1.csv").code == 1
    assert (osp.home / "sf 1-refused-2.csv").exists()
    assert path.read_text(encoding="utf-8-sig") == mended


def test_status_decides_before_flags_and_flags_before_the_stage(osp: Terminal) -> None:
    rows = (
        "Deal - Title,Deal - Status,Deal - Stage,Deal - Value,Deal - Won time,Deal - Expected close date\n"
        "A,Won,Proposal Made,100,2026-11-02 10:00:00,2026-12-31\n"
        "B,Open,Closed Won,100,,2026-12-31\n"
        "C,Lost,Negotiations Started,100,,2026-11-01\n"
    )
    report = taken(osp("import", put(osp, "pd.csv", rows), "--json"))
    assert report["found"]["source"] == "pipedrive"
    assert report["contradictions"] == [{"authority": "status", "other": "stage", "count": 1, "lines": [3]}]
    book = deals(osp)
    stands = {name: (deal["stage"], deal["status"], deal["close_on"]) for name, deal in book.items()}
    assert stands == {
        "A": ("10", "won", "2026-11-02"), "B": ("1", "open", "2026-12-31"), "C": ("8", "lost", "2026-11-01"),
    }  # fmt: skip


def test_the_long_and_the_short_form_of_an_id_of_salesforce_are_one(osp: Terminal) -> None:
    rows = "Id,Name,StageName,Amount\n{},A,Prospecting,100\n"
    taken(osp("import", put(osp, "a.csv", rows.format("0063t000013qO5a")), "--json"))
    report = taken(osp("import", put(osp, "b.csv", rows.format("0063t000013qO5aAAE")), "--json"))
    assert (report["created"], report["unchanged"]) == (0, 1)
    report = taken(osp("import", put(osp, "c.csv", rows.format("0063t000013qO5aAAA")), "--json"))
    assert report["created"] == 1


def test_siebel_sets_the_close_date_to_the_day_of_creation_which_counts_as_not_set(osp: Terminal) -> None:
    rows = "Name,Account,Revenue,Close Date,Sales Stage,Created\nA,X,100,2026-11-02,05 - Building Vision,2026-11-02\n"
    report = taken(osp("import", put(osp, "siebel.csv", rows), "--json"))
    assert (report["found"]["source"], report["unset_closes"]) == ("siebel", 1)
    assert deals(osp)["A"]["close_on"] is None


def test_chinese_headings_units_and_words_of_stages_are_understood(osp: Terminal) -> None:
    headings = "商机名称\t客户名称\t预计金额（万元）\t预计成交日期\t销售阶段\t币种\n"
    rows = headings + "门户\t青松\t120\t2026年12月31日\t需求确认\t人民币\n"
    report = taken(osp("import", put(osp, "cn.csv", rows, "gb18030"), "--json"))
    assert (report["found"]["encoding"], report["found"]["is_encoding_sure"]) == ("gb18030", False)
    deal = deals(osp)["门户"]
    assert (deal["stage"], deal["amount"]["amount"], deal["amount"]["currency"]) == ("2", "1200000.00", "CNY")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sum of Amount,Column Labels,\nRow Labels,Closed Won,Grand Total\nMia,1,2\n", "import-other-list"),
        ("Row Labels,Sum of Amount\nMia,100\n", "import-other-list"),
        ("Owner,2026-10,2026-11,Total\nMia,1,2,3\n", "import-other-list"),
        ("Quote Number,Product,Quantity,Unit Price\nQ-1,x,1,2\n", "import-other-list"),
        ("Invoice No,Customer,Invoice Date,Net,VAT\n1,x,2026-11-01,1,2\n", "import-other-list"),
        ("First Name,Last Name,Email\nMia,Sun,m@example.com\n", "import-other-list"),
        ("Lead Status,Company,Email\nOpen,x,m@example.com\n", "import-other-list"),
        ("Account Name,Industry,Website\nx,y,z\n", "import-other-list"),
        ("Subject,Due Date,Priority\nCall,2026-11-01,High\n", "import-other-list"),
        ("Colour,Weight\nred,2\n", "import-name-unmapped"),
        (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "import-kind-foreign",
        ),
        ("Name,Email,Phone\nMia,m@example.com,1\n", "import-no-deals"),
        ("Opportunity Name,Stage,Amount\nA,1,1\nSubtotal,,1\n", "import-grouped"),
        ("Opportunity Name,Stage,Amount,Close Date\nA,1,1,3/4/2026\n", "import-dates-undecided"),
        ("Opportunity Name,Stage,Amount\nA,1,1.234\n", "import-numbers-undecided"),
        ("<html><table><tr><td>Name</td></tr></table></html>", "import-kind-foreign"),
        ("\x81\xff\x8d\xff", "import-kind-foreign"),
    ],
)
def test_what_is_no_list_or_can_be_read_in_two_ways_is_refused_and_nothing_written(
    osp: Terminal, text: str, code: str
) -> None:
    said = osp("import", put(osp, "file.csv", text, "latin-1"), "--json")
    assert (said.code, json.loads(said.err)["code"]) == (2, code)
    assert not (osp.home / ".osp").exists()


def test_flags_that_disagree_with_each_other_or_with_the_stage_are_counted(osp: Terminal) -> None:
    rows = (
        "Opportunity Name,Account Name,Amount,Close Date,Stage,Closed,Won\nA,X,5,2026-10-31,Closed Won,1,1\n"
        "B,X,5,2026-10-31,Closed Won,0,1\nC,X,5,2026-10-31,Prospecting,1,1\nD,X,5,2026-10-31,Prospecting,1,0\n"
    )
    report = taken(osp("import", put(osp, "flags.csv", rows), "--json"))
    assert report["contradictions"] == [
        {"authority": "won", "other": "closed", "count": 1, "lines": [3]},
        {"authority": "flags", "other": "stage", "count": 2, "lines": [4, 5]},
    ]
    assert [deals(osp)[name]["status"] for name in "ABCD"] == ["won", "won", "won", "lost"]


def test_the_setting_for_the_order_of_dates_decides_what_the_file_leaves_open(osp: Terminal) -> None:
    put(osp, "file.csv", "Opportunity Name,Stage,Amount,Close Date\nA,1,1,3/4/2027\n")
    assert osp("config", "set", "date_order", "dmy").code == 0
    assert taken(osp("import", "file.csv", "--json"))["found"]["forms"][-1]["form"] == "dmy-set"
    assert deals(osp)["A"]["close_on"] == "2027-04-03"


def test_a_history_of_stages_brings_the_moves_with_their_days_and_moves_nothing(osp: Terminal) -> None:
    taken(osp("import", put(osp, "sf.csv", SALESFORCE), "--json"))
    moves = (
        "Opportunity ID,From Stage,To Stage,Edit Date\n0061,Prospecting,Needs Analysis,2026-02-05\n"
        "0061,Needs Analysis,Proposal/Price Quote,2026-04-05\n0062,Prospecting,Closed Won,2026-11-03\n"
        "9999,Prospecting,Closed Won,2026-11-03\n"
    )
    said = osp("import", put(osp, "moves.csv", moves), "--json")
    report = json.loads(said.out)
    assert (said.code, report["found"]["source"], report["created"]) == (1, "history", 3)
    assert [row["code"] for row in report["refused"]] == ["import-move-unknown"]
    assert deals(osp)["Harbour portal"]["stage"] == "6"
    again = json.loads(osp("import", "moves.csv", "--json").out)
    assert (again["created"], again["unchanged"]) == (0, 3)
    past = json.loads(osp("funnel", "--json").out)
    assert next(stage for stage in past["stages"] if stage["stage"] == "2")["stay"]["median"] == 59


def test_columns_that_nobody_knows_are_kept_in_fields_of_ones_own_when_asked(osp: Terminal) -> None:
    rows = "Deal Name,Deal Stage,Amount,Partner Tier,Region Code\nA,Contract Sent,100,Gold,N/A\nB,Contract Sent,1,,R1\n"
    put(osp, "hs.csv", rows)
    listed = taken(osp("import", "hs.csv", "--dry-run", "--json"))
    assert listed["not_taken"] == ["Partner Tier", "Region Code"]
    report = taken(osp("import", "hs.csv", "--keep-extra", "--json"))
    assert report["notices"][-1]["values"]["names"] == ["partner-tier", "region-code"], "which an undo does not reach"
    assert (report["not_taken"], report["found"]["kept"]) == (
        [], [["Partner Tier", "partner-tier"], ["Region Code", "region-code"]],
    )  # fmt: skip
    assert "Gold" in osp("show", "1").out
    changed = taken(osp("import", put(osp, "n.csv", rows.replace("Gold", "Silver")), "--keep-extra", "--json"))
    assert (changed["updated"], changed["unchanged"]) == (1, 1)
    (change,) = changed["changes"][0]["changes"]
    assert (change["field"], change["old"], change["new"]) == ("field.partner-tier", "Gold", "Silver")
    assert "partner-tier" in osp("import", put(osp, "o.csv", rows), "--keep-extra", "--dry-run").out


def test_a_file_without_a_name_is_told_how_to_make_one_and_takes_it_by_the_option(osp: Terminal) -> None:
    headings = "opportunity_id,account,product,deal_stage,engage_date,close_date,close_value,seller"
    put(osp, "bare.csv", f"{headings}\n7,Alder,Pump,won,2026-01-02,2026-03-04,90,Mia\n")
    refused = json.loads(osp("import", "bare.csv", "--json").err)
    assert refused["code"] == "import-name-to-make"
    assert '--map "name={account} {product} {external_id}"' in refused["hint"]
    report = taken(osp("import", "bare.csv", "--map", "name={account} {product} {external_id}", "--json"))
    assert report["contradictions"] == []
    assert deals(osp)["Alder Pump 7"]["status"] == "won"


def test_an_order_of_a_deal_that_is_not_won_is_counted_and_zero_is_no_order(osp: Terminal) -> None:
    rows = "Deal,Stage,Order Amount,Close Date\nA,3,5000,2026-12-12\nB,lost,0.00,2026-01-02\nC,lost,$0.00,2026-01-02\n"
    report = taken(osp("import", put(osp, "orders.csv", rows), "--json"))
    assert report["contradictions"] == [{"authority": "stage", "other": "order", "count": 1, "lines": [2]}]


def test_a_won_row_says_which_of_day_and_amount_it_lacks(osp: Terminal) -> None:
    rows = "Deal,Stage,Amount,Close Date\nA,won,,2026-01-02\nB,won,5,\nC,won,,\n"
    report = json.loads(osp("import", put(osp, "won.csv", rows), "--json").out)
    assert [row["code"] for row in report["refused"]] == [
        "import-won-unpriced", "import-won-undated", "import-won-bare",
    ]  # fmt: skip


NEWER = """\
"Opportunity ID","Opportunity Name","Amount","Close Date","Stage"
"0061","Harbour portal","$120,000.00","12/31/2026","Prospecting"
"0062","Copper ERP","$1,500.50","12/30/2026","Negotiation/Review"
"0063","Fennel kiosks","$500.00","12/30/2026","Negotiation/Review"
"""


def test_what_only_imports_moved_stands_where_the_crm_says_also_further_back_and_open_again(osp: Terminal) -> None:
    taken(osp("import", put(osp, "sf.csv", SALESFORCE), "--json"))
    was = {name: (deal["stage"], deal["status"]) for name, deal in deals(osp).items()}
    report = taken(osp("import", put(osp, "newer.csv", NEWER), "--json"))
    assert (report["updated"], report["kept"]) == (3, [])
    changes = {
        row["line"]: {one["field"]: (one["old"], one["new"]) for one in row["changes"]} for row in report["changes"]
    }
    assert changes[2]["stage"] == ("6", "1")
    assert changes[3]["status"] == ("won", "open")
    assert changes[4]["status"] == ("lost", "open")
    assert {(deal["stage"], deal["status"]) for deal in deals(osp).values()} == {("1", "open"), ("8", "open")}
    assert taken(osp("import", "newer.csv", "--json"))["unchanged"] == 3
    assert osp("undo", "--yes").code == 0
    assert {name: (deal["stage"], deal["status"]) for name, deal in deals(osp).items()} == was


def test_what_people_moved_or_changed_here_stays_and_is_told_with_its_line(osp: Terminal) -> None:
    rows = SALESFORCE.replace('"Opportunity Owner"', '"Next Step"').replace('"Amara Okafor"', '"Send quote"')
    taken(osp("import", put(osp, "sf.csv", rows), "--json"))
    assert osp("advance", "1", "--stage", "7", "--override", "agreed by phone").code == 0
    assert osp("set", "1", "--next", "Call Noor", "--next-date", "2026-12-01", "--amount", "90000").code == 0
    report = taken(osp("import", "sf.csv", "--json"))
    (row,) = report["kept"]
    assert (row["line"], report["unchanged"]) == (2, 3)
    assert [change["field"] for change in row["changes"]] == ["stage", "amount", "next_step"]
    assert row["changes"][2]["by"]
    assert "Harbour portal (line 2): stage: 7 -> 6" in osp("import", "sf.csv").out
    newer = taken(osp("import", put(osp, "newer.csv", rows.replace("Send quote", "Meet them")), "--json"))
    changes = {change["field"]: change for change in newer["changes"][0]["changes"]}
    assert (changes["next_step"]["old"], changes["next_step"]["new"]) == ("Call Noor", "Meet them")
    assert changes["next_step"]["by"] == row["changes"][2]["by"]
    assert changes["next_step_on"]["new"] is None, "the day was that of the other step"
    assert deals(osp)["Harbour portal"]["stage"] == "7"
    assert osp("lose", "1", "--reason", "price").code == 0
    (row,) = taken(osp("import", put(osp, "later.csv", rows.replace("12/31/2026", "1/31/2027")), "--json"))["kept"]
    told = [(change["field"], change["old"], change["new"]) for change in row["changes"]]
    assert told[:2] == [("status", "lost", "open"), ("stage", "7", "6")]
    assert told[2] == ("close_on", "2026-12-31", "2027-01-31")


def test_a_probability_that_fits_no_standing_and_what_new_rows_lack_is_counted_with_its_lines(osp: Terminal) -> None:
    rows = (
        "Opportunity ID,Opportunity Name,Account Name,Amount,Close Date,Stage,Probability (%)\n"
        "1,A,Foo,1,2026-10-20,Closed Won,40\n2,B,,1,2026-12-20,Prospecting,100\n3,C,Foo,1,2026-10-20,Closed Lost,90\n"
        "4,D,Foo,1,,Negotiation/Review,0\n5,E,Foo,1,2026-12-20,,50\n5,F,Foo,1,2026-12-20,Prospecting,50\n"
    )
    said = osp("import", put(osp, "odd.csv", rows), "--json")
    report = json.loads(said.out)
    assert report["contradictions"] == [
        {"authority": "stage", "other": "probability", "count": 4, "lines": [2, 3, 4, 5]}
    ]
    assert report["bare"] == {"account": 1, "close": 1, "stage": 1}
    assert report["lines"] == {"account": [3], "close": [5], "stage": [6]}
    assert [(row["code"], row["values"]["id"]) for row in report["refused"]] == [("import-id-twice", "5")]
    part = taken(osp("import", put(osp, "part.csv", "\n".join([*rows.splitlines()[:6], ""])), "--json"))
    assert part["missing"] == 0
    part = taken(osp("import", put(osp, "part.csv", "\n".join([*rows.splitlines()[:5], ""])), "--json"))
    assert part["missing"] == 1, "E"


def test_a_list_goes_back_in_the_words_of_its_files_and_what_nobody_changed_in_none_that_could_be_wrong(
    osp: Terminal,
) -> None:
    rows = SALESFORCE.replace('"Closed Won"', '"Technical Win"').replace('"Closed Lost"', '"Legal"')
    maps = ("--map", "stage:Technical Win=6", "--map", "stage:Legal=7")
    taken(osp("import", put(osp, "sf.csv", rows), *maps, "--dry-run", "--json"))
    assert not list(osp.home.rglob("*-words.json"))
    taken(osp("import", "sf.csv", *maps, "--json"))
    stages = [row.split(",")[6] for row in osp("export", "--like", "salesforce", "--format", "csv").out.splitlines()]
    assert stages == ["Stage", "", "", "Legal"], "two words mean 6, and nobody moved these deals"
    assert osp("advance", "2", "--stage", "7", "--override", "agreed").code == 0
    said = osp("export", "back.csv", "--like", "salesforce")
    assert "1 deal that stands as the CRM had it" in said.err
    assert [row.split(",")[6] for row in (osp.home / "back.csv").read_text().splitlines()][1:] == ["", "Legal", "Legal"]


def test_a_day_that_counts_from_another_is_refused_in_a_file(osp: Terminal) -> None:
    rows = "Deal,Stage,Close Date\nA,3,next friday\nB,3,昨天\nC,3,12-31\nD,3,2026Q4\nE,3,2026年12月1日\n"
    report = json.loads(osp("import", put(osp, "days.csv", rows), "--json").out)
    assert [(row["line"], row["code"]) for row in report["refused"]] == [
        (line, "import-day-relative") for line in (2, 3, 4)
    ]


def test_a_deal_moved_back_or_opened_again_here_stays_while_the_crm_says_what_it_said(osp: Terminal) -> None:
    head = "Opportunity ID,Opportunity Name,Account Name,Amount,Close Date,Stage\n"
    rows = "1,Moved,Foo,1,2026-12-20,Negotiation/Review\n2,Ended,Foo,1,2026-10-20,Closed Lost\n"
    file = put(osp, "sf.csv", head + rows)
    taken(osp("import", file, "--json"))
    assert osp("retreat", "1", "--stage", "6", "--reason", "the budget is frozen").code == 0
    assert osp("reopen", "2", "--reason", "they called").code == 0
    again = taken(osp("import", file, "--json"))
    assert (again["unchanged"], again["updated"]) == (2, 0)
    told = [(row["line"], [(c["field"], c["old"], c["new"]) for c in row["changes"]]) for row in again["kept"]]
    assert told == [(2, [("stage", "6", "8")]), (3, [("status", "open", "lost")])]
    assert [(deals(osp)[name]["stage"], deals(osp)[name]["status"]) for name in ("Moved", "Ended")] == [
        ("6", "open"), ("1", "open"),
    ]  # fmt: skip
    newer = head + rows.replace("Negotiation/Review", "Perception Analysis").replace("Closed Lost", "Qualification")
    assert taken(osp("import", put(osp, "sf.csv", newer), "--json"))["updated"] == 0, "further back, and as here"
    later = taken(osp("import", put(osp, "sf.csv", head + rows.replace("Negotiation/Review", "Closed Lost")), "--json"))
    assert [row["opportunity"]["name"] for row in later["changes"]] == ["Moved"], "what the CRM says anew is taken"
