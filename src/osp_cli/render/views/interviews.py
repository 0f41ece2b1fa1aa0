"""Interviews and the assessment."""

from __future__ import annotations

from osp_cli.domain.assessment import AnswerChange
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Facts, Heading, Item, Line, Table, View
from osp_cli.render.naming import called
from osp_cli.render.views import common
from osp_cli.services.interviews import AssessmentShown, Interviewed, QuestionLine
from osp_cli.words import Words

OPEN = "·"


def interviewed_view(result: Interviewed, words: Words) -> View:
    """What was recorded, what is open, and how to go on."""
    facts = (
        (words("interviews.recorded"), str(len(result.recorded))),
        (words("interviews.open"), words("interviews.open-of", open=result.open, asked=result.asked)),
    )
    parts: list[Block] = [common.title(result.opportunity), Facts(facts)]
    number = str(result.opportunity.number)
    again = (result.interview, number, *(("--step", str(result.step)) if result.interview == "guide" else ()))
    if result.open or result.has_gate:
        way = common.command(again if result.open else ("gate", number))
        parts.append(Line(words("interviews.next", command=way), "dim"))
    return (*parts, common.undo_hint(words, result.units)) if result.recorded else tuple(parts)


def assessment_view(shown: AssessmentShown, words: Words, process: Process) -> View:
    """Three numbers per heading, then each question with what we know or what to ask next."""
    name = shown.opportunity.name
    title = words("views.label", label=name, value=shown.against) if shown.against else name
    summary = words("interviews.summary", asked=shown.asked, known=shown.known, total=shown.total)
    parts: list[Block] = [Line(f"{shown.opportunity.number}  {title}"), Line(summary)]
    names = {section.id: common.say(section.text, words) for section in process.sections}
    for section in shown.sections:
        gap = common.EMPTY if section.gap is None else f"{section.gap:+d}"
        counted = words(
            "interviews.section", known=section.known, total=section.total, net=f"{section.net:+d}", gap=gap
        )
        parts += [Blank(), Heading(words("views.label", label=names[section.section].rstrip("?？"), value=counted))]
        lines = [line for line in shown.questions if line.section == section.section]
        rivals = list(dict.fromkeys(name for line in lines for name in line.competitors))
        parts.append(_table(lines, rivals, words, process))
    if shown.since is not None:
        parts += [Blank(), *_changes(shown, words)]
    return tuple(parts)


def _table(lines: list[QuestionLine], rivals: list[str], words: Words, process: Process) -> Table:
    columns = (
        Column(words("interviews.no"), kind="number"),
        Column(words("views.question")),
        Column(words("interviews.us")),
        *(Column(name) for name in rivals),
        Column(words("interviews.why")),
    )
    rows = tuple(
        (
            str(line.number),
            common.say(process.question(line.question).text, words),
            line.sign or OPEN,
            *(line.competitors.get(name, "") or (OPEN if name in line.competitors else "") for name in rivals),
            _why(line, words, process),
        )
        for line in lines
    )
    return Table(columns, rows)


def _why(line: QuestionLine, words: Words, process: Process) -> str:
    if line.sign is None:
        return words("interviews.ask", text=common.say(process.question(line.question).next_question, words))
    from_whom = [part for part in (line.who, line.on and line.on.isoformat()) if part]
    if line.is_claimed:
        from_whom.append(words("interviews.claimed"))
    if line.is_older:
        from_whom.append(words("packs.older-wording"))
    return words(
        "views.aside", text=line.evidence or line.text or "", aside=words("views.comma-joint").join(from_whom)
    ).strip()


def _asked(change: AnswerChange, words: Words) -> str:
    title = called(change.question, words)
    return words("views.aside", text=title, aside=change.against) if change.against else title


def _answer(change: AnswerChange, words: Words) -> str:
    before = change.before.sign if change.before else OPEN
    signs = words("views.change", old=before, new=change.after.sign)
    return f"{signs} {change.after.evidence or change.after.text or ''}".rstrip()


def _changes(shown: AssessmentShown, words: Words) -> tuple[Block, ...]:
    heading = Heading(words("interviews.since", day=shown.since))
    if not shown.changes:
        return (heading, Line(words("interviews.nothing-since"), "dim"))
    items = tuple(
        Item(words("views.label", label=_asked(change, words), value=_answer(change, words)))
        for change in shown.changes
    )
    return (heading, Bullets(items))
