"""What has to be done for a deal, by whom, until when; and the customer's milestones with our actions beneath."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from osp_cli.domain.close_plan import Action, Call, Milestone, from_the_goal
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.suggestions import Suggestion, suggest
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named


@dataclass(frozen=True, slots=True)
class Actions:
    """The actions of an opportunity, open ones first, each group by its day; the overdue ones are among the open."""

    opportunity: Named
    on: date
    actions: tuple[Action, ...]
    open: int
    overdue: int
    done: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A milestone of the customer's with the actions that lead to it."""

    milestone: Milestone
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """All that is planned: the milestones by their dates, our actions and the calls, open ones first by theirs."""

    milestones: tuple[Milestone, ...]
    actions: tuple[Action, ...]
    calls: tuple[Call, ...]

    @classmethod
    def of(cls, dossier: Dossier) -> Work:
        """What is planned on one opportunity."""
        calls = sorted(dossier.calls, key=lambda each: (not each.is_open, each.planned_on or date.max, each.number))
        return cls(tuple(each.milestone for each in planned(dossier)), in_order(dossier.actions), tuple(calls))

    @property
    def backwards(self) -> tuple[Milestone, ...]:
        """The milestones still to be reached, from the goal back to today."""
        return tuple(sorted((each for each in self.milestones if each.is_open), key=from_the_goal))

    @property
    def reached(self) -> tuple[Milestone, ...]:
        """The milestones behind us, in the order of their dates."""
        return tuple(each for each in self.milestones if not each.is_open)

    @property
    def everything(self) -> tuple[Milestone, ...]:
        """All of them, those behind us last."""
        return (*self.backwards, *self.reached)

    @property
    def next_due(self) -> Milestone | None:
        """The milestone that comes next, where others follow."""
        dated = [each for each in self.milestones if each.is_open and each.due_on]
        return dated[0] if len(dated) > 1 else None

    @property
    def with_actions(self) -> tuple[Planned, ...]:
        """The milestones from the goal back to today, each with our actions that lead to it."""
        return tuple(
            Planned(step, tuple(action for action in self.actions if action.milestone == step.number))
            for step in sorted(self.milestones, key=from_the_goal)
        )

    @property
    def other_actions(self) -> tuple[Action, ...]:
        """What is still to be done and leads to no milestone."""
        return tuple(action for action in self.open_actions if action.milestone is None)

    @property
    def open_actions(self) -> tuple[Action, ...]:
        """What is still to be done, the soonest first."""
        return tuple(action for action in self.actions if action.is_open)


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes next with the customer: the milestone that is to be reached, None where none is known; the calls."""

    milestone: Milestone | None
    calls: tuple[Call, ...]

    @classmethod
    def of(cls, dossier: Dossier) -> Coming:
        """What comes next on one opportunity."""
        ahead = (each.milestone for each in planned(dossier) if each.milestone.is_open)
        return cls(next(ahead, None), tuple(call for call in dossier.calls if call.is_open))


@dataclass(frozen=True, slots=True)
class ClosePlan:
    """The milestones in the order of their dates, undated ones last, the actions that lead there and what else is open.

    An action names the milestone it leads to by number.
    """

    opportunity: Named
    on: date
    milestones: tuple[Milestone, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """An action that an answer asks for, in words, and the command that adds it; see `Suggestion`."""

    kind: str
    question: str
    against: str | None
    text: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What the answers of an opportunity ask to be done and no action serves yet."""

    opportunity: Named
    suggestions: tuple[Suggested, ...]


def suggestions_of(desk: Desk, number: int, worded: Callable[[Suggestion], str]) -> Suggestions:
    """What the answers ask to be done; `worded` says one as the text of an action. Nothing is added."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    due = (desk.today + timedelta(days=desk.ways.todo_days())).isoformat()
    found = [
        Suggested(
            each.kind, each.question, each.against, text := worded(each),
            ("action", "add", text, "-o", str(number), "--kind", each.kind, "--question", each.question, "--due", due),
        )
        for each in suggest(dossier, desk.process)
    ]  # fmt: skip
    return Suggestions(Named.of(dossier.opportunity), tuple(found))


def actions_of(desk: Desk, number: int) -> Actions:
    """The actions of an opportunity."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    still = sum(1 for action in dossier.actions if action.is_open)
    return Actions(
        opportunity=Named.of(dossier.opportunity),
        on=desk.today,
        actions=in_order(dossier.actions),
        open=still,
        overdue=sum(1 for action in dossier.actions if action.is_overdue(desk.today)),
        done=len(dossier.actions) - still,
    )


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Open ones first, each group by its day."""
    return tuple(sorted(actions, key=lambda action: (not action.is_open, action.due_on, action.number)))


def close_plan_of(desk: Desk, number: int) -> ClosePlan:
    """The close plan of an opportunity."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    return ClosePlan(
        opportunity=Named.of(dossier.opportunity),
        on=desk.today,
        milestones=tuple(each.milestone for each in planned(dossier)),
        actions=in_order(action for action in dossier.actions if action.is_open or action.milestone is not None),
    )


def planned(dossier: Dossier) -> tuple[Planned, ...]:
    """The milestones in the order of the customer's dates, with our actions."""
    ordered = sorted(dossier.milestones, key=lambda each: (each.due_on or date.max, each.number))
    return tuple(
        Planned(each, in_order(action for action in dossier.actions if action.milestone == each.number))
        for each in ordered
    )
