"""A company's own pack: examples/direct-sales from lead to booked, a book of another pack opened with it, and back."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import pytest

from osp_cli.pack.check import FILES, READ
from osp_cli.pack.forms import Form
from osp_cli.pack.load import load
from tests.sessions.sessions import mismatch, read_steps
from tests.territory import Said, Terminal, copy_territory

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "examples" / "direct-sales"
BLOCK = re.compile(r"<!-- command: (own-pack[\w-]*) -->\n```\n(.*?)```", re.DOTALL)
BLOCKS = dict(BLOCK.findall((ROOT / "examples" / "README.md").read_text(encoding="utf-8")))
MEDDPICC = ("metrics", "economic-buyer", "criteria", "process", "paper", "pain", "champion", "competition")
STAGES = ("lead", "qualified", "proposal", "verbal", "ordered", "booked")


@pytest.fixture
def osp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty home, a copy of the examples beside it."""
    home = tmp_path / "home"
    shutil.copytree(ROOT / "examples", home / "examples")
    return Terminal(home, monkeypatch, capsys)


@pytest.fixture
def own(osp: Terminal) -> Terminal:
    """The same with the pack in use and the first deal at its first stage."""
    done(osp, "config set pack examples/direct-sales")
    done(osp, "config set currency EUR")
    done(osp, "team add 'Ingrid Solberg' --role manager")
    done(osp, "new-opportunity 'Harbour portal' --account 'Alder Bay' --amount '60k EUR' --close 2026-12-18")
    return osp


