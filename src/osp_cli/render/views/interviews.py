"""Interviews and the assessment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osp_cli.domain.assessment import AnswerChange, SectionScore
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Command, Facts, Heading, Item, Line, Table, View
from osp_cli.render.naming import called
from osp_cli.render.views import common
from osp_cli.render.views.actions import action_line
from osp_cli.services.interviews import AssessmentShown, Interviewed, QuestionLine, RecordedAnswer
from osp_cli.words import Words

OPEN = "·"
SHOWN_LINES = 6


def questions_due(count: int, asked: int, words: Words) -> str:
    """How many of the questions of an interview are to be asked now."""
    return words("coach.questions", count=count, asked=asked)


def interviewed_view(result: Interviewed, words: Words, process: Process) -> View:
    """What was recorded, what is still open, what the next gate misses, and how to go on."""
    facts = (
        (words("interviews.recorded"), str(len(result.recorded))),
        (words("interviews.open"), words("interviews.open-of", open=result.open, asked=result.asked)),
    )
    parts: list[Block] = [common.title(result.opportunity), Facts(facts)]
    parts += _some(words("interviews.saved"), [_saved(one, words) for one in result.recorded], words)
    parts += _some(words("coach.actions"), [action_line(one, words) for one in result.actions], words)
    still = [_of_whom(called(one.question, words), one.against, words) for one in result.still]
    parts += _some(words("interviews.still"), still, words)
    missing = [common.say(process.criterion_text(finding.criterion), words) for finding in result.missing]
    if result.stage:
        parts += _some(words("interviews.gate-misses", stage=result.stage), missing, words)
    if result.follow_on and not result.open:
        parts += [Heading(words("coach.follow-on"), level=2), Command(common.command(result.follow_on))]
    if way := _way_on(result):
        parts.append(Line(words("interviews.next", command=common.command(way)), "dim"))
    return (*parts, common.undo_hint(words, result.units)) if result.recorded else tuple(parts)


def _way_on(result: Interviewed) -> tuple[str, ...]:
    """The command that comes next: the same questions while some are open, then the gate, then the move."""
    number = str(result.opportunity.number)
    if result.open:
        return (result.interview, number, *(("--step", str(result.step)) if result.interview == "guide" else ()))
    if result.missing:
        return ("gate", number)
    return ("advance", number) if result.stage else ()


def _some(heading: str, lines: Sequence[str], words: Words) -> list[Block]:
    """A list under its heading, its first lines alone where it is long."""
    if not lines:
        return []
    more = len(lines) - SHOWN_LINES
    rest = [Line(words("interviews.more", count=more), "dim")] if more > 0 else []
    return [Heading(heading, level=2), Bullets(tuple(Item(line) for line in lines[:SHOWN_LINES])), *rest]


def _saved(one: RecordedAnswer, words: Words) -> str:
    said = f"{one.sign} {one.said or ''}".strip()
    return words("views.label", label=_of_whom(called(one.question, words), one.against, words), value=said)


def _of_whom(question: str, against: str | None, words: Words) -> str:
    return words("views.label", label=against, value=question) if against else question


def assessment_view(shown: AssessmentShown, words: Words, process: Process) -> View:
    """Three numbers per heading, then each question with what we know or what to ask next."""
    name = shown.opportunity.name
    title = words("views.label", label=name, value=shown.against) if shown.against else name
    summary = words("interviews.summary", asked=shown.asked, known=shown.known, total=shown.total)
    parts: list[Block] = [Line(f"{shown.opportunity.number}  {title}"), Line(summary)]
    names = {section.id: common.say(section.text, words) for section in process.sections}
    parts.append(_scores(shown, names, words))
    for section in shown.sections:
        parts += [Blank(), Heading(names[section.section])]
        lines = [line for line in shown.questions if line.section == section.section]
        rivals = list(dict.fromkeys(name for line in lines for name in line.competitors))
        parts.append(_table(lines, rivals, words, process))
    if shown.doubts:
        parts += [Blank(), *_doubts(shown, words, process)]
    if shown.since is not None:
        parts += [Blank(), *_changes(shown, words)]
    if shown.history:
        parts += [Blank(), *_history(shown, words, process)]
    return tuple(parts)


def _scores(shown: AssessmentShown, names: dict[str, str], words: Words) -> Table:
    """Heading by heading: what is known and the net of us and of each competitor, and the gap to the best of them."""
    columns = (
        Column(words("interviews.heading")),
        Column(shown.against or words("interviews.us")),
        *(Column(str(rival.against)) for rival in shown.competitors),
        *(() if shown.against else (Column(words("interviews.gap")),)),
    )
    rows = []
    for section in shown.sections:
        theirs = (next((s for s in each.sections if s.section == section.section), None) for each in shown.competitors)
        gap = common.EMPTY if section.gap is None else f"{section.gap:+d}"
        counted = [common.EMPTY if each is None else _counted(each, words) for each in (section, *theirs)]
        rows.append((names[section.section], *counted, *(() if shown.against else (gap,))))
    return Table(columns, tuple(rows))


def _counted(section: SectionScore, words: Words) -> str:
    return words("interviews.counted", known=section.known, total=section.total, net=f"{section.net:+d}")


def _numbers(questions: Iterable[str], words: Words, process: Process) -> str:
    return words("render.joint").join(str(process.question(question).number) for question in questions)


def _doubts(shown: AssessmentShown, words: Words, process: Process) -> tuple[Block, ...]:
    """Each rule that fires, with the numbers of the questions it is about, and how the first of them is mended."""
    items = tuple(
        Item(
            words(
                "interviews.about",
                text=words(f"doubts.{doubt.rule}"),
                numbers=_numbers(doubt.questions, words, process),
            ),
            "warn",
        )
        for doubt in shown.doubts
    )
    first = process.question(shown.doubts[0].questions[0]).number
    number = str(shown.opportunity.number)
    way = ("answer", str(first), "ANSWER", "-o", number, "--who", "PERSON", "--evidence", "TEXT")
    return (Heading(words("interviews.doubts")), Bullets(items), Command(common.command(way)))


def _history(shown: AssessmentShown, words: Words, process: Process) -> tuple[Block, ...]:
    """Every answer that there was, with who said it and who recorded it."""
    columns = (
        *(Column(words("interviews.no"), "number"), Column(words("interviews.of-whom"))),
        *(Column(words("interviews.when"), "date"), Column(words("views.answer"))),
        *(Column(words("interviews.said-by")), Column(words("interviews.recorded-by"))),
    )
    rows = tuple(
        (
            str(process.question(answer.question).number),
            answer.against or words("interviews.us"),
            common.short_day(answer.on, words),
            f"{answer.sign} {answer.evidence or answer.text or ''}".rstrip(),
            answer.who or common.EMPTY,
            answer.by,
        )
        for answer in shown.history
    )
    return (Heading(words("interviews.history")), Table(columns, rows))


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
    from_whom = [part for part in (line.who, line.on and common.short_day(line.on, words)) if part]
    if line.is_claimed:
        from_whom.append(words("interviews.claimed"))
    if line.is_older:
        from_whom.append(words("packs.older-wording"))
    return words(
        "views.aside", text=line.evidence or line.text or "", aside=words("views.comma-joint").join(from_whom)
    ).strip()


def answer_change(change: AnswerChange, words: Words) -> str:
    """A question, whose answer to it changed, and how."""
    return words("views.label", label=_asked(change, words), value=_answer(change, words))


def _asked(change: AnswerChange, words: Words) -> str:
    title = called(change.question, words)
    return words("views.aside", text=title, aside=change.against) if change.against else title


def _answer(change: AnswerChange, words: Words) -> str:
    before = change.before.sign if change.before else OPEN
    signs = words("views.change", old=before, new=change.after.sign)
    told = f"{signs} {change.after.evidence or change.after.text or ''}".rstrip()
    answer = change.after
    whom = [answer.who, common.short_day(answer.on, words), words("interviews.kept-by", name=answer.by)]
    return words("views.aside", text=told, aside=words("views.comma-joint").join(part for part in whom if part))


def _changes(shown: AssessmentShown, words: Words) -> tuple[Block, ...]:
    heading = Heading(words("interviews.since", day=shown.since))
    if not shown.changes:
        return (heading, Line(words("interviews.nothing-since"), "dim"))
    items = tuple(Item(answer_change(change, words)) for change in shown.changes)
    return (heading, Bullets(items))
