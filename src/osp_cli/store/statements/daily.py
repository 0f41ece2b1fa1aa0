"""What a day needs over the whole book: steps and order dates that are due, and shortcuts that are open."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, or_, select, text

from osp_cli.domain.close_plan import ACTION
from osp_cli.domain.fields import Noun
from osp_cli.domain.nouns import NOUNS
from osp_cli.store.statements.dossier import hanging
from osp_cli.store.statements.opportunities import IS_OPEN, OPPORTUNITY, whole
from osp_cli.store.statements.parts import Statement, constant, deleting, every_column, given
from osp_cli.store.tables import table
from osp_cli.store.tables.nouns import waiting

DEBT, MEMBER, ACCOUNT = table("debt"), table("member"), table("account")
ANSWER, CONFIRMATION = table("answer"), table("confirmation")
NOTE, MOVE, APPROVAL, SNOOZE = table("note"), table("move"), table("approval"), table("snooze")
O = OPPORTUNITY.c  # noqa: E741
_OF_OWNER = or_(
    given("owner_key").is_(None),
    O.owner_number.in_(select(MEMBER.c.number).where(MEMBER.c.name_key == given("owner_key"))),
)
# What the dates of duties are counted from, as `domain.signals.rhythm_of` says it of one deal: the newest contact and
# the newest word of the customer's, the first move, the newest verdict on the plan where that is an approval.
_COUNTED_FROM = (
    select(func.max(NOTE.c.on))
    .where(NOTE.c.opportunity_number == O.number, NOTE.c.kind != constant("note"))
    .scalar_subquery()
    .label("last_contact"),
    select(func.max(CONFIRMATION.c.on))
    .where(CONFIRMATION.c.opportunity_number == O.number)
    .scalar_subquery()
    .label("last_word"),
    select(func.min(MOVE.c.on)).where(MOVE.c.opportunity_number == O.number).scalar_subquery().label("first_move"),
    select(case((APPROVAL.c.verdict == constant("approved"), APPROVAL.c.on)))
    .where(
        APPROVAL.c.opportunity_number == O.number,
        APPROVAL.c.what == constant("plan"),
        APPROVAL.c.needs_renewal == constant(0),
    )
    .order_by(APPROVAL.c.number.desc())
    .limit(constant(1))
    .scalar_subquery()
    .label("plan_approved_on"),
)


def _due(noun: Noun, day: str, ends: str | None) -> Statement:
    """The records of a noun of which a day has come and nothing has ended it; see `Noun.due`.

    Where nothing of its own ends it, a later contact with the same person does. What was lost or withdrawn waits for
    nothing but actions.
    """
    source = table(noun.name)
    own = waiting(noun, ends)
    is_waiting: Any = text(own) if own else ~_spoken_since(source, source.c[day])
    going_on = () if noun is ACTION else (O.status.in_((constant("open"), constant("won"))),)
    deal = select(O.number).where(O.number == source.c.opportunity_number, _OF_OWNER, *going_on).exists()
    return (
        hanging(noun.name)
        .where(source.c[day] <= given("day"), is_waiting, deal)
        .order_by(source.c[day], source.c.number)
        .limit(given("limit"))
    )


def _spoken_since(source: Any, day: Any) -> Any:
    is_contact = (NOTE.c.person_number == source.c.who_number, NOTE.c.kind != constant("note"), NOTE.c.on >= day)
    return select(NOTE.c.number).where(*is_contact).exists()


STATEMENTS: dict[str, Statement] = {
    "daily.due_steps": whole(IS_OPEN, O.next_step_on <= given("day"), _OF_OWNER)
    .order_by(O.next_step_on, O.number)
    .limit(given("limit")),
    "daily.debts": select(DEBT.c.opportunity_number, func.min(DEBT.c.on).label("since"), func.count().label("count"))
    .select_from(DEBT.join(OPPORTUNITY, O.number == DEBT.c.opportunity_number))
    .where(DEBT.c.settled_on.is_(None), IS_OPEN, _OF_OWNER)
    .group_by(DEBT.c.opportunity_number)
    .order_by(func.min(DEBT.c.on), DEBT.c.opportunity_number)
    .limit(given("limit")),
    **{f"daily.{noun.name}.{day}": _due(noun, day, ends) for noun in NOUNS for day, ends in noun.due},
    "daily.rhythms": select(O.number, O.stage, O.created_on, O.next_step_on, ACCOUNT.c.is_strategic, *_COUNTED_FROM)
    .select_from(OPPORTUNITY.outerjoin(ACCOUNT, ACCOUNT.c.number == O.account_number))
    .where(IS_OPEN, _OF_OWNER)
    .order_by(O.number),
    "daily.stuck": whole(IS_OPEN, O.stage == given("stage"), O.stage_since <= given("day"), _OF_OWNER)
    .order_by(O.stage_since, O.number)
    .limit(given("limit")),
    "daily.stays": select(MOVE.c.stayed)
    .where(MOVE.c.from_stage == given("stage"), MOVE.c.stayed.is_not(None))
    .order_by(MOVE.c.number.desc())
    .limit(given("limit")),
    "daily.snoozed": select(*every_column(SNOOZE))
    .where(
        SNOOZE.c.until > given("day"),
        select(O.number).where(O.number == SNOOZE.c.opportunity_number, _OF_OWNER).exists(),
    )
    .order_by(SNOOZE.c.until, SNOOZE.c.number),
    "daily.snooze": select(SNOOZE.c.number).where(
        SNOOZE.c.record_id == given("record_id"), SNOOZE.c.line == given("line")
    ),
    "daily.wake": deleting("snooze"),
    "daily.open_count": select(func.count().label("total")).select_from(OPPORTUNITY).where(IS_OPEN, _OF_OWNER),
    "daily.total": select(func.count().label("total")).select_from(OPPORTUNITY),
    "book.answered": select(ANSWER.c.question.label("id")).distinct().order_by(ANSWER.c.question),
    "book.confirmed": select(CONFIRMATION.c.criterion.label("id")).distinct().order_by(CONFIRMATION.c.criterion),
    "debt.debtors": select(DEBT.c.opportunity_number).where(DEBT.c.settled_on.is_(None)).distinct(),
    "debt.opportunity": select(DEBT.c.opportunity_number).where(DEBT.c.number == given("number")),
}
