"""The form of the pack's TOML files: which keys there are and what may stand in them. Nothing else is let in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from osp_cli.domain.kinds import AsksAbout, OfferedNoun, QuestionKind, RecordKind
from osp_cli.domain.process import AnswerForm, Category, Origin, PlanKind
from osp_cli.pack.forms import ChoiceForm, OpenForm, is_as_far

RecordedField = Literal[
    "amount",
    "close",
    "debts",
    "conditions",
    "order.number",
    "order.date",
    "order.amount",
    "order.contract_on",
    "order.processed_on",
    "order.shipped_on",
    "order.paid",
    "order.booked_on",
    "order.booked_amount",
]


def _in_all_languages(texts: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    """Every language of the pack, no other, and none of them empty."""
    languages: list[str] | None = (info.context or {}).get("languages")
    if is_as_far(info) or languages is None:
        return texts
    for language in languages:
        if language not in texts:
            raise PydanticCustomError("language-missing", "{value}", {"value": language})
        if not texts[language].strip():
            raise PydanticCustomError("text-empty", "{value}", {"value": language})
    strange = sorted(set(texts) - set(languages))
    if strange:
        raise PydanticCustomError("language-unknown", "{value}", {"value": ", ".join(strange)})
    return texts


Texts = Annotated[dict[str, str], AfterValidator(_in_all_languages)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


class ItemForm(OpenForm):
    """One line of the method, as `domain.process.Item`."""

    id: Id
    origin: Origin
    text: Texts


class RoleForm(ItemForm):
    """Somebody who confirms or acts."""

    side: Literal["customer", "us", "partner"]


class StepForm(OpenForm):
    """One of the steps."""

    number: Annotated[int, Field(ge=1)]
    key: Id
    name: Texts
    goal: ItemForm
    outcomes: Annotated[list[ItemForm], Field(min_length=1)]
    activities: Annotated[list[ItemForm], Field(min_length=1)]
    traps: list[ItemForm] = Field(default_factory=list)
    records: list[OfferedNoun] = Field(default_factory=list)


class StageForm(OpenForm):
    """One stage; its key is text, its rank is its place in the file."""

    key: Annotated[str, Field(min_length=1)]
    origin: Origin
    name: Texts
    reached: Texts
    confirmed_by: str
    step: int
    probability: Annotated[int, Field(ge=0, le=100)]
    category: Category
    is_won: bool = False
    was: list[str] = Field(default_factory=list)
    usual_days: Annotated[int, Field(ge=1)] | None = None


class OnePositiveForm(ChoiceForm):
    """One question answered with + or text, or a complete record."""

    by: Literal["answered"]
    rule: Literal["one-positive"]
    question: str
    or_record: RecordKind | None = None


class AllAskedForm(ChoiceForm):
    """No question of a kind is open."""

    by: Literal["answered"]
    rule: Literal["all-asked"]
    questions: QuestionKind


class PlainForm(ChoiceForm):
    """A rule that needs nothing more said."""

    by: Literal["answered"]
    rule: Literal["size-complete", "risks-countered"]


class CompetitorsForm(ChoiceForm):
    """Every competitor assessed, or the stand-in confirmed."""

    by: Literal["answered"]
    rule: Literal["competitors-assessed"]
    or_confirmed: Id


class FewUnknownForm(ChoiceForm):
    """At most so many of the twenty not known."""

    by: Literal["answered"]
    rule: Literal["few-unknown"]
    limit: Annotated[int, Field(ge=0)]
    section: str = ""


class ConfirmedForm(ChoiceForm):
    """Met by the customer's word."""

    by: Literal["confirmed"]
    role: str
    names: bool = False
    dates: bool = False


class DecidedForm(ChoiceForm):
    """Met by a go at a step."""

    by: Literal["decided"]
    step: int


class ApprovedForm(ChoiceForm):
    """Met by a manager's approval."""

    by: Literal["approved"]
    what: Literal["plan", "discount"]


