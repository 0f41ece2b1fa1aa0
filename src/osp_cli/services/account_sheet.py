"""What the deals of an account say of it as a whole: its people on one map, who else sells there, what is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Generic, TypeVar

from osp_cli.domain.close_plan import Action, Milestone
from osp_cli.domain.competitors import Competitor
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.political_map import COVERED, PoliticalMap, draw
from osp_cli.domain.process import Process
from osp_cli.domain.risks import Risk
from osp_cli.domain.teammates import Teammate
from osp_cli.frozen import dataclass, field_names, replace
from osp_cli.services.desk import Named
from osp_cli.services.document_parts import KeyPerson, people_of

T = TypeVar("T")
R = TypeVar("R", Action, Milestone, Risk, Teammate)
DUE_DAYS = 90
DECIDERS = ("approver", "decision-maker")


@dataclass(frozen=True, slots=True)
class RivalThere:
    """A competitor at an account: what is known of it, the open deals it is on, and how many it took from us."""

    competitor: Competitor
    deals: tuple[Named, ...]
    lost: int


@dataclass(frozen=True, slots=True)
class OnDeal(Generic[R]):
    """A record and the open deal it hangs from; `is_overdue`: an action that should have been done by now."""

    deal: Named
    record: R
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """The people of all deals of an account, each once, and its competitors.

    `unreached` are those of whom no contact is on record; `has_decider`: somebody is known to decide or to approve.
    Of its open deals, `team` are those of us who work on them, `due` our actions of the next 90 days and the overdue
    ones, `steps` the customer's milestones ahead, `risks` what is open.
    """

    map: PoliticalMap
    people: tuple[KeyPerson, ...]
    unreached: tuple[str, ...]
    has_decider: bool
    rivals: tuple[RivalThere, ...]
    team: tuple[OnDeal[Teammate], ...]
    due: tuple[OnDeal[Action], ...]
    steps: tuple[OnDeal[Milestone], ...]
    risks: tuple[OnDeal[Risk], ...]


def account_sheet(dossiers: Sequence[Dossier], process: Process, today: date) -> AccountSheet:
    """The sheet of the deals of one account, the newest first."""
    whole = _together(dossiers, process)
    people, last = whole.people, today + timedelta(days=DUE_DAYS)
    opened = [(Named.of(one.opportunity), one) for one in dossiers if one.opportunity.is_open]
    steps = [OnDeal(deal, each) for deal, one in opened for each in one.milestones if each.is_open]
    due = [
        OnDeal(deal, each, each.is_overdue(today))
        for deal, one in opened
        for each in one.open_actions()
        if each.due_on <= last
    ]
    return AccountSheet(
        map=draw(whole, process),
        people=people_of(whole, process),
        unreached=tuple(each.name for each in people if each.coverage not in COVERED),
        has_decider=any(each.buying_role in DECIDERS for each in people),
        rivals=tuple(_rivals(dossiers)),
        team=tuple(OnDeal(deal, each) for deal, one in opened for each in one.teammates),
        due=tuple(sorted(due, key=lambda each: each.record.due_on)),
        steps=tuple(sorted(steps, key=lambda each: each.record.due_on or date.max)),
        risks=tuple(OnDeal(deal, each) for deal, one in opened for each in one.risks if not each.is_closed),
    )


def _together(dossiers: Sequence[Dossier], process: Process) -> Dossier:
    """One dossier with the people of all; what one deal does not know of somebody another may."""
    ties = {(tie.kind, name_key(tie.from_person), name_key(tie.to_person)): tie for one in dossiers for tie in one.ties}
    return Dossier(
        opportunity=Opportunity(number=0, id="", slug="", name="", stage=process.stages[0].key, status="open"),
        people=tuple(map(_joined, _by_name((one.people for one in dossiers), lambda each: each.name))),
        ties=tuple(ties.values()),
        confirmations=tuple(said for one in dossiers for said in one.confirmations),
    )


def _by_name(records: Iterable[Iterable[T]], name: Callable[[T], str]) -> Iterable[list[T]]:
    """The records of one name together, in the order of coming."""
    found: dict[str, list[T]] = {}
    for each in (each for several in records for each in several):
        found.setdefault(name_key(name(each)), []).append(each)
    return found.values()


def _joined(records: list[T]) -> T:
    """The first record, with what only a later one knows."""
    first, *others = records
    for other in others:
        empty = [name for name in field_names(type(first)) or () if getattr(first, name) in (None, "unknown")]
        first = replace(first, **{name: known for name in empty if (known := getattr(other, name)) is not None})  # type: ignore[type-var]
    return first


def _rivals(dossiers: Sequence[Dossier]) -> Iterable[RivalThere]:
    """Every competitor, those on most open deals first."""
    found = []
    for records in _by_name((one.competitors for one in dossiers), lambda each: each.name):
        key = name_key(records[0].name)
        there = [one for one in dossiers if key in {name_key(each.name) for each in one.competitors}]
        opened = tuple(Named.of(one.opportunity) for one in there if one.opportunity.is_open)
        taken = sum(name_key(one.opportunity.lost_to or "") == key for one in dossiers)
        found.append(RivalThere(_joined(records), opened, taken))
    return sorted(found, key=lambda each: (-len(each.deals), -each.lost))
