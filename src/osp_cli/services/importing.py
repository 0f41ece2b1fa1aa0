"""Bringing in another tool's opportunities: one transaction, one unit of undo, a report of every row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from osp_cli.domain.money import Money
from osp_cli.domain.names import clean_name, name_key, slug, unique_slug
from osp_cli.domain.opportunity import Opportunity, Order, Status
from osp_cli.errors import OspError, WrongUsage
from osp_cli.services.desk import Desk, Named
from osp_cli.services.opportunities import KINDS, SHOWN_FIELDS, FieldChange
from osp_cli.services.pricing import in_base, priced
from osp_cli.store import imports
from osp_cli.store.store import Writing

MODES = ("update", "skip", "create")
FIELDS = (
    "external_id", "name", "account", "amount", "currency", "close", "stage", "status", "owner", "owner.reports_to",
    "owner.region", "created", "kind", "source", "need", "partner", "product", "next", "next_date", "order_number",
    "order_date", "order_amount", "reason", "number",
)  # fmt: skip
ENDS: dict[str, Status] = {"lost": "lost", "cancelled": "cancelled", "withdrawn": "withdrawn"}
NOT_GIVEN = "not-given"
SHOWN_CHANGES = 100
TEXT_FIELDS = {"source": "source", "need": "need", "partner": "partner", "product": "product", "next": "next_step"}


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row of a file: its line, and the parsed values by field; what the file left empty is not there."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: its line, the code of the error, and the values of its sentence."""

    line: int
    code: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class JoinReport:
    """A table beside the file: how many rows found their partner in it, and how many did not."""

    file: str
    matched: int
    missed: int


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an update changes on one opportunity."""

    line: int
    opportunity: Named
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """The report of an import. `changes` lists the first updates; `refused` every row that was not taken."""

    file: str
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    refused: tuple[RefusedRow, ...]
    changes: tuple[RowChange, ...]
    not_taken: tuple[str, ...]
    joins: tuple[JoinReport, ...]
    is_dry_run: bool = False


@dataclass
class Tally:
    """What became of the rows while they were taken."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)


def import_rows(desk: Desk, rows: Iterable[ImportedRow], *, mode: str) -> Tally:
    """Takes rows into the book: matched on the external id, then on name and account.

    `mode` says what becomes of matched rows: update (an empty cell never erases, an open deal never falls back),
    skip, or create (refused). Nothing is judged, no debts are left: an imported opportunity moves to its stage.
    """
    if mode not in MODES:
        raise WrongUsage("import-mode-unknown", {"mode": mode, "modes": ", ".join(MODES)})
    tally = Tally()
    with desk.writing() as writing:
        book = _Book(desk, writing)
        for row in rows:
            try:
                _take(book, row, mode, tally)
            except OspError as error:
                values = {key: str(value) for key, value in error.values.items()}
                tally.refused.append(RefusedRow(row.line, error.code, values))
    return tally


def reported(
    file: str,
    rows: int,
    tally: Tally,
    *,
    refused: tuple[RefusedRow, ...],
    not_taken: tuple[str, ...],
    joins: tuple[JoinReport, ...],
) -> Imported:
    """The report: what became of the rows, and what reading the file found before."""
    everything = sorted((*refused, *tally.refused), key=lambda row: row.line)
    return Imported(
        file, rows, tally.created, tally.updated, tally.unchanged, tally.skipped, tuple(everything),
        tuple(tally.changes), not_taken, joins,
    )  # fmt: skip


class _Book:
    """What is known of the book while rows come in: matches, team, and the slugs already given."""

    def __init__(self, desk: Desk, writing: Writing) -> None:
        self.desk, self.writing = desk, writing
        known = imports.every_opportunity(writing)
        self.by_external = {o.external_id: o for o in known if o.external_id}
        self.by_name = {_match(o.name, o.account): o for o in known}
        self.orders = imports.live_orders(writing)
        self.team = {name_key(member.name): member for member in writing.members()}

    def remember(self, opportunity: Opportunity) -> None:
        """Makes a later row of the same file find this one."""
        if opportunity.external_id:
            self.by_external[opportunity.external_id] = opportunity
        self.by_name[_match(opportunity.name, opportunity.account)] = opportunity


