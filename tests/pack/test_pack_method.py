"""What the built-in pack says of the method: steps, stages, gates, questions, sizes, reasons."""

from __future__ import annotations

import pytest

from osp_cli.domain.kinds import (
    AllAsked,
    Answered,
    Approved,
    CompetitorsAssessed,
    Confirmed,
    CriterionKind,
    Decided,
    FewUnknown,
    OnePositive,
    Recorded,
    RisksCountered,
    SizeComplete,
)
from osp_cli.domain.process import Text
from osp_cli.pack.load import builtin

STAGES = [
    ("1", "rep", 2, 5, "pipeline", False),
    ("2", "technical-lead", 2, 10, "pipeline", False),
    ("3", "sales-manager", 3, 20, "pipeline", False),
    ("4", "business-owner", 4, 35, "pipeline", False),
    ("5", "technical-lead", 5, 50, "best", False),
    ("6", "technical-lead", 6, 65, "best", False),
    ("7", "business-owner", 6, 80, "commit", False),
    ("8", "reseller-or-rep", 7, 90, "commit", False),
    ("9", "order-administration", 7, 100, "commit", True),
    ("9.5", "order-administration", 7, 100, "commit", True),
    ("10", "order-administration", 7, 100, "commit", True),
]

CRITERIA: list[tuple[str, str, CriterionKind, bool]] = [
    ("2", "technical-lead-identified", Confirmed("technical-lead", names=True), True),
    ("2", "buying-process-clear", Answered(OnePositive("buying-process")), True),
    ("2", "budget-clear", Answered(OnePositive("budget")), True),
    ("2", "amount-and-date-known", Recorded(("amount", "close")), True),
    ("2", "qualification-complete", Answered(AllAsked("qualification")), True),
    ("2", "decision-go", Decided(2), True),
    ("2", "conditions-settled", Recorded(("conditions",)), True),
    ("3", "deal-size-complete", Answered(SizeComplete()), True),
    ("3", "plan-approved", Approved("plan"), True),
    ("4", "business-owner-named", Confirmed("business-owner", names=True), True),
    ("4", "project-confirmed", Confirmed("business-owner"), True),
    ("4", "funding-confirmed", Confirmed("business-owner"), True),
    ("4", "assessment-support-promised", Confirmed("business-owner"), True),
    ("4", "compelling-event-recorded", Answered(OnePositive("compelling-event", "event")), True),
    ("5", "short-list-confirmed", Confirmed("technical-lead"), True),
    ("5", "solution-thinking-agreed", Confirmed("technical-lead"), True),
    ("5", "business-issues-recorded", Answered(OnePositive("business-issues", "business-issue")), True),
    ("5", "technical-issues-recorded", Answered(OnePositive("technical-issues", "technical-issue")), True),
    ("5", "risks-countered", Answered(RisksCountered()), True),
    ("5", "competitors-assessed", Answered(CompetitorsAssessed("no-competitor")), True),
    ("5", "decision-go-renewed", Decided(5), True),
    ("5", "few-unknown", Answered(FewUnknown(5)), False),
    ("6", "technical-win-confirmed", Confirmed("technical-lead"), True),
    ("7", "solution-and-quotation-agreed", Confirmed("business-owner"), True),
    ("7", "buying-commitment", Confirmed("business-owner", dates=True), True),
    ("7", "discount-and-terms-confirmed", Approved("discount"), True),
    ("7", "can-we-win-known", Answered(FewUnknown(0, "can-we-win")), False),
    ("8", "negotiation-started", Answered(OnePositive("commercial-negotiation")), True),
    ("8", "reseller-terms-settled", Answered(OnePositive("reseller-terms", "terms")), True),
    ("8", "no-open-debts", Recorded(("debts",)), False),
    ("9", "order-received", Recorded(("order.number", "order.date", "order.amount"), is_record=True), True),
    ("9.5", "contract-on-file", Recorded(("order.contract_on",), is_record=True), True),
    ("9.5", "processing-complete", Recorded(("order.processed_on",), is_record=True), True),
    ("10", "shipped", Recorded(("order.shipped_on",), is_record=True), True),
    ("10", "payment-known", Recorded(("order.paid",), is_record=True), True),
    ("10", "booked", Recorded(("order.booked_on", "order.booked_amount"), is_record=True), True),
]