@pytest.fixture
def kept(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal in a book that was kept with the built-in pack, deals at every stage."""
    home = copy_territory(territory, tmp_path / "home")
    shutil.copytree(PACK, home / "direct-sales")
    return Terminal(home, monkeypatch, capsys)


def done(osp: Terminal, line: str) -> str:
    """What a command says that must end well."""
    said = osp(*shlex.split(line))
    assert said.code == 0, f"osp {line}\n{said.out}{said.err}"
    return said.out


def asked(osp: Terminal, line: str) -> Any:
    """The JSON document of a command."""
    return json.loads(done(osp, f"{line} --json"))


def refused(osp: Terminal, line: str, code: int, error: str) -> Any:
    """The JSON document of a refusal."""
    said = osp(*shlex.split(line), "--json")
    assert said.code == code, said
    refusal = json.loads(said.err)
    assert refusal["code"] == error, refusal
    return refusal


def closed(osp: Terminal, line: str) -> Said:
    """A move that its gate refuses."""
    said = osp(*shlex.split(line))
    assert (said.code, said.out) == (4, ""), said
    return said


def change(file: Path, old: str, new: str) -> None:
    """One change in a file of a pack."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file.name, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


# -- the pack, and what is written of it ---------------------------------------------------------------------------


def test_the_pack_is_clean_and_holds_what_it_says(osp: Terminal) -> None:
    assert "Nothing is wrong" in done(osp, "process check examples/direct-sales")
    assert "German" in done(osp, "process check examples/direct-sales")
    process = load(PACK)
    assert tuple(stage.key for stage in process.stages) == STAGES
    assert [stage.key for stage in process.stages if stage.is_won] == ["ordered", "booked"]
    assert [key for stage in process.stages for key in stage.was] == [*"123456789", "9.5", "10"]
    assert tuple(q.id.removeprefix("med-") for q in process.questions_of("tas")) == MEDDPICC
    assert {type(c.kind).__name__ for gate in process.gates for c in gate.criteria} == {
        *("Answered", "Confirmed", "Decided", "Approved", "Recorded")
    }  # fmt: skip
    assert {"EUR", "JPY", "USD"} == set(process.sizes.limits)
    assert process.languages == ("en", "zh", "de")


def test_no_text_of_another_language_stands_in_it() -> None:
    for path in PACK.glob("*.toml"):
        for language, text in re.findall(r'\b(en|zh|de) = "([^"]*)"', path.read_text(encoding="utf-8")):
            has_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
            assert has_chinese == (language == "zh" and text != "MEDDPICC"), (path.name, text)


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_the_readme_runs(name: str, osp: Terminal) -> None:
    steps = read_steps(BLOCKS[name])
    assert steps
    for step in steps:
        words = shlex.split(step.command)
        assert words.pop(0) == "osp"
        said = osp(*words)
        assert said.code == step.code, f"{step.command}\n{said.out}{said.err}"
        assert mismatch(step, said.out, said.err) is None


# -- a deal through all six stages ---------------------------------------------------------------------------------


def to_qualified(osp: Terminal) -> None:
    done(osp, "confirm champion-named --who 'Jonas Brandt' --evidence 'said so on the quay'")
    template = done(osp, "qualify 1 --print-template")
    answers = template.replace('pain = ""', 'pain = "Ships wait two hours"').replace('when = ""', 'when = "by May"')
    answers = answers.replace('money = ""', 'money = "+ budget of the port"').replace('fit = ""', 'fit = "+ like Rigg"')
    (osp.home / "answers.toml").write_text(answers, encoding="utf-8")
    done(osp, "qualify 1 --answers answers.toml")
    done(osp, "decide go --reason 'a pain, money and a champion'")


def to_proposal(osp: Terminal) -> None:
    for number in range(1, 9):
        done(osp, f"answer {number} + --who 'Jonas Brandt' --evidence 'minutes of Monday'")
    done(osp, "answer success-measure 'Waiting below half an hour in June' --who 'Jonas Brandt' --evidence mail")
    done(osp, "confirm economic-buyer-named --who 'Rosa Ibarra' --evidence 'lunch with the director'")
    done(osp, "confirm no-rival --who 'Rosa Ibarra' --evidence 'asked nobody else'")
    done(osp, "answer plan-case '60 in, 200 out'")
    done(osp, "answer plan-close 'Legal by 5 December, signature on the 18th'")
    done(osp, "plan submit 1")
    done(osp, "plan approve 1 --by 'Ingrid Solberg'")


def to_verbal(osp: Terminal) -> None:
    done(osp, "confirm yes-to-solution-and-price --who 'Rosa Ibarra' --evidence 'on the phone'")
    done(osp, "confirm close-plan-agreed --who 'Jonas Brandt' --evidence mail")
    done(osp, "risk add 'The crew is busy' --prompt risk-delivery --counter 'two fitters booked'")
    done(osp, "answer risk-champion no --who 'Jonas Brandt' --evidence 'his deputy helps'")
    done(osp, "answer risk-paper no --who 'Rosa Ibarra' --evidence 'both lawyers agreed'")
    done(osp, "plan approve 1 --what discount --by 'Ingrid Solberg'")
    done(osp, "decide go --step 3 --reason 'she said yes'")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_deal_goes_from_lead_to_booked(language: str, own: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSP_LANG", language)
    refusal = closed(own, "advance 1")
    reasons = {"en": ("A champion is named", "There is money for it"), "zh": ("已有内部拥护者", "资金有着落")}[language]
    assert all(reason in refusal.err for reason in reasons), refusal.err
    assert len(refused(own, "advance 1", 4, "gate-closed")["details"]["report"]["gates"][0]["findings"]) == 7
    for stage, go in (("qualified", to_qualified), ("proposal", to_proposal), ("verbal", to_verbal)):
        closed(own, "advance 1")
        go(own)
        assert asked(own, "gate 1")["is_open"]
        done(own, "advance 1")
        assert asked(own, "show 1")["opportunity"]["stage"] == stage
    closed(own, "advance 1 --override hurry")
    done(own, "win 1 --order PO-7 --amount '60k EUR'")
    closed(own, "advance 1")
    done(own, "order set 1 --contract-on today --booked-on today --booked-amount '58k EUR'")
    done(own, "advance 1")
    row = asked(own, "forecast")["total"]["booked"]
    assert (row["deals"], row["amount"]["amount"], row["amount"]["currency"]) == (1, "58000.00", "EUR")
    moves = done(own, "log 1")
    assert all(stage in moves for stage in STAGES)
    assert "booked" in done(own, "forecast --by stage")


SCREENS = (
    "today", "next 1", "show 1", "list", "assess 1", "gate 1 --stage booked", "gate --all", "guide 1 --show",
    "coach 1 --print-template", "qualify 1 --print-template", "plan show 1", "plan export 1 --out -", "log 1",
    "forecast 2026Q4 --by stage --why", "process steps", "process step 3", "process stages", "process stage verbal",
    "process gate proposal", "process questions", "process cheatsheet", "process search champion", "process about",
    "process sizes", "process reasons", "process roles", "process roles champion", "process tools", "process glossary",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh", "de"])
def test_every_screen_is_there_in_three_languages(language: str, own: Terminal) -> None:
    to_qualified(own)
    done(own, "advance 1")
    done(own, "competitor add Quartz -o 1")
    for line in SCREENS:
        said = own(*shlex.split(line), "--lang", language)
        assert said.code in ((0, 4) if line.startswith("gate 1") else (0,)), f"{line}\n{said}"
        assert "Traceback" not in said.err
        assert not re.search(r"twenty|二十|TAS|technical lead|技术负责人", said.out), line
    for step in range(1, 6):
        for line in (f"guide 1 --show --step {step}", f"coach 1 --print-template --step {step}"):
            done(own, f"{line} --lang {language}")


def test_an_example_of_each_language(own: Terminal) -> None:
    assert "Anfrage benannt" in done(own, "show 1 --lang de")
    assert "Ein Fürsprecher ist benannt und will es sein." in own("gate", "1", "--lang", "de").out
    assert "Welches Problem hat der Kunde?" in done(own, "qualify 1 --print-template --lang de")
    assert "线索已具名" in done(own, "show 1 --lang zh")
    assert "The assessment (8 questions)" in done(own, "process questions")
    assert "The 5 steps on one page" in done(own, "process cheatsheet --format md --out -")


# -- languages -----------------------------------------------------------------------------------------------------


def test_a_language_of_the_pack_is_taken_everywhere(own: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSP_LANG", "de_DE.UTF-8")
    assert "Anfrage benannt" in done(own, "show 1")
    assert "Lead named" in done(own, "show 1 --lang en")
    monkeypatch.delenv("OSP_LANG")
    done(own, "config set language de")
    assert "Anfrage benannt" in done(own, "show 1")
    assert "Account" in done(own, "show 1"), "our own words fall back to English"


def test_a_language_that_nobody_speaks_is_refused(own: Terminal) -> None:
    refused(own, "show 1 --lang fr", 2, "language-unknown")
    allowed = refused(own, "config set language fr", 2, "setting-wrong")["hint"]
    assert "en, zh, de" in allowed
    done(own, "config set language de")
    assert refused(own, "config set pack builtin", 2, "pack-language")["details"]["languages"] == ["en", "zh"]


def test_without_the_pack_its_language_is_refused(osp: Terminal) -> None:
    assert "en, zh" in refused(osp, "today --lang de", 2, "language-unknown")["hint"]
    assert "en, zh" in refused(osp, "config set language de", 2, "setting-wrong")["hint"]
    (osp.home / ".osp").mkdir()
    (osp.home / ".osp" / "settings.toml").write_text('language = "de"\n', encoding="utf-8")
    assert "language" in refused(osp, "today", 2, "settings-broken")["message"]


def test_a_pack_that_broke_after_it_was_set_can_still_be_left(own: Terminal) -> None:
    done(own, "config set language de")
    (own.home / "examples" / "direct-sales" / "gates.toml").write_text("no toml", encoding="utf-8")
    refused(own, "list", 1, "pack-broken")
    shutil.copytree(PACK, own.home / "whole")
    done(own, "config set pack whole")
    assert "Anfrage benannt" in done(own, "show 1")


# -- a book of another pack, and back ------------------------------------------------------------------------------


def stages_in(store: Path) -> dict[int, str]:
    """The stage of each opportunity as the store keeps it."""
    with closing(sqlite3.connect(store)) as connection:
        return dict(connection.execute("SELECT number, stage FROM opportunity"))


def test_a_book_of_the_built_in_pack_opens_with_it(kept: Terminal) -> None:
    store = kept.home / ".osp" / "osp.db"
    before, stages = store.read_bytes(), stages_in(store)
    deals = asked(kept, "list --all")["opportunities"]
    figures = asked(kept, "forecast")["total"]
    done(kept, "config set pack direct-sales")
    means = {key: stage.key for stage in load(PACK).stages for key in stage.was}
    for was, now in zip(deals, asked(kept, "list --all")["opportunities"], strict=True):
        assert now["stage"] == means[was["stage"]]
    total = asked(kept, "forecast")["total"]
    assert all(total[line] == figures[line] for line in ("ordered", "booked"))
    assert total["headline"] == figures["headline"]
    assert "verbal" in done(kept, "forecast --by stage --why")
    listed = asked(kept, "list --stage verbal --all")["opportunities"]
    assert [deal["number"] for deal in listed] == [number for number, stage in stages.items() if stage in ("7", "8")]
    for number in stages:
        for line in ("show", "assess", "debt", "log", "guide --show", "plan export --out -", "next", "plan show"):
            done(kept, f"{line} {number}")
    assert "archived" in asked(kept, "show 16")
    assert store.read_bytes() == before, "looking changes nothing"
    done(kept, "set 7 --next 'Call them' --next-date tomorrow")
    assert stages_in(store) == stages, "a change keeps the stage as it was recorded"


def test_what_was_not_moved_goes_back_to_the_built_in_pack(kept: Terminal) -> None:
    shown = done(kept, "show 5")
    done(kept, "config set pack direct-sales")
    done(kept, "config set pack builtin")
    assert done(kept, "show 5") == shown


def test_going_back_is_refused_where_a_stage_would_be_lost(own: Terminal) -> None:
    store, settings = own.home / ".osp" / "osp.db", own.home / ".osp" / "settings.toml"
    before = store.read_bytes()
    refusal = refused(own, "config set pack builtin", 2, "pack-stages-missing")
    assert refusal["details"]["stages"] == ["lead"]
    assert "direct-sales" in settings.read_text(encoding="utf-8")
    settings.write_text('pack = "builtin"\ncurrency = "EUR"\n', encoding="utf-8")
    for line in ("list", "show 1", "today", "answer budget yes -o 1", "forecast"):
        refusal = refused(own, line, 2, "pack-stages-missing")
        assert "lead" in refusal["message"]
    assert store.read_bytes() == before
    done(own, "config set pack examples/direct-sales")
    assert "Harbour portal" in done(own, "list")


def test_a_pack_without_a_stage_of_the_book_is_refused(kept: Terminal) -> None:
    change(kept.home / "direct-sales" / "stages.toml", 'was = ["5", "6"]\n', "")
    refusal = refused(kept, "config set pack direct-sales", 2, "pack-stages-missing")
    assert refusal["details"]["stages"] == ["5", "6"]
    assert not refused(kept, "config get nothing", 5, "setting-unknown")["details"].get("pack")
    assert asked(kept, "config get pack")["settings"][0]["value"] == ""
    other = kept("config", "set", "pack", "direct-sales", "--db", str(kept.home / "new.db"))
    assert other.code == 0, "another store stands at no stage of it"


# -- faults, removed and changed questions -------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_pack_with_faults_is_refused_with_all_of_them(language: str, osp: Terminal) -> None:
    pack = osp.home / "examples" / "direct-sales"
    change(pack / "gates.toml", 'question = "pain"', 'question = "sorrow"')
    change(pack / "stages.toml", 'was = ["1"]', 'was = ["1", "qualified"]')
    change(pack / "duties.toml", 'last = "verbal"\nmend = ["plan"', 'last = "never"\nmend = ["plan"')
    faults = refused(osp, "config set pack examples/direct-sales", 1, "pack-broken")["details"]["faults"]
    assert {fault["value"] for fault in faults} == {"sorrow", "qualified", "never"}
    told = osp("config", "set", "pack", "examples/direct-sales", "--lang", language).err
    assert all(word in told for word in ("sorrow", "qualified", "never", "gates.toml", "duties.toml"))
    assert {"en": "there is no such question", "zh": "没有这个问题"}[language] in told
    assert "unknown-question" not in told
    assert not (osp.home / ".osp" / "settings.toml").exists()


@pytest.mark.parametrize(("language", "place"), [("en", "tas.toml: is no TOML"), ("zh", "tas.toml：从此处")])
def test_a_fault_of_a_whole_file_is_told_without_a_key(language: str, place: str, osp: Terminal) -> None:
    (osp.home / "examples" / "direct-sales" / "tas.toml").write_text("[[question]", encoding="utf-8")
    told = osp("config", "set", "pack", "examples/direct-sales", "--lang", language).err
    assert place in told
    assert "key :" not in told
    assert "键 ：" not in told


def test_a_missing_folder_and_a_stage_key_that_cannot_be_typed_are_refused(osp: Terminal) -> None:
    refused(osp, "config set pack nowhere", 2, "pack-missing")
    pack = osp.home / "examples" / "direct-sales"
    change(pack / "stages.toml", 'was = ["1"]', 'was = ["1|2"]')
    (fault,) = refused(osp, "config set pack examples/direct-sales", 1, "pack-broken")["details"]["faults"]
    assert (fault["reason"], fault["value"]) == ("unfit-value", "1|2")


def test_a_pack_without_a_won_stage_is_refused(osp: Terminal) -> None:
    stages = osp.home / "examples" / "direct-sales" / "stages.toml"
    stages.write_text(stages.read_text(encoding="utf-8").replace("is_won = true\n", ""), encoding="utf-8")
    (fault,) = refused(osp, "config set pack examples/direct-sales", 1, "pack-broken")["details"]["faults"]
    assert (fault["key"], fault["reason"]) == ("stage[booked].is_won", "missing")


def test_an_answer_outlives_its_question(own: Terminal) -> None:
    done(own, "answer handover yes --evidence 'met on Tuesday'")
    pack = own.home / "examples" / "direct-sales"
    text = (pack / "prompts.toml").read_text(encoding="utf-8")
    (pack / "prompts.toml").write_text(text[: text.rindex("[[question]]")], encoding="utf-8")
    done(own, "config set pack examples/direct-sales")
    assert asked(own, "show 1")["archived"] == ["handover"]
    assert "One answer belongs to a question that the pack in use no longer has" in done(own, "show 1")
    assert "handover" in done(own, "log 1")
    known = refused(own, "answer handover no", 5, "question-archived")["details"]["questions"]
    assert known == refused(own, "answer handoven no", 5, "question-unknown")["details"]["questions"]
    assert "is a question of another pack" in own("answer", "handover", "no").err
    assert "是另一个方法包的问题" in own("answer", "handover", "no", "--lang", "zh").err


def test_an_answer_to_an_older_wording_is_marked(own: Terminal) -> None:
    done(own, "answer med-metrics + --who 'Jonas Brandt' --evidence 'two figures'")
    done(own, "answer pain 'Ships wait'")
    pack = own.home / "examples" / "direct-sales"
    change(pack / "tas.toml", 'id = "med-metrics"', 'id = "med-metrics"\nversion = 2')
    change(pack / "qualification.toml", 'id = "pain"', 'id = "pain"\nversion = 2')
    older = {line["question"] for line in asked(own, "assess 1")["questions"] if line["is_older"]}
    assert older == {"med-metrics"}
    assert "asked in an older wording" in done(own, "assess 1")
    assert "asked in an older wording" in done(own, "show 1")
    assert "按旧的问法回答" in done(own, "assess 1 --lang zh")
    done(own, "answer med-metrics + --who 'Jonas Brandt' --evidence 'both figures again'")
    assert "older wording" not in done(own, "assess 1")


def test_figures_of_the_settings_must_fit_the_pack(osp: Terminal) -> None:
    done(osp, "config set probability.9.5 100")
    done(osp, "config set pack examples/direct-sales")
    done(osp, "config set probability.verbal 75")
    assert refused(osp, "config set pack builtin", 5, "stage-unknown")["details"]["stages"][0] == "1"


def test_an_export_of_a_crm_takes_the_stages_and_reasons_of_the_pack(own: Terminal) -> None:
    rows = ("name,account,stage,status,amount,close", "Buoys,Alder Bay,proposal,,40k EUR,2026-12-20")
    rows = (*rows, "Lamps,Alder Bay,verbal,lost,30k EUR,2026-11-02", "Ropes,Alder Bay,won,,20k EUR,2026-11-03")
    (own.home / "crm.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done(own, "import crm.csv")
    stages = {deal["name"]: deal["stage"] for deal in asked(own, "list --all")["opportunities"]}
    assert stages == {"Harbour portal": "lead", "Buoys": "proposal", "Lamps": "verbal", "Ropes": "booked"}
    assert "not told (imported)" in done(own, "show Lamps")


def test_a_pack_may_ask_nothing_of_competitors_risks_coaching_or_a_checklist(own: Terminal) -> None:
    pack = own.home / "examples" / "direct-sales"
    for name in ("competitors", "risks", "coaching", "qualification"):
        (pack / f"{name}.toml").write_text('form = "sign"\n', encoding="utf-8")
    change(
        pack / "gates.toml", 'rule = "one-positive", question = "pain"', 'rule = "one-positive", question = "med-pain"'
    )
    change(
        pack / "gates.toml",
        'rule = "one-positive", question = "money"',
        'rule = "one-positive", question = "med-paper"',
    )
    for name in ("practice", "work", "about", "warnings", "duties", "signals", "strategies", "glossary"):
        (pack / f"{name}.toml").unlink(missing_ok=True)
    done(own, "config set pack examples/direct-sales")
    done(own, "competitor add Quartz -o 1")
    for line in SCREENS:
        said = own(*shlex.split(line))
        assert said.code in ((0, 4) if line.startswith("gate 1") else (0,)), f"{line}\n{said}"
    for step in range(1, 6):
        done(own, f"guide 1 --show --step {step}")
        done(own, f"guide 1 --print-template --step {step}")
    done(own, "risk add 'The crew is busy' --counter 'two fitters'")
    done(own, "assess 1 --against Quartz")


@pytest.mark.parametrize(("language", "told"), [("en", "not shown with this pack"), ("zh", "不再显示")])
def test_a_question_that_got_another_id_is_told_before_and_after_and_nothing_is_lost(
    kept: Terminal, language: str, told: str
) -> None:
    before = asked(kept, "show 16")["qualification"]
    done(kept, "process export ours")
    for file in (kept.home / "ours").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r'"(timetable|business-owner-named)"', r'"\1-anew"', text), encoding="utf-8")

    checked = done(kept, f"process check ours --lang {language}")
    changed = done(kept, f"config set pack ours --lang {language}")

    for said in (checked, changed):
        assert told in said
        assert "timetable" in said
        assert "business-owner-named" in said
    assert asked(kept, "process check ours")["archived"] == ["timetable", "business-owner-named"]
    assert "timetable" in asked(kept, "show 16")["archived"]
    assert asked(kept, "config set pack builtin")["archived"] == []
    assert asked(kept, "show 16")["qualification"] == before


def test_a_link_in_the_place_of_a_file_of_a_pack_is_replaced_and_never_followed(osp: Terminal) -> None:
    (osp.home / "ours").mkdir()
    (osp.home / "mine.txt").write_text("mine", encoding="utf-8")
    (osp.home / "ours/steps.toml").symlink_to("../mine.txt")
    (osp.home / "ours/gates.toml").symlink_to("../none")
    assert osp("process", "export", "ours").code == 2
    done(osp, "process export ours --force")
    assert (osp.home / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert not (osp.home / "none").exists()
    assert not any(file.is_symlink() for file in (osp.home / "ours").iterdir())


def test_a_pack_for_an_empty_book_archives_nothing(osp: Terminal) -> None:
    assert asked(osp, "process check examples/direct-sales")["archived"] == []


@pytest.mark.parametrize(
    ("locale", "said"), [("de_DE.UTF-8", "Angebot"), ("C.UTF-8", "Proposal"), ("fr_FR", "Proposal")]
)
def test_the_locale_alone_chooses_a_language_that_only_the_pack_speaks(
    own: Terminal, monkeypatch: pytest.MonkeyPatch, locale: str, said: str
) -> None:
    monkeypatch.setenv("LANG", locale)

    assert said.casefold() in done(own, "process stages").casefold()
    if said == "Proposal":
        assert "angebot" not in done(own, "process stages").casefold()


def _keys(form: object) -> set[str]:
    """Every key that a form and those within it take."""
    if isinstance(form, type) and issubclass(form, Form):
        inner = (_keys(field.annotation) for field in form.model_fields.values())
        return {*form.model_fields, *(key for keys in inner for key in keys)}
    return {key for each in get_args(form) for key in _keys(each)}


def test_the_description_of_a_pack_names_every_file_and_every_key() -> None:
    text = (PACK.parent / "README.md").read_text(encoding="utf-8").partition("### What a pack holds")[2]
    named = set(re.findall(r"`([^`]+)`", text))

    assert {*FILES, *READ} - named == set()
    assert {key for form in {**FILES, **READ}.values() for key in _keys(form)} - named == set()
    assert {f"*`{name}`*" for name in READ} - set(re.findall(r"\*`[^`]+`\*", text)) == set()
