"""The method itself, as pages."""

from __future__ import annotations

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
    RisksCountered,
    SizeComplete,
)
from osp_cli.domain.process import Criterion, Process, Question, Stage
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Command, Facts, Heading, Item, Line, Table, View
from osp_cli.render.lines import GAP
from osp_cli.render.views import common
from osp_cli.render.views.origins import Marks
from osp_cli.services.method import Questions, StagePage, Stages, StepPage, Steps
from osp_cli.words import Words


def steps_view(listed: Steps, words: Words) -> View:
    """One line per step."""
    marks = Marks(words)
    columns = tuple(Column(words(f"views.{key}")) for key in ("step", "name", "goal"))
    rows = tuple((str(s.number), common.say(s.name, words), marks.say(s.goal)) for s in listed.steps)
    return (Table(columns, rows), *marks.legend())


def step_view(page: StepPage, words: Words, process: Process) -> View:
    """The page of a step: goal, outcomes, activities, traps, what is asked."""
    step, marks = page.step, Marks(words)
    parts: list[Block] = [Heading(f"{step.number}  {common.say(step.name, words)}"), Line(marks.say(step.goal))]
    for key, items in page.page.lists():
        if items:
            parts += [Blank(), Heading(words(f"views.{key}"), level=2), marks.bullets(items)]
    if page.warnings:
        parts += [Blank(), Heading(words("views.warnings"), level=2)]
        parts.append(marks.bullets(warned.item for warned in page.warnings))
    if page.works:
        parts += [Blank(), Heading(words("views.work"), level=2)]
        for work in page.works:
            parts += [Line(words("views.role-does", role=role(work.role, words, process))), marks.bullets(work.items)]
    if page.stages:
        lines = tuple(Item(f"{stage.key}  {reached(stage, words, marks)}") for stage in page.stages)
        parts += [Blank(), Heading(words("views.leads-to"), level=2), Bullets(lines)]
    for kind in dict.fromkeys(question.kind for question in page.questions):
        asked = [question for question in page.questions if question.kind == kind]
        parts += [Blank(), Heading(common.kind_of_question(kind, len(asked), words), level=2)]
        parts.append(Bullets(tuple(Item(_question(question, words, marks)) for question in asked)))
    return (*parts, *marks.legend())


def reached(stage: Stage, words: Words, marks: Marks) -> str:
    """What has happened when a deal stands at a stage."""
    return marks.mark(common.say(stage.reached, words), stage.origin)


def _question(question: Question, words: Words, marks: Marks) -> str:
    label = f"{question.number}. " if question.number else ""
    return words("views.label", label=f"{label}{question.id}", value=marks.say(question))


def _explained(question: Question, words: Words) -> list[str]:
    """What a question means, what each of its answers looks like, and what to ask next."""
    signs = (("+", question.yes), ("-", question.no), ("?", question.unknown))
    said = [common.say(question.meaning, words)]
    said += [f"{sign} {text}" for sign, each in signs if (text := common.say(each, words))]
    if following := common.say(question.next_question, words):
        said.append(words("interviews.ask", text=following))
    return [line for line in said if line]


def stages_view(listed: Stages, words: Words, process: Process) -> View:
    """One line per stage."""
    marks = Marks(words)
    columns = (
        Column(words("views.stage")),
        Column(words("views.reached")),
        Column(words("views.confirmed-by")),
        Column(words("views.step"), kind="number"),
        Column(words("views.win-rate"), kind="number"),
        Column(words("views.category")),
    )
    rows = tuple(
        (
            stage.key,
            reached(stage, words, marks),
            role(stage.confirmed_by, words, process),
            str(stage.step),
            f"{stage.probability}%",
            words("status.won") if stage.is_won else words(f"category.{stage.category}"),
        )
        for stage in listed.stages
    )
    return (Table(columns, rows), *marks.legend())


