"""Answers, confirmations, decisions, debts."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.findings import Finding
from osp_cli.domain.opportunity import Debt
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Block, Bullets, Command, Facts, Item, Line, View
from osp_cli.render.naming import called
from osp_cli.render.views import common
from osp_cli.render.views.actions import action_line
from osp_cli.services.answering import Answered, CustomerConfirmed, Decided
from osp_cli.services.debts import Debts, Settled, is_approval
from osp_cli.words import Words


def answered_view(answered: Answered, words: Words) -> View:
    """The answer, what stood before, and whether it is only claimed."""
    question = answered.question
    label = f"{question.number}. " if question.number else ""
    before = f"{answered.before.sign} {answered.before.text or ''}".strip() if answered.before else words("views.open")
    said = f"{answered.sign} {answered.text or ''}".strip()
    facts = [
        (words("views.question"), label + common.say(question.text, words)),
        (words("views.answer"), words("views.change", old=before, new=said)),
        (words("views.day"), common.day(answered.on, words)),
    ]
    optional = (("against", answered.against), ("evidence", answered.evidence), ("who", answered.who))
    facts += [(words(f"views.{key}"), given) for key, given in optional if given]
    parts: list[Block] = [common.title(answered.opportunity), Facts(tuple(facts))]
    if answered.action:
        parts.append(Line(words("coach.action", action=action_line(answered.action, words)), "warn"))
    if answered.is_claimed:
        parts.append(Line(words("views.claimed"), "warn"))
    return common.blocks(*parts, common.undo_hint(words))


def confirmed_view(confirmed: CustomerConfirmed, words: Words, process: Process) -> View:
    """Who confirmed what."""
    gate = words("views.gate", stage=confirmed.stage)
    facts = [
        (words("views.criterion"), words("views.aside", text=called(confirmed.criterion, words), aside=gate)),
        (words("views.who"), confirmed.who),
        (words("views.evidence"), confirmed.evidence),
        (words("views.day"), common.day(confirmed.on, words)),
    ]
    if confirmed.role:
        role = next(role for role in process.roles if role.id == confirmed.role)
        facts.append((words("views.role"), common.say(role.text, words)))
    return common.blocks(common.title(confirmed.opportunity), Facts(tuple(facts)), common.undo_hint(words))


def decided_view(decided: Decided, words: Words) -> View:
    """The decision with the assessment as it stood; a no-go names the way out."""
    verdict = words(f"verdicts.{decided.verdict}")
    facts = (
        (words("views.decision"), words("views.decided", verdict=verdict, step=decided.step)),
        (words("views.reason"), decided.reason),
        (words("views.day"), common.day(decided.on, words)),
        (words("views.assessment"), words("views.known-of", known=decided.known, asked=decided.asked)),
    )
    parts: list[Block] = [common.title(decided.opportunity), Facts(facts)]
    if decided.verdict == "no-go":
        way = common.command(("withdraw", str(decided.opportunity.number), "--reason", "CODE"))
        parts.append(Line(words("views.no-go", command=way), "warn"))
    return common.blocks(*parts, common.undo_hint(words))


def debts_view(debts: Debts, words: Words, process: Process) -> View:
    """The shortcuts, open ones first."""
    if not debts.debts:
        return (common.title(debts.opportunity), Line(words("views.no-debts"), "good"))
    parts: list[Block] = [common.title(debts.opportunity)]
    unmet = {each.criterion: each for each in debts.unmet}
    for debt in debts.debts:
        lacking = unmet.get(debt.criterion)
        parts.append(Bullets((_debt(debt, lacking, words, process),)))
        if debt.is_open:
            parts += _ways(lacking)
            if not (lacking and is_approval(process, debt.criterion)):
                parts.append(Command(common.command(("debt", "settle", str(debt.number), "--evidence", "TEXT"))))
    return tuple(parts)


SHOWN_WAYS = 3


def _ways(unmet: Finding | None) -> Iterable[Command]:
    """The commands that make a must true: then its debt settles itself."""
    return (Command(common.command(mend)) for mend in unmet.mends[:SHOWN_WAYS]) if unmet else ()


def _debt(debt: Debt, unmet: Finding | None, words: Words, process: Process) -> Item:
    """A debt on lines of its own: a criterion is a sentence, and no column of a table holds one."""
    text = common.say(process.criterion_text(debt.criterion), words)
    passed = words("views.debt-from", stage=debt.stage, on=common.day(debt.on, words))
    reason = words("views.label", label=words("views.reason"), value=debt.reason)
    lines = [f"{debt.number}. {text}", passed, reason]
    if not debt.is_open:
        lines.append(words("views.debt-settled", on=common.day(debt.settled_on, words), by=debt.settled_by or ""))
        if debt.settled_evidence:
            lines.append(words("views.label", label=words("views.evidence"), value=debt.settled_evidence))
            lines += [words("views.debt-by-word", because=common.because(unmet, words))] if unmet else []
    return Item("\n".join(lines), tone="warn" if debt.is_open else "plain")


def settled_view(settled: Settled, words: Words) -> View:
    """A debt made good, and what the gate still says of it."""
    unmet = settled.unmet
    facts = (
        (words("views.debt"), f"{settled.debt.number}. {common.criterion(settled.debt.criterion, words)}"),
        (words("views.evidence"), settled.evidence),
    )
    return common.blocks(
        common.title(settled.opportunity),
        Facts(facts),
        Line(words("views.debt-good"), "good"),
        *((Line(words("views.debt-by-word", because=common.because(unmet, words)), "warn"),) if unmet else ()),
        *_ways(unmet),
        common.undo_hint(words),
    )
