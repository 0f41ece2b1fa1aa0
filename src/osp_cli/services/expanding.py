"""Step 8: what follows with a customer whose order is booked."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from osp_cli.domain.dossier import Dossier, has_spoken
from osp_cli.domain.followups import FOLLOW_UP_KINDS, FollowUp, FollowUpKind
from osp_cli.domain.handbook import Handbook
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Account, Answer, Opportunity
from osp_cli.domain.people import Person, reach
from osp_cli.domain.process import Item, Process
from osp_cli.domain.risks import Risk
from osp_cli.domain.value import BusinessValue
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
class Stranger:
    """Somebody there we have no contact with, and whom we know of those who influence or lead that person."""

    person: Person
    through: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """Step 8 with an account: what was booked, what follows from it by kind, and the deals that grew out of it.

    `lacking` are the kinds of which nothing is on record; `activities` what the method does at this step. `sponsors`
    are the customer's executives who stand for us, `strangers` whom there we have no contact with; `delivered` is what
    the booked deals were to bring, `threats` the risks that are open with them, `adoption` what was answered of who
    uses it; `asks_adoption` is the first question about that, where the pack has one. `support` is what the account
    plan says of it. `owner` has the deal that was booked last.
    """

    account: Account
    booked: tuple[AccountDeal, ...]
    followups: tuple[Following, ...]
    lacking: tuple[FollowUpKind, ...]
    follow_ons: tuple[AccountDeal, ...]
    activities: tuple[Item, ...]
    white_space: str | None
    plan: SalesPlanShown
    sponsors: tuple[str, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    delivered: tuple[BusinessValue, ...] = ()
    threats: tuple[Risk, ...] = ()
    support: str | None = None
    adoption: tuple[Answer, ...] = ()
    asks_adoption: str | None = None
    owner: str | None = None

    @property
    def renewal(self) -> FollowUp | None:
        """What runs out next."""
        return next(
            (each.followup for each in self.followups if each.followup.renews_on and each.followup.is_open), None
        )

    @property
    def plays(self) -> tuple[FollowUp, ...]:
        """The open ideas and white spaces that may be worth most; what nobody has valued comes last."""
        found = (each.followup for each in self.followups if each.followup.kind in PLAYS and each.followup.is_open)
        return tuple(sorted(found, key=lambda each: -(each.potential.minor if each.potential else 0)))[:PLAYS_SHOWN]


WHITE_SPACE, SUPPORT = "account-plan-white-space", "account-plan-support"
PLAYS: tuple[FollowUpKind, ...] = ("idea", "white-space")
HAVE_WORTH: tuple[FollowUpKind, ...] = (*PLAYS, "renewal")
PLAYS_SHOWN = 3


def expansion(desk: Desk, handbook: Handbook, reference: str) -> Expansion:
    """What follows with an account; refused while nothing with it is booked."""
    process = desk.process
    with desk.store.reading() as reading:
        account = found(reading, reference)
        deals = deals_of(desk, reading, account)
        booked = tuple(deal for deal in deals if is_booked(deal, process))
        if not booked:
            raise NotAllowed("expansion-too-early", {"name": account.name, "number": account.number})
        dossiers = {deal.number: reading.dossier(deal.number) for deal in deals}
        followups = tuple(Following(Named.of(deal), each) for deal in deals for each in dossiers[deal.number].followups)
        plan = read_plan(reading, handbook, About("account", account.name))
    known, said = {each.followup.kind for each in followups}, {line.part.id: line.text for line in plan.parts}
    asked = tuple(question.id for question in process.questions if question.is_adoption)
    return Expansion(
        account=account,
        booked=tuple(AccountDeal.of(deal) for deal in booked),
        followups=tuple(sorted(followups, key=_in_order)),
        lacking=tuple(kind for kind in FOLLOW_UP_KINDS if kind not in known),
        follow_ons=tuple(AccountDeal.of(deal) for deal in deals if deal.follows is not None),
        activities=handbook.page(process.steps[-1].number).activities,
        white_space=said.get(WHITE_SPACE),
        plan=plan,
        sponsors=_names(each for dossier in dossiers.values() for each in dossier.people if each.is_executive_sponsor),
        strangers=_strangers(dossiers.values()),
        delivered=tuple(value for deal in booked for value in dossiers[deal.number].values),
        threats=tuple(risk for deal in booked for risk in dossiers[deal.number].risks if not risk.is_closed),
        support=said.get(SUPPORT),
        adoption=tuple(filter(None, (dossiers[deal.number].answer_to(id) for deal in booked for id in asked))),
        asks_adoption=next(iter(asked), None),
        owner=booked[0].owner,
    )


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple({name_key(each.name): each.name for each in people}.values())


def _strangers(dossiers: Collection[Dossier]) -> tuple[Stranger, ...]:
    """Whom we have not reached in any deal, or of whom nobody has told."""
    people = [person for dossier in dossiers for person in dossier.people]
    spoken = {name_key(p.name) for each in dossiers for p in each.people if has_spoken(each, p.name)}
    known = {
        key: each.name for each in people if reach(each, has_spoken=(key := name_key(each.name)) in spoken) == "reached"
    }
    strangers = {name_key(each.name): each for each in people if name_key(each.name) not in known}
    lines = [
        (tie.from_person, tie.to_person) for dossier in dossiers for tie in dossier.ties if tie.kind == "influence"
    ]
    lines += [(each.reports_to, each.name) for each in people if each.reports_to]
    return tuple(
        Stranger(
            each,
            tuple(dict.fromkeys(known[name_key(a)] for a, z in lines if name_key(z) == key and name_key(a) in known)),
        )
        for key, each in strangers.items()
    )


def is_booked(deal: Opportunity, process: Process) -> bool:
    """Won, and at the last stage: counted in the sales results."""
    return deal.status == "won" and process.next_stage(deal.stage) is None


def _in_order(each: Following) -> tuple[object, ...]:
    follow_up = each.followup
    day = follow_up.renews_on or follow_up.due_on
    return (not follow_up.is_open, FOLLOW_UP_KINDS.index(follow_up.kind), day is None, day or 0, follow_up.number)
