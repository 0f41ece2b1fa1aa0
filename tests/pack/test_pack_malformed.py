"""A malformed pack is refused with file, key and reason; one copy of the built-in pack, one change each."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from osp_cli.cli.quick import fits
from osp_cli.errors import ExitCode, PackBroken
from osp_cli.pack import load
from osp_cli.pack.references import FaultReason

PROJECT = "客户项目：有没有明确的项目和负责人？"

COMPETITOR_SIGNAL, TIMETABLE_SIGNAL = "signal[signal-competitor-unknown].when", "signal[signal-timetable].when"
OVERDUE_SIGNAL = "signal[signal-overdue].when[1]"
MUTATIONS = [
    ("stages.toml", 'key = "9.5"', "key = 9.5", "stage[9.5].key", "not-text", "9.5"),
    ("tas.toml", f', zh = "{PROJECT}"', "", "question[tas-project].text", "language-missing", "zh"),
    ("tas.toml", f'zh = "{PROJECT}"', 'zh = " "', "question[tas-project].text", "text-empty", "zh"),
    ("roles.toml", 'zh = "代理商" }', 'zh = "代理商", fr = "revendeur" }',
     "role[reseller].text", "language-unknown", "fr"),
    ("gates.toml", 'by = "decided", step = 5', 'by = "dreamt", step = 5',
     "gate[5].criteria[decision-go-renewed].kind.by", "unknown-kind", "dreamt"),
    ("gates.toml", 'rule = "risks-countered"', 'rule = "risks-ignored"',
     "gate[5].criteria[risks-countered].kind.rule", "unknown-kind", "risks-ignored"),
    ("gates.toml", 'question = "budget"', 'question = "treasure"',
     "criteria[budget-clear].kind.question", "unknown-question", "treasure"),
    ("gates.toml", 'section = "can-we-win"', 'section = "can-we-dance"',
     "criteria[can-we-win-known].kind.section", "unknown-section", "can-we-dance"),
    ("gates.toml", 'fields = ["debts"]', 'fields = ["regrets"]',
     "gate[8].criteria[no-open-debts].kind.fields[1]", "unknown-value", "regrets"),
    ("gates.toml", 'stage = "9.5"', 'stage = "9.6"', "gate[9.6].stage", "unknown-stage", "9.6"),
    ("gates.toml", 'by = "decided", step = 5', 'by = "decided", step = 9',
     "criteria[decision-go-renewed].kind.step", "unknown-step", "9"),
    ("gates.toml", 'id = "shipped"', 'id = "booked"', "criteria[booked]", "duplicate", "booked"),
    ("gates.toml", 'or_confirmed = "no-competitor"', 'or_confirmed = "budget-clear"',
     "criteria[budget-clear]", "duplicate", "budget-clear"),
    ("stages.toml", 'confirmed_by = "sales-manager"', 'confirmed_by = "king"',
     "stage[3].confirmed_by", "unknown-role", "king"),
    ("gates.toml", 'role = "technical-lead", names = true', 'role = "wizard", names = true',
     "criteria[technical-lead-identified].kind.role", "unknown-role", "wizard"),
    ("stages.toml", 'key = "9.5"', 'key = "11"', "stage[10]", "order-wrong", "11, 10"),
    ("stages.toml", "probability = 65", "probability = 5", "stage[6]", "order-wrong", "5, 6"),
    ("stages.toml", "probability = 65", "probability = 165", "stage[6].probability", "unfit-value", "165"),
    ("stages.toml", 'category = "best"', 'category = "sure"', "stage[5].category", "unknown-value", "sure"),
    ("prompts.toml", 'id = "business-issues"', 'id = "budget"', "question[budget]", "duplicate", "budget"),
    ("risks.toml", 'id = "risk-people"', 'id = "Risk People"', "question[Risk People].id", "bad-id", "Risk People"),
    ("tas.toml", "number = 2\n", "number = 1\n", "question.number[1]", "duplicate", "1"),
    ("tas.toml", "number = 2\n", "", "question[tas-business].number", "missing", ""),
    ("plan.toml", 'content = "plan-value"', 'content = "plan-b"', "part[value].content", "unknown-question", "plan-b"),
    ("plan.toml", 'form = "text"', "", "question[plan-relationship].form", "missing", ""),
    ("sizes.toml", "USD = [50000, 100000]", "USD = [100000, 50000]", "limits.USD", "order-wrong", "100000, 50000"),
    ("sizes.toml", "USD = [50000, 100000]", "dollars = [50000, 100000]", "limits.dollars", "unfit-value", "dollars"),
    ("sizes.toml", "USD = [50000, 100000]", "USX = [50000, 100000]", "limits.USX", "unfit-value", "USX"),
    ("sizes.toml", "USD = [50000, 100000]", "USD = [50000]", "limits.USD", "too-few", ""),
    ("sizes.toml", 'size = "strategic"', 'size = "small"', "rule[small]", "duplicate", "small"),
    ("steps.toml", "number = 8", "number = 9", "step", "order-wrong", "1, 2, 3, 4, 5, 6, 7, 9"),
    ("steps.toml", 'id = "goal-8"', 'id = "goal-1"', "item[goal-1]", "duplicate", "goal-1"),
    ("practice.toml", 'id = "how-1-region"', 'id = "goal-1"', "item[goal-1]", "duplicate", "goal-1"),
    ("practice.toml", "number = 8", "number = 9", "step[9]", "unknown-step", "9"),
    ("work.toml", 'role = "rep"', 'role = "boss"', "work[1 boss].role", "unknown-role", "boss"),
    ("warnings.toml", "steps = [2]", "steps = [12]", "warning[avoid-seminars].steps", "unknown-step", "12"),
    ("duties.toml", 'first = "5"', 'first = "7.5"', "duty[duty-revisit]", "unknown-stage", "7.5"),
    ("duties.toml", 'first = "5"\nlast = "8"', 'first = "8"\nlast = "5"', "duty[duty-revisit]", "order-wrong", "8, 5"),
    ("duties.toml", '"strategic-experts"', '"no-question"', "duty[duty-experts].question", "unknown-question", None),
    ("signals.toml", 'question = "timetable"', 'question = "x"', TIMETABLE_SIGNAL, "unknown-question", "x"),
    ("signals.toml", '"competitors-assessed"', '"odd"', COMPETITOR_SIGNAL, "unknown-criterion", "odd"),
    ("signals.toml", "overdue = true }", "overdue = true, changed = true }", OVERDUE_SIGNAL, "unfit-value", None),
    ("gates.toml", ', rule = "risks-countered"', "", "gate[5].criteria[risks-countered].kind.rule", "missing", ""),
    ("duties.toml", '["note", "TEXT",', '["noet", "TEXT",', "duty[duty-revisit].mend", "unknown-command", None),
    ("duties.toml", '"submit"', '"sumbit"', "duty[duty-plan-review].mend", "unknown-command", "plan sumbit {number}"),
    ("strategies.toml", '"tas-funds"', '"tas-x"', "strategy[strategy-no-funds].when", "unknown-question", "tas-x"),
    ("strategies.toml", '"can-we-win", most', '"can-we-loose", most', "strategy[strategy-too-weak].when",
     "unknown-section", "can-we-loose"),
    ("strategies.toml", "{ behind = true }", "{ behind = true, ahead = 3 }", "strategy[strategy-behind].when[1]",
     "unfit-value", None),
    ("strategies.toml", 'kind = "defend"', 'kind = "attack"', "strategy[strategy-incumbent].kind", "unknown-value",
     "attack"),
    ("signals.toml", '"--next-date"', '"--nxt-date"', "signal[signal-no-actions].mend", "unknown-command", None),
    ("signals.toml", '["answer", "timetable", "ANSWER",', '["answer", "timetable",', "signal[signal-timetable].mend",
     "unknown-command", "answer timetable -o {number}"),
    ("signals.toml", '["answer", "timetable"', '["answer", "tiemtable"', "signal[signal-timetable].mend",
     "unknown-question", "tiemtable"),
    ("duties.toml", '["note", "TEXT", "-o"', '["confirm", "rumour", "-o"', "duty[duty-revisit].mend",
     "unknown-criterion", "rumour"),
    ("reasons.toml", 'code = "price"', 'code = "price"\ncolour = "red"', "reason[price].colour", "unknown-key", "red"),
    ("reasons.toml", 'code = "price"\norigin = "ours"', 'code = "price"', "reason[price].origin", "missing", ""),
    ("reasons.toml", 'code = "not-given"\norigin = "ours"\nends = ["lost", "cancelled", "withdrawn"]',
     'code = "not-given"\norigin = "ours"\nends = ["lost"]', "reason.imports_only=true", "reason-lacking",
     "cancelled"),
    ("coaching.toml", "[[question]]", "[question", "", "not-toml", None),
]  # fmt: skip


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the built-in pack that a test may spoil."""
    copy = tmp_path / "pack"
    copy.mkdir()
    for file in load.SOURCE.glob("*.toml"):
        shutil.copy(file, copy)
    return copy


