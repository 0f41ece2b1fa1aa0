"""One opportunity: the first screen holds what is needed before a call, gaps named."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.opportunity import Note
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Bullets, Command, Facts, Heading, Item, Line, View
from osp_cli.render.views import common
from osp_cli.services.showing import Shown
from osp_cli.words import Words

SHOWN_MISSING = 6


def shown_view(shown: Shown, words: Words, process: Process, today: date) -> View:
    """Everything known, the most needed first."""
    parts: list[Block] = [common.title(shown.named), Facts(_facts(shown, words, process, today))]
    if shown.missing and shown.gate:
        parts += [Blank(), Heading(words("views.gate-lacks", stage=shown.gate.stage, count=len(shown.missing)))]
        for finding in shown.missing[:SHOWN_MISSING]:
            text = common.say(process.criterion(finding.criterion).text, words)
            parts.append(Bullets((Item(text, tone="bad"),)))
            parts += [Command(common.command(mend)) for mend in finding.mends[:1]]
        rest = len(shown.missing) - SHOWN_MISSING
        if rest > 0:
            parts.append(Line(words("views.and-more", count=rest), "dim"))
    for heading, lines in _lists(shown, words):
        if lines:
            parts += [Blank(), Heading(heading), Bullets(tuple(Item(line) for line in lines))]
    return tuple(parts)


def _facts(shown: Shown, words: Words, process: Process, today: date) -> tuple[tuple[str, str], ...]:
    o = shown.opportunity
    gap = words("views.gap")
    stage = process.stage(o.stage)
    account = common.text(o.account) + "".join(
        f" ({words(f'views.{flag}')})"
        for flag, holds in (("strategic", shown.is_strategic), ("named", shown.is_named))
        if holds
    )
    next_step = f"{o.next_step or gap} / {common.day(o.next_step_on, words) if o.next_step_on else gap}"
    contact = shown.last_contact
    late = f" ({words('views.overdue')})" if o.is_open and o.close_on and o.close_on < today else ""
    rate = f" ({words('views.rate', rate=o.rate, base=common.money(o.base, words))})" if o.rate else ""
    return (
        (words("views.account"), account),
        (words("views.stage"), f"{stage.key} {common.say(stage.name, words)} - {words(f'status.{o.status}')}"),
        (words("views.win-rate"), f"{shown.probability}% {words(f'category.{shown.category}')}"),
        (words("views.step"), f"{shown.step} {common.say(process.step(shown.step).name, words)}"),
        (words("views.amount"), (common.money(o.amount, words) if o.amount else gap) + rate),
        (words("views.close"), (common.day(o.close_on, words) if o.close_on else gap) + late),
        (words("views.owner"), common.text(o.owner)),
        (words("views.next-step"), next_step),
        (words("views.last-contact"), f"{common.day(contact.on, words)} {contact.who or ''}" if contact else gap),
        (words("views.technical-lead"), shown.technical_lead or gap),
        (words("views.business-owner"), shown.business_owner or gap),
        (
            words("views.assessment"),
            words("views.asked-known", asked=shown.asked, known=shown.known, total=shown.total_questions),
        ),
        (words("views.size"), words(f"size.{shown.size}")),
    )


def _note(note: Note, words: Words) -> str:
    return words("views.label", label=f"{note.on.isoformat()} {words(f'views.note-{note.kind}')}", value=note.text)


def _lists(shown: Shown, words: Words) -> tuple[tuple[str, list[str]], ...]:
    o = shown.opportunity
    more = [(key, given) for key, given in (("need", o.need), ("source", o.source), ("partner", o.partner)) if given]
    ended = [words(f"status.{o.status}"), o.reason or "", o.lost_to or "", o.reason_note or ""] if o.reason else []
    return (
        (
            words("views.debts"),
            [f"{debt.number}  {debt.criterion} ({debt.stage}): {debt.reason}" for debt in shown.debts],
        ),
        (words("views.more"), [words("views.label", label=words(f"fields.{key}"), value=given) for key, given in more]),
        (words("views.outcome"), [" ".join(part for part in ended if part)] if ended else []),
        (words("views.people"), [person.name for person in shown.people]),
        (words("views.competitors"), [f"{c.name} {c.standing or ''}".strip() for c in shown.competitors]),
        (words("views.risks"), [f"{r.number}  {r.text} -> {r.counter or words('views.gap')}" for r in shown.risks]),
        (words("views.notes"), [_note(note, words) for note in reversed(shown.notes)]),
    )
