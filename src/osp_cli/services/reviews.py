"""The manager's review: rep by rep the open deals, what each lacks, owes and waits for, and what to ask about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from osp_cli.domain.assessment import Changed, by_question
from osp_cli.domain.close_plan import Action
from osp_cli.domain.conditions import Condition
from osp_cli.domain.dossier import Dossier, arrival, last
from osp_cli.domain.gate import judge, unmet_musts
from osp_cli.domain.handbook import Handbook, Signal
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Answer, Debt
from osp_cli.domain.periods import Period
from osp_cli.domain.process import Process, Question
from osp_cli.domain.selection import Selection
from osp_cli.domain.signals import fired
from osp_cli.domain.winloss import DAYS_NAMED, Interview, Review, interviews
from osp_cli.frozen import dataclass
from osp_cli.services.coaching import coach_questions
from osp_cli.services.desk import Desk, Named
from osp_cli.services.limits import limit_at
from osp_cli.services.plans import What, is_discount_waiting, is_waiting
from osp_cli.services.turned import SinceReview, since_review
from osp_cli.services.winloss import review_within
from osp_cli.store import days
from osp_cli.store.lives import newest_unit
from osp_cli.store.reading import Reading

WEAKEST = 3
"""So many of the weakest answers to the twenty are named; ours."""


@dataclass(frozen=True, slots=True)
class DealReviewed:
    """One open deal as the review sees it.

    `missing` are the unmet musts of the gate into `next_stage`; `waiting` what waits for a manager's verdict; `weak`
    the weakest of the twenty: no, then not known, then never asked; `questions` the coaching questions of the step that
    are still to be asked; `days_there` how many days it has been at its stage;
    where only an import tells that it is there, `there_by` is the day of that. `since` is what turned since the last
    review.
    """

    opportunity: Named
    account: str | None
    stage: str
    days_there: int | None
    there_by: date | None
    amount: Money | None
    close_on: date | None
    next_step: str | None
    next_step_on: date | None
    next_stage: str | None
    missing: tuple[str, ...]
    debts: tuple[Debt, ...]
    signals: tuple[Signal, ...]
    conditions: tuple[Condition, ...]
    waiting: tuple[What, ...]
    weak: tuple[str, ...]
    questions: tuple[str, ...]
    since: SinceReview


@dataclass(frozen=True, slots=True)
class RepReviewed:
    """The deals of one owner, the next expected order first; None where nobody owns them."""

    owner: str | None
    deals: tuple[DealReviewed, ...]


@dataclass(frozen=True, slots=True)
class WithoutReview:
    """A deal that ended not long ago and has no win/loss review."""

    opportunity: Named
    owner: str | None
    status: str
    ended_on: date


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """The sheet of a review on a day, of one owner and of the orders of a period where those are given.

    `data_version` is the number of the last change of the book.
    """

    on: date
    owner: str | None
    period: Period | None
    total: int
    reps: tuple[RepReviewed, ...]
    without_review: tuple[WithoutReview, ...]
    data_version: int


def review_sheet(desk: Desk, handbook: Handbook, *, owner: str | None, period: Period | None) -> ReviewSheet:
    """The sheet of the open deals, rep by rep."""
    deals: dict[str | None, list[DealReviewed]] = {}
    with desk.store.reading() as reading:
        for dossier in _dossiers(desk, reading, owner, period):
            deals.setdefault(dossier.opportunity.owner, []).append(reviewed_deal(desk, handbook, reading, dossier))
        ended, version = tuple(_without_review(desk, reading, owner)), newest_unit(reading)[0]
    for each in deals.values():
        each.sort(key=lambda deal: (deal.close_on or date.max, deal.opportunity.number))
    reps = tuple(RepReviewed(name, tuple(deals[name])) for name in sorted(deals, key=lambda name: name or ""))
    return ReviewSheet(desk.today, owner, period, sum(len(rep.deals) for rep in reps), reps, ended, version)


def _dossiers(desk: Desk, reading: Reading, owner: str | None, period: Period | None) -> Iterator[Dossier]:
    if owner is None and period is None:
        yield from reading.dossiers("open")
        return
    first, last_day = (period.first, period.last) if period else (None, None)
    selection = Selection(owner=owner, close_from=first, close_to=last_day)
    stages = desk.process.keys_of(desk.process.stages)
    page = reading.page(selection, sort="close", descending=False, limit=None, after=None, stage_order=stages)
    for opportunity in page.opportunities:
        yield reading.dossier(opportunity.number)


def reviewed_deal(desk: Desk, handbook: Handbook, reading: Reading, dossier: Dossier) -> DealReviewed:
    """One deal of the sheet."""
    o, process = dossier.opportunity, desk.process
    following = process.next_stage(o.stage)
    report = judge(process.gate(following.key), dossier, process, desk.today, desk.base) if following else None
    due = coach_questions(desk, dossier, process.current_step(o.stage))
    came = arrival(dossier)
    return DealReviewed(
        opportunity=Named.of(o),
        account=o.account,
        stage=o.stage,
        days_there=(desk.today - came.on).days if came and came.kind != "import" else None,
        there_by=came.on if came and came.kind == "import" else None,
        amount=o.amount,
        close_on=o.close_on,
        next_step=o.next_step,
        next_step_on=o.next_step_on,
        next_stage=following.key if following else None,
        missing=tuple(finding.criterion for finding in unmet_musts((report,))) if report else (),
        debts=dossier.open_debts(),
        signals=fired(handbook, dossier, process, desk.today, desk.base),
        conditions=dossier.open_conditions(),
        waiting=tuple(_waiting(dossier)),
        weak=weakest(dossier, process),
        questions=tuple(one.question.id for one in due if one.is_open),
        since=since_review(desk, reading, dossier),
    )


def _waiting(dossier: Dossier) -> Iterator[What]:
    if is_waiting(dossier, last(dossier.plan_versions)):
        yield "plan"
    if is_discount_waiting(dossier):
        yield "discount"


def weakest(dossier: Dossier, process: Process) -> tuple[str, ...]:
    """The weakest of our answers to the twenty: those that say no, then those not known, then those never asked."""
    rank = {"-": 0, "?": 1, None: 2}
    signs = {q.id: a.sign if (a := dossier.answer_to(q.id)) else None for q in process.questions_of("tas")}
    weak = [name for name, sign in signs.items() if sign in rank]
    return tuple(sorted(weak, key=lambda name: rank[signs[name]])[:WEAKEST])


def _without_review(desk: Desk, reading: Reading, owner: str | None) -> Iterable[WithoutReview]:
    questions = [question.id for question in desk.process.questions_of("winloss")]
    if not questions:
        return
    since = desk.today - timedelta(days=DAYS_NAMED)
    for number, ended in days.unreviewed(reading, questions, since, desk.today, owner=owner, limit=None):
        o = reading.opportunity(number)
        yield WithoutReview(Named.of(o), o.owner, o.status, ended)


@dataclass(frozen=True, slots=True)
class Stay:
    """So many days at the stage (None: not known), against the limit after which a deal is stuck."""

    days: int | None
    limit: int
    is_stuck: bool


@dataclass(frozen=True, slots=True)
class ForReview:
    """What documents say of reviews: conditions, open and kept; on a review sheet the deal, on a review the outcome.

    `lessons` are what that review says in words; the answers it names as wrong stand in the outcome. `interviews` are
    how its words of the customer's came about, `changes` the actions that it left. `stay` is how long the deal of a
    review sheet has been at its stage, `changed` which of its answers turned since the last one.
    """

    conditions: tuple[Condition, ...]
    kept: tuple[Condition, ...]
    deal: DealReviewed | None
    changed: tuple[Changed, ...]
    outcome: Review | None
    lessons: tuple[tuple[Question, Answer], ...]
    interviews: tuple[Interview, ...]
    changes: tuple[Action, ...]
    stay: Stay | None


def for_review(desk: Desk, handbook: Handbook, reading: Reading, dossier: Dossier, kind: str) -> ForReview:
    """The part of a document of this kind that is about reviews; `winloss-open` for one on an open deal."""
    deal = reviewed_deal(desk, handbook, reading, dossier) if kind == "review" else None
    outcome = review_within(dossier, desk.process) if kind == "winloss" else None
    said = ((desk.process.question(each.question), each) for each in (outcome.answers if outcome else ()))
    lessons = tuple((question, answer) for question, answer in said if question.form != "answers")
    kept = tuple(each for each in dossier.conditions if each.done_on is not None)
    stay = _stay(desk, reading, deal) if deal else None
    asked = {question.id for question in desk.process.questions_of("winloss")}
    return ForReview(
        conditions=dossier.open_conditions(),
        kept=kept,
        deal=deal,
        changed=by_question(deal.since.answers, desk.process) if deal else (),
        outcome=outcome,
        lessons=lessons,
        interviews=interviews(dossier, outcome) if outcome else (),
        changes=tuple(each for each in dossier.actions if each.question in asked) if outcome else (),
        stay=stay,
    )


def _stay(desk: Desk, reading: Reading, deal: DealReviewed) -> Stay:
    limit = limit_at(desk, reading, desk.process.stage(deal.stage))
    there = deal.days_there
    return Stay(there, limit.days, there is not None and limit.is_passed(there))
