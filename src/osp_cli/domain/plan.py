"""The opportunity plan: which of its parts are complete, what it says, and whether it changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Answer, PlanVersion
from osp_cli.domain.people import PERSON
from osp_cli.domain.process import PlanPart, Process
from osp_cli.domain.value import CRITERION, EVENT, ISSUE, VALUE
from osp_cli.frozen import dataclass, replace

# What the plan says of a person; a name alone, or how to reach somebody, does not change it.
POLITICAL = tuple(field for field in PERSON.fields if field.name not in ("name", "telephone", "mail"))
FACTS = ("account", "owner", "amount", "close")


@dataclass(frozen=True, slots=True)
class PartReport:
    """One part of the plan and its gaps: ids of questions, names of fields or of competitors."""

    part: PlanPart
    is_complete: bool
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanCompleteness:
    """Every part; complete when no required one is an unanswered gap (the method, deal-size rules)."""

    parts: tuple[PartReport, ...]
    is_complete: bool


def completeness(dossier: Dossier, process: Process) -> PlanCompleteness:
    """Which parts of the plan are complete. "Not known" is an answer; a question nobody asked is a gap."""
    reports = []
    for part in process.plan_parts:
        gaps = _gaps(dossier, process, part)
        reports.append(PartReport(part, not gaps, gaps))
    return PlanCompleteness(tuple(reports), all(r.is_complete for r in reports if r.part.is_required))


def _gaps(dossier: Dossier, process: Process, part: PlanPart) -> tuple[str, ...]:
    match part.content:
        case "facts":
            return missing_facts(dossier)
        case "assessment":
            return tuple(q.id for q in process.questions_of("tas") if dossier.is_open_question(q.id))
        case "risks":
            return open_risk_prompts(dossier, process)
        case "competitors":
            return _open_competitors(dossier, process)
        case question:
            return (question,) if dossier.is_open_question(question) else ()


def missing_facts(dossier: Dossier) -> tuple[str, ...]:
    """Which of account, owner, amount and expected order date are not known."""
    opportunity = dossier.opportunity
    facts = (opportunity.account, opportunity.owner, opportunity.amount, opportunity.close_on)
    return tuple(name for name, fact in zip(FACTS, facts, strict=True) if fact is None)


def open_risk_prompts(dossier: Dossier, process: Process) -> tuple[str, ...]:
    """The risk prompts that neither an answer nor a risk speaks to."""
    spoken = {risk.prompt for risk in dossier.risks}
    prompts = process.questions_of("risk")
    return tuple(q.id for q in prompts if q.id not in spoken and dossier.is_open_question(q.id))


def _open_competitors(dossier: Dossier, process: Process) -> tuple[str, ...]:
    """Competitors with an open prompt; without any: a gap unless the customer, or the checklist, says there is none."""
    if dossier.competitors:
        prompts = process.questions_of("competitor")
        return tuple(
            competitor.name
            for competitor in dossier.competitors
            if any(dossier.is_open_question(q.id, competitor.name) for q in prompts)
        )
    listed = dossier.answer_to("competitors") if process.has_question("competitors") else None
    stand_in = process.no_competitor()
    is_confirmed = stand_in is not None and dossier.confirmation_of(stand_in) is not None
    is_denied = is_confirmed or (listed is not None and listed.sign != "+")
    return () if is_denied else ("competitors",)


def content(dossier: Dossier, process: Process) -> dict[str, Any]:
    """What the plan says, as plain JSON-able facts in a fixed order."""
    o = dossier.opportunity
    asked = {"tas", "risk", "plan", "competitor", "prompt"}
    kinds = {question.id: question.kind for question in process.questions}
    answers = {
        f"{key[0]}|{key[1] or ''}": [a.sign, a.text, a.evidence, a.who]
        for key, a in sorted(dossier.latest().items(), key=lambda item: (item[0][0], item[0][1] or ""))
        if kinds.get(key[0]) in asked
    }
    return {
        "name": o.name,
        "account": o.account,
        "owner": o.owner,
        "amount": [o.amount.amount, o.amount.currency] if o.amount else None,
        "close_on": o.close_on.isoformat() if o.close_on else None,
        "answers": answers,
        "people": [
            [p.name, *(getattr(p, field.name) for field in POLITICAL)]
            for p in dossier.people
            if any(getattr(p, field.name) is not None for field in POLITICAL)
        ],
        "ties": [[tie.kind, tie.from_person, tie.to_person, tie.note] for tie in dossier.ties],
        "competitors": [[c.name, c.standing] for c in dossier.competitors],
        "milestones": [
            [m.text, m.kind, m.due_on.isoformat() if m.due_on else None, m.owner, m.yardstick, m.yardstick_by]
            for m in dossier.milestones
        ],
        "risks": [[r.text, r.prompt, r.impact, r.likelihood, r.counter, r.owner, r.is_closed] for r in dossier.risks],
        **_why_they_buy(dossier),
    }


def _why_they_buy(dossier: Dossier) -> dict[str, Any]:
    """Criteria, event, value and issues; a plan that was frozen before there were any says the same as then."""
    return {
        noun.many: [[_plain(getattr(record, field.name)) for field in noun.fields] for record in records]
        for noun in (CRITERION, EVENT, VALUE, ISSUE)
        if (records := getattr(dossier, noun.many))
    }


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Money():
            return [value.amount, value.currency]
        case tuple():
            return [each if isinstance(each, str) else [each.competitor, each.position] for each in value]
        case _:
            return value


def as_submitted(dossier: Dossier, version: PlanVersion) -> Dossier:
    """The dossier with the answers that a version of the plan was frozen with; of a competitor since then it has none.

    A day would not do: what is answered later on the day of the version changes the plan as well.
    """
    said = json.loads(version.content).get("answers", {})
    answers = []
    for key, (sign, text, evidence, who) in said.items():
        question, _, against = key.partition("|")
        answers.append(
            Answer(0, question, sign, text, evidence, who, version.on, version.at, version.by, against or None)
        )
    return replace(dossier, answers=tuple(answers))


def essence(facts: Mapping[str, Any], process: Process) -> dict[str, Any]:
    """What of a plan's content a manager approves: account, amount, date, competitors, and the strategies.

    The other answers and the risks grow with every week of the work; they are looked at in the quarterly review.
    """
    strategies = {f"{question.id}|" for question in process.questions_of("plan")}
    answers = {key: answer[:2] for key, answer in facts.get("answers", {}).items() if key in strategies}
    names = sorted(name for name, _ in facts.get("competitors", ()))
    kept = {name: facts.get(name) for name in ("account", "amount", "close_on")}
    return {**kept, "answers": answers, "competitors": names}


def approved_content(dossier: Dossier) -> dict[str, Any] | None:
    """The content of the plan as it was approved; None where no approval of a version counts."""
    approval = dossier.approval_of("plan")
    if approval is None or approval.verdict != "approved":
        return None
    version = next((v for v in dossier.plan_versions if v.version == approval.plan_version), None)
    return json.loads(version.content) if version else None


def digest(facts: dict[str, Any]) -> str:
    """The name of a plan's content: the same facts, the same digest."""
    import hashlib  # it loads OpenSSL, which few commands have a use for

    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
