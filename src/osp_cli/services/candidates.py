"""What may stand in the day: every line that asks for something now, a few of each kind, not ranked yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from osp_cli.domain.close_plan import ACTION, CALL, MILESTONE
from osp_cli.domain.conditions import CONDITION
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.duties import due_by
from osp_cli.domain.fields import Noun
from osp_cli.domain.followups import FOLLOW_UP
from osp_cli.domain.gate import judge, unmet_musts
from osp_cli.domain.handbook import Handbook
from osp_cli.domain.opportunity import Opportunity, PlanVersion
from osp_cli.domain.optimism import doubts
from osp_cli.domain.payments import PAYMENT
from osp_cli.domain.ranking import LineKind
from osp_cli.domain.selection import Selection
from osp_cli.domain.signals import fired
from osp_cli.domain.winloss import DAYS_NAMED
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk
from osp_cli.services.limits import Limit, limit_at
from osp_cli.store import days
from osp_cli.store.accounts import following
from osp_cli.store.reading import Reading

# What is due on a day of a record's own: the noun, the day, the field that says what, and the command, in which
# NUMBER, OPP and WHO stand for those of the record.
PLANNED: tuple[tuple[LineKind, Noun, str, str, tuple[str, ...]], ...] = (
    ("action", ACTION, "due_on", "text", ("action", "done", "NUMBER", "-o", "OPP", "--result", "TEXT")),
    ("milestone", MILESTONE, "due_on", "text", ("milestone", "done", "NUMBER", "-o", "OPP", "--result", "TEXT")),
    ("call", CALL, "planned_on", "who", ("call", "done", "NUMBER", "-o", "OPP", "--result", "TEXT")),
    ("condition", CONDITION, "due_on", "text", ("condition", "done", "NUMBER", "-o", "OPP", "--evidence", "TEXT")),
    ("payment", PAYMENT, "due_on", "text", ("payment", "set", "NUMBER", "-o", "OPP", "--received", "AMOUNT")),
    ("revisit", CALL, "revisit_on", "who", ("note", "TEXT", "-o", "OPP", "--with", "WHO", "--kind", "call")),
    ("followup", FOLLOW_UP, "due_on", "text", ("followup", "done", "NUMBER", "-o", "OPP", "--result", "TEXT")),
    ("renewal", FOLLOW_UP, "renews_on", "text", ("new-opportunity", "NAME", "--clone", "OPP", "--kind", "renewal")),
)
# A renewal is dealt with by a deal of its own; once there is one, what came of it is told.
RENEWED = ("followup", "done", "NUMBER", "-o", "OPP", "--result", "TEXT")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that asks for attention: of which deal, by which record, since when, and the command for it.

    `name` is what the line is about, `record` the number and ULID of what it hangs from: together they are its ID.
    `count` is how many debts or answers it stands for, `signals` how many traps the deal of a must may be walking into,
    `limit` that of the stage of a stuck one; `since_import`: it was there by the import, which says no more.
    """

    kind: LineKind
    name: str
    opportunity: Opportunity
    record: tuple[int, str]
    due_on: date | None
    text: str
    command: tuple[str, ...]
    count: int = 1
    signals: int = 0
    limit: Limit | None = None
    since_import: bool = False

    @property
    def id(self) -> str:
        """What people type to mean this line."""
        return f"{self.name}-{self.record[0]}"

    @property
    def key(self) -> tuple[str, str, date | None]:
        """What a snooze holds for: the same matter on another day is another one."""
        return self.name, self.record[1], self.due_on


@dataclass(frozen=True, slots=True)
class Looked:
    """Where candidates are looked for: whose deals, the plans that wait, how many of each kind, the oldest first."""

    desk: Desk
    handbook: Handbook
    reading: Reading
    waiting: Sequence[tuple[Opportunity, PlanVersion]]
    owner: str | None
    reach: int


def dated(look: Looked) -> Iterator[Candidate]:
    """What has a day that has come, of every kind."""
    yield from _steps(look)
    yield from _decisions(look)
    yield from _overdue(look)
    yield from _debts(look)
    yield from _planned(look)
    yield from _duties(look)
    yield from _unreviewed(look)
    yield from _stuck(look)
    yield from _approvals(look)


def soonest(look: Looked, number: int) -> Iterator[Candidate]:
    """Of so many open deals whose order is expected soonest: what moves each on, and what it rests on that has aged."""
    stages = look.desk.process.keys_of(look.desk.process.stages)
    page = look.reading.page(
        Selection(owner=look.owner), sort="close", descending=False, limit=number, after=None, stage_order=stages
    )
    for opportunity in page.opportunities:
        yield from of_deal(look.desk, look.handbook, look.reading.dossier(opportunity.number))


def of_deal(desk: Desk, handbook: Handbook, dossier: Dossier) -> Iterator[Candidate]:
    """What moves one deal on, and what it rests on that has aged."""
    yield from _first_must(desk, handbook, dossier)
    yield from _stale(desk, dossier)


def _of(opportunity: Opportunity) -> tuple[int, str]:
    return opportunity.number, opportunity.id


def _steps(look: Looked) -> Iterator[Candidate]:
    for o in days.due_steps(look.reading, look.desk.today, look.owner, look.reach):
        command = ("set", str(o.number), "--next", "TEXT", "--next-date", "DATE")
        yield Candidate("next-step", "step", o, _of(o), o.next_step_on, o.next_step or "", command)


def _decisions(look: Looked) -> Iterator[Candidate]:
    for o in days.due_decisions(look.reading, look.desk.today, look.owner, look.reach):
        command = ("decide", "VERDICT", "-o", str(o.number), "--reason", "TEXT")
        yield Candidate("decision", "decision", o, _of(o), o.decide_on, "", command)


