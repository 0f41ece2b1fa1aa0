"""Looking at the book: the pipeline, a search, one opportunity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from osp_cli.domain.assessment import score
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding, GateReport
from osp_cli.domain.gate import judge
from osp_cli.domain.holders import holder
from osp_cli.domain.opportunity import Competitor, Debt, Note, Opportunity, Order, Person, Risk
from osp_cli.domain.selection import Page, Selection, SortKey
from osp_cli.domain.size import deal_size
from osp_cli.errors import WrongUsage
from osp_cli.services.desk import Desk, Named
from osp_cli.store.finding import Hit

SORT_KEYS: tuple[SortKey, ...] = ("number", "name", "close", "amount", "touched", "stage")
FOUND_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class FileWritten:
    """A file that was written, and how many records it holds."""

    path: str
    records: int


@dataclass(frozen=True, slots=True)
class Found:
    """What holds the word, by kind."""

    word: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One opportunity with all that is known, the most needed first.

    `missing` are the unmet musts of the next gate; `last_contact` is the newest call, meeting or mail.
    """

    opportunity: Opportunity
    named: Named
    size: str
    step: int
    probability: int
    category: str
    gate: GateReport | None
    missing: tuple[Finding, ...]
    last_contact: Note | None
    technical_lead: str | None
    business_owner: str | None
    people: tuple[Person, ...]
    competitors: tuple[Competitor, ...]
    risks: tuple[Risk, ...]
    debts: tuple[Debt, ...]
    order: Order | None
    asked: int
    known: int
    total_questions: int
    notes: tuple[Note, ...]
    is_strategic: bool
    is_named: bool


def list_opportunities(
    desk: Desk, selection: Selection, *, sort: str, descending: bool, limit: int | None, after: str | None
) -> Page:
    """One page of the pipeline."""
    key = next((known for known in SORT_KEYS if known == sort), None)
    if key is None:
        raise WrongUsage("sort-unknown", {"sort": sort, "sorts": ", ".join(SORT_KEYS)}, details={"sorts": SORT_KEYS})
    if limit is not None and limit < 1:
        raise WrongUsage("limit-wrong", {"limit": limit})
    order = tuple(stage.key for stage in desk.process.stages)
    with desk.store.reading() as reading:
        return reading.page(selection, sort=key, descending=descending, limit=limit, after=after, stage_order=order)


def selected(
    desk: Desk,
    *,
    status: str,
    stages: tuple[str, ...],
    step: int | None,
    owner: str | None,
    account: str | None,
    close: tuple[date, date] | None,
    is_overdue: bool,
    stale_days: int | None,
) -> Selection:
    """The conditions of a list from what was asked for; a step stands for the stages at which it is the current one."""
    wanted = tuple(desk.process.stage(key).key for key in stages)
    if step is not None:
        number = desk.process.step(step).number
        at_step = tuple(s.key for s in desk.process.stages if desk.process.current_step(s.key) == number)
        wanted = tuple(key for key in wanted if key in at_step) if wanted else at_step
    return Selection(
        status="open" if status == "open" else "closed" if status == "closed" else "all",
        stages=wanted,
        owner=owner,
        account=account,
        close_from=close[0] if close else None,
        close_to=close[1] if close else None,
        overdue_on=desk.today if is_overdue else None,
        untouched_since=desk.today - timedelta(days=stale_days) if stale_days is not None else None,
    )


def find(desk: Desk, word: str) -> Found:
    """Opportunities, accounts, people and notes that hold the word."""
    if not word.strip():
        raise WrongUsage("word-empty")
    with desk.store.reading() as reading:
        return Found(word, tuple(reading.search(word, FOUND_AT_MOST)))


def show(desk: Desk, number: int) -> Shown:
    """Everything known of one opportunity."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    return _shown(desk, dossier)


def _shown(desk: Desk, dossier: Dossier) -> Shown:
    opportunity, process = dossier.opportunity, desk.process
    following = process.next_stage(opportunity.stage)
    is_live = opportunity.status in ("open", "won")
    gate = (
        judge(process.gate(following.key), dossier, process, desk.today, desk.base) if following and is_live else None
    )
    stage = process.stage(opportunity.stage)
    assessed = score(dossier, process)
    contacts = [note for note in dossier.notes if note.kind != "note"]
    return Shown(
        opportunity=opportunity,
        named=Named.of(opportunity),
        size=deal_size(opportunity, dossier.account, process.sizes, desk.base).size,
        step=process.current_step(opportunity.stage),
        probability=stage.probability,
        category=stage.category,
        gate=gate,
        missing=tuple(f for f in gate.findings if f.is_must and not f.is_met) if gate else (),
        last_contact=max(contacts, key=lambda note: (note.on, note.number), default=None),
        technical_lead=holder(dossier, process, "technical-lead"),
        business_owner=holder(dossier, process, "business-owner"),
        people=dossier.people,
        competitors=dossier.competitors,
        risks=dossier.risks,
        debts=dossier.open_debts(),
        order=dossier.order,
        asked=sum(section.asked for section in assessed.sections),
        known=sum(section.known for section in assessed.sections),
        total_questions=len(process.questions_of("tas")),
        notes=dossier.notes[-5:],
        is_strategic=bool(dossier.account and dossier.account.is_strategic),
        is_named=bool(dossier.account and dossier.account.is_named),
    )
