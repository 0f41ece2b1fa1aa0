"""The method itself, to be read."""

from __future__ import annotations

from osp_cli.domain.process import Criterion, Process, Question, Section, Stage, Step
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

KINDS = ("tas", "qualification", "risk", "competitor", "plan", "prompt", "coaching")


@dataclass(frozen=True, slots=True)
class Steps:
    """The eight steps."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step with the stages it leads to and everything that is asked in it."""

    step: Step
    stages: tuple[Stage, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of the selling cycle, in their order."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class StagePage:
    """One stage with the gate into it."""

    stage: Stage
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Everything that can be answered, by kind; `sections` are the headings of the twenty."""

    sections: tuple[Section, ...]
    questions: tuple[Question, ...]


def step_page(process: Process, number: int) -> StepPage:
    """One step of the method."""
    step = process.step(number)
    stages = tuple(stage for stage in process.stages if stage.step == number)
    return StepPage(step, stages, tuple(question for question in process.questions if question.step == number))


def stage_page(process: Process, key: str) -> StagePage:
    """One stage of the method with its gate."""
    stage = process.stage(key)
    return StagePage(stage, process.gate(stage.key).criteria)


def questions(process: Process, kind: str | None) -> Questions:
    """The questions of one kind, or all."""
    if kind is not None and kind not in KINDS:
        raise WrongUsage("question-kind-unknown", {"kind": kind, "kinds": ", ".join(KINDS)})
    return Questions(process.sections, tuple(q for q in process.questions if kind in (None, q.kind)))