SECTIONS = {
    "is-there-an-opportunity": [
        "tas-project", "tas-business", "tas-finance", "tas-funds", "tas-compelling-event",
    ],
    "can-we-compete": [
        "tas-formal-criteria", "tas-solution-fit", "tas-resources", "tas-relationship", "tas-unique-value",
    ],
    "can-we-win": [
        "tas-inside-support", "tas-executive-credibility", "tas-culture", "tas-informal-criteria",
        "tas-political-alignment",
    ],
    "is-it-worth-winning": [
        "tas-short-term-revenue", "tas-future-revenue", "tas-profitability", "tas-risk", "tas-strategic-value",
    ],
}  # fmt: skip


def test_the_eight_steps_stand_in_order_each_with_its_goal() -> None:
    process = builtin()

    assert [(step.number, step.key) for step in process.steps] == [
        (1, "territory-plan"),
        (2, "demand"),
        (3, "opportunity-plan"),
        (4, "sponsorship"),
        (5, "assessment"),
        (6, "validation"),
        (7, "close"),
        (8, "expansion"),
    ]
    for step in process.steps:
        assert step.goal.id == f"goal-{step.number}"


def test_the_steps_bear_the_names_a_chinese_rep_expects() -> None:
    names = [step.name.say("zh") for step in builtin().steps]

    assert names == [
        "领域/客户/合作伙伴的营销计划",
        "营造需求",
        "项目计划",
        "客户高层支持",
        "项目研讨",
        "项目确认",
        "收单",
        "业务的进一步拓展",
    ]


def test_the_stages_say_who_confirms_them_their_step_chance_and_category() -> None:
    stages = builtin().stages

    assert [(s.key, s.confirmed_by, s.step, s.probability, s.category, s.is_won) for s in stages] == STAGES
    assert [stage.rank for stage in stages] == list(range(len(STAGES)))


@pytest.mark.parametrize(("stage", "step"), [("1", 2), ("2", 3), ("3", 4), ("6", 6), ("7", 7), ("9.5", 7), ("10", 8)])
def test_the_current_step_is_that_of_the_next_stage(stage: str, step: int) -> None:
    assert builtin().current_step(stage) == step


def test_the_gates_hold_these_criteria_and_no_other() -> None:
    found = [(gate.stage, c.id, c.kind, c.is_must) for gate in builtin().gates for c in gate.criteria]

    assert found == CRITERIA


def test_what_the_deal_size_asks_is_judged_at_every_later_gate_too() -> None:
    again = [c.id for gate in builtin().gates for c in gate.criteria if c.is_again]

    assert again == ["conditions-settled", "deal-size-complete", "plan-approved"]


def test_every_criterion_says_who_confirms_it() -> None:
    process = builtin()
    roles = {role.id for role in process.roles}

    for gate in process.gates:
        for criterion in gate.criteria:
            assert criterion.confirmed_by in roles
            if isinstance(criterion.kind, Confirmed):
                assert criterion.confirmed_by == criterion.kind.role


def test_the_twenty_questions_stand_under_four_headings_in_their_order() -> None:
    process = builtin()
    twenty = process.questions_of("tas")

    assert [section.id for section in process.sections] == list(SECTIONS)
    assert {s: [q.id for q in twenty if q.section == s] for s in SECTIONS} == SECTIONS
    assert [question.number for question in twenty] == list(range(1, 21))
    assert {question.form for question in twenty} == {"sign"}
    assert process.question("5").id == "tas-compelling-event"


