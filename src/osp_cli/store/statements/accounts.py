"""Accounts, the names they were known by, and the plans of step 1."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, delete, func, or_, select
from sqlalchemy import update as change

from osp_cli.domain.accounts import ACCOUNT as NOUN
from osp_cli.store.statements.opportunities import ACCOUNT, IS_OPEN, MEMBER, OPPORTUNITY, O, holds
from osp_cli.store.statements.parts import Statement, constant, deleting, every_column, given, updating
from osp_cli.store.tables import table

ALIAS = table("account_alias")
PARTNER = table("partner")
PLAN, PART, VERSION = table("sales_plan"), table("sales_plan_part"), table("sales_plan_version")
A = ACCOUNT.c
_FIXED = ("number", "id", "by", "at", "seen", "version")
_of_old_name = select(ALIAS.c.account_number).where(ALIAS.c.name_key == given("name_key"))


def _count(*where: Any, name: str) -> Any:
    counted = select(func.count()).select_from(OPPORTUNITY).where(O.account_number == A.number, *where)
    return counted.scalar_subquery().label(name)


def _accounts(*where: Any) -> Select[Any]:
    return select(*every_column(ACCOUNT)).where(*where)


_looked_into = [A[f"{field.column}_key"] for field in NOUN.found]
_newest = VERSION.alias("newest")
_last = select(func.max(_newest.c.version)).where(_newest.c.plan_number == PLAN.c.number).scalar_subquery()
_begun = func.substr(PLAN.c.at, constant(1), constant(10))
_plans = select(*every_column(PLAN), A.name.label("account"), MEMBER.c.name.label("owner")).select_from(
    PLAN.outerjoin(ACCOUNT, A.number == PLAN.c.account_number).join(MEMBER, MEMBER.c.number == PLAN.c.owner_number)
)


def _changeable(name: str) -> list[str]:
    return [column.name for column in table(name).columns if column.name not in _FIXED]


STATEMENTS: dict[str, Statement] = {
    "account.by_key": _accounts(or_(A.name_key == given("name_key"), A.number.in_(_of_old_name))),
    "account.by_key_start": _accounts(A.name_key >= given("low"), A.name_key < given("high"))
    .order_by(A.name_key)
    .limit(given("limit")),
    "account.by_number": _accounts(A.number == given("number")),
    "account.every": _accounts().order_by(A.number),
    "account.save": updating("account", *_changeable("account")),
    "account.remove": deleting("account"),
    "account.page": select(
        *every_column(ACCOUNT), _count(IS_OPEN, name="open"), _count(O.status == constant("won"), name="won")
    )
    .where(
        A.number > given("after"),
        or_(given("is_strategic").is_(None), A.is_strategic == given("is_strategic")),
        or_(given("is_named").is_(None), A.is_named == given("is_named")),
    )
    .order_by(A.number)
    .limit(given("limit")),
    "account.matching": select(func.count().label("total"))
    .select_from(ACCOUNT)
    .where(
        or_(given("is_strategic").is_(None), A.is_strategic == given("is_strategic")),
        or_(given("is_named").is_(None), A.is_named == given("is_named")),
    ),
    "account.like": _accounts(
        or_(
            *(holds(column) for column in _looked_into),
            A.number.in_(select(ALIAS.c.account_number).where(holds(ALIAS.c.name_key))),
        )
    )
    .order_by(A.name_key)
    .limit(given("limit")),
    "account.opportunities": select(O.number, O.name)
    .where(O.account_number == given("number"))
    .order_by(O.number)
    .limit(given("limit")),
    "account.move_opportunities": change(OPPORTUNITY)
    .where(O.account_number == given("number"))
    .values(account_number=given("to")),
    "account_alias.of": select(*every_column(ALIAS))
    .where(ALIAS.c.account_number == given("number"))
    .order_by(ALIAS.c.number),
    # Two that are one, as a book of another store has found: what has the name, and what had it before.
    "account.doubled": select(A.number, ALIAS.c.account_number.label("kept"))
    .select_from(ACCOUNT.join(ALIAS, ALIAS.c.name_key == A.name_key))
    .where(ALIAS.c.account_number != A.number)
    .order_by(A.number)
    .limit(constant(1)),
    "account_alias.of_itself": select(ALIAS.c.number)
    .select_from(ACCOUNT.join(ALIAS, ALIAS.c.name_key == A.name_key))
    .where(ALIAS.c.account_number == A.number),
    "account_alias.move": change(ALIAS)
    .where(ALIAS.c.account_number == given("number"))
    .values(account_number=given("to")),
    "account_alias.remove_of": delete(ALIAS).where(ALIAS.c.account_number == given("number")),
    "sales_plan.by_number": _plans.where(PLAN.c.number == given("number")),
    "sales_plan.of_account": _plans.where(
        PLAN.c.kind == constant("account"), PLAN.c.account_number == given("account_number")
    ),
    "sales_plan.of_owner": _plans.where(
        PLAN.c.kind == constant("territory"), PLAN.c.owner_number == given("owner_number")
    ),
    "sales_plan.of_partner": _plans.where(
        PLAN.c.kind == constant("partner"), PLAN.c.partner_key == given("partner_key")
    ),
    "sales_plan.deals_with_partner": select(PARTNER.c.opportunity_number)
    .distinct()
    .where(PARTNER.c.name_key == given("name_key")),
    "sales_plan.every": _plans.order_by(PLAN.c.number),
    "sales_plan.due": _plans.outerjoin(
        VERSION, and_(VERSION.c.plan_number == PLAN.c.number, VERSION.c.version == _last)
    )
    .where(
        or_(given("owner_key").is_(None), MEMBER.c.name_key == given("owner_key")),
        or_(
            and_(VERSION.c.number.is_(None), _begun <= given("latest")),
            and_(VERSION.c.verdict == constant("approved"), VERSION.c.judged_on <= given("latest")),
            and_(VERSION.c.verdict == constant("returned"), VERSION.c.judged_on <= given("day")),
        ),
    )
    .order_by(func.coalesce(VERSION.c.judged_on, _begun), PLAN.c.number)
    .limit(given("limit")),
    "sales_plan.waiting_count": select(func.count().label("total"))
    .select_from(PLAN.join(VERSION, and_(VERSION.c.plan_number == PLAN.c.number, VERSION.c.version == _last)))
    .where(VERSION.c.verdict.is_(None)),
    "sales_plan.save": updating("sales_plan", *_changeable("sales_plan")),
    "sales_plan.remove": deleting("sales_plan"),
    "sales_plan_part.of": select(*every_column(PART))
    .where(PART.c.plan_number == given("plan"))
    .order_by(PART.c.number),
    "sales_plan_part.save": updating("sales_plan_part", "text", "text_key"),
    "sales_plan_part.remove": deleting("sales_plan_part"),
    "sales_plan_part.remove_of": delete(PART).where(PART.c.plan_number == given("plan")),
    "sales_plan_part.like": select(
        PART.c.text, PART.c.text_key, PLAN.c.kind, PLAN.c.partner,
        A.name.label("account"), MEMBER.c.name.label("owner"),
    )
    .select_from(
        PART.join(PLAN, PLAN.c.number == PART.c.plan_number)
        .outerjoin(ACCOUNT, A.number == PLAN.c.account_number)
        .join(MEMBER, MEMBER.c.number == PLAN.c.owner_number)
    )
    .where(holds(PART.c.text_key))
    .order_by(PART.c.number)
    .limit(given("limit")),
    "sales_plan_version.of": select(*every_column(VERSION))
    .where(VERSION.c.plan_number == given("plan"))
    .order_by(VERSION.c.version),
    "sales_plan_version.by_number": select(*every_column(VERSION)).where(VERSION.c.number == given("number")),
    "sales_plan_version.judge": updating(
        "sales_plan_version", "verdict", "approver", "reported_by", "note", "judged_on"
    ),
    "sales_plan_version.renumber": updating("sales_plan_version", "plan_number", "version"),
    "sales_plan_version.remove_of": delete(VERSION).where(VERSION.c.plan_number == given("plan")),
}  # fmt: skip
