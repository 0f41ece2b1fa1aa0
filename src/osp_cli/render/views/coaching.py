"""The coach: where a deal stands in a step, what the manager asked, and the actions that came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from osp_cli.domain.findings import Finding, Mend
from osp_cli.domain.handbook import Signal
from osp_cli.domain.opportunity import Answer
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Bullets, Command, Facts, Heading, Item, Line, View
from osp_cli.render.naming import called, titled
from osp_cli.render.views import common
from osp_cli.render.views.actions import action_line
from osp_cli.render.views.close_plan import suggested_hint
from osp_cli.render.views.interviews import questions_due
from osp_cli.render.views.origins import Marks
from osp_cli.services.coaching import Coached, Guidance
from osp_cli.words import Words


def _elsewhere(finding: Finding, step: int) -> list[Mend]:
    """The commands that mend a criterion, but for the guide of this step: that is where the person is."""
    return [mend for mend in finding.mends if mend[0] != "guide" or mend[-1] != str(step)]


def guidance_view(shown: Guidance, words: Words, process: Process) -> View:
    """What the step is for, what is done, what is open, the traps of this deal now, and what comes back."""
    step, marks = shown.step, Marks(words)
    if shown.status not in ("open", "won"):
        return _ended(shown, words)
    place = "now" if step.number == shown.current else "back" if step.number < shown.current else "ahead"
    parts: list[Block] = [
        common.title(shown.opportunity),
        Heading(f"{step.number}  {common.say(step.name, words)}", level=1),
        Line(marks.say(step.goal)),
        Line(words(f"coach.{place}", stage=shown.stage, current=shown.current), "dim"),
    ]
    for key, items in (("activities", shown.page.activities), ("traps", shown.page.traps)):
        parts += _list(words(f"views.{key}"), map(marks.say, items))
    parts += _list(words("coach.warnings"), (marks.say(warned.item) for warned in shown.warnings))
    parts += _list(words("coach.done"), (marks.say(process.criterion(each.criterion)) for each in shown.done), "good")
    parts += _open(shown, words, process, marks)
    if not (shown.done or shown.open or shown.follow_on):
        parts += [Heading(words("coach.open"), level=2), Line(words("coach.no-gate"))]
    if shown.follow_on:
        parts += [Heading(words("coach.follow-on"), level=2), Command(common.command(shown.follow_on))]
    parts += _signals(shown.signals, shown.opportunity.number, words, marks)
    duties = (
        common.due(d.due_on, common.by_role(marks.say(d.item), d.by, words, process), words) for d in shown.duties
    )
    parts += _list(words("show.duties"), duties)
    parts += suggested_hint(shown.opportunity.number, shown.suggested, words)
    return (*_spaced(parts), *marks.legend(), Line(questions_due(shown.questions, shown.asked, words), "dim"))


def _spaced(parts: Iterable[Block]) -> Iterator[Block]:
    """The blocks with an empty line above each part of the page."""
    for block in parts:
        if isinstance(block, Heading) and block.level == 2:
            yield Blank()
        yield block


def _ended(shown: Guidance, words: Words) -> View:
    """What makes sense for a deal that was not won: to keep what was learned, or to take it up again."""
    number = str(shown.opportunity.number)
    status = words(f"status.{shown.status}")
    reason = (titled(shown.reason, words, "reasons") or shown.reason) if shown.reason else ""
    ended = words("views.aside", text=status, aside=reason.rstrip(".。")) if reason else status
    return (
        common.title(shown.opportunity),
        Line(words("views.next-ended", status=ended)),
        Bullets((Item(words("coach.learned")),)),
        Command(common.command(("winloss", number))),
        Bullets((Item(words("coach.reopen")),)),
        Command(common.command(("reopen", number, "--reason", "TEXT"))),
    )


def _list(heading: str, lines: Iterable[str], tone: str = "plain") -> list[Block]:
    items = tuple(Item(line, tone="good" if tone == "good" else "plain") for line in lines)
    return [Heading(heading, level=2), Bullets(items)] if items else []


def _open(shown: Guidance, words: Words, process: Process, marks: Marks) -> list[Block]:
    parts: list[Block] = [Heading(words("coach.open"), level=2)] if shown.open else []
    for finding in shown.open:
        key = "views.not-yet" if finding.is_must else "coach.should"
        parts.append(Bullets((Item(words(key, text=marks.say(process.criterion(finding.criterion))), tone="bad"),)))
        parts += [Command(common.command(mend)) for mend in _elsewhere(finding, shown.step.number)[:1]]
    return parts


def signals_view(signals: Sequence[Signal], number: int, words: Words) -> View:
    """The traps of this deal now, each with the command that answers it."""
    marks = Marks(words)
    return (*_signals(signals, number, words, marks), *marks.legend())


def _signals(signals: Sequence[Signal], number: int, words: Words, marks: Marks) -> list[Block]:
    parts: list[Block] = [Heading(words("show.signals"), level=2)] if signals else []
    for signal in signals:
        parts.append(Bullets((Item(marks.say(signal.item), tone="warn"),)))
        if signal.mend:
            parts.append(Command(common.command(signal.command(number))))
    return parts


def coached_view(coached: Coached, words: Words, *, has_seen_signals: bool = False) -> View:
    """What was said now, the actions it left, what was said before by whom, the traps, and what is open."""
    parts: list[Block] = [common.title(coached.opportunity)]
    for given in coached.answers:
        text = words(
            "views.label", label=called(given.question, words), value=f"{given.sign} {given.said or ''}".strip()
        )
        parts.append(Bullets((Item(text, tone="good" if given.sign == "+" else "warn"),)))
        if given.action:
            parts.append(Line("  " + words("coach.action", action=action_line(given.action, words))))
    now = {(given.question, given.by) for given in coached.answers}
    earlier = [_standing(a, words) for a in coached.standing if (a.question, a.by) not in now]
    parts += _list(words("coach.standing"), earlier)
    if not has_seen_signals:
        parts += signals_view(coached.signals, coached.opportunity.number, words)
    open_of = words("interviews.open-of", open=coached.open, asked=coached.asked)
    parts.append(Facts(((words("interviews.open"), open_of),)))
    return (*parts, common.undo_hint(words, coached.units)) if coached.answers else tuple(parts)


def _standing(answer: Answer, words: Words) -> str:
    said = f"{answer.sign} {answer.evidence or answer.text or ''}".strip()
    aside = words("views.comma-joint").join((answer.by, common.short_day(answer.on, words)))
    return words(
        "views.label", label=called(answer.question, words), value=words("views.aside", text=said, aside=aside)
    )