def _match(name: str, account: str | None) -> tuple[str, str]:
    return name_key(name), name_key(account) if account else ""


def _take(book: _Book, row: ImportedRow, mode: str, tally: Tally) -> None:
    values = row.values
    if not values.get("name"):
        raise WrongUsage("import-no-name")
    external = values.get("external_id")
    known = (
        book.by_external.get(external) if external else book.by_name.get(_match(values["name"], values.get("account")))
    )
    if known is None:
        _create(book, row)
        tally.created += 1
    elif mode == "skip":
        tally.skipped += 1
    elif mode == "create":
        raise WrongUsage("import-known", {"name": known.name, "number": known.number})
    else:
        changes = _update(book, row, known)
        tally.updated += bool(changes)
        tally.unchanged += not changes
        if changes and len(tally.changes) < SHOWN_CHANGES:
            tally.changes.append(RowChange(row.line, Named.of(known), changes))


@dataclass(frozen=True, slots=True)
class _Standing:
    stage: str
    status: Status


def _standing(desk: Desk, values: Mapping[str, Any], first: str) -> _Standing:
    """Stage and status of a row: a stage key, or won (the last stage), lost, cancelled, withdrawn."""
    stage, status = str(values.get("stage", first)), values.get("status")
    if stage == "won" or (status == "won" and not desk.process.stage(stage).is_won):
        return _Standing(desk.process.stages[-1].key, "won")
    if stage in ENDS:
        return _Standing(first, ENDS[stage])
    if status in ENDS:
        return _Standing(desk.process.stage(stage).key, ENDS[str(status)])
    known = desk.process.stage(stage)
    return _Standing(known.key, "won" if known.is_won else "open")


def _fields(book: _Book, values: Mapping[str, Any]) -> dict[str, Any]:
    """The plain fields a row gives."""
    found: dict[str, Any] = {field_name: values[name] for name, field_name in TEXT_FIELDS.items() if values.get(name)}
    found.update({"close_on": values["close"]} if "close" in values else {})
    found.update({"next_step_on": values["next_date"]} if "next_date" in values else {})
    found.update({"account": clean_name(values["account"])} if values.get("account") else {})
    if values.get("owner"):
        found["owner"] = _member(book, values)
    if values.get("kind"):
        if values["kind"] not in KINDS:
            raise WrongUsage("kind-unknown", {"kind": values["kind"], "kinds": ", ".join(KINDS)})
        found["kind"] = values["kind"]
    return found


def _member(book: _Book, values: Mapping[str, Any]) -> str:
    """The owner as a member of the team, with manager and region where the row or a join tells them."""
    key = name_key(values["owner"])
    member = book.team.get(key)
    if member is None:
        member = book.team[key] = book.writing.ensure_member(values["owner"])
    wanted = replace(
        member,
        reports_to=_manager(book, values["owner.reports_to"]) if values.get("owner.reports_to") else member.reports_to,
        region=values.get("owner.region") or member.region,
    )
    if wanted != member:
        book.writing.save_member(wanted)
        book.team[key] = wanted
    return wanted.name


def _manager(book: _Book, name: str) -> str:
    known = book.team.get(name_key(name))
    if known is None or known.role != "manager":
        known = replace(known or book.writing.ensure_member(name), role="manager")
        book.writing.save_member(known)
        book.team[name_key(name)] = known
    return known.name


