"""The method itself, to be read."""

from __future__ import annotations

from collections.abc import Mapping

from osp_cli.domain.handbook import Chapter, Duty, Handbook, Page, SalesPart, Signal, Strategy, Term, Warned, Work
from osp_cli.domain.names import closest, name_key
from osp_cli.domain.process import (
    Criterion,
    Item,
    Process,
    Question,
    Reason,
    Role,
    Section,
    SizeRule,
    Stage,
    Step,
)
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass

KINDS = ("tas", "qualification", "risk", "competitor", "plan", "prompt", "coaching", "winloss")


@dataclass(frozen=True, slots=True)
class Steps:
    """The eight steps."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step with the stages it leads to and everything that is asked in it."""

    step: Step
    page: Page
    warnings: tuple[Warned, ...]
    works: tuple[Work, ...]
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
    """Everything that can be answered, by kind; `sections` are the headings of the twenty.

    `is_full` shows what each question means and what its answers look like.
    """

    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    is_full: bool = False


def step_page(process: Process, handbook: Handbook, number: int) -> StepPage:
    """One step of the method."""
    return StepPage(
        step=process.step(number),
        page=handbook.page(number),
        warnings=handbook.warnings_at(number),
        works=handbook.works_at(number),
        stages=tuple(stage for stage in process.stages if stage.step == number),
        questions=tuple(question for question in process.questions if question.step == number),
    )


def stage_page(process: Process, key: str) -> StagePage:
    """One stage of the method with its gate."""
    stage = process.stage_called(key)
    return StagePage(stage, process.gate(stage.key).criteria)


def questions(process: Process, kind: str | None, *, is_full: bool = False) -> Questions:
    """The questions of one kind, or all."""
    if kind is not None and kind not in KINDS:
        raise WrongUsage("question-kind-unknown", {"kind": kind, "kinds": tuple(KINDS)})
    return Questions(process.sections, tuple(q for q in process.questions if kind in (None, q.kind)), is_full)


@dataclass(frozen=True, slots=True)
class About:
    """What the method says of itself, what it wants to avoid, what comes back, and which traps it watches for."""

    chapters: tuple[Chapter, ...]
    warnings: tuple[Warned, ...]
    duties: tuple[Duty, ...]
    signals: tuple[Signal, ...]
    strategies: tuple[Strategy, ...]


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the deal size asks: the rules, and the limits per currency in whole units."""

    rules: tuple[SizeRule, ...]
    limits: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class SalesParts:
    """What the plans of step 1 say, part by part."""

    parts: tuple[SalesPart, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an opportunity may end."""

    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The words of the field."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """Who takes part, and at which steps each has something to do."""

    roles: tuple[RoleLine, ...]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role with the numbers of the steps at which it works, and the stages it confirms."""

    role: Role
    steps: tuple[int, ...]
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RolePage:
    """What one role does at each step."""

    role: Role
    works: tuple[Work, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class StepTools:
    """The tools of one step."""

    step: Step
    tools: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools, step by step."""

    steps: tuple[StepTools, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One step on the cheat sheet: what we do, what the manager asks, the mistake usually made."""

    step: Step
    do: tuple[Item, ...]
    ask: tuple[Question, ...]
    trap: tuple[Item, ...]

    def lists(self) -> tuple[tuple[str, tuple[Item | Question, ...]], ...]:
        """Each list with its name, in the order of reading."""
        return (("do", self.do), ("ask", self.ask), ("trap", self.trap))


@dataclass(frozen=True, slots=True)
class CheatSheet:
    """All steps on one page; `digest` names the content of the method."""

    cards: tuple[Card, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class PageWritten:
    """A printed page that was written as a file, and the files that go with it."""

    path: str
    beside: tuple[str, ...] = ()


def about(handbook: Handbook) -> About:
    """What the method says of itself."""
    return About(handbook.chapters, handbook.warnings, handbook.duties, handbook.signals, handbook.strategies)


def roles(process: Process, handbook: Handbook) -> Roles:
    """Every role, with the steps at which it works and the stages it confirms."""
    return Roles(
        tuple(
            RoleLine(
                role,
                tuple(work.step for work in handbook.works_of(role.id)),
                tuple(stage.key for stage in process.stages if stage.confirmed_by == role.id),
            )
            for role in process.roles
        )
    )


def role_page(process: Process, handbook: Handbook, reference: str) -> RolePage:
    """What a role does, by its id, its name in any language of the pack, or a part that no other role has."""
    wanted = name_key(reference)
    named = [(role, [name_key(text) for text in (role.id, *role.text.languages.values())]) for role in process.roles]
    exact = [role for role, names in named if wanted in names]
    holding = exact or [role for role, names in named if wanted and any(wanted in name for name in names)]
    found = holding[0] if exact or len(holding) == 1 else None
    if found is None:
        known = [role.id for role in process.roles]
        close = [role.id for role in holding] or closest(reference, known)
        raise NotFound(
            "method-role-unknown",
            {"role": reference, "roles": tuple(known), "close": tuple(close)},
            details={"roles": known, "candidates": close},
        )
    stages = tuple(stage for stage in process.stages if stage.confirmed_by == found.id)
    return RolePage(found, handbook.works_of(found.id), stages)


def tools(process: Process, handbook: Handbook) -> Tools:
    """The tools of every step that has some."""
    return Tools(tuple(StepTools(s, page.tools) for s in process.steps if (page := handbook.page(s.number)).tools))


def cheat_sheet(process: Process, handbook: Handbook) -> CheatSheet:
    """Do, ask and trap of every step."""
    return CheatSheet(
        tuple(
            Card(
                step=step,
                do=handbook.page(step.number).activities,
                ask=process.questions_of("coaching", step.number),
                trap=handbook.page(step.number).traps,
            )
            for step in process.steps
        ),
        process.digest,
    )
