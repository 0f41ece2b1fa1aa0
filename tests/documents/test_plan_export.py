"""osp plan export: the right document, every gap and shortcut in it, and never over another's file."""

from __future__ import annotations

import json
import re
import shutil
import stat

import pytest

from osp_cli.render import templates
from osp_cli.words import Words
from tests.territory import Terminal

SEAL = re.compile(r"<!-- osp document [0-9a-f]{64} [0-9a-f]{64} -->")


def test_the_plan_goes_to_this_folder_and_its_path_is_printed(osp: Terminal) -> None:
    said = osp("plan", "export")
    assert (said.code, said.out, said.err) == (0, "blue-heron-erp-opportunity.md\n", "")
    file = osp.home / "blue-heron-erp-opportunity.md"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text(encoding="utf-8").startswith("# Opportunity plan: Blue Heron ERP\n")


@pytest.mark.parametrize(
    ("opportunity", "kind", "title"),
    [
        ("cedar-billing", "opportunity", "# Opportunity plan: Cedar billing"),
        ("blue-heron-erp", "opportunity", "# Opportunity plan: Blue Heron ERP"),
        ("海棠银行-数据平台", "full", "# Full plan: 海棠银行 数据平台"),
        ("sunbird-mro", "full", "# Full plan: Sunbird MRO"),
    ],
)
def test_auto_takes_the_plan_that_the_size_asks_for(osp: Terminal, opportunity: str, kind: str, title: str) -> None:
    (file,) = json.loads(osp("plan", "export", opportunity, "--out", "-", "--json").out)["files"]
    assert file["kind"] == kind
    assert file["text"].splitlines()[0] == title


@pytest.mark.parametrize(("language", "told"), [("en", "on record above"), ("zh", "已有记录，见上文")])
def test_what_is_on_record_is_not_open_and_a_bare_answer_says_so(osp: Terminal, language: str, told: str) -> None:
    place = ("-o", "cedar-billing")
    assert osp("event", "add", "The lease ends", *place).code == 0
    assert osp("answer", "budget", "-", *place).code == 0
    text = osp("plan", "export", "cedar-billing", "--kind", "full", "--out", "-", "--lang", language).out
    assert told in text
    assert not re.search(r"\| +[(（]2026", text)
    assert "| \\- |" not in text
    assert not re.search(r"[^\n]\n### ", text)
    if language == "zh":
        assert not re.search(r"\d{4}-\d\d-\d\d", text)


def test_a_small_deal_has_one_page_without_the_twenty_questions(osp: Terminal) -> None:
    text = osp("plan", "export", "cedar-billing", "--out", "-").out
    assert "## Where we stand" in text
    assert "## Assessment: the twenty questions" not in text
    assert len(text) < 5000


def test_the_assessment_sheet_names_evidence_claims_and_what_to_ask(osp: Terminal) -> None:
    text = osp("plan", "export", "--kind", "assessment", "--out", "-").out
    twenty, rivals = text.split("What the signs of the competitors rest on")
    lines = {line.split("|")[1].strip(): line for line in twenty.splitlines() if re.match(r"\| \d+ \|", line)}
    assert len(lines) == 20
    assert "of competitors only questions 6, 7, 9, 10, 11, 12, 14, 15 are asked" in twenty
    assert "| 9 | Current relationship | Quartz Systems | + | Has delivered here before (Noor Haddad" in rivals
    assert "| + |" in lines["1"]
    assert "(Noor Haddad, 2026-10-07)" in lines["1"]
    assert "**claimed only**" in lines["3"]
    assert "| ? |" in lines["9"]
    assert "**not known**, ask: " in lines["9"]
    assert "Quartz Systems" in text


def test_a_question_nobody_asked_is_an_open_line_with_the_question_to_ask(osp: Terminal) -> None:
    text = osp("plan", "export", "cedar-billing", "--kind", "assessment", "--out", "-").out
    assert text.count("**open**, ask: ") == 20
    assert "| 0/5 | 0 | 0 | 5 | 0 | 0 | - |" in text


