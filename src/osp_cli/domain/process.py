"""The method as values: steps, stages, gates with their criteria, and everything that can be asked.

What they say comes from the pack; nothing of the method is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from osp_cli.domain.kinds import (
    Answered,
    AsksAbout,
    CompetitorsAssessed,
    Confirmed,
    CriterionKind,
    Decided,
    OfferedNoun,
    OnePositive,
    QuestionKind,
    RecordKind,
    confirmable,
)
from osp_cli.domain.names import closest
from osp_cli.domain.slips import close_questions, close_stages, one_called
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass

Origin = Literal["method", "likely", "ours"]
Category = Literal["commit", "best", "pipeline", "omitted"]
AnswerForm = Literal["sign", "text", "answers"]
SizeClass = Literal["small", "medium", "large", "strategic", "unknown"]
PlanKind = Literal["assessment", "opportunity", "full"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence of the method in every language of the pack."""

    languages: Mapping[str, str]

    def say(self, language: str) -> str:
        """The sentence in `language`, in English where the pack has no such language, "" where nothing is said."""
        return self.languages.get(language) or self.languages.get("en", "")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the method: an activity, an outcome, a trap."""

    id: str
    text: Text
    origin: Origin


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who confirms or acts: `side` is "customer", "us" or "partner"."""

    id: str
    text: Text
    side: str
    origin: Origin = "method"


