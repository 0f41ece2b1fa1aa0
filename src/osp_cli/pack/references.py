"""What must hold between the items of a pack: a closed list of named checks, each of which yields all its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Literal

from osp_cli.domain.money import known_currency
from osp_cli.frozen import dataclass
from osp_cli.pack import handbook_models as handbook
from osp_cli.pack import models

EXPLANATIONS = ("meaning", "yes", "no", "unknown", "next_question")
OWN_CONTENTS = ("facts", "assessment", "risks", "competitors")
Fits = Callable[[Sequence[str]], bool]
ENDS = ("lost", "cancelled", "withdrawn")
SIZES = ("small", "medium", "large", "strategic")

FaultReason = Literal[
    "bad-id",
    "duplicate",
    "file-missing",
    "file-unknown",
    "gate-of-first-stage",
    "language-missing",
    "language-unknown",
    "missing",
    "not-text",
    "not-toml",
    "order-wrong",
    "reason-lacking",
    "stage-unreachable",
    "text-empty",
    "too-few",
    "unfit-value",
    "unknown-command",
    "unknown-criterion",
    "unknown-key",
    "unknown-kind",
    "unknown-question",
    "unknown-role",
    "unknown-section",
    "unknown-stage",
    "unknown-step",
    "unknown-value",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a key of a file. `reason` is a key of the words, `value` what was found there."""

    file: str
    key: str
    reason: FaultReason
    value: str

    def as_json(self) -> dict[str, str]:
        """The fault as programs see it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Files:
    """Every file of a pack, its form accepted."""

    pack: models.PackFile
    roles: models.RolesFile
    steps: models.StepsFile
    stages: models.StagesFile
    gates: models.GatesFile
    tas: models.AssessmentFile
    qualification: models.QuestionsFile
    risks: models.QuestionsFile
    competitors: models.QuestionsFile
    plan: models.PlanFile
    prompts: models.QuestionsFile
    coaching: models.QuestionsFile
    winloss: models.QuestionsFile
    sizes: models.SizesFile
    reasons: models.ReasonsFile
    practice: handbook.PracticeFile
    work: handbook.WorkFile
    about: handbook.AboutFile
    warnings: handbook.WarningsFile
    duties: handbook.DutiesFile
    signals: handbook.SignalsFile
    strategies: handbook.StrategiesFile
    glossary: handbook.GlossaryFile
    sales_plans: handbook.SalesPlansFile

    def question_files(self) -> Iterator[tuple[str, models.QuestionsFile]]:
        """The files that hold questions, by name."""
        yield "tas.toml", self.tas
        yield "qualification.toml", self.qualification
        yield "risks.toml", self.risks
        yield "competitors.toml", self.competitors
        yield "plan.toml", self.plan
        yield "prompts.toml", self.prompts
        yield "coaching.toml", self.coaching
        yield "winloss.toml", self.winloss

    def questions(self) -> Iterator[tuple[str, models.QuestionForm]]:
        """Every question with the name of its file."""
        for name, file in self.question_files():
            for question in file.question:
                yield name, question

    def criteria(self) -> Iterator[models.CriterionForm]:
        """Every criterion of every gate."""
        for gate in self.gates.gate:
            yield from gate.criteria


def _languages(files: Files) -> Iterator[Fault]:
    if "en" not in files.pack.languages:
        yield Fault("pack.toml", "languages", "language-missing", "en")


def repeated(file: str, key: str, ids: Iterable[str]) -> Iterator[Fault]:
    """A fault for each id that stands a second time."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield Fault(file, f"{key}[{each}]", "duplicate", each)
        seen.add(each)