@pytest.mark.parametrize("kind", ["assessment", "opportunity", "full"])
def test_open_shortcuts_stand_in_every_document(osp: Terminal, kind: str) -> None:
    debts = json.loads(osp("debt", "list", "sunbird-mro", "--json").out)["debts"]
    assert len(debts) == 2
    text = osp("plan", "export", "sunbird-mro", "--kind", kind, "--out", "-").out
    section = re.split(r"\n#{2,3} ", text.partition("## Open shortcuts")[2])[0]
    assert len(re.findall(r"^\| \d+ \|", section, re.MULTILINE)) == 2
    for debt in debts:
        assert debt["reason"] in section


def test_the_foot_says_who_owns_it_as_of_when_and_which_plan(osp: Terminal) -> None:
    foot = osp("plan", "export", "--out", "-").out.rpartition("---\n")[2]
    assert "**Internal**: not for the customer." in foot
    assert "Owner: Amara Okafor. As of 2026-11-24 (Tue)." in foot
    assert "version 1 of 2026-10-29 (Thu), approved by Ingrid Solberg on 2026-10-29 (Thu)" in foot
    assert re.search(r"data version \d+\.", foot)


def test_a_change_after_the_approval_shows_in_the_plan(osp: Terminal) -> None:
    assert osp("set", "--amount", "200k").code == 0
    assert "**changed since**" in osp("plan", "export", "--out", "-").out


def test_what_changed_since_the_last_version_is_listed(osp: Terminal) -> None:
    assert osp("answer", "9", "+", "--evidence", "two plants run on us", "--who", "Noor Haddad").code == 0
    text = osp("plan", "export", "--kind", "assessment", "--out", "-").out
    assert "Changed since plan version 1 of 2026-10-29 (Thu):" in text
    assert re.search(r"^- 9 .* \? → \+$", text, re.MULTILINE)


def test_the_price_of_a_proposal_is_the_last_quotation_else_what_the_customer_agreed_to_invest(osp: Terminal) -> None:
    deal, customer = "海棠银行-数据平台", ("--kind", "proposal", "--audience", "customer", "--out", "-")
    agreed = "| Price | ¥3,500,000.00 (the investment agreed with 钱文); **To be agreed**: the quotation |"
    assert agreed in osp("plan", "export", deal, *customer).out
    assert osp("quotation", "add", "Q-118", "--amount", "CNY 3.2M", "-o", deal).code == 0
    assert "| Price | ¥3,200,000.00 (Q-118) |" in osp("plan", "export", deal, *customer).out


@pytest.mark.parametrize(("language", "doubled"), [("en", "?;"), ("zh", "？；")])
def test_questions_in_a_list_of_gaps_end_in_one_mark(osp: Terminal, language: str, doubled: str) -> None:
    told = ("new-opportunity", "Bare", "--account", "Bare Ltd", "--amount", "300k", "--strategic")
    assert osp(*told).code == 0
    text = osp("plan", "export", "bare", "--kind", "full", "--lang", language, "--out", "-").out
    assert doubled not in text
    assert text.count("contract;" if language == "en" else "合同；") == 1


def test_everything_typed_stays_text(osp: Terminal) -> None:
    trap = "**x** | <b> `y` [a](http://b) {{ d }} {% raw %} &amp; ~~z~~"
    assert osp("set", "--need", trap, "--next", trap, "--next-date", "2026-12-01").code == 0
    assert osp("risk", "add", trap).code == 0
    assert osp("note", trap, "--kind", "call", "--with", "Noor Haddad").code == 0
    assert osp("answer", "plan-value", trap).code == 0
    text = osp("plan", "export", "--kind", "full", "--out", "-").out
    escaped = r"\*\*x\*\* \| \<b\> \`y\` \[a\](http://b) {{ d }} {% raw %} \&amp; \~\~z\~\~"
    assert text.count(escaped) == 6  # the last beside the risk: how we could lose
    assert trap not in text


def test_a_second_export_replaces_the_first(osp: Terminal) -> None:
    assert osp("plan", "export").code == 0
    assert osp("set", "--next", "Send the figures", "--next-date", "2026-12-01").code == 0
    assert osp("plan", "export").code == 0
    assert "Send the figures" in (osp.home / "blue-heron-erp-opportunity.md").read_text(encoding="utf-8")


