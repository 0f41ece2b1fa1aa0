"""How each kind of criterion is judged: met or not, because of what, what is missing, and the commands that mend it."""

from __future__ import annotations

from datetime import date
from typing import Any, assert_never

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Because, Finding, Mend
from osp_cli.domain.holders import holder
from osp_cli.domain.kinds import (
    AllAsked,
    Answered,
    AnswerRule,
    Approved,
    CompetitorsAssessed,
    Confirmed,
    Decided,
    FewUnknown,
    OnePositive,
    Recorded,
    RecordKind,
    RisksCountered,
    SizeComplete,
)
from osp_cli.domain.on_record import RULES, complete_of, lacking, records_of
from osp_cli.domain.partners import TERMS
from osp_cli.domain.plan import completeness
from osp_cli.domain.process import Criterion, Process
from osp_cli.domain.size import deal_size
from osp_cli.domain.value import ISSUE
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """What a criterion is judged on: `dossier` as it stood on the day, `whole` where more happened after it."""

    dossier: Dossier
    process: Process
    on: date
    base: str
    whole: Dossier | None = None

    @classmethod
    def of(cls, dossier: Dossier, process: Process, on: date, base: str) -> Case:
        """The case as it stood at the end of a day."""
        standing = dossier.as_of(on)
        return cls(standing, process, on, base, None if standing is dossier else dossier)

    @property
    def number(self) -> str:
        """The opportunity's number as a word of a command."""
        return str(self.dossier.opportunity.number)


MET_LATER = "met-later"
Verdict = tuple[bool, Because, tuple[str, ...], tuple[Mend, ...]]


def finding(criterion: Criterion, case: Case) -> Finding:
    """One criterion judged. A new kind of criterion does not pass the type checker before it is judged here."""
    verdict = _judge(criterion, case)
    if not verdict[0] and case.whole is not None:
        verdict = _met_later(criterion, case, case.whole) or verdict
    is_met, because, missing, mends = verdict
    return Finding(criterion.id, is_met, criterion.is_must, because, missing, mends, criterion.confirmed_by)


def _met_later(criterion: Criterion, case: Case, whole: Dossier) -> Verdict | None:
    """Not met on the day, but on a later one: the move cannot have been before it."""
    process, present = case.process, case.dossier.opportunity.stage
    for day in whole.days_after(case.on):
        if _judge(criterion, Case(whole.as_of(day), process, day, case.base))[0]:
            entered = process.stage_of_criterion(criterion.id)
            following = process.next_stage(present)
            stage = following.key if following and process.rank(entered) <= process.rank(present) else entered
            mend: Mend = ("advance", case.number, "--stage", stage, "--on", day.isoformat())
            return False, Because(MET_LATER, {"on": case.on, "day": day}), (criterion.id,), (mend,)
    return None


def _judge(criterion: Criterion, case: Case) -> Verdict:
    match criterion.kind:
        case Answered(rule=rule):
            return _answered(rule, case)
        case Confirmed(role=role, names=names):
            return _confirmed(criterion.id, role, case, names=names)
        case Decided(step=step):
            return _decided(step, case)
        case Approved(what=what):
            return _approved(what, case)
        case Recorded(fields=fields):
            return _recorded(fields, case)
        case other:
            assert_never(other)


def _answered(rule: AnswerRule, case: Case) -> Verdict:
    match rule:
        case OnePositive(question=question, or_record=kind):
            return _positive(question, case) if kind is None else _positive_or_recorded(question, kind, case)
        case AllAsked(kind=kind):
            missing = tuple(q.id for q in case.process.questions_of(kind) if case.dossier.is_open_question(q.id))
            guide: Mend = ("qualify", case.number) if kind == "qualification" else ("assess", case.number)
            return _open_or_met(missing, (guide, *_answer_each(missing, case)))
        case SizeComplete():
            return _size_complete(case)
        case RisksCountered():
            return _risks(case)
        case CompetitorsAssessed(or_confirmed=instead):
            return _competitors(instead, case)
        case FewUnknown(limit=limit, section=section):
            return _few_unknown(limit, section, case)
        case other:
            assert_never(other)


def _answer_each(questions: tuple[str, ...], case: Case) -> tuple[Mend, ...]:
    return tuple(("answer", question, "ANSWER", "-o", case.number) for question in questions)


def _open_or_met(missing: tuple[str, ...], mends: tuple[Mend, ...]) -> Verdict:
    if missing:
        return False, Because("questions-open", {"count": len(missing)}), missing, mends
    return True, Because("met"), (), ()


