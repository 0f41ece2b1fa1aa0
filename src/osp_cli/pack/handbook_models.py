"""The form of the files that are read, not judged by: a pack may do without any of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from osp_cli.domain.handbook import SalesKind
from osp_cli.domain.kinds import RecordWarning
from osp_cli.domain.teammates import Part
from osp_cli.pack.forms import OpenForm
from osp_cli.pack.models import Id, ItemForm, Texts

Sign = Literal["+", "-", "?", "open", "claimed"]


class PracticeForm(OpenForm):
    """How a step is done, what is hard in it, what goes wrong, which tools help."""

    number: int
    methods: list[ItemForm] = Field(default_factory=list)
    difficulties: list[ItemForm] = Field(default_factory=list)
    mistakes: list[ItemForm] = Field(default_factory=list)
    tools: list[ItemForm] = Field(default_factory=list)


class PracticeFile(OpenForm):
    """The file practice.toml."""

    step: list[PracticeForm]


class WorkForm(OpenForm):
    """What one role does at one step."""

    step: int
    role: str
    items: Annotated[list[ItemForm], Field(min_length=1)]


class WorkFile(OpenForm):
    """The file work.toml."""

    work: list[WorkForm]


class ChapterForm(OpenForm):
    """Something the method says of itself."""

    id: Id
    name: Texts
    items: Annotated[list[ItemForm], Field(min_length=1)]


class AboutFile(OpenForm):
    """The file about.toml."""

    chapter: list[ChapterForm]


class WarningForm(OpenForm):
    """A general warning and the steps where it bites."""

    item: ItemForm
    steps: Annotated[list[int], Field(min_length=1)]


class WarningsFile(OpenForm):
    """The file warnings.toml."""

    warning: list[WarningForm]


class DutyForm(OpenForm):
    """Something that comes back."""

    item: ItemForm
    rhythm: Literal["after-contact", "after-approval", "before-next-step", "after-weak-answer", "after-sales-plan"]
    days: Annotated[int, Field(ge=0)] = 0
    months: Annotated[int, Field(ge=0)] = 0
    first: str
    last: str
    strategic_only: bool = False
    question: str = ""
    asks_for: Part | Literal[""] = ""
    by: str = ""
    mend: list[str] = Field(default_factory=list)


class DutiesFile(OpenForm):
    """The file duties.toml."""

    duty: list[DutyForm]


class SalesPartForm(OpenForm):
    """A part of a plan of step 1."""

    item: ItemForm
    plan: SalesKind
    ask: Texts
    profile: Literal[
        "", "industry", "segment", "company_size", "goals", "organisation", "it_base", "funds", "history"
    ] = ""
    is_required: bool = False


class SalesPlansFile(OpenForm):
    """The file sales_plans.toml."""

    part: list[SalesPartForm]


class ConditionForm(OpenForm):
    """One condition of a signal: exactly one of the keys that name its kind."""

    question: str | None = None
    states: list[Sign] = Field(default_factory=list)
    criterion: str | None = None
    is_met: bool = False
    lacking: Literal["competitors", "contacts", "next-step", "actions"] | None = None
    only_holder: str | None = None
    not_met: str | None = None
    approved: Literal["plan", "discount"] | None = None
    older: Literal["contact", "plan-approval"] | None = None
    days: Annotated[int, Field(ge=0)] = 0
    changed: Literal[True] | None = None
    overdue: Literal[True] | None = None
    records: RecordWarning | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> ConditionForm:
        kinds = (
            *(self.question, self.criterion, self.lacking, self.only_holder, self.not_met),
            *(self.approved, self.older, self.changed, self.overdue, self.records),
        )
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("one kind of condition")
        return self


class SignalForm(OpenForm):
    """A trap that a deal may be walking into."""

    item: ItemForm
    first: str
    last: str
    when: Annotated[list[ConditionForm], Field(min_length=1)]
    mend: list[str] = Field(default_factory=list)


class SignalsFile(OpenForm):
    """The file signals.toml."""

    signal: list[SignalForm]


class GroundForm(OpenForm):
    """One condition of a strategy: exactly one of the keys that name its kind."""

    question: str | None = None
    states: list[Sign] = Field(default_factory=list)
    heading: str | None = None
    least: int | None = None
    most: int | None = None
    ahead: Annotated[int, Field(ge=1)] | None = None
    is_met: bool = False
    behind: Literal[True] | None = None
    deal: Annotated[list[Literal["new", "expansion", "renewal"]], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> GroundForm:
        kinds = (self.question, self.heading, self.ahead, self.behind, self.deal)
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("one kind of condition")
        if self.heading is not None and self.least is None and self.most is None:
            raise ValueError("a heading has a bound")
        return self


class StrategyForm(OpenForm):
    """When a competitive strategy fits."""

    item: ItemForm
    kind: Literal["frontal", "flanking", "fragment", "defend", "develop", "disengage"]
    when: Annotated[list[GroundForm], Field(min_length=1)]


class StrategiesFile(OpenForm):
    """The file strategies.toml."""

    strategy: list[StrategyForm]


class TermForm(OpenForm):
    """One word of the field; `avoid` are other names by language that the texts do without."""

    id: Id
    text: Texts
    avoid: dict[str, list[str]] = Field(default_factory=dict)
    meaning: Texts


class GlossaryFile(OpenForm):
    """The file glossary.toml."""

    term: list[TermForm]