def _duplicates(files: Files) -> Iterator[Fault]:
    yield from repeated("roles.toml", "role", (role.id for role in files.roles.role))
    steps = files.steps.step
    yield from repeated("steps.toml", "step", (step.key for step in steps))
    yield from repeated("steps.toml", "step.number", (str(step.number) for step in steps))
    yield from repeated("stages.toml", "stage", (stage.key for stage in files.stages.stage))
    former = [key for stage in files.stages.stage for key in stage.was]
    yield from repeated("stages.toml", "stage.was", [*(stage.key for stage in files.stages.stage), *former])
    yield from repeated("gates.toml", "gate", (gate.stage for gate in files.gates.gate))
    ids = [criterion.id for criterion in files.criteria()]
    stand_ins = [c.kind.or_confirmed for c in files.criteria() if isinstance(c.kind, models.CompetitorsForm)]
    yield from repeated("gates.toml", "criteria", ids + stand_ins)
    yield from repeated("tas.toml", "section", (section.id for section in files.tas.section))
    yield from repeated("tas.toml", "question.number", (str(q.number) for q in files.tas.question if q.number))
    yield from repeated("plan.toml", "part", (part.id for part in files.plan.part))
    yield from repeated("sizes.toml", "rule", (rule.size for rule in files.sizes.rule))
    yield from repeated("reasons.toml", "reason", (reason.code for reason in files.reasons.reason))


def _duplicate_questions(files: Files) -> Iterator[Fault]:
    seen: set[str] = set()
    for file, question in files.questions():
        if question.id in seen:
            yield Fault(file, f"question[{question.id}]", "duplicate", question.id)
        seen.add(question.id)


def _roles(files: Files) -> Iterator[Fault]:
    roles = {role.id for role in files.roles.role}
    for stage in files.stages.stage:
        if stage.confirmed_by not in roles:
            yield Fault("stages.toml", f"stage[{stage.key}].confirmed_by", "unknown-role", stage.confirmed_by)
    for criterion in files.criteria():
        key = f"criteria[{criterion.id}]"
        if criterion.confirmed_by not in roles:
            yield Fault("gates.toml", f"{key}.confirmed_by", "unknown-role", criterion.confirmed_by)
        if isinstance(criterion.kind, models.ConfirmedForm) and criterion.kind.role not in roles:
            yield Fault("gates.toml", f"{key}.kind.role", "unknown-role", criterion.kind.role)


def _steps(files: Files) -> Iterator[Fault]:
    steps = {step.number for step in files.steps.step}
    for stage in files.stages.stage:
        if stage.step not in steps:
            yield Fault("stages.toml", f"stage[{stage.key}].step", "unknown-step", str(stage.step))
    for file, question in files.questions():
        if question.step not in steps:
            yield Fault(file, f"question[{question.id}].step", "unknown-step", str(question.step))
    for criterion in files.criteria():
        if isinstance(criterion.kind, models.DecidedForm) and criterion.kind.step not in steps:
            key = f"criteria[{criterion.id}].kind.step"
            yield Fault("gates.toml", key, "unknown-step", str(criterion.kind.step))
    numbers = [step.number for step in files.steps.step]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Fault("steps.toml", "step", "order-wrong", ", ".join(map(str, numbers)))


def _criteria(files: Files) -> Iterator[Fault]:
    questions = {question.id for _, question in files.questions()}
    sections = {section.id for section in files.tas.section}
    for criterion in files.criteria():
        key = f"criteria[{criterion.id}].kind"
        match criterion.kind:
            case models.OnePositiveForm(question=question) if question not in questions:
                yield Fault("gates.toml", f"{key}.question", "unknown-question", question)
            case models.FewUnknownForm(section=section) if section and section not in sections:
                yield Fault("gates.toml", f"{key}.section", "unknown-section", section)


def _gates(files: Files) -> Iterator[Fault]:
    """Every stage but the first is entered through a gate, and every gate belongs to such a stage."""
    stages = [stage.key for stage in files.stages.stage]
    gates = {gate.stage for gate in files.gates.gate}
    for gate in files.gates.gate:
        if gate.stage not in stages:
            yield Fault("gates.toml", f"gate[{gate.stage}].stage", "unknown-stage", gate.stage)
        elif gate.stage == stages[0]:
            yield Fault("gates.toml", f"gate[{gate.stage}].stage", "gate-of-first-stage", gate.stage)
    for stage in stages[1:]:
        if stage not in gates:
            yield Fault("stages.toml", f"stage[{stage}]", "stage-unreachable", stage)


def _number(key: str) -> Decimal | None:
    try:
        return Decimal(key)
    except InvalidOperation:
        return None