def _change(pack: Path, file: str, old: str, new: str) -> None:
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _faults(pack: Path) -> list[dict[str, str]]:
    with pytest.raises(PackBroken) as caught:
        load.load(pack, fits)
    error = caught.value
    assert error.code == "pack-broken"
    assert error.exit_code == ExitCode.FAILURE
    faults: list[dict[str, str]] = error.details["faults"]
    assert error.values == {**faults[0], "count": len(faults)}
    return faults


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: f"{mutation[0]}: {mutation[3]} {mutation[4]}")
def test_a_malformed_pack_is_refused_with_file_key_and_reason(
    pack: Path, mutation: tuple[str, str, str, str, str, str | None]
) -> None:
    file, old, new, key, reason, value = mutation
    _change(pack, file, old, new)

    faults = _faults(pack)

    assert (file, key, reason) in [(fault["file"], fault["key"], fault["reason"]) for fault in faults]
    if value is not None:
        assert value in [fault["value"] for fault in faults]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: f"{mutation[0]}: {mutation[3]} {mutation[4]}")
def test_a_fault_hides_no_fault_elsewhere_and_makes_none(
    pack: Path, mutation: tuple[str, str, str, str, str, str | None]
) -> None:
    """Whatever its kind, a fault is told in one round with a reference that leads nowhere, and with nothing else."""
    file, old, new, *_ = mutation
    _change(pack, file, old, new)
    alone = _faults(pack)
    _change(pack, "stages.toml", 'confirmed_by = "reseller-or-rep"', 'confirmed_by = "nobody"')
    _change(pack, "prompts.toml", 'origin = "method"', 'origin = "hearsay"')

    both = _faults(pack)

    elsewhere = [(fault["file"], fault["reason"]) for fault in both if fault not in alone]
    assert ("prompts.toml", "unknown-value") in elsewhere
    assert ("stages.toml", "unknown-role") in elsewhere
    assert len(elsewhere) == 2
    assert [fault for fault in alone if fault not in both] == []


