"""Step 8: what follows with a customer whose order is booked."""

from __future__ import annotations

from osp_cli.domain.followups import FOLLOW_UP_KINDS, FollowUp, FollowUpKind
from osp_cli.domain.handbook import Handbook
from osp_cli.domain.opportunity import Account, Opportunity
from osp_cli.domain.process import Item, Process
from osp_cli.errors import NotAllowed
from osp_cli.frozen import dataclass
from osp_cli.services.accounts import AccountDeal, deals_of, found
from osp_cli.services.desk import Desk, Named
from osp_cli.services.sales_plans import About, SalesPlanShown, read_plan


@dataclass(frozen=True, slots=True)
class Following:
    """One thing that follows a sale, and the opportunity it hangs from."""

    opportunity: Named
    followup: FollowUp


@dataclass(frozen=True, slots=True)
class Expansion:
    """Step 8 with an account: what was booked, what follows from it by kind, and the deals that grew out of it.

    `lacking` are the kinds of which nothing is on record; `activities` what the method does at this step.
    """

    account: Account
    booked: tuple[AccountDeal, ...]
    followups: tuple[Following, ...]
    lacking: tuple[FollowUpKind, ...]
    follow_ons: tuple[AccountDeal, ...]
    activities: tuple[Item, ...]
    white_space: str | None
    plan: SalesPlanShown


WHITE_SPACE = "account-plan-white-space"


def expansion(desk: Desk, handbook: Handbook, reference: str) -> Expansion:
    """What follows with an account; refused while nothing with it is booked."""
    process = desk.process
    with desk.store.reading() as reading:
        account = found(reading, reference)
        deals = deals_of(desk, reading, account)
        booked = tuple(deal for deal in deals if is_booked(deal, process))
        if not booked:
            raise NotAllowed("expansion-too-early", {"name": account.name, "number": account.number})
        followups = tuple(
            Following(Named.of(deal), each) for deal in deals for each in reading.dossier(deal.number).followups
        )
        plan = read_plan(reading, handbook, About("account", account.name))
    known = {each.followup.kind for each in followups}
    return Expansion(
        account=account,
        booked=tuple(AccountDeal.of(deal) for deal in booked),
        followups=tuple(sorted(followups, key=_in_order)),
        lacking=tuple(kind for kind in FOLLOW_UP_KINDS if kind not in known),
        follow_ons=tuple(AccountDeal.of(deal) for deal in deals if deal.follows is not None),
        activities=handbook.page(process.steps[-1].number).activities,
        white_space=next((line.text for line in plan.parts if line.part.id == WHITE_SPACE), None),
        plan=plan,
    )


def is_booked(deal: Opportunity, process: Process) -> bool:
    """Won, and at the last stage: counted in the sales results."""
    return deal.status == "won" and process.next_stage(deal.stage) is None


def _in_order(each: Following) -> tuple[object, ...]:
    follow_up = each.followup
    day = follow_up.renews_on or follow_up.due_on
    return (not follow_up.is_open, FOLLOW_UP_KINDS.index(follow_up.kind), day is None, day or 0, follow_up.number)
