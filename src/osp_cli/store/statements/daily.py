"""What a day needs over the whole book: steps and order dates that are due, and shortcuts that are open."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, not_, or_, select, text

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
ORDER, TEAMMATE = table("sales_order"), table("teammate")
NOTE, MOVE, APPROVAL, SNOOZE = table("note"), table("move"), table("approval"), table("snooze")
O = OPPORTUNITY.c  # noqa: E741
_OF_OWNER = or_(
    given("owner_key").is_(None),
    O.owner_number.in_(select(MEMBER.c.number).where(MEMBER.c.name_key == given("owner_key"))),
)
# The first day of what duties are counted from, as `domain.signals.rhythm_of` says it of one deal. SQLite counts out
# what stands later in a coalesce only where all before it is nothing.
_CONTACT = (
    select(func.max(NOTE.c.on))
    .where(NOTE.c.opportunity_number == O.number, NOTE.c.kind != constant("note"))
    .scalar_subquery()
)
_WORD = select(func.max(CONFIRMATION.c.on)).where(CONFIRMATION.c.opportunity_number == O.number).scalar_subquery()
# An import tells nothing of the time before it: what it brought in counts from its own day.
_BROUGHT_IN = (
    select(func.min(MOVE.c.on))
    .where(MOVE.c.opportunity_number == O.number, MOVE.c.kind == constant("import"), MOVE.c.from_stage.is_(None))
    .scalar_subquery()
)
_FIRST_MOVE = select(func.min(MOVE.c.on)).where(MOVE.c.opportunity_number == O.number).scalar_subquery()
# SQLite's max of several is the latest one, and nothing where one of them is nothing.
_HEARD_ON = func.max(*(func.coalesce(each, constant("")) for each in (_CONTACT, _WORD, O.heard_on)))
_NEWEST_VERDICT = (
    select(case((APPROVAL.c.verdict == constant("approved"), APPROVAL.c.on)))
    .where(
        APPROVAL.c.opportunity_number == O.number,
        APPROVAL.c.what == constant("plan"),
        APPROVAL.c.needs_renewal == constant(0),
    )
    .order_by(APPROVAL.c.number.desc())
    .limit(constant(1))
    .scalar_subquery()
)
_IS_IMPORT, _IS_HISTORY = MOVE.c.kind == constant("import"), MOVE.c.kind == constant("history")
_COUNTED_FROM: dict[str, Any] = {
    "after-contact": func.coalesce(func.nullif(_HEARD_ON, constant("")), _BROUGHT_IN, O.created_on, _FIRST_MOVE),
    "after-approval": _NEWEST_VERDICT,
    "before-next-step": O.next_step_on,
}


_NEWEST_SIGN = (
    select(ANSWER.c.sign)
    .where(
        ANSWER.c.opportunity_number == O.number,
        ANSWER.c.question == given("question"),
        ANSWER.c.competitor_number.is_(None),
    )
    .order_by(ANSWER.c.on.desc(), ANSWER.c.number.desc())
    .limit(constant(1))
    .scalar_subquery()
)
_ASKED_FOR = select(TEAMMATE.c.number).where(
    TEAMMATE.c.opportunity_number == O.number, TEAMMATE.c.part == given("part"), TEAMMATE.c.asked_on.is_not(None)
)
# `:stages` are the stages as a JSON list. Days of next steps are few and have an index of their own; all else is sought
# by stage.
_SOUGHT_BY_STAGE = O.stage.in_(select(func.json_each(given("stages")).table_valued("value").c.value))
_SEEN_BY_STAGE = func.instr(given("stages"), constant('"').concat(O.stage).concat(constant('"'))) > constant(0)


def _duties_from(rhythm: str) -> Statement:
    """Open deals with the day a duty is counted from, where that is at the latest `:latest`, the oldest first.

    `:strategic` is 1 for a duty of strategic accounts alone; a yes or no to `:question` says that it is done, and so
    does somebody of us with the part `:part` who was asked for.
    """
    start = _COUNTED_FROM[rhythm]
    at_stage = _SEEN_BY_STAGE if rhythm == "before-next-step" else _SOUGHT_BY_STAGE
    strategic = select(ACCOUNT.c.number).where(
        ACCOUNT.c.number == O.account_number, ACCOUNT.c.is_strategic != constant(0)
    )
    return (
        select(O.number, start.label("start"))
        .where(IS_OPEN, at_stage, start <= given("latest"), _OF_OWNER)
        .where(or_(given("strategic") == constant(0), strategic.exists()))
        .where(or_(given("question").is_(None), func.coalesce(_NEWEST_SIGN, constant("?")) == constant("?")))
        .where(~_ASKED_FOR.exists())
        .order_by(start, O.number)
        .limit(given("limit"))
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
    deal = select(O.number).where(O.number == source.c.opportunity_number, _OF_OWNER, *going_on)
    return (
        hanging(noun.name)
        .where(source.c[day] <= given("day"), is_waiting, deal.exists())
        .order_by(source.c[day], source.c.number)
        .limit(given("limit"))
    )


def _unreviewed(source: Any, day: Any, *where: Any) -> Statement:
    """Deals whose outcome fell between `since` and `day` and of which nobody has answered one of `questions` since."""
    name = constant(" ").op("||")(ANSWER.c.question).op("||")(constant(" "))
    said = (ANSWER.c.opportunity_number == O.number, func.instr(given("questions"), name) > constant(0))
    return (
        select(O.number, day.label("ended_on"))
        .select_from(source)
        .where(*where, day >= given("since"), day <= given("day"), _OF_OWNER)
        .where(~select(ANSWER.c.number).where(*said, ANSWER.c.on >= day).exists())
        .order_by(day.desc(), O.number.desc())
        .limit(given("limit"))
    )


def _spoken_since(source: Any, day: Any) -> Any:
    is_contact = (NOTE.c.person_number == source.c.who_number, NOTE.c.kind != constant("note"), NOTE.c.on >= day)
    return select(NOTE.c.number).where(*is_contact).exists()


STATEMENTS: dict[str, Statement] = {
    "daily.due_steps": whole(IS_OPEN, O.next_step_on <= given("day"), _OF_OWNER)
    .order_by(O.next_step_on, O.number)
    .limit(given("limit")),
    "daily.due_decisions": whole(IS_OPEN, O.decide_on <= given("day"), _OF_OWNER)
    .order_by(O.decide_on, O.number)
    .limit(given("limit")),
    "daily.debts": select(DEBT.c.opportunity_number, func.min(DEBT.c.on).label("since"), func.count().label("count"))
    .select_from(DEBT.join(OPPORTUNITY, O.number == DEBT.c.opportunity_number))
    .where(DEBT.c.settled_on.is_(None), IS_OPEN, _OF_OWNER)
    .group_by(DEBT.c.opportunity_number)
    .order_by(func.min(DEBT.c.on), DEBT.c.opportunity_number)
    .limit(given("limit")),
    **{f"daily.{noun.name}.{day}": _due(noun, day, ends) for noun in NOUNS for day, ends in noun.due},
    **{f"daily.duty.{rhythm}": _duties_from(rhythm) for rhythm in _COUNTED_FROM},
    "daily.unreviewed_ended": _unreviewed(OPPORTUNITY, O.ended_on, O.status != constant("open")),
    "daily.unreviewed_won": _unreviewed(
        OPPORTUNITY.join(ORDER, ORDER.c.opportunity_number == O.number),
        ORDER.c.on,
        ORDER.c.cancelled_on.is_(None),
        O.status == constant("won"),
    ),
    "daily.stuck": whole(IS_OPEN, O.stage == given("stage"), O.stage_since <= given("day"), _OF_OWNER)
    .order_by(O.stage_since, O.number)
    .limit(given("limit")),
    # a history may have come after the moves that were made here, with days that are before or after theirs
    "daily.last_move": select(MOVE.c.kind, MOVE.c.to_stage)
    .where(MOVE.c.opportunity_number == given("number"))
    .order_by(_IS_IMPORT, MOVE.c.on.desc(), _IS_HISTORY, MOVE.c.number.desc())
    .limit(constant(1)),
    "daily.own_move": select(MOVE.c.number)
    .where(MOVE.c.opportunity_number == given("number"), not_(_IS_IMPORT), not_(_IS_HISTORY))
    .limit(constant(1)),
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