def _create(book: _Book, row: ImportedRow) -> None:
    desk, writing, values = book.desk, book.writing, row.values
    first = desk.process.stages[0].key
    standing = _standing(desk, values, first)
    name = clean_name(values["name"])
    draft = Opportunity(
        number=0, id="", slug=unique_slug(slug(name), writing.slug_taken), name=name, stage=standing.stage,
        status=standing.status, external_id=values.get("external_id"), created_on=values.get("created"),
        touched_on=_last_day(values, desk.today), **_fields(book, values),
    )  # fmt: skip
    draft = priced(draft, values.get("amount"), desk.settings, desk.today)
    saved = writing.add_opportunity(_ended(draft, values, standing))
    on = _last_day(values, desk.today)
    writing.add_move(
        saved.number, kind="import", from_stage=None, to_stage=saved.stage, status=saved.status, on=on,
        reason=saved.reason,
    )  # fmt: skip
    if standing.status == "won":
        writing.save_order(saved.number, _order(desk, saved, values, Order(number=0)))
    book.remember(saved)


def _last_day(values: Mapping[str, Any], today: date) -> date:
    """The last day on which something happened that the row tells of; never in the future."""
    days = [values[name] for name in ("created", "close", "order_date") if name in values]
    past = [day for day in days if day <= today]
    return max(past, default=today)


def _ended(draft: Opportunity, values: Mapping[str, Any], standing: _Standing) -> Opportunity:
    if standing.status in ("open", "won"):
        return draft
    return replace(
        draft, left_stage=draft.stage, ended_on=draft.ended_on or values.get("close"),
        reason=draft.reason or values.get("reason") or NOT_GIVEN,
    )  # fmt: skip


def _order(desk: Desk, opportunity: Opportunity, values: Mapping[str, Any], before: Order) -> Order:
    """The order of a won row: its date is the order date, else the close date; at the last stage it is booked too."""
    on = values.get("order_date") or values.get("close") or before.on
    amount: Money | None = values.get("order_amount") or values.get("amount") or before.amount
    if on is None or amount is None:
        raise WrongUsage("import-won-bare", {"name": opportunity.name})
    if on > desk.today:
        raise WrongUsage("import-won-future", {"name": opportunity.name, "day": on})
    base = in_base(amount, opportunity, desk.settings, on)
    order = replace(
        before, order_number=values.get("order_number") or before.order_number, on=on, amount=amount, base=base
    )
    if opportunity.stage != desk.process.stages[-1].key:
        return order
    return replace(order, booked_on=on, booked_amount=amount, booked_base=base)


def _update(book: _Book, row: ImportedRow, before: Opportunity) -> tuple[FieldChange, ...]:
    """Changes what the row gives and differs. An open deal never falls back to a lower stage by an import."""
    desk, writing, values = book.desk, book.writing, row.values
    after = replace(before, **_fields(book, values))
    after = replace(after, name=clean_name(values["name"]), external_id=before.external_id or values.get("external_id"))
    if values.get("amount") is not None and values["amount"] != before.amount:
        after = priced(after, values["amount"], desk.settings, desk.today)
    if "stage" in values or "status" in values:
        standing = _standing(desk, values, before.left_stage or before.stage)
        is_back = standing.status == "open" and desk.process.rank(standing.stage) < desk.process.rank(before.stage)
        if not is_back and (before.is_open or standing.status == before.status):
            after = _ended(replace(after, stage=standing.stage, status=standing.status), values, standing)
    changes = tuple(
        FieldChange(name, getattr(before, name), getattr(after, name))
        for name in (*SHOWN_FIELDS, "stage", "status", "kind", "product", "external_id")
        if getattr(before, name) != getattr(after, name)
    )
    if changes:
        after = writing.save_opportunity(replace(after, touched_on=desk.today))
    if (after.stage, after.status) != (before.stage, before.status):
        writing.add_move(
            after.number, kind="import", from_stage=before.stage, to_stage=after.stage, status=after.status,
            on=_last_day(values, desk.today),
        )  # fmt: skip
    book.remember(after)
    return changes + _update_order(book, after, values)


def _update_order(book: _Book, opportunity: Opportunity, values: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    if opportunity.status != "won":
        return ()
    before = book.orders.get(opportunity.number)
    order = _order(book.desk, opportunity, values, before or Order(number=0))
    if before == order:
        return ()
    book.writing.save_order(opportunity.number, order)
    return (FieldChange("amount", before.amount if before else None, order.amount),)
