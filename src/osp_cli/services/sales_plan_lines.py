"""A plan of step 1 as a line of a list, a page of a deal, or the day."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.handbook import Handbook, SalesKind
from osp_cli.domain.sales_plans import SalesPlan, SalesVersion, review_due
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class SalesPlanLine:
    """One plan of step 1 in a list."""

    plan: SalesKind
    subject: str
    owner: str
    version: SalesVersion | None
    is_waiting: bool
    review_on: date | None


def line_of(plan: SalesPlan, handbook: Handbook) -> SalesPlanLine:
    """A plan in a list."""
    review = review_due(plan, handbook.months_for_a_sales_plan())
    return SalesPlanLine(plan.kind, plan.subject, plan.owner, plan.last, plan.is_waiting, review)