def _positive(question: str, case: Case) -> Verdict:
    answer = case.dossier.answer_to(question)
    mends = _answer_each((question,), case)
    if answer is None:
        return False, Because("open"), (question,), mends
    values = {"on": answer.on, "who": answer.who or answer.by, "text": answer.text or answer.evidence or ""}
    if answer.sign == "+":
        return True, Because("answered", values), (), ()
    return False, Because("answered-no" if answer.sign == "-" else "answered-unknown", values), (question,), mends


def _positive_or_recorded(question: str, kind: RecordKind, case: Case) -> Verdict:
    """Met by a complete record, else by the answer; whichever stands alone is enough, and nothing answered is lost."""
    recorded, approval = complete_of(kind, case.dossier), RULES[kind].approval
    is_approved, _, _, approving = _approved(approval, case) if approval else (True, None, (), ())
    if recorded and is_approved:
        return True, _rests_on(kind, recorded[0]), (), ()
    is_met, because, missing, mends = _positive(question, case)
    if is_met:
        return is_met, because, missing, mends
    if recorded:
        return False, Because("record-unapproved", {"table": RULES[kind].noun.name}), missing, (*approving, *mends)
    if because.code == "open" and (begun := records_of(kind, case.dossier)):
        values = {"table": RULES[kind].noun.name, "number": begun[0].number, "fields": lacking(kind, begun[0])}
        because = Because("record-incomplete", values)
    return False, because, missing, (_record_mend(kind, case), *mends)


def _rests_on(kind: RecordKind, record: Any) -> Because:
    noun = RULES[kind].noun
    values = {"table": noun.name, "number": record.number, "text": getattr(record, noun.head.name)}
    if noun is TERMS:
        return Because("on-record", {**values, "who": record.reseller, "text": record.discount})
    if noun is ISSUE:
        return Because("on-record", {**values, "who": record.whose})
    if record.confirmed_by is None:
        return Because("on-record-unconfirmed", values)
    return Because("on-record-confirmed", {**values, "who": record.confirmed_by, "on": record.confirmed_on or "-"})


PLACEHOLDERS = {"day": "DATE", "person": "NAME"}


def _record_mend(kind: RecordKind, case: Case) -> Mend:
    """Completes the record there is, else adds one."""
    rule, standing = RULES[kind], records_of(kind, case.dossier)
    asked = [rule.noun.field(name) for name in (lacking(kind, standing[0]) if standing else rule.asked[1:])]
    flags = [part for field in asked for part in (f"--{field.name}", PLACEHOLDERS.get(field.kind, "TEXT"))]
    if rule.noun.is_single:
        named = () if standing else (f"--{rule.noun.head.name}", "NAME")
        return (rule.noun.name, "set", case.number, *named, *flags)
    if standing:
        return (rule.noun.name, "set", str(standing[0].number), "-o", case.number, *flags)
    given = [part for name, value in rule.given.items() for part in (f"--{name}", value)]
    return (rule.noun.name, "add", "TEXT", "-o", case.number, *given, *flags)


def _confirmed(id: str, role: str, case: Case, *, names: bool) -> Verdict:
    named = None if names or role == "customer" else holder(case.dossier, case.process, role)
    confirmation = case.dossier.confirmation_of(id)
    mend: Mend = ("confirm", id, "-o", case.number, "--who", named or "NAME", "--evidence", "TEXT")
    if confirmation is None:
        waits = any(c.criterion == id for c in case.dossier.confirmations)
        return False, Because("needs-renewal" if waits else "not-confirmed"), (id,), (mend,)
    values = {"who": confirmation.who, "on": confirmation.on, "evidence": confirmation.evidence}
    if names or role == "customer":
        return True, Because("confirmed", values), (), ()
    if named is None:
        return False, Because("holder-not-named", {"role": role}), (id,), (mend,)
    if named.casefold() != confirmation.who.casefold():
        return False, Because("wrong-person", {**values, "holder": named}), (id,), (mend,)
    return True, Because("confirmed", values), (), ()


def _decided(step: int, case: Case) -> Verdict:
    decision = case.dossier.decision_at(step)
    mend: Mend = ("decide", "go", "-o", case.number, "--step", str(step), "--reason", "TEXT")
    if decision is None:
        waits = any(d.step == step for d in case.dossier.decisions)
        return False, Because("needs-renewal" if waits else "no-decision", {"step": step}), ("decision",), (mend,)
    values = {"by": decision.by, "on": decision.on, "reason": decision.reason}
    if decision.verdict == "no-go":
        return (
            False,
            Because("decided-no-go", values),
            ("decision",),
            (mend, ("withdraw", case.number, "--reason", "CODE")),
        )
    return True, Because("decided-go", values), (), ()


