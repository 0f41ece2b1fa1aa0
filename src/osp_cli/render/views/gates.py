"""Gates, moves and outcomes."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.findings import Finding
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Command, Facts, Heading, Item, Line, Table, Tone, View
from osp_cli.render.views import common
from osp_cli.services.stages import AuditView, Ended, GateView, Moved
from osp_cli.words import Words


def gate_view(gates: GateView, words: Words, process: Process) -> View:
    """Every gate on the way: what is met and why, what is missing and the command that mends it."""
    parts: list[Block] = [common.title(gates.opportunity)]
    for report in gates.gates:
        stage = process.stage(report.stage)
        verdict = words("views.gate-open" if report.is_open else "views.gate-closed")
        parts += [
            Blank(),
            Heading(
                words(
                    "views.gate-verdict",
                    gate=words("views.gate", stage=stage.key),
                    name=common.say(stage.name, words),
                    verdict=verdict,
                )
            ),
        ]
        parts += findings(report.findings, words, process)
    if gates.is_open:
        way = common.command(("advance", str(gates.opportunity.number), "--stage", gates.target))
        parts += [Blank(), Line(words("views.gate-go", command=way), "good")]
    return tuple(parts)


def findings(found: Iterable[Finding], words: Words, process: Process) -> list[Block]:
    """One line per criterion, and beneath an unmet one why and how to mend it."""
    parts: list[Block] = []
    for finding in found:
        mark = "[x]" if finding.is_met else "[ ]"
        tone: Tone = "good" if finding.is_met else "bad" if finding.is_must else "warn"
        text = common.say(process.criterion(finding.criterion).text, words)
        told = text if finding.is_must else words("views.aside", text=text, aside=words("views.should"))
        parts.append(Bullets((Item(f"{mark} {told}", tone=tone),)))
        parts.append(Line("    " + common.because(finding, words), "dim"))
        if not finding.is_met:
            parts += [Command(common.command(mend)) for mend in finding.mends[:3]]
    return parts


def _missing(criteria: tuple[str, ...], words: Words, process: Process) -> str:
    if not criteria:
        return words("views.audit-nothing")
    first = common.say(process.criterion(criteria[0]).text, words)
    return words("views.audit-missing", count=len(criteria), first=first)


def audit_view(audit: AuditView, words: Words, process: Process, most: int | None = None) -> View:
    """One line per open opportunity: what it lacks for the stage it stands at.

    Of more than `most` those that lack something come first, and the rest is counted.
    """
    lines = audit.opportunities
    if most is not None and len(lines) > most:
        lines = tuple(sorted(lines, key=lambda line: line.is_met)[:most])
    columns = (
        Column(words("views.number"), kind="number"),
        Column(words("views.name")),
        Column(words("views.stage")),
        Column(words("views.owner")),
        Column(words("views.missing")),
    )
    rows = tuple(
        (
            str(line.opportunity.number),
            line.opportunity.name,
            line.stage,
            common.text(line.owner),
            _missing(line.missing, words, process),
        )
        for line in lines
    )
    lacking = audit.total_missing
    summary = words("views.audit-summary", count=lacking, total=audit.total, missing=lacking)
    parts: list[Block] = [Table(columns, rows)] if rows else []
    if rest := len(audit.opportunities) - len(lines):
        way = common.command(("gate", "--all", "--format", "csv"))
        parts.append(Line(words("views.audit-more", count=rest, command=way), "dim"))
    return (*parts, Line(summary))


def moved_view(moved: Moved, words: Words, process: Process) -> View:
    """From where to where, and what it left behind."""
    stage = process.stage(moved.to_stage)
    key = "views.reopened" if moved.from_stage == moved.to_stage else "views.moved"  # an end leaves the stage as it is
    parts: list[Block] = [
        common.title(moved.opportunity),
        Line(words(key, old=moved.from_stage, new=moved.to_stage, name=common.say(stage.name, words)), "good"),
    ]
    lists: tuple[tuple[str, Tone, list[str]], ...] = (
        ("left-debts", "warn", [f"{debt.number}. {common.criterion(debt.criterion, words)}" for debt in moved.debts]),
        ("to-renew", "warn", [common.criterion(id, words) for id in moved.to_renew]),
        ("unmet-should", "dim", [common.criterion(finding.criterion, words) for finding in moved.should]),
    )
    for key, tone, lines in lists:
        if lines:
            parts.append(Line(words(f"views.{key}", count=len(lines)), tone))
            parts.append(Bullets(tuple(Item(line, tone=tone) for line in lines)))
    return (*parts, common.undo_hint(words))


def ended_view(ended: Ended, words: Words, process: Process) -> View:
    """How it ended, why, and to whom."""
    reason = next(reason for reason in process.reasons if reason.code == ended.reason)
    facts = [
        (words("views.outcome"), words(f"status.{ended.status}")),
        (words("views.stage"), ended.stage),
        (words("views.reason"), common.say(reason.text, words)),
        (words("views.day"), common.day(ended.on, words)),
    ]
    lost_to = common.unknown(ended.lost_to, words)
    facts += [(words(f"views.{key}"), given) for key, given in (("lost-to", lost_to), ("note", ended.note)) if given]
    review = common.command(("winloss", str(ended.opportunity.number)))
    return common.blocks(
        common.title(ended.opportunity),
        Facts(tuple(facts)),
        Line(words("views.review", command=review), "dim"),
        common.undo_hint(words),
    )