@dataclass(frozen=True, slots=True)
class Step:
    """One of the steps: what we do (the handbook says more); the guide asks for `records` of which nothing is told."""

    number: int
    key: str
    name: Text
    goal: Item
    records: tuple[OfferedNoun, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the selling cycle: a fact about the customer or the order.

    `key` is text ("9.5"); `rank` is its place in the pack and the only order there is. `probability` is in percent;
    `was` are keys of another pack that mean this stage, for books kept with it before; `usual_days` how long a deal is
    usually at it, where the pack says so.
    """

    key: str
    rank: int
    name: Text
    reached: Text
    confirmed_by: str
    step: int
    probability: int
    category: Category
    is_won: bool
    origin: Origin
    was: tuple[str, ...] = ()
    usual_days: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over questions, such as the four of the assessment."""

    id: str
    text: Text
    origin: Origin = "ours"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that can be asked and answered.

    `form` "sign" is answered with +, - or ?; "text" with free text (a lone - or ? stays a sign); "answers" names
    questions that were answered, by id or number. `number` is the place among the twenty (0 elsewhere). `is_compared`
    asks it of each competitor too, `is_adoption` who uses what was sold; `asks_about` is told where its next question
    can be put to a customer. `step`: where it is asked.
    """

    id: str
    kind: QuestionKind
    form: AnswerForm
    text: Text
    meaning: Text
    yes: Text
    no: Text
    unknown: Text
    next_question: Text
    step: int
    origin: Origin
    section: str = ""
    number: int = 0
    is_compared: bool = False
    is_adoption: bool = False
    asks_about: AsksAbout | None = None
    weight: int = 1
    version: int = 1

    @property
    def wants_words(self) -> bool:
        """More than a sign is wanted: a text, or the names of answers."""
        return self.form != "sign"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that must (or should) be true to enter a stage. `is_again` judges it at every later gate too."""

    id: str
    text: Text
    kind: CriterionKind
    is_must: bool
    confirmed_by: str
    origin: Origin
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be true to enter `stage`."""

    stage: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A part of the plan: `content` is facts, assessment, risks, competitors or the id of a plan question."""

    id: str
    text: Text
    content: str
    is_required: bool
    origin: Origin = "ours"


@dataclass(frozen=True, slots=True)
class SizeRule:
    """What the method asks of a deal of this size; `plan` is the document the manager approves."""

    size: SizeClass
    text: Text
    needs: Literal["nothing", "assessment", "plan"]
    plan: PlanKind
    pages: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class DealSizes:
    """The rules by size, and the two limits per currency in whole units (lower, upper)."""

    rules: tuple[SizeRule, ...]
    limits: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an opportunity ended; `ends` says which outcomes it fits (lost, cancelled, withdrawn)."""

    code: str
    text: Text
    ends: tuple[str, ...]
    needs_note: bool = False
    imports_only: bool = False
    origin: Origin = "ours"


@dataclass(frozen=True)
class Process:
    """The whole method, as one pack says it. `digest` names the content; stages stand in their order."""

    name: str
    digest: str
    languages: tuple[str, ...]
    roles: tuple[Role, ...]
    steps: tuple[Step, ...]
    stages: tuple[Stage, ...]
    gates: tuple[Gate, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    plan_parts: tuple[PlanPart, ...]
    sizes: DealSizes
    reasons: tuple[Reason, ...]

    @cached_property
    def _stage_by_key(self) -> dict[str, Stage]:
        former = {key: stage for stage in self.stages for key in stage.was}
        return {**former, **{stage.key: stage for stage in self.stages}}

    @cached_property
    def former(self) -> Mapping[str, str]:
        """The present key of a stage by each key of another pack that means it."""
        return {key: stage.key for stage in self.stages for key in stage.was}

    def keys_of(self, stages: Iterable[Stage]) -> tuple[str, ...]:
        """The keys under which opportunities at these stages are kept, former ones among them."""
        return tuple(key for stage in stages for key in (stage.key, *stage.was))

    @cached_property
    def _question_by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _criterion_by_id(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for gate in self.gates for criterion in gate.criteria}

    @cached_property
    def texts(self) -> Mapping[str, Mapping[str, Text]]:
        """What each id is called, by kind: criteria, questions (the twenty apart too), parts, roles, reasons."""
        return {
            "criteria": {criterion.id: criterion.text for gate in self.gates for criterion in gate.criteria},
            "questions": {question.id: question.text for question in self.questions},
            "twenty": {question.id: question.text for question in self.questions if question.kind == "tas"},
            "parts": {part.id: part.text for part in self.plan_parts},
            "roles": {role.id: role.text for role in self.roles},
            "reasons": {reason.code: reason.text for reason in self.reasons},
        }

    def role(self, id: str) -> Role:
        """The role with this id."""
        return next((role for role in self.roles if role.id == id), Role(id, Text({"en": id}), "us"))

    def stage(self, key: str) -> Stage:
        """The stage with this key; an unknown key is refused with the keys there are."""
        stage = self._stage_by_key.get(key.strip())
        if stage is None:
            keys = [stage.key for stage in self.stages]
            values = {"stage": key, "stages": tuple(keys), "close": close_stages(key, keys)}
            raise NotFound("stage-unknown", values, details={"stages": keys})
        return stage

    def stage_called(self, typed: str) -> Stage:
        """The stage that a person means: by its key, else by its name in any language of the pack."""
        named = one_called(typed, {stage.key: stage.name.languages.values() for stage in self.stages})
        return self.stage(typed if named is None or self.has_stage(typed) else named)

    def has_stage(self, key: str) -> bool:
        """Whether this pack has the stage, by its present or a former key."""
        return key in self._stage_by_key

    def rank(self, key: str) -> int:
        """The place of a stage among the stages."""
        return self.stage(key).rank

    def between(self, after: str, upto: str) -> tuple[Stage, ...]:
        """The stages after `after` up to and including `upto`, in order; empty where `upto` is not above."""
        low, high = self.rank(after), self.rank(upto)
        return tuple(stage for stage in self.stages if low < stage.rank <= high)

    def next_stage(self, key: str) -> Stage | None:
        """The stage after this one, None after the last."""
        return next(iter(self.stages[self.rank(key) + 1 :]), None)

    def step(self, number: int) -> Step:
        """The step with this number."""
        if found := next((step for step in self.steps if step.number == number), None):
            return found
        raise NotFound("step-unknown", {"step": number, "steps": f"1-{len(self.steps)}"})

    def current_step(self, stage: str) -> int:
        """The step of the next stage; after the last stage the last step (the method's account expansion)."""
        following = self.next_stage(stage)
        return following.step if following else self.steps[-1].number

    def gate(self, stage: str) -> Gate:
        """The gate into a stage; the first stage has none, its gate is empty."""
        key = self.stage(stage).key
        return next((gate for gate in self.gates if gate.stage == key), Gate(key, ()))

    def criterion(self, id: str) -> Criterion:
        """The criterion with this id."""
        if found := self._criterion_by_id.get(id):
            return found
        raise self._no_criterion(id)

    def criterion_text(self, id: str) -> Text:
        """What a criterion says; its id alone where only another pack has it."""
        found = self._criterion_by_id.get(id)
        return found.text if found else Text({"en": id})

    def stage_of_criterion(self, id: str) -> str:
        """The stage whose gate holds the criterion (or the confirmation that stands in for it)."""
        for gate in self.gates:
            if any(id in (criterion.id, confirmable(criterion.id, criterion.kind)) for criterion in gate.criteria):
                return gate.stage
        raise self._no_criterion(id)

    def _no_criterion(self, id: str) -> NotFound:
        known = sorted(self._criterion_by_id)
        values = {"criterion": id, "close": tuple(closest(id, known))}
        return NotFound("criterion-unknown", values, details={"criteria": known})

    def has_question(self, id: str) -> bool:
        """Whether this pack asks the question; answers to one it has no more stay in the history."""
        return id in self._question_by_id

    def has_criterion(self, id: str) -> bool:
        """Whether a gate of this pack has the criterion, or the confirmation that stands in for it."""
        return any(id in (c.id, confirmable(c.id, c.kind)) for gate in self.gates for c in gate.criteria)

    def question(self, reference: str) -> Question:
        """A question by its id, or by its number among the twenty."""
        found = self._question_by_id.get(reference)
        if found is None and reference.isdecimal():
            found = next((q for q in self.questions if q.number and q.number == int(reference)), None)
        if found is None:
            ids = [question.id for question in self.questions]
            close = close_questions(reference, {q.id: q.text.languages.values() for q in self.questions})
            raise NotFound("question-unknown", {"question": reference, "close": close}, details={"questions": ids})
        return found

    def questions_of(self, kind: QuestionKind, step: int | None = None) -> tuple[Question, ...]:
        """The questions of one kind, of one step where it is given, in the order of the pack."""
        return tuple(q for q in self.questions if q.kind == kind and (step is None or q.step == step))

    def compared_questions(self) -> Iterator[Question]:
        """What is asked of each competitor: the competitor prompts, then those of the twenty marked for comparison."""
        yield from (q for q in self.questions if q.kind == "competitor")
        yield from (q for q in self.questions if q.kind == "tas" and q.is_compared)

    @cached_property
    def record_kinds(self) -> Mapping[str, RecordKind]:
        """The kind of record that stands for the answer to a question, by the id of the question."""
        rules = (c.kind.rule for gate in self.gates for c in gate.criteria if isinstance(c.kind, Answered))
        return {rule.question: rule.or_record for rule in rules if isinstance(rule, OnePositive) and rule.or_record}

    def no_competitor(self) -> str | None:
        """The id under which the customer confirms that nobody else is in the race, where a gate takes that."""
        rules = (c.kind.rule for gate in self.gates for c in gate.criteria if isinstance(c.kind, Answered))
        return next((rule.or_confirmed for rule in rules if isinstance(rule, CompetitorsAssessed)), None)

    def naming_criterion(self, role: str) -> str | None:
        """The criterion whose confirmation names the holder of a role; None for a role nobody holds by name."""
        criteria = (criterion for gate in self.gates for criterion in gate.criteria)
        names = (c.id for c in criteria if isinstance(c.kind, Confirmed) and c.kind.names and c.kind.role == role)
        return next(names, None)

    @cached_property
    def dating_criteria(self) -> tuple[str, ...]:
        """The criteria with whose confirmation the customer commits to the date of the order."""
        return tuple(c.id for g in self.gates for c in g.criteria if isinstance(c.kind, Confirmed) and c.kind.dates)

    def decision_steps(self) -> tuple[int, ...]:
        """The steps at whose end a go / no-go is asked for by a gate."""
        kinds = (criterion.kind for gate in self.gates for criterion in gate.criteria)
        return tuple(sorted({kind.step for kind in kinds if isinstance(kind, Decided)}))

    def size_rule(self, size: SizeClass) -> SizeRule:
        """The rule for a deal of this size (for "unknown": that of the largest ordinary deals)."""
        return next(rule for rule in self.sizes.rules if rule.size == ("large" if size == "unknown" else size))

    def reason(self, code: str, end: str) -> Reason:
        """A reason that fits the outcome, by its code or words that it alone has; others are refused with the list."""
        fitting = {reason.code: reason for reason in self.reasons if end in reason.ends and not reason.imports_only}
        named = one_called(code, {each: (each, *fitting[each].text.languages.values()) for each in fitting}, part=True)
        if named is None:
            told = {"reason": code, "reasons": tuple(fitting)}
            raise WrongUsage("reason-unknown", told, details={"reasons": list(fitting)})
        return fitting[named]