def test_the_questions_marked_for_comparison_are_asked_of_competitors_after_their_prompts() -> None:
    compared = [question.id for question in builtin().compared_questions()]

    assert compared == [
        "competitor-strengths",
        "competitor-weaknesses",
        "competitor-standing",
        "competitor-message",
        "competitor-next-move",
        "tas-formal-criteria",
        "tas-solution-fit",
        "tas-relationship",
        "tas-unique-value",
        "tas-inside-support",
        "tas-executive-credibility",
        "tas-informal-criteria",
        "tas-political-alignment",
    ]


def test_the_checklist_covers_what_the_method_wants_known_at_step_2() -> None:
    checklist = {question.id: question.form for question in builtin().questions_of("qualification", 2)}

    assert checklist == {
        "business-goals": "text",
        "business-drivers": "text",
        "business-pain": "text",
        "project-scope": "text",
        "decision-chain": "text",
        "supporters": "sign",
        "decision-criteria": "text",
        "buying-process": "sign",
        "competitors": "text",
        "budget": "sign",
        "timetable": "text",
        "location": "text",
        "reason-to-buy": "text",
        "our-fit": "sign",
    }


def test_whatever_is_judged_explains_each_of_its_answers() -> None:
    for question in builtin().questions:
        texts = (question.meaning, question.yes, question.no, question.unknown, question.next_question)
        if question.kind == "coaching":
            assert question.yes.say("zh"), question.id
            assert question.no.say("en"), question.id
        elif question.kind == "winloss":  # in words: what it is about is explained
            assert question.meaning.say("en"), question.id
            assert question.meaning.say("zh"), question.id
        else:
            assert all(text.say("en") and text.say("zh") for text in texts), question.id


def test_a_text_that_is_left_out_says_nothing() -> None:
    assert Text({}).say("zh") == ""
    assert Text({"en": "yes"}).say("fr") == "yes"


def test_every_step_has_coaching_questions() -> None:
    process = builtin()

    numbers = [len(process.questions_of("coaching", step.number)) for step in process.steps]

    assert numbers == [4, 5, 3, 3, 4, 3, 3, 3]


def test_risks_and_competitors_are_asked_at_step_3_where_the_plan_needs_them() -> None:
    process = builtin()

    assert len(process.questions_of("risk", 3)) == 8
    assert len(process.questions_of("competitor", 3)) == 5
    assert [q.id for q in process.questions_of("prompt", 5)] == ["business-issues", "technical-issues"]


def test_the_plan_requires_facts_assessment_risks_competitors_and_the_prompts_of_step_3() -> None:
    process = builtin()
    contents = [part.content for part in process.plan_parts if part.is_required]
    prompts = [question.id for question in process.questions_of("plan", 3)]

    assert set(contents) == {"facts", "assessment", "risks", "competitors", *prompts}
    assert len(contents) == len(process.plan_parts) == 10
    assert prompts == [
        "plan-relationship",
        "plan-value",
        "plan-solution",
        "plan-competition",
        "plan-partner",
        "plan-actions",
    ]


def test_the_deal_size_rules_ask_nothing_an_assessment_or_a_plan() -> None:
    sizes = builtin().sizes

    assert [(rule.size, rule.needs, rule.plan, rule.pages) for rule in sizes.rules] == [
        ("small", "nothing", "opportunity", "1"),
        ("medium", "assessment", "opportunity", "1"),
        ("large", "plan", "opportunity", "3"),
        ("strategic", "plan", "full", "3+"),
    ]
    assert sizes.limits == {"USD": (50_000, 100_000), "CNY": (350_000, 700_000)}


def test_every_reason_fits_every_end_but_imports_alone_give_none() -> None:
    reasons = builtin().reasons

    assert [reason.code for reason in reasons] == [
        "price",
        "product-gap",
        "relationship",
        "timing",
        "budget-withdrawn",
        "no-decision",
        "competitor-incumbent",
        "own-resources",
        "other",
        "not-given",
    ]
    assert all(set(reason.ends) == {"lost", "cancelled", "withdrawn"} for reason in reasons)
    assert [reason.code for reason in reasons if reason.needs_note] == ["other"]
    assert [reason.code for reason in reasons if reason.imports_only] == ["not-given"]