def _overdue(look: Looked) -> Iterator[Candidate]:
    stages = look.desk.process.keys_of(look.desk.process.stages)
    selection = Selection(owner=look.owner, overdue_on=look.desk.today)
    page = look.reading.page(
        selection, sort="close", descending=False, limit=look.reach, after=None, stage_order=stages
    )
    for o in page.opportunities:
        command = ("set", str(o.number), "--close", "DATE", "--reason", "TEXT")
        yield Candidate("overdue-close", "close", o, _of(o), o.close_on, "", command)


def _debts(look: Looked) -> Iterator[Candidate]:
    for number, since, count in days.open_debts(look.reading, look.owner, look.reach):
        o = look.reading.opportunity(number)
        yield Candidate("debt", "debt", o, _of(o), since, "", ("debt", str(number)), count)


def _planned(look: Looked) -> Iterator[Candidate]:
    """Actions, the customer's milestones, calls, payments and revisits whose day has come."""
    for kind, noun, field, text, command in PLANNED:
        ahead = look.desk.settings.renewal_days if kind == "renewal" else 0
        day = look.desk.today + timedelta(days=ahead)
        found = days.due_records(look.reading, noun, field, day, owner=look.owner, limit=look.reach)
        for number, record in found:
            o, told = look.reading.opportunity(number), getattr(record, text)
            own = {"NUMBER": str(record.number), "OPP": str(number), "WHO": told}
            is_renewed = kind == "renewal" and any(d.kind == "renewal" for d in following(look.reading, number))
            filled = tuple(own.get(word, word) for word in (RENEWED if is_renewed else command))
            yield Candidate(kind, kind, o, (record.number, record.id), getattr(record, field), told, filled)


def _duties(look: Looked) -> Iterator[Candidate]:
    """The duties that are due and not done."""
    found = [
        (day, number, due.duty)
        for due in due_by(look.handbook.duties, look.desk.process, look.desk.today)
        for day, number in days.due_duties(look.reading, due, look.owner, look.reach)
    ]
    for day, number, duty in sorted(found, key=lambda each: each[:2])[: look.reach]:
        o = look.reading.opportunity(number)
        yield Candidate("duty", duty.item.id, o, _of(o), day, duty.item.id, duty.command(number))


def _unreviewed(look: Looked) -> Iterator[Candidate]:
    """Deals that ended not long ago and have no win/loss review."""
    questions = [question.id for question in look.desk.process.questions_of("winloss")]
    if not questions:
        return
    today = look.desk.today
    since = today - timedelta(days=DAYS_NAMED)
    for number, ended in days.unreviewed(look.reading, questions, since, today, owner=look.owner, limit=look.reach):
        o = look.reading.opportunity(number)
        yield Candidate("winloss", "winloss", o, _of(o), ended, o.status, ("winloss", str(number)))


def _stuck(look: Looked) -> Iterator[Candidate]:
    """Open deals that have been at their stage for longer than the limit."""
    for stage in look.desk.process.stages:
        if stage.is_won:
            continue
        limit, keys = limit_at(look.desk, look.reading, stage), (stage.key, *stage.was)
        latest = look.desk.today - timedelta(days=limit.days + 1)
        for o in days.stuck(look.reading, keys, latest, owner=look.owner, limit=look.reach):
            due_on = (o.stage_since or latest) + timedelta(days=limit.days)
            told = days.is_stage_told(look.reading, o.number, keys)
            command = ("gate", str(o.number))
            yield Candidate("stuck", "stuck", o, _of(o), due_on, "", command, limit=limit, since_import=not told)


def _approvals(look: Looked) -> Iterator[Candidate]:
    """Plans that wait for a manager."""
    waiting = (each for each in look.waiting if _is_of(each[0], look.owner))
    for place, (o, version) in enumerate(waiting):
        if place == look.reach:
            return
        command = ("plan", "approve", str(o.number), "--by", "NAME")
        yield Candidate("approval", "plan", o, _of(o), version.on, str(version.version), command)


def _is_of(opportunity: Opportunity, owner: str | None) -> bool:
    return owner is None or (opportunity.owner or "").casefold() == owner.casefold()


def _first_must(desk: Desk, handbook: Handbook, dossier: Dossier) -> Iterator[Candidate]:
    process, o = desk.process, dossier.opportunity
    following = process.next_stage(o.stage)
    if following is None:
        return
    number = str(o.number)
    unmet = unmet_musts((judge(process.gate(following.key), dossier, process, desk.today, desk.base),))
    signals = len(fired(handbook, dossier, process, desk.today, desk.base))
    if unmet:
        mend = unmet[0].mends[0] if unmet[0].mends else ("gate", number)
        yield Candidate("must", "must", o, _of(o), None, unmet[0].criterion, mend, signals=signals)
    else:
        yield Candidate("advance", "advance", o, _of(o), None, "", ("advance", number), signals=signals)


def _stale(desk: Desk, dossier: Dossier) -> Iterator[Candidate]:
    """What was said to the twenty too long ago to be trusted unasked."""
    process, o = desk.process, dossier.opportunity
    twenty = [question.id for question in process.questions_of("tas")]
    doubted = doubts(dossier, process, desk.today, desk.settings.evidence_days, twenty)
    old: Collection[str] = next((doubt.questions for doubt in doubted if doubt.rule == "evidence-old"), ())
    said = [answer.on for question in old if (answer := dossier.answer_to(question))]
    if said:
        due_on = min(said) + timedelta(days=desk.settings.evidence_days)
        yield Candidate("stale", "stale", o, _of(o), due_on, "", ("assess", str(o.number)), len(said))