def role(id: str, words: Words, process: Process) -> str:
    """A role of the method by name."""
    found = next((role for role in process.roles if role.id == id), None)
    return common.say(found.text, words) if found else id


def stage_view(page: StagePage, words: Words, process: Process) -> View:
    """The page of a stage with its gate."""
    stage, marks = page.stage, Marks(words)
    facts = (
        (words("views.reached"), reached(stage, words, marks)),
        (words("views.confirmed-by"), role(stage.confirmed_by, words, process)),
        (words("views.step"), f"{stage.step} {common.say(process.step(stage.step).name, words)}"),
        (words("views.win-rate"), f"{stage.probability}%"),
        (words("views.category"), words("status.won") if stage.is_won else words(f"category.{stage.category}")),
    )
    return (
        Heading(f"{stage.key}  {common.say(stage.name, words)}"),
        Facts(facts),
        Blank(),
        *_gate(page, words, process, marks),
        *marks.legend(),
    )


def gate_view(page: StagePage, words: Words, process: Process) -> View:
    """What must be true to enter a stage, who confirms it, how it is met."""
    marks = Marks(words)
    return (*_gate(page, words, process, marks), *marks.legend())


def _gate(page: StagePage, words: Words, process: Process, marks: Marks) -> View:
    heading = Heading(words("views.gate-asks", stage=page.stage.key), level=2)
    if not page.criteria:
        return (heading, Line(words("views.gate-none"), "dim"))
    parts: list[Block] = [heading]
    for criterion in page.criteria:
        level = words("views.must" if criterion.is_must else "views.should")
        parts += [
            Bullets((Item(words("views.label", label=criterion.id, value=marks.say(criterion))),)),
            Line(GAP + words("views.met-by", level=level, role=role(criterion.confirmed_by, words, process)), "dim"),
            Command(_met_by(criterion)),
        ]
    return tuple(parts)


def _met_by(criterion: Criterion) -> str:
    """The command that meets a criterion, as far as it is the same for every deal."""
    match criterion.kind:
        case Confirmed():
            return f"osp confirm {criterion.id}"
        case Decided(step=step):
            return f"osp decide --step {step}"
        case Approved(what=what):
            return "osp plan approve" if what == "plan" else f"osp plan approve --what {what}"
        case Recorded(is_record=True):
            return "osp order set"
        case Recorded(fields=fields):
            return SETTLED_BY.get(fields, "osp set")
        case Answered(rule):
            return _answered_by(rule)


SETTLED_BY: dict[tuple[str, ...], str] = {("debts",): "osp debt settle", ("conditions",): "osp condition done"}


def _answered_by(rule: AnswerRule) -> str:
    match rule:
        case OnePositive(question=question):
            return f"osp answer {question} ANSWER"
        case AllAsked(kind):
            return {"qualification": "osp qualify", "tas": "osp assess"}.get(kind, "osp guide")
        case SizeComplete():
            return "osp plan show"
        case RisksCountered():
            return "osp risk add TEXT"
        case CompetitorsAssessed():
            return "osp assess --against NAME"
        case FewUnknown():
            return "osp assess"


def questions_view(listed: Questions, words: Words) -> View:
    """Every question by kind; the twenty under their headings."""
    marks = Marks(words)
    parts: list[Block] = []
    for kind in dict.fromkeys(question.kind for question in listed.questions):
        asked = [question for question in listed.questions if question.kind == kind]
        parts += [Blank()] if parts else []
        parts.append(Heading(common.kind_of_question(kind, len(asked), words)))
        for section in dict.fromkeys(question.section for question in asked):
            name = next((marks.say(s) for s in listed.sections if s.id == section), "")
            if name:
                parts.append(Heading(name, level=2))
            within = [question for question in asked if question.section == section]
            for question in within:
                parts.append(Bullets((Item(_question(question, words, marks)),)))
                if listed.is_full:
                    parts.append(Bullets(tuple(Item(line, indent=1) for line in _explained(question, words))))
    return (*parts, *marks.legend())