def test_what_is_kept_of_the_templates_changes_no_document_and_may_be_lost(osp: Terminal) -> None:
    folder = osp.home / ".osp" / "state" / "templates"
    folder.unlink()  # what all tests share
    first = osp("plan", "export", "--out", "-").out
    kept = list(folder.iterdir())
    assert kept
    assert osp("plan", "export", "--out", "-").out == first
    for file in kept:
        file.write_bytes(file.read_bytes()[:40])
    assert osp("plan", "export", "--out", "-").out == first
    shutil.rmtree(folder)
    folder.write_text("in the way", encoding="utf-8")
    assert osp("plan", "export", "--out", "-").out == first


def test_what_another_version_kept_of_a_template_is_made_anew(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = osp.home / ".osp" / "state" / "templates"
    folder.unlink()  # what all tests share
    first = osp("plan", "export", "--out", "-").out
    before = {file: file.read_bytes() for file in folder.iterdir()}
    assert osp("plan", "export", "--out", "-").out == first
    assert {file: file.read_bytes() for file in folder.iterdir()} == before
    monkeypatch.setattr(templates, "__version__", "0.0.9")
    assert osp("plan", "export", "--out", "-").out == first
    after = {file: file.read_bytes() for file in folder.iterdir()}
    assert after.keys() == before.keys()
    assert all(after[file] != before[file] for file in before)


def test_no_word_of_ours_goes_into_what_is_kept_of_a_template(osp: Terminal) -> None:
    folder = osp.home / ".osp" / "state" / "templates"
    folder.unlink()  # what all tests share
    told = Words("en")("review.unchanged")
    assert told in osp("plan", "export", "--kind", "review", "--out", "-").out
    kept = b"".join(file.read_bytes() for file in folder.iterdir())
    assert b"review.unchanged" in kept
    assert told.encode() not in kept


@pytest.mark.parametrize("change", ["edited", "foreign", "binary", "link"])
def test_a_file_that_osp_did_not_write_is_left_alone(osp: Terminal, change: str) -> None:
    file = osp.home / "blue-heron-erp-opportunity.md"
    if change == "edited":
        assert osp("plan", "export").code == 0
        file.write_text(file.read_text(encoding="utf-8").replace("Blue", "Red"), encoding="utf-8")
    elif change == "link":
        (osp.home / "mine.md").write_text("mine", encoding="utf-8")
        file.symlink_to(osp.home / "mine.md")
    else:
        file.write_bytes(b"my own notes\n" if change == "foreign" else b"\xff\xfe\x00")
    before = file.read_bytes()
    said = osp("plan", "export")
    assert said.code == 2
    assert said.out == ""
    assert "blue-heron-erp-opportunity.md exists already: it was not written by osp" in said.err
    assert file.read_bytes() == before
    assert osp("plan", "export", "--force").code == 0
    assert SEAL.search(file.read_text(encoding="utf-8"))
    if change == "link":
        assert (osp.home / "mine.md").read_text(encoding="utf-8") == "mine"


def test_all_writes_one_file_for_every_open_opportunity(osp: Terminal) -> None:
    said = osp("plan", "export", "--all", "--out", "plans", "--json")
    files = json.loads(said.out)["files"]
    total = json.loads(osp("list", "--json").out)["total"]
    assert len(files) == total == len(list((osp.home / "plans").iterdir()))


def test_all_writes_nothing_where_one_file_is_foreign(osp: Terminal) -> None:
    (osp.home / "plans").mkdir()
    (osp.home / "plans" / "sunbird-mro-full.md").write_text("mine", encoding="utf-8")
    assert osp("plan", "export", "--all", "--out", "plans").code == 2
    assert [path.name for path in (osp.home / "plans").iterdir()] == ["sunbird-mro-full.md"]


def test_a_dry_run_names_the_file_and_writes_none(osp: Terminal) -> None:
    said = osp("plan", "export", "--dry-run")
    assert (said.code, said.out) == (0, "Would write blue-heron-erp-opportunity.md\n")
    assert list(osp.home.glob("*.md")) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--kind", "odd"), "odd"),
        (("--format", "odt"), "odt"),
        (("--audience", "customer"), "--kind, one of call, close, proposal"),
        (("--kind", "full", "--audience", "customer"), "full"),
        (("--audience", "press"), "press"),
        (("--all", "--out", "-"), "--all"),
        (("cedar-billing", "--all"), "--all"),
        (("--out", "/dev/null/plan.md"), "/dev/null/plan.md"),
        (("no-such-deal",), "no-such-deal"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(osp: Terminal, words: tuple[str, ...], named: str) -> None:
    said = osp("plan", "export", *words)
    assert said.code in (1, 2, 5)
    assert said.out == ""
    assert named in said.err
    assert "Traceback" not in said.err
    assert list(osp.home.glob("*.md")) == []


def test_a_chinese_plan_of_chinese_facts_holds_no_english(osp: Terminal) -> None:
    text = osp("plan", "export", "海棠银行-数据平台", "--out", "-", "--lang", "zh").out
    assert text.startswith("# 完整计划：海棠银行 数据平台\n")
    words = set(re.findall(r"[A-Za-z]{2,}", SEAL.sub("", text)))
    assert words <= {"US"}


@pytest.mark.parametrize("format", ["md", "html"])
def test_a_second_export_over_the_same_facts_changes_no_byte_even_on_another_day(
    osp: Terminal, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("plan", "export", "--all", "--out", "plans", "--format", format, "--json")
    files = json.loads(osp(*words).out)["files"]
    assert not any(file["is_unchanged"] for file in files)
    before = {path: path.read_bytes() for path in (osp.home / "plans").iterdir()}
    assert all(file["is_unchanged"] for file in json.loads(osp(*words).out)["files"])
    monkeypatch.setenv("OSP_TODAY", "2026-11-25")
    again = json.loads(osp(*words).out)["files"]
    assert sum(file["is_unchanged"] for file in again) >= len(again) - 3  # what fell due overnight is news
    assert {path for path in before if path.read_bytes() != before[path]} == {
        osp.home / file["path"] for file in again if not file["is_unchanged"]
    }
    assert osp("set", "cedar-billing", "--next", "Call Ada", "--next-date", "2026-12-01").code == 0
    (changed,) = [file for file in json.loads(osp(*words).out)["files"] if not file["is_unchanged"]]
    assert changed["opportunity"]["slug"] == "cedar-billing"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("opportunity", ["blue-heron-erp", "cedar-billing"])
@pytest.mark.parametrize(
    "kind", ["assessment", "opportunity", "full", "call", "executive", "close", "proposal", "review"]
)
def test_every_kind_is_a_page_that_needs_nothing_and_says_for_whom(
    osp: Terminal, kind: str, opportunity: str, language: str
) -> None:
    said = osp("plan", "export", opportunity, "--kind", kind, "--format", "html", "--out", "-", "--lang", language)
    assert said.code == 0, said.err
    text = said.out
    assert text.startswith("<!DOCTYPE html>")
    assert f'<html lang="{ {"en": "en", "zh": "zh-CN"}[language] }">' in text
    assert re.findall(r"<script|<link|<img|src=|@import|https?://(?!www.w3.org/)", text) == []
    assert "None" not in re.sub(r"None(:| by|\.| is)", "", text)
    assert "{{" not in text
    assert {"en": "Internal", "zh": "内部文件"}[language] in text.partition("<footer>")[2]
    assert text.count("<h1>") == 1
    assert {"en": "shortcuts", "zh": "欠账"}[language] in text


def test_a_meeting_is_the_next_one_or_the_one_that_is_named(osp: Terminal) -> None:
    assert osp("call", "add", "Noor Haddad", "--planned", "2026-11-26", "--aim", "See the stock figures").code == 0
    (number,) = [
        call["number"]
        for call in json.loads(osp("call", "list", "--json").out)["calls"]
        if call["who"] == "Noor Haddad"
    ]
    assert "See the stock figures" in osp("plan", "export", "--kind", "call", "--out", "-").out
    other = next(
        call["number"] for call in json.loads(osp("call", "list", "--json").out)["calls"] if call["number"] != number
    )
    said = osp("plan", "export", "--kind", "executive", "--call", str(other), "--out", "-").out
    assert "Celia Duarte" in said
    assert "See the stock figures" not in said


def test_a_territory_is_told_in_deals_and_meetings(osp: Terminal) -> None:
    text = osp("plan", "export", "--territory", "Amara Okafor", "--out", "-").out
    section = text.partition("## Quota, run-rate and pipeline arithmetic")[2].partition("\n## ")[0]
    assert "| Quota | $" in section
    assert re.search(r"\| Run-rate \| \$[\d,.]+ \(won \+ own pace of the last 91 days\) \|", section)
    assert re.search(r"\| Missing at that rate \| \$", section)
    assert "| Own ended deals | 1 won of 1; **few**: a forecast asks for 20 before it learns |" in section
    share, low, high = map(
        int, re.findall(r"\| Win rate to plan with \| (\d+)%, likely (\d+) to (\d+)% \|", section)[0]
    )
    assert low < share < high < 100, "one deal won is no certainty"
    assert "| Deals to win | 1 |" in section
    assert re.search(r"\| Deals to work on \| (\d+), likely \d+ to \d+ \|", section)
    assert "**gap**: no meeting is on record" in section


def _column(text: str, heading: str, place: int) -> list[str]:
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line.split("|")[place].strip() for line in section.splitlines() if re.match(r"\| \d+ \|", line)]


def test_the_ten_deals_of_a_territory_are_those_worth_most_and_overdue_ones_are_marked(osp: Terminal) -> None:
    new = ("--owner", "Amara Okafor", "--account", "Small Ltd")
    for number in range(9):
        assert osp("new-opportunity", f"Soon {number}", *new, "--amount", "1k", "--close", "2026-12-01").code == 0
    assert osp("new-opportunity", "Large", *new, "--amount", "5m", "--close", "2027-11-01").code == 0
    assert osp("new-opportunity", "Unpriced", *new, "--close", "2026-11-30").code == 0
    text = osp("plan", "export", "--territory", "Amara Okafor", "--out", "-").out
    names = _column(text, "Open opportunities", 2)
    assert len(names) == 10
    assert names[0] == "Large"
    assert "Unpriced" not in names
    assert "the ten worth most are shown" in text
    late = [line for line in text.splitlines() if "Lantern traceability" in line and "|" in line]
    assert "2026-11-18 **overdue**" in late[0], late
    assert text.count("**overdue**") == 1


def test_the_accounts_of_a_territory_are_classed_by_what_they_may_bring(osp: Terminal) -> None:
    text = osp("plan", "export", "--territory", "Amara Okafor", "--out", "-").out
    section = text.partition("## Accounts by what they may bring")[2].partition("\n## ")[0]
    first = re.findall(r"^\| ([ABC]) \| ([^|]+) \| \$([\d,.]+)[^|]* \| (\d+) \| (\d+) \|", section, re.MULTILINE)
    worths = [float(row[2].replace(",", "")) for row in first]
    assert worths == sorted(worths, reverse=True)
    assert [row[0] for row in first] == sorted(row[0] for row in first)
    assert first[0][:2] == ("A", "Blue Heron Foods")
    totals = re.findall(r"^\| ([ABC]) \| (\d+) \| \$", section, re.MULTILINE)
    assert sum(int(count) for _, count in totals) == len(first)


def test_the_white_space_people_and_rivals_of_an_account_come_from_all_its_deals(osp: Terminal) -> None:
    deal = ("-o", "sunbird-mro")
    space = ("followup", "add", "No scheduling", "--kind", "white-space", "--offer", "scheduling", "--unit", "Ground")
    assert osp(*space, *deal).code == 0
    assert osp("competitor", "set", "Orbit Data", "--standing", "Second", *deal).code == 0
    assert osp("person", "add", "Helena Brandt", "--title", "CFO", "--coverage", "no-contact", *deal).code == 0
    text = osp("plan", "export", "--kind", "account", "--account", "Sunbird Airways", "--out", "-").out
    assert "| Part of the customer | scheduling |" in text
    assert "| Ground | No scheduling |" in text
    assert re.search(r"\| Orbit Data \| \d+ Sunbird MRO \| 0 \| Second \|", text)
    people = text.partition("## Organisation and whom we know")[2].partition("\n## ")[0]
    assert "| Helena Brandt | CFO |" in people
    assert re.search(r"No contact is on record with: .*Helena Brandt", people)
    for words in (
        ("action", "add", "Late paper", "--due", "2026-11-20"),
        ("action", "add", "Far off", "--due", "2027-06-01"),
        ("milestone", "add", "Board decides", "--due", "2027-01-28"),
        ("risk", "add", "Spending stops"),
        ("teammate", "add", "Hye-jin Park", "--part", "pre-sales"),
    ):
        assert osp(*words, *deal).code == 0, words
    text = osp("plan", "export", "--kind", "account", "--account", "Sunbird Airways", "--out", "-").out
    assert "| 2026-11-20 **overdue** | Late paper |" in text
    assert "Far off" not in text
    for told in ("| 2027-01-28 | Board decides |", "| Spending stops |", "| Hye-jin Park | pre-sales |"):
        assert told in text


def test_a_partner_on_record_counts_with_what_its_deals_owe(osp: Terminal) -> None:
    order = ("plan", "export", "--partner", "Pierhead Consulting", "--out", "-")
    assert "Sunbird MRO" not in osp(*order).out
    assert osp("partner", "add", "pierhead  consulting", "--role", "services", "-o", "sunbird-mro").code == 0
    text = osp(*order).out
    assert "Sunbird MRO" in _column(text, "Open opportunities", 2)
    assert "Sunbird MRO" in _column(text, "Open shortcuts", 2)
    assert re.search(r"^\| \d+ Sunbird MRO \| services partner \|", text, re.MULTILINE)
    assert re.search(r"^\| 20\d\dQ\d \| \d \| \$", text.partition("## Joint pipeline by quarter")[2], re.MULTILINE)


def test_the_data_version_is_another_as_soon_as_a_shown_fact_is(osp: Terminal) -> None:
    def version(*order: str) -> str:
        return re.findall(r"data version ([0-9a-f]{8})\.", osp("plan", "export", *order, "--out", "-").out)[0]

    territory, account = ("--territory", "Amara Okafor"), ("--kind", "account", "--account", "Sunbird Airways")
    seen = [version(*territory)]
    assert osp("plan", "set", "--territory", "Amara Okafor", "challenge", "Travel bans").code == 0
    seen.append(version(*territory))
    assert osp("quota", "set", "500k", "--owner", "Amara Okafor").code == 0
    seen.append(version(*territory))
    assert osp("plan", "submit", "--territory", "Amara Okafor").code == 0
    seen.append(version(*territory))
    assert len(set(seen)) == 4
    before = version(*account)
    assert before == version(*account)
    assert osp("set", "cedar-billing", "--need", "Bills go out late").code == 0
    assert version(*account) == before, "nothing of this account was changed"
    assert osp("set", "sunbird-mro", "--account", "Kestrel Logistics").code == 0
    assert version(*account) != before, "a deal has left it"
    assert osp("undo").code == 0
    assert version(*account) == before


def test_an_expansion_plan_ranks_what_may_follow_and_adds_it_up_by_quarter(osp: Terminal) -> None:
    for text, worth, due in (
        ("Reports", "20k", "2026-12-01"),
        ("Archive", "90k", "2027-03-01"),
        ("Late", "10k", "2026-11-20"),
    ):
        words = ("followup", "add", text, "--kind", "idea", "--potential", worth, "-o", "willow-claims")
        assert osp(*words, "--due", due).code == 0
    text = osp("plan", "export", "--kind", "expansion", "--account", "Willow Insurance", "--out", "-").out
    plays = re.findall(r"^1\. (\w+): \$[\d,.]+; (.*)$", text.partition("## The plays")[2], re.MULTILINE)
    assert plays == [
        ("Archive", "**gap**: nothing is planned in the next 90 days"),
        ("Reports", "next step by 2026-12-01 (Tue)"),
        ("Late", "**overdue** since 2026-11-20 (Fri)"),
    ]
    quarters = text.partition("## What may follow")[2].partition("\n## ")[0]
    assert "| 2026Q4 | 2 | $30,000.00 |" in quarters, "a visit has no worth and is none of them"
    assert "| 2027Q1 | 1 | $90,000.00 |" in quarters
    assert "| 2027Q3 | 1 | **gap**: 1 not valued |" in quarters, "the renewal"
    assert "| **gap**: no day is set | 1 |" in quarters, "the white space"


def test_an_expansion_plan_has_a_place_for_trigger_hypothesis_renewal_risk_and_support(osp: Terminal) -> None:
    order = ("plan", "export", "--kind", "expansion", "--account", "Willow Insurance", "--out", "-")
    before = osp(*order).out
    assert "Owner: Priya Nair." in before, "the owner of what was booked"
    assert "| Support | **gap**: the account plan does not say |" in before
    assert "| Renewal risk | **gap**: nobody has said" in before
    for number, words in ((4, ("--trigger", "Audit", "--hypothesis", "Halves the search")), (3, ("--risk", "New CIO"))):
        assert osp("followup", "set", str(number), *words, "-o", "willow-claims").code == 0
    assert osp("risk", "add", "Outages", "-o", "willow-claims").code == 0
    assert osp("plan", "set", "--account", "Willow Insurance", "support", "Two cases open").code == 0
    text = osp(*order).out
    assert "| Underwriting still files on paper | Audit | Halves the search |" in text
    assert "| Renewal risk | New CIO |" in text
    assert "| Support | Two cases open |" in text
    assert "| Open risks of what was booked | Outages |" in text


def test_an_expansion_plan_says_who_uses_it_and_who_may_introduce_us(osp: Terminal) -> None:
    order = ("plan", "export", "--kind", "expansion", "--account", "Willow Insurance", "--out", "-")
    assert osp("person", "add", "Rui Costa", "-o", "willow-claims").code == 0
    before = osp(*order).out
    assert "Kofi Mensah" not in before.partition("## New people to meet")[2].partition("##")[0]
    assert "| Adoption | **gap**: nobody has asked who uses it |" in before
    assert "Rui Costa; how we get there: **gap**: nobody has said who introduces us\n" in before
    for words in (
        ("answer", "coach-8-1", "+", "--evidence", "Forty clerks, daily", "--who", "Marta Silva"),
        ("person", "set", "Marta Silva", "--coverage", "in-depth"),
        (
            "person",
            "set",
            "Rui Costa",
            "--reports-to",
            "Marta Silva",
            "--relationship-strategy",
            "At the board dinner",
        ),
    ):
        assert osp(*words, "-o", "willow-claims").code == 0
    text = osp(*order).out
    assert "| Adoption | + Forty clerks, daily (Marta Silva, 2026-11-24) |" in text
    assert "Rui Costa; how we get there: At the board dinner; may introduce us: Marta Silva\n" in text
    assert "- Marta Silva" not in text


def test_likely_objections_know_what_was_answered_and_what_competitors_say(osp: Terminal) -> None:
    text = osp("plan", "export", "--kind", "call", "--out", "-").out.partition("## Likely objections")[2]
    assert "Degree of risk" not in text, "a note of our own is nobody's objection"
    assert (
        "| That a project like this takes a year (Quartz Systems) | **gap** | Cannot connect the older systems |"
        in text
    )
    assert osp("new-opportunity", "Quiet", "--account", "Quiet Ltd", "--amount", "20k").code == 0
    assert osp("answer", "technical-issues", "Nobody can restore the backups").code == 0
    text = osp("plan", "export", "--kind", "call", "--out", "-").out.partition("## Likely objections")[2]
    assert "backups" not in text, "what troubles them is no objection"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_full_plan_is_the_three_pages_then_the_account_with_what_everybody_wants(
    osp: Terminal, language: str
) -> None:
    def headings(kind: str) -> list[str]:
        text = osp("plan", "export", "--kind", kind, "--out", "-", "--lang", language).out
        assert "Lead the shared service centre" in text
        return re.findall(r"(?m)^## (.+)$", text)

    three, full = headings("opportunity"), headings("full")
    assert len(three) == 3
    assert full[:3] == three
    assert len(full) == 5


def test_a_full_plan_has_the_account_level_and_a_review_what_was_kept(osp: Terminal) -> None:
    assert osp("plan", "set", "--account", "Blue Heron Foods", "target", "Twice the revenue in two years").code == 0
    text = osp("plan", "export", "--kind", "full", "--out", "-").out.partition("## 4 The account")[2]
    assert "Twice the revenue in two years" in text
    assert "| Value proposition | **gap**" in text
    assert osp("review", "condition", "Name the budget", "--due", "2026-11-30").code == 0
    kept = json.loads(osp("condition", "list", "--json").out)["conditions"][-1]["number"]
    assert osp("condition", "done", str(kept), "--evidence", "Line 4711").code == 0
    text = osp("plan", "export", "--kind", "review", "--out", "-").out
    assert "Line 4711" in text.partition("## Conditions that were kept")[2]