def _approved(what: str, case: Case) -> Verdict:
    dossier = case.dossier
    approval = dossier.approval_of(what)
    managers = [name for name in dossier.managers if name != dossier.opportunity.owner]
    by = managers[0] if managers else "MANAGER"
    approve: Mend = ("plan", "approve", case.number, "--by", by, *(() if what == "plan" else ("--what", what)))
    mends: tuple[Mend, ...] = (("plan", "submit", case.number), approve) if what == "plan" else (approve,)
    if not managers:
        mends = (("team", "add", "NAME", "--role", "manager"), *mends)
    if approval is None:
        waits = any(a.what == what for a in dossier.approvals)
        again = "discount-to-renew" if what == "discount" else "needs-renewal"
        return False, Because(again if waits else "not-approved"), (what,), mends
    values = {"by": approval.approver, "on": approval.on, "note": approval.note or ""}
    if approval.verdict == "returned":
        return False, Because("returned", values), (what,), mends
    if approval.approver not in dossier.managers or approval.approver == dossier.opportunity.owner:
        return False, Because("approver-not-fit", values), (what,), mends
    size = deal_size(dossier.opportunity, dossier.account, case.process.sizes, case.base).size
    if what == "plan" and approval.size != size:
        return False, Because("size-crossed-limit", {**values, "was": approval.size, "now": size}), (what,), mends
    return True, Because("approved", values), (), ()


def _recorded(fields: tuple[str, ...], case: Case) -> Verdict:
    missing = tuple(name for name in fields if not _is_there(name, case))
    if not missing:
        return True, Because("met"), (), ()
    if missing == ("debts",):
        debts = tuple(debt.criterion for debt in case.dossier.open_debts())
        return False, Because("open-debts", {"count": len(debts)}), debts, (("debt", case.number),)
    if missing == ("conditions",):
        return _conditions(case)
    command: Mend = ("order", "set", case.number) if missing[0].startswith("order.") else ("set", case.number)
    for name in missing:
        command = (*command, *FLAGS[name])
    return False, Because("missing-fields"), missing, (command,)


def _conditions(case: Case) -> Verdict:
    """What a manager's review left is settled, each condition by evidence of its own."""
    left = case.dossier.open_conditions()
    mends: tuple[Mend, ...] = tuple(
        ("condition", "done", str(each.number), "-o", case.number, "--evidence", "TEXT") for each in left
    )
    return False, Because("open-conditions", {"count": len(left)}), tuple(each.text for each in left), mends


FLAGS: dict[str, Mend] = {
    "amount": ("--amount", "AMOUNT"),
    "close": ("--close", "DATE"),
    "order.number": ("--number", "NUMBER"),
    "order.date": ("--date", "DATE"),
    "order.amount": ("--amount", "AMOUNT"),
    "order.contract_on": ("--contract-on", "DATE"),
    "order.processed_on": ("--processed-on", "DATE"),
    "order.shipped_on": ("--shipped-on", "DATE"),
    "order.paid": ("--paid", "CODE"),
    "order.booked_on": ("--booked-on", "DATE"),
    "order.booked_amount": ("--booked-amount", "AMOUNT"),
}
ORDER_FIELDS = {"number": "order_number", "date": "on"}


def _is_there(name: str, case: Case) -> bool:
    dossier = case.dossier
    match name:
        case "amount":
            return dossier.opportunity.amount is not None
        case "close":
            return dossier.opportunity.close_on is not None
        case "debts":
            return not dossier.open_debts()
        case "conditions":
            return not dossier.open_conditions()
        case _:
            field_name = name.removeprefix("order.")
            return getattr(dossier.order, ORDER_FIELDS.get(field_name, field_name), None) is not None