def _stage_keys(files: Files) -> Iterator[Fault]:
    """A key is one word that can be typed, listed and printed as it is: letters, digits, dots and hyphens."""
    for stage in files.stages.stage:
        yield from (
            Fault("stages.toml", f"stage[{stage.key}].key", "unfit-value", key)
            for key in (stage.key, *stage.was)
            if not key.replace(".", "").replace("-", "").isalnum()
        )


def _won_stages(files: Files) -> Iterator[Fault]:
    """A deal begins open and can be won."""
    if not files.stages.stage:
        return
    first, last = files.stages.stage[0], files.stages.stage[-1]
    if first.is_won:
        yield Fault("stages.toml", f"stage[{first.key}].is_won", "order-wrong", first.key)
    if not last.is_won:
        yield Fault("stages.toml", f"stage[{last.key}].is_won", "missing", "")


def _order(files: Files) -> Iterator[Fault]:
    """Keys that are numbers rise; step and probability never fall; nothing unwon follows a won stage."""
    for before, after in pairwise(files.stages.stage):
        low, high = _number(before.key), _number(after.key)
        is_falling = low is not None and high is not None and high < low
        if is_falling or after.step < before.step or after.probability < before.probability:
            yield Fault("stages.toml", f"stage[{after.key}]", "order-wrong", f"{before.key}, {after.key}")
        if before.is_won and not after.is_won:
            yield Fault("stages.toml", f"stage[{after.key}].is_won", "order-wrong", after.key)


def _questions(files: Files) -> Iterator[Fault]:
    """A form for each question, headings that exist, and a number and a heading for each of the twenty."""
    sections = {section.id for section in files.tas.section}
    for file, form in files.question_files():
        for question in form.question:
            key = f"question[{question.id}]"
            if question.form is None and form.form is None:
                yield Fault(file, f"{key}.form", "missing", "")
            if question.section and question.section not in sections:
                yield Fault(file, f"{key}.section", "unknown-section", question.section)
    for question in files.tas.question:
        for name in ("number", "section"):
            if not getattr(question, name):
                yield Fault("tas.toml", f"question[{question.id}].{name}", "missing", "")


def _explanations(files: Files) -> Iterator[Fault]:
    """What is judged explains each of its answers; plans, coaching and win/loss reviews are free text and need not."""
    for file, question in files.questions():
        if file in ("plan.toml", "coaching.toml", "winloss.toml"):
            continue
        for name in EXPLANATIONS:
            if getattr(question, name) is None:
                yield Fault(file, f"question[{question.id}].{name}", "missing", "")


def _plan(files: Files) -> Iterator[Fault]:
    contents = {*OWN_CONTENTS, *(question.id for question in files.plan.question)}
    for part in files.plan.part:
        if part.content not in contents:
            yield Fault("plan.toml", f"part[{part.id}].content", "unknown-question", part.content)


def _sizes(files: Files) -> Iterator[Fault]:
    present = {rule.size for rule in files.sizes.rule}
    for size in SIZES:
        if size not in present:
            yield Fault("sizes.toml", f"rule[{size}]", "missing", "")
    for currency, (lower, upper) in files.sizes.limits.items():
        if not known_currency(currency):
            yield Fault("sizes.toml", f"limits.{currency}", "unfit-value", currency)
        if not 0 < lower < upper:
            yield Fault("sizes.toml", f"limits.{currency}", "order-wrong", f"{lower}, {upper}")


def _reasons(files: Files) -> Iterator[Fault]:
    """Every end has a reason that a person may give, and one for imports that give none."""
    for end in ENDS:
        for imports_only in (False, True):
            if not any(end in each.ends and each.imports_only == imports_only for each in files.reasons.reason):
                key = f"reason.imports_only={str(imports_only).lower()}"
                yield Fault("reasons.toml", key, "reason-lacking", end)


CHECKS: tuple[Callable[[Files], Iterator[Fault]], ...] = (
    _languages,
    _duplicates,
    _duplicate_questions,
    _roles,
    _steps,
    _criteria,
    _gates,
    _stage_keys,
    _won_stages,
    _order,
    _questions,
    _explanations,
    _plan,
    _sizes,
    _reasons,
)
