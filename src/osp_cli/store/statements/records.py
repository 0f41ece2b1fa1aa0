"""Keeping records: inserted, changed, removed, each by the number of its row."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy import update as change

from osp_cli.store.statements.dossier import hanging
from osp_cli.store.statements.opportunities import MEMBER
from osp_cli.store.statements.parts import Statement, constant, deleting, every_column, given, inserting, updating
from osp_cli.store.tables import RECORD_TABLES, nouns, records, references, table

MANAGER = MEMBER.alias("superior")
QUOTA, OWN = table("quota"), table("own_value")

_members = select(*every_column(MEMBER), MANAGER.c.name.label("reports_to")).select_from(
    MEMBER.outerjoin(MANAGER, MANAGER.c.number == MEMBER.c.reports_to_number)
)
_quotas = select(*every_column(QUOTA), MEMBER.c.name.label("owner")).select_from(
    QUOTA.outerjoin(MEMBER, MEMBER.c.number == QUOTA.c.owner_number)
)


def _renewal(name: str, column: str) -> Statement:
    source = table(name)
    return (
        change(source)
        .where(
            source.c.opportunity_number == given("of"),
            source.c[column] == given("what"),
            source.c.needs_renewal == constant(0),
        )
        .values(needs_renewal=constant(1))
    )


def _removing_of(name: str) -> Statement:
    return delete(table(name)).where(table(name).c.opportunity_number == given("of"))


_FIXED = ("number", "id", "by", "at", "seen", "opportunity_number")


def _changeable(name: str) -> list[str]:
    return [column.name for column in table(name).columns if column.name not in _FIXED]


def _moving(name: str, column: str) -> Statement:
    """Whatever on an opportunity referred to one row refers to another."""
    source = table(name)
    on_it = (source.c.opportunity_number == given("of"), source.c[column] == given("gone"))
    return change(source).where(*on_it).values({column: given("kept")})


STATEMENTS: dict[str, Statement] = {
    **{
        f"person.moved.{name}.{column}": _moving(name, column)
        for name in RECORD_TABLES
        for column, target in references(name).items()
        if target == "person"
    },
    **{f"{name}.add": inserting(name, *(("version",) if name == "opportunity" else ())) for name in RECORD_TABLES},
    **{f"{name}.remove_of": _removing_of(name) for name in records.TABLES},
    "opportunity.remove": deleting("opportunity"),
    "member.by_key": _members.where(MEMBER.c.name_key == given("name_key")),
    "member.by_number": _members.where(MEMBER.c.number == given("number")),
    "member.every": _members.order_by(MEMBER.c.number),
    "member.of_role": _members.where(MEMBER.c.role == given("role")).order_by(MEMBER.c.number),
    "member.save": updating("member", "name", "name_key", "role", "reports_to_number", "region"),
    "quota.every": _quotas.order_by(QUOTA.c.first_on, QUOTA.c.last_on, QUOTA.c.number),
    "quota.within": _quotas.where(QUOTA.c.first_on >= given("first"), QUOTA.c.last_on <= given("last")).order_by(
        QUOTA.c.first_on, QUOTA.c.last_on, QUOTA.c.number
    ),
    "quota.of": _quotas.where(
        func.coalesce(QUOTA.c.owner_number, constant(0)) == given("owner_number"),
        QUOTA.c.first_on == given("first"),
        QUOTA.c.last_on == given("last"),
    ),
    "quota.save": updating("quota", "amount_minor", "amount_currency"),
    "quota.remove": deleting("quota"),
    **{f"{name}.save": updating(name, *_changeable(name)) for name in nouns.TABLES},
    **{f"{name}.remove": deleting(name) for name in nouns.TABLES},
    "answer.remove_about": delete(table("answer")).where(table("answer").c.competitor_number == given("competitor")),
    "position.save": updating("position", "seen_as"),
    "position.remove": deleting("position"),
    "position.remove_about": delete(table("position")).where(
        table("position").c.competitor_number == given("competitor")
    ),
    "stake.remove": deleting("stake"),
    "stake.of_criterion": hanging("stake")
    .where(table("stake").c.criterion_number == given("criterion"))
    .order_by(table("stake").c.number),
    "position.of_criterion": hanging("position")
    .where(table("position").c.criterion_number == given("criterion"))
    .order_by(table("position").c.competitor_number),
    "own_value.of_field": select(*every_column(OWN)).where(
        OWN.c.opportunity_number == given("of"), OWN.c.field == given("field")
    ),
    "own_value.save": updating("own_value", "kind", "value"),
    "own_value.remove": deleting("own_value"),
    "own_value.every": select(OWN.c.field, OWN.c.kind, func.count().label("deals")).group_by(OWN.c.field, OWN.c.kind),
    "own_value.different": select(OWN.c.value).where(OWN.c.field == given("field")).distinct().order_by(OWN.c.value),
    "debt.settle": updating("debt", "settled_on", "settled_by", "settled_evidence"),
    "sales_order.save": updating("sales_order", *_changeable("sales_order")),
    "sales_order.cancel": updating("sales_order", "cancelled_on", "cancelled_reason"),
    "confirmation.renew": _renewal("confirmation", "criterion"),
    "decision.renew": _renewal("decision", "step"),
    "approval.renew": _renewal("approval", "what"),
}