def _size_complete(case: Case) -> Verdict:
    dossier, process = case.dossier, case.process
    sized = deal_size(dossier.opportunity, dossier.account, process.sizes, case.base)
    if sized.size == "unknown":
        mend: Mend = ("set", case.number, "--amount", "AMOUNT") if sized.why == "no-amount" else (
            "set", case.number, "--rate", "RATE")  # fmt: skip
        return False, Because("size-unknown", {"why": sized.why}), ("size",), (mend,)
    rule = process.size_rule(sized.size)
    if rule.needs == "nothing":
        return True, Because("size-asks-nothing", {"size": sized.size}), (), ()
    if rule.needs == "assessment":
        missing = tuple(q.id for q in process.questions_of("tas") if dossier.is_open_question(q.id))
        return _open_or_met(missing, (("assess", case.number), *_answer_each(missing, case)))
    report = completeness(dossier, process)
    parts = tuple(part for part in report.parts if part.part.is_required and not part.is_complete)
    missing = tuple(gap for part in parts for gap in part.gaps)
    if not missing:
        return True, Because("plan-complete"), (), ()
    mends: tuple[Mend, ...] = (
        ("guide", case.number, "--step", str(_plan_step(process))),
        ("plan", "show", case.number),
    )
    if "competitors" in missing:
        mends += _name_competitors(case)
    return False, Because("plan-incomplete", {"count": len(parts), "parts": [p.part.id for p in parts]}), missing, mends


def _risks(case: Case) -> Verdict:
    """Each prompt: every open risk on it has a counter-measure, or the newest answer is "no"."""
    dossier = case.dossier
    live = [risk for risk in dossier.risks if not risk.is_closed]
    missing = []
    for question in case.process.questions_of("risk"):
        on_prompt = [risk for risk in live if risk.prompt == question.id]
        answer = dossier.answer_to(question.id)
        is_denied = answer is not None and answer.sign == "-"
        if not (all(risk.counter for risk in on_prompt) if on_prompt else is_denied):
            missing.append(question.id)
    bare = [risk for risk in live if not risk.counter]
    if not missing and not bare:
        return True, Because("met"), (), ()
    mends: tuple[Mend, ...] = tuple(
        ("risk", "set", str(risk.number), "-o", case.number, "--counter", "TEXT") for risk in bare
    )
    uncovered = [id for id in missing if not any(risk.prompt == id for risk in bare)]
    for id in uncovered:
        answer = dossier.answer_to(id)
        if answer is None or answer.sign != "+":  # a yes says that there is a risk: it waits to be told
            mends += _answer_each((id,), case)
        mends += (("risk", "add", "TEXT", "-o", case.number, "--prompt", id, "--counter", "TEXT"),)
    names = (*missing, *(risk.text for risk in bare if risk.prompt is None))
    return False, Because("risks-uncountered", {"count": len(names)}), names, mends


def _competitors(instead: str, case: Case) -> Verdict:
    dossier = case.dossier
    if not dossier.competitors:
        confirmation = dossier.confirmation_of(instead)
        if confirmation:
            values = {"who": confirmation.who, "on": confirmation.on, "evidence": confirmation.evidence}
            return True, Because("no-competitor", values), (), ()
        return False, Because("no-competitor-named"), ("competitors",), _name_competitors(case)
    asked = [question.id for question in case.process.compared_questions()]
    open_ones = [
        (question, c.name)
        for c in dossier.competitors
        for question in asked
        if dossier.is_open_question(question, c.name)
    ]
    if not open_ones:
        return True, Because("met"), (), ()
    names = tuple(dict.fromkeys(name for _, name in open_ones))
    mends: tuple[Mend, ...] = tuple(("assess", case.number, "--against", name) for name in names)
    mends += tuple(("answer", question, "ANSWER", "-o", case.number, "--against", name) for question, name in open_ones)
    return False, Because("competitor-unassessed", {"count": len(open_ones)}), names, mends


def _name_competitors(case: Case) -> tuple[Mend, ...]:
    """Name one, or have the customer say that there is none."""
    stand_in = case.process.no_competitor()
    confirmed: tuple[Mend, ...] = (
        (("confirm", stand_in, "-o", case.number, "--who", "NAME", "--evidence", "TEXT"),) if stand_in else ()
    )
    return (("competitor", "add", "NAME", "-o", case.number), *confirmed)


def _plan_step(process: Process) -> int:
    """The step whose guide fills the plan."""
    return next((q.step for q in process.questions_of("plan")), process.steps[0].number)


def _few_unknown(limit: int, section: str, case: Case) -> Verdict:
    """What nobody asked is not known either: only an answer that says something counts as known."""
    asked = [q.id for q in case.process.questions_of("tas") if section in ("", q.section)]
    unknown = tuple(q for q in asked if (a := case.dossier.answer_to(q)) is None or a.sign == "?")
    never = sum(case.dossier.is_open_question(q) for q in unknown)
    values = {"count": len(unknown), "limit": limit, "open": never}
    if len(unknown) <= limit:
        return True, Because("few-unknown", values), (), ()
    code = "too-many-unasked" if never else "too-many-unknown"
    return False, Because(code, values), unknown, _answer_each(unknown, case)