class RecordedForm(ChoiceForm):
    """Met when the fields are there."""

    by: Literal["recorded"]
    fields: Annotated[list[RecordedField], Field(min_length=1)]
    is_record: bool = False


AnsweredForm = Annotated[
    OnePositiveForm | AllAskedForm | PlainForm | CompetitorsForm | FewUnknownForm, Field(discriminator="rule")
]
KindForm = Annotated[
    AnsweredForm | ConfirmedForm | DecidedForm | ApprovedForm | RecordedForm, Field(discriminator="by")
]


class CriterionForm(ItemForm):
    """One thing that must or should be true; `kind` says how it is met."""

    is_must: bool
    is_again: bool = False
    confirmed_by: str
    kind: KindForm


class GateForm(OpenForm):
    """What must be true to enter a stage."""

    stage: str
    criteria: Annotated[list[CriterionForm], Field(min_length=1)]


class QuestionForm(ItemForm):
    """Something to ask; kind and form come from its file unless it names a form itself."""

    form: AnswerForm | None = None
    step: int
    section: str = ""
    number: Annotated[int, Field(ge=0)] = 0
    is_compared: bool = False
    is_adoption: bool = False
    asks_about: AsksAbout | None = None
    weight: Annotated[int, Field(ge=1)] = 1
    version: Annotated[int, Field(ge=1)] = 1
    meaning: Texts | None = None
    yes: Texts | None = None
    no: Texts | None = None
    unknown: Texts | None = None
    next_question: Texts | None = None


class PlanPartForm(ItemForm):
    """A part of the opportunity plan."""

    content: str
    is_required: bool


class SizeRuleForm(OpenForm):
    """What a deal of this size asks."""

    size: Literal["small", "medium", "large", "strategic"]
    origin: Origin
    needs: Literal["nothing", "assessment", "plan"]
    plan: PlanKind
    pages: str
    text: Texts


class ReasonForm(OpenForm):
    """Why an opportunity ended."""

    code: Id
    origin: Origin
    text: Texts
    ends: Annotated[list[Literal["lost", "cancelled", "withdrawn"]], Field(min_length=1)]
    needs_note: bool = False
    imports_only: bool = False


class PackFile(OpenForm):
    """The file pack.toml."""

    name: Annotated[str, Field(min_length=1)]
    languages: Annotated[list[str], Field(min_length=1)]


class RolesFile(OpenForm):
    """The file roles.toml."""

    role: list[RoleForm]


class StepsFile(OpenForm):
    """The file steps.toml."""

    step: Annotated[list[StepForm], Field(min_length=1)]


class StagesFile(OpenForm):
    """stages.toml: the stages in their order."""

    stage: Annotated[list[StageForm], Field(min_length=2)]


class GatesFile(OpenForm):
    """The file gates.toml."""

    gate: list[GateForm]


class QuestionsFile(OpenForm):
    """Questions of one kind, none where the pack asks nothing of it; `form` holds for all that do not say otherwise."""

    form: AnswerForm | None = None
    question: list[QuestionForm] = Field(default_factory=list)


class AssessmentFile(QuestionsFile):
    """tas.toml: the twenty and their headings; an assessment has at least one."""

    question: Annotated[list[QuestionForm], Field(min_length=1)]
    section: Annotated[list[ItemForm], Field(min_length=1)]


class PlanFile(QuestionsFile):
    """plan.toml: the plan's parts and the prompts that fill them."""

    part: Annotated[list[PlanPartForm], Field(min_length=1)]


class SizesFile(OpenForm):
    """sizes.toml: the rules, and the limits per currency in whole units."""

    limits: dict[str, Annotated[list[int], Field(min_length=2, max_length=2)]]
    rule: list[SizeRuleForm]


class ReasonsFile(OpenForm):
    """The file reasons.toml."""

    reason: Annotated[list[ReasonForm], Field(min_length=1)]
