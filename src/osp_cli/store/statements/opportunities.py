"""Opportunities: found by what people type, saved, and searched for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, literal_column, null, or_, select
from sqlalchemy import update as change

from osp_cli.domain.fields import Noun
from osp_cli.domain.nouns import NOUNS
from osp_cli.store.statements.parts import Condition, Statement, constant, every_column, given
from osp_cli.store.tables import table

OPPORTUNITY, ACCOUNT, MEMBER = table("opportunity"), table("account"), table("member")
OWN, ORDER = table("own_value"), table("sales_order")
O = OPPORTUNITY.c  # noqa: E741


def whole(*where: Condition) -> Select[Any]:
    """Opportunities with the names of account and owner and their own fields: what an Opportunity is made from."""
    return (
        select(*every_column(OPPORTUNITY), ACCOUNT.c.name.label("account"), MEMBER.c.name.label("owner"), _own_fields())
        .select_from(
            OPPORTUNITY.outerjoin(ACCOUNT, ACCOUNT.c.number == O.account_number).outerjoin(
                MEMBER, MEMBER.c.number == O.owner_number
            )
        )
        .where(*where)
    )


def _own_fields() -> Any:
    """The values of the user's own fields, as a JSON object of [kind, value] by field."""
    told = func.json_array(OWN.c.kind, OWN.c.value)
    every = select(func.json_group_object(OWN.c.field, told)).where(OWN.c.opportunity_number == O.number)
    return every.scalar_subquery().label("own_fields")


def holds(column: Any) -> Condition:
    """A text in the form in which texts are compared holds the word."""
    return func.instr(column, given("word")) > constant(0)


def _like(noun: Noun) -> Select[Any]:
    """The records of a noun of which a field that is looked into holds the word, with their opportunity."""
    source, columns = table(noun.name), [field.column for field in noun.found]
    told = [source.c[name] for column in columns for name in (column, f"{column}_key")]
    return (
        select(source.c.number, *told, O.number.label("opportunity_number"), O.name.label("opportunity_name"))
        .select_from(source.join(OPPORTUNITY, O.number == source.c.opportunity_number))
        .where(or_(*(holds(source.c[f"{column}_key"]) for column in columns)))
        .order_by(*([source.c[f"{noun.head.column}_key"]] if noun.is_named else []), source.c.number)
        .limit(given("limit"))
    )


def _lacks_base(of: Any, prefix: str = "") -> Condition:
    amount, base = of[f"{prefix}amount_currency"], of[f"{prefix}base_currency"]
    return and_(amount != given("base"), base.is_distinct_from(given("base")))


def _orders_without_base() -> Select[Any]:
    """The deals of live orders whose amount, or that of their booking, is not in the base currency."""
    return select(ORDER.c.opportunity_number).where(
        ORDER.c.cancelled_on.is_(None), or_(_lacks_base(ORDER.c), _lacks_base(ORDER.c, "booked_"))
    )


IS_OPEN = O.status == constant("open")
_OPEN_FIRST = (O.status != constant("open"), O.number)

STATEMENTS: dict[str, Statement] = {
    "opportunity.by_number": whole(O.number == given("number")),
    "opportunity.by_slug": whole(O.slug == given("slug")),
    "opportunity.by_id_start": whole(O.id >= given("low"), O.id <= given("high")).order_by(O.id).limit(given("limit")),
    "opportunity.by_name": whole(O.name_key == given("name_key")).order_by(O.number).limit(given("limit")),
    "opportunity.by_slug_start": whole(O.slug >= given("low"), O.slug < given("high"))
    .order_by(O.slug)
    .limit(given("limit")),
    "opportunity.by_external_id": whole(O.external_id == given("external_id"), O.external_id.is_not(None)),
    "opportunity.open": whole(IS_OPEN).order_by(O.number).limit(given("limit")),
    "opportunity.all": whole().order_by(O.number),
    "opportunity.of_status": whole(O.status == given("status")).order_by(O.number),
    "opportunity.like": whole(or_(func.instr(O.slug, given("word")) > constant(0), holds(O.name_key)))
    .order_by(*_OPEN_FIRST)
    .limit(given("limit")),
    "opportunity.unconverted": whole(or_(_lacks_base(O), O.number.in_(_orders_without_base()))).order_by(O.number),
    "opportunity.stage_of_open": select(func.min(O.stage).label("stage")).where(IS_OPEN, O.stage > given("low")),
    "opportunity.stage_of_closed": select(func.min(O.stage).label("stage")).where(
        O.status != constant("open"), O.stage > given("low")
    ),
    "opportunity.slug_taken": select(literal_column("1")).where(O.slug == given("slug")),
    "opportunity.touch": change(OPPORTUNITY)
    .where(O.number == given("key"), O.touched_on.is_distinct_from(given("day")))
    .values(touched_on=given("day")),
    "opportunity.following": whole(O.follows_number == given("number")).order_by(O.number),
    "opportunity.unlink": change(OPPORTUNITY).where(O.follows_number == given("number")).values(follows_number=null()),
    "opportunity.save": change(OPPORTUNITY)
    .where(O.number == given("key"), O.version == given("known_version"))
    .values({c.name: given(c.name) for c in OPPORTUNITY.columns if c.name not in ("number", "id", "by", "at", "seen")}),
    **{f"{noun.name}.like": _like(noun) for noun in NOUNS if noun.found},
    "note.like": select(
        table("note").c.text,
        table("note").c.text_key,
        O.number.label("opportunity_number"),
        O.name.label("opportunity_name"),
    )
    .select_from(table("note").join(OPPORTUNITY, O.number == table("note").c.opportunity_number))
    .where(holds(table("note").c.text_key))
    .order_by(table("note").c.number.desc())
    .limit(given("limit")),
}