SAME_ENTRY = [
    # A value that is none of those allowed, and the same stage below the one before it.
    ("stages.toml", 'probability = 65\nusual_days = 30\ncategory = "best"', 'probability = 5\ncategory = "sure"',
     [("stage[6].category", "unknown-value"), ("stage[6]", "order-wrong")]),
    ("stages.toml", "step = 6\nprobability = 65", "step = 2\nprobability = 165",
     [("stage[6].probability", "unfit-value"), ("stage[6]", "order-wrong")]),
    ("stages.toml", 'confirmed_by = "sales-manager"\nstep = 3', 'confirmed_by = "king"\nstep = "three"',
     [("stage[3].step", "unfit-value"), ("stage[3].confirmed_by", "unknown-role")]),
    ("gates.toml", "limit = 5", 'limit = -5, section = "can-we-dance"',
     [("gate[5].criteria[few-unknown].kind.limit", "unfit-value"),
      ("criteria[few-unknown].kind.section", "unknown-section")]),
    ("gates.toml", 'rule = "competitors-assessed", or_confirmed = "no-competitor" }',
     'rule = "competitors-accessed", or_confirmed = "no-competitor" }\nconfirmed_byy = "x"',
     [("gate[5].criteria[competitors-assessed].kind.rule", "unknown-kind"),
      ("gate[5].criteria[competitors-assessed].confirmed_byy", "unknown-key")]),
    ("sizes.toml", "USD = [50000, 100000]", "USD = [50000]\nEUR = [9, 3]",
     [("limits.USD", "too-few"), ("limits.EUR", "order-wrong")]),
    ("steps.toml", 'goal = { id = "goal-8",', 'aim = { id = "goal-8",',
     [("step[expansion].goal", "missing"), ("step[expansion].aim", "unknown-key")]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "wanted"), SAME_ENTRY, ids=[case[3][0][0] for case in SAME_ENTRY])
def test_two_faults_of_one_entry_are_told_in_one_round(
    pack: Path, file: str, old: str, new: str, wanted: list[tuple[str, str]]
) -> None:
    _change(pack, file, old, new)

    assert sorted((fault["key"], fault["reason"]) for fault in _faults(pack)) == sorted(wanted)


@pytest.mark.parametrize(
    "gone",
    [
        "pack.toml",
        "roles.toml",
        "steps.toml",
        "stages.toml",
        "gates.toml",
        "tas.toml",
        "qualification.toml",
        "plan.toml",
        "coaching.toml",
        "reasons.toml",
        "sizes.toml",
    ],
)
def test_a_file_that_cannot_be_read_hides_no_fault_elsewhere_and_makes_none(pack: Path, gone: str) -> None:
    _change(pack, "practice.toml", "number = 8", "number = 7")
    (pack / gone).write_text("[", encoding="utf-8")

    assert {(fault["file"], fault["reason"]) for fault in _faults(pack)} == {
        (gone, "not-toml"), ("practice.toml", "duplicate"),
    }  # fmt: skip


