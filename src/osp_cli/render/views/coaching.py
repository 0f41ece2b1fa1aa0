"""The coach: where a deal stands in a step, what the manager asked, and the actions that came of it."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.findings import Finding, Mend
from osp_cli.domain.handbook import Signal
from osp_cli.domain.opportunity import Action, Answer
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Block, Bullets, Command, Facts, Heading, Item, Line, View
from osp_cli.render.naming import called
from osp_cli.render.views import common
from osp_cli.render.views.origins import Marks
from osp_cli.services.actions import ActionKept, Actions
from osp_cli.services.coaching import Coached, Guidance
from osp_cli.words import Words


def _elsewhere(finding: Finding, step: int) -> list[Mend]:
    """The commands that mend a criterion, but for the guide of this step: that is where the person is."""
    return [mend for mend in finding.mends if mend[0] != "guide" or mend[-1] != str(step)]


def guidance_view(shown: Guidance, words: Words, process: Process) -> View:
    """What the step is for, what is done, what is open, the traps of this deal now, and what comes back."""
    step, marks = shown.step, Marks(words)
    parts: list[Block] = [
        common.title(shown.opportunity),
        Heading(f"{step.number}  {common.say(step.name, words)}", level=1),
        Line(marks.say(step.goal)),
    ]
    for key, items in (("activities", shown.page.activities), ("traps", shown.page.traps)):
        parts += _list(words(f"views.{key}"), map(marks.say, items))
    parts += _list(words("coach.warnings"), (marks.say(warned.item) for warned in shown.warnings))
    parts += _list(words("coach.done"), (marks.say(process.criterion(each.criterion)) for each in shown.done), "good")
    parts += _open(shown, words, process, marks)
    for signal in shown.signals:
        parts += _signal(signal, shown.opportunity.number, words, marks, is_first=signal is shown.signals[0])
    duties = (
        common.due(d.due_on, common.by_role(marks.say(d.item), d.by, words, process), words) for d in shown.duties
    )
    parts += _list(words("show.duties"), duties)
    return (*parts, *marks.legend(), Line(words("coach.questions", open=shown.questions, count=shown.asked), "dim"))


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


def _signal(signal: Signal, number: int, words: Words, marks: Marks, *, is_first: bool) -> list[Block]:
    parts: list[Block] = [Heading(words("show.signals"), level=2)] if is_first else []
    parts.append(Bullets((Item(marks.say(signal.item), tone="warn"),)))
    if signal.mend:
        parts.append(Command(common.command(signal.command(number))))
    return parts


def coached_view(coached: Coached, words: Words) -> View:
    """What was said now, the actions it left, and how to go on."""
    parts: list[Block] = [common.title(coached.opportunity)]
    for given in coached.answers:
        text = words(
            "views.label", label=called(given.question, words), value=f"{given.sign} {given.said or ''}".strip()
        )
        parts.append(Bullets((Item(text, tone="good" if given.sign == "+" else "warn"),)))
        if given.action:
            parts.append(Line("  " + words("coach.action", action=_action(given.action, words))))
    now = {given.question for given in coached.answers}
    earlier = [_standing(a, words) for a in coached.standing if a.question not in now]
    parts += _list(words("coach.standing"), earlier)
    parts.append(Facts(((words("interviews.open"), str(coached.open)),)))
    return (*parts, common.undo_hint(words, coached.units)) if coached.answers else tuple(parts)


def _standing(answer: Answer, words: Words) -> str:
    said = f"{answer.sign} {answer.evidence or answer.text or ''}".strip()
    day = common.day(answer.on, words)
    aside = words("views.comma-joint").join((answer.by, day))
    return words(
        "views.label", label=called(answer.question, words), value=words("views.aside", text=said, aside=aside)
    )


def _action(action: Action, words: Words) -> str:
    day = common.day(action.due_on, words)
    said = words("show.action", number=action.number, text=action.text, owner=action.owner, day=day)
    if action.done_on is None:
        return said
    result = words("coach.done-on", day=common.day(action.done_on, words))
    return "\n".join((said, words("views.label", label=result, value=action.result) if action.result else result))


def actions_view(listed: Actions, words: Words) -> View:
    """The actions of a deal, open ones first by their day."""
    if not listed.actions:
        way = common.command(("action", "add", "TEXT", "-o", str(listed.opportunity.number), "--due", "DATE"))
        return (common.title(listed.opportunity), Line(words("coach.no-actions"), "dim"), Command(way))
    items = tuple(
        Item(words("views.aside", text=_action(a, words), aside=words(f"action-kinds.{a.kind}")))
        for a in listed.actions
    )
    return (common.title(listed.opportunity), Bullets(items))


def action_view(kept: ActionKept, words: Words) -> View:
    """One action that was added, changed or done."""
    action = kept.action
    facts = [
        (words("coach.what"), f"{action.number}. {action.text}"),
        (words("coach.kind"), words(f"action-kinds.{action.kind}")),
        (words("views.owner"), action.owner),
        (words("fields.due_on"), common.day(action.due_on, words)),
    ]
    if action.done_on:
        facts.append((words("fields.done_on"), common.day(action.done_on, words)))
    if action.result:
        facts.append((words("fields.result"), action.result))
    return common.blocks(common.title(kept.opportunity), Facts(tuple(facts)), common.undo_hint(words))
