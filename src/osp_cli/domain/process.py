"""The method as values: steps, stages, gates with their criteria, and everything that can be asked.

What they say comes from the pack; nothing of the method is written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeAlias

from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass

Origin = Literal["method", "likely", "ours"]
Category = Literal["commit", "best", "pipeline", "omitted"]
QuestionKind = Literal["tas", "qualification", "risk", "competitor", "plan", "prompt", "coaching"]
AnswerForm = Literal["sign", "text"]
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
    """One of the eight steps: what we do."""

    number: int
    key: str
    name: Text
    goal: Item
    outcomes: tuple[Item, ...]
    activities: tuple[Item, ...]
    traps: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the selling cycle: a fact about the customer or the order.

    `key` is text ("9.5"); `rank` is its place in the pack and the only order there is. `probability` is in percent.
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


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over questions, such as the four of the assessment."""

    id: str
    text: Text
    origin: Origin = "ours"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that can be asked and answered.

    `form` "sign" is answered with +, - or ?; "text" with free text (a lone - or ? stays a sign). `number` is the
    place among the twenty (0 elsewhere). `is_compared` asks it of each competitor too. `step` is where it is asked.
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
    weight: int = 1
    version: int = 1


@dataclass(frozen=True, slots=True)
class OnePositive:
    """The one question is answered with + or with the text asked for."""

    question: str


@dataclass(frozen=True, slots=True)
class AllAsked:
    """None of the questions of this kind is open."""

    kind: QuestionKind


@dataclass(frozen=True, slots=True)
class SizeComplete:
    """What the deal size asks is complete."""


@dataclass(frozen=True, slots=True)
class RisksCountered:
    """Each risk prompt is answered by a risk with a counter-measure, or by "no"."""


@dataclass(frozen=True, slots=True)
class CompetitorsAssessed:
    """Each named competitor is assessed, or the customer confirmed `or_confirmed` (there is no competitor)."""

    or_confirmed: str


@dataclass(frozen=True, slots=True)
class FewUnknown:
    """At most `limit` of the twenty are "not known" (of one section, or of all where `section` is empty)."""

    limit: int
    section: str = ""


AnswerRule: TypeAlias = OnePositive | AllAsked | SizeComplete | RisksCountered | CompetitorsAssessed | FewUnknown


@dataclass(frozen=True, slots=True)
class Answered:
    """Met by answers; mended by `answer`, `risk add`, `competitor add`, `guide`."""

    rule: AnswerRule


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Met by the word of a person of the customer's; `names` makes that person the holder of `role`.

    Where `names` is false and a holder is named, nobody else can confirm it. Role "customer" is anybody there.
    """

    role: str
    names: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """Met by the last decision of this step being "go"."""

    step: int


@dataclass(frozen=True, slots=True)
class Approved:
    """Met by a manager's approval of `what`, given by another person than the owner."""

    what: Literal["plan", "discount"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Met when all `fields` are there: amount, close; order.number, …, order.booked_amount; debts (none open).

    `is_record` marks the records of order, contract and booking, which no override passes.
    """

    fields: tuple[str, ...]
    is_record: bool = False


CriterionKind: TypeAlias = Answered | Confirmed | Decided | Approved | Recorded


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
        return {stage.key: stage for stage in self.stages}

    @cached_property
    def _question_by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _criterion_by_id(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for gate in self.gates for criterion in gate.criteria}

    def stage(self, key: str) -> Stage:
        """The stage with this key; an unknown key is refused with the keys there are."""
        stage = self._stage_by_key.get(key.strip())
        if stage is None:
            keys = [stage.key for stage in self.stages]
            raise WrongUsage("stage-unknown", {"stage": key, "stages": ", ".join(keys)}, details={"stages": keys})
        return stage

    def rank(self, key: str) -> int:
        """The place of a stage among the stages."""
        return self.stage(key).rank

    def between(self, after: str, upto: str) -> tuple[Stage, ...]:
        """The stages after `after` up to and including `upto`, in order; empty where `upto` is not above."""
        low, high = self.rank(after), self.rank(upto)
        return tuple(stage for stage in self.stages if low < stage.rank <= high)

    def next_stage(self, key: str) -> Stage | None:
        """The stage after this one, None after the last."""
        rank = self.rank(key)
        return self.stages[rank + 1] if rank + 1 < len(self.stages) else None

    def step(self, number: int) -> Step:
        """The step with this number."""
        for step in self.steps:
            if step.number == number:
                return step
        raise WrongUsage("step-unknown", {"step": number, "steps": f"1-{len(self.steps)}"})

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
        found = self._criterion_by_id.get(id)
        if found is None:
            raise NotFound("criterion-unknown", {"criterion": id}, details={"criteria": sorted(self._criterion_by_id)})
        return found

    def stage_of_criterion(self, id: str) -> str:
        """The stage whose gate holds the criterion (or the confirmation that stands in for it)."""
        for gate in self.gates:
            if any(id in (criterion.id, confirmable(criterion)) for criterion in gate.criteria):
                return gate.stage
        raise NotFound("criterion-unknown", {"criterion": id}, details={"criteria": sorted(self._criterion_by_id)})

    def question(self, reference: str) -> Question:
        """A question by its id, or by its number among the twenty."""
        found = self._question_by_id.get(reference)
        if found is None and reference.isdecimal():
            found = next((q for q in self.questions if q.number and q.number == int(reference)), None)
        if found is None:
            ids = [question.id for question in self.questions]
            raise NotFound("question-unknown", {"question": reference}, details={"questions": ids})
        return found

    def questions_of(self, kind: QuestionKind, step: int | None = None) -> tuple[Question, ...]:
        """The questions of one kind, of one step where it is given, in the order of the pack."""
        return tuple(q for q in self.questions if q.kind == kind and (step is None or q.step == step))

    def compared_questions(self) -> Iterator[Question]:
        """What is asked of each competitor: the competitor prompts, then those of the twenty marked for comparison."""
        yield from (q for q in self.questions if q.kind == "competitor")
        yield from (q for q in self.questions if q.kind == "tas" and q.is_compared)

    def decision_steps(self) -> tuple[int, ...]:
        """The steps at whose end a go / no-go is asked for by a gate."""
        kinds = (criterion.kind for gate in self.gates for criterion in gate.criteria)
        return tuple(sorted({kind.step for kind in kinds if isinstance(kind, Decided)}))

    def size_rule(self, size: SizeClass) -> SizeRule:
        """The rule for a deal of this size (for "unknown": that of the largest ordinary deals)."""
        wanted = "large" if size == "unknown" else size
        return next(rule for rule in self.sizes.rules if rule.size == wanted)

    def reason(self, code: str, end: str) -> Reason:
        """A reason code that fits the outcome; others are refused with the list."""
        fitting = [reason.code for reason in self.reasons if end in reason.ends and not reason.imports_only]
        if code not in fitting:
            details = {"reasons": fitting}
            raise WrongUsage("reason-unknown", {"reason": code, "reasons": ", ".join(fitting)}, details=details)
        return next(reason for reason in self.reasons if reason.code == code)


def confirmable(criterion: Criterion) -> str | None:
    """The id under which a customer's person confirms the criterion, or None where nobody can."""
    match criterion.kind:
        case Confirmed():
            return criterion.id
        case Answered(rule=CompetitorsAssessed(or_confirmed=id)):
            return id
        case _:
            return None