def test_the_commands_of_the_built_in_pack_are_commands() -> None:
    assert load.load(load.SOURCE, fits).name


def test_a_stage_that_no_gate_leads_into_is_refused(pack: Path) -> None:
    path = pack / "gates.toml"
    head, tail = path.read_text(encoding="utf-8").split('[[gate]]\nstage = "6"', 1)
    path.write_text(head + tail[tail.index("[[gate]]") :], encoding="utf-8")

    assert _faults(pack) == [{"file": "stages.toml", "key": "stage[6]", "reason": "stage-unreachable", "value": "6"}]


def test_a_gate_into_the_first_stage_is_refused(pack: Path) -> None:
    _change(pack, "gates.toml", '[[gate]]\nstage = "2"', '[[gate]]\nstage = "1"')

    assert [fault["reason"] for fault in _faults(pack)] == ["gate-of-first-stage", "stage-unreachable"]


def test_a_missing_file_is_refused(pack: Path) -> None:
    (pack / "risks.toml").unlink()

    assert _faults(pack) == [{"file": "risks.toml", "key": "", "reason": "file-missing", "value": ""}]


def test_a_file_of_another_name_is_refused(pack: Path) -> None:
    (pack / "rsiks.toml").write_text("", encoding="utf-8")

    assert _faults(pack) == [{"file": "rsiks.toml", "key": "", "reason": "file-unknown", "value": ""}]


def test_an_empty_folder_is_refused_with_every_file_it_lacks(tmp_path: Path) -> None:
    assert {fault["reason"] for fault in _faults(tmp_path)} == {"file-missing"}


def test_a_pack_needs_english(pack: Path) -> None:
    for file in pack.glob("*.toml"):
        text = re.sub(r'\ben = "[^"]*", zh', "zh", file.read_text(encoding="utf-8"))
        file.write_text(text.replace('["en", "zh"]', '["zh"]'), encoding="utf-8")

    assert _faults(pack) == [{"file": "pack.toml", "key": "languages", "reason": "language-missing", "value": "en"}]


def test_a_third_language_must_be_spoken_everywhere(pack: Path) -> None:
    _change(pack, "pack.toml", '["en", "zh"]', '["en", "zh", "fr"]')

    faults = _faults(pack)

    assert {(fault["reason"], fault["value"]) for fault in faults} == {("language-missing", "fr")}
    assert len(faults) > 500


def test_all_faults_of_form_are_listed_at_once(pack: Path) -> None:
    _change(pack, "stages.toml", 'key = "9.5"', "key = 9.5")
    _change(pack, "reasons.toml", 'code = "timing"\n', "")
    _change(pack, "roles.toml", 'side = "us"', 'side = "them"')

    assert [(fault["file"], fault["reason"]) for fault in _faults(pack)] == [
        ("roles.toml", "unknown-value"),
        ("stages.toml", "not-text"),
        ("reasons.toml", "missing"),
    ]


def test_all_faults_of_reference_are_listed_at_once(pack: Path) -> None:
    _change(pack, "gates.toml", 'question = "budget"', 'question = "treasure"')
    _change(pack, "gates.toml", "step = 5", "step = 55")
    _change(pack, "stages.toml", 'confirmed_by = "rep"', 'confirmed_by = "king"')

    assert [fault["reason"] for fault in _faults(pack)] == ["unknown-role", "unknown-step", "unknown-question"]


def test_an_explanation_may_be_left_out_of_coaching_but_not_of_the_twenty(pack: Path) -> None:
    for file in ("coaching.toml", "plan.toml", "tas.toml"):
        text = (pack / file).read_text(encoding="utf-8")
        (pack / file).write_text(re.sub(r"\nyes = .*", "", text, count=1), encoding="utf-8")

    assert _faults(pack) == [{"file": "tas.toml", "key": "question[tas-project].yes", "reason": "missing", "value": ""}]


def _sentences(language: str) -> dict[str, str]:
    text = (load.SOURCE.parent / "words" / language / "pack.toml").read_text(encoding="utf-8")
    sentences: dict[str, str] = tomllib.loads(text)["pack-faults"]
    return sentences


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_reason_of_a_fault_has_its_sentence(language: str) -> None:
    sentences = _sentences(language)

    assert set(sentences) == set(get_args(FaultReason))
    assert all(sentences.values())


def test_the_sentences_of_the_faults_are_translated_with_the_same_placeholders() -> None:
    english, chinese = _sentences("en"), _sentences("zh")

    for reason, sentence in english.items():
        assert sentence != chinese[reason]
        assert ("{value}" in sentence) == ("{value}" in chinese[reason])
