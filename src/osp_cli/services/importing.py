"""Bringing in another tool's opportunities: one transaction, one unit of undo, a report of every row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from osp_cli.domain.money import Money
from osp_cli.domain.names import clean_name, name_key, slug, unique_slug
from osp_cli.domain.opportunity import NewMove, Opportunity, Order
from osp_cli.domain.own_fields import PREFIX, OwnField
from osp_cli.errors import OspError, WrongUsage
from osp_cli.frozen import replace
from osp_cli.services.desk import Desk, Named
from osp_cli.services.import_book import Book, Known
from osp_cli.services.import_edits import without_edited
from osp_cli.services.import_report import ImportedRow, RefusedRow, RowChange, Tally
from osp_cli.services.import_standing import (
    ENDS,
    as_taken,
    ended,
    moved,
    moved_on,
    standing,
    standing_of,
    told_standing,
    with_end,
)
from osp_cli.services.keeping import keep_before
from osp_cli.services.opportunities import KINDS, SHOWN_FIELDS, FieldChange, own_changes
from osp_cli.services.own_fields import Wanted, extra_values, keep_values
from osp_cli.services.pricing import in_base, priced
from osp_cli.services.row_days import heard, last_day, touched, with_days
from osp_cli.services.told_moves import record_known_moves, record_moves
from osp_cli.store import imports

FIELDS = (
    "external_id", "name", "account", "amount", "currency", "close", "stage", "status", "owner", "owner.reports_to",
    "owner.region", "created", "kind", "source", "need", "partner", "product", "next", "next_date", "order_number",
    "order_date", "order_amount", "reason", "note", "is_closed", "is_won", "is_lost", "probability", "ended", "won_on",
    "lost_on", "number", "is_deleted", "touched", "last_contact", "stage_since",
)  # fmt: skip
NO_FIELDS: Mapping[str, OwnField] = MappingProxyType({})
SHOWN_CHANGES = 100
BARE = ("stage", "account", "amount", "close", "owner")
NOT_WON = "import"  # why an order was cancelled: the CRM says that the deal is not won
TEXT_FIELDS = {"source": "source", "need": "need", "partner": "partner", "product": "product", "next": "next_step"}
DAY_FIELDS = {"close": "close_on", "created": "created_on", "next_date": "next_step_on"}
COMPARED = (
    *SHOWN_FIELDS, "stage", "status", "kind", "product", "external_id", "created_on", "left_stage", "ended_on",
    "reason", "reason_note", "touched_on", "heard_on",
)  # fmt: skip


def import_rows(
    desk: Desk, rows: Iterable[ImportedRow], *, mode: str, own: Mapping[str, OwnField] = NO_FIELDS
) -> Tally:
    """Takes rows into the book: matched on the external id, then on name and account.

    `mode` says what becomes of matched rows: update (an empty cell never erases, what people changed here stays),
    skip, or create (refused). `own` are the fields of the user's own that keep the extra cells, by heading.
    Nothing is judged, no debts are left: an imported opportunity moves to its stage.
    """
    tally = Tally()
    keep_before(desk, "before-import")
    with desk.writing() as writing:
        writing.is_import = True
        # Nothing else holds what is known of the book: it is forgotten before the forecast is frozen.
        _take_all(Book(desk, writing, own), rows, mode, tally)
    return tally


def _take_all(book: Book, rows: Iterable[ImportedRow], mode: str, tally: Tally) -> None:
    """Takes row after row."""
    for row in rows:
        try:
            if row.is_deleted:
                book.note_deleted(row.values)
            else:
                _take(book, row, mode, tally)
        except OspError as error:
            tally.refused.append(RefusedRow.of(row.line, error))
    tally.missing, tally.deleted_open = book.missing(), book.deleted_open()


def _take(book: Book, row: ImportedRow, mode: str, tally: Tally) -> None:
    values = row.values
    if not values.get("name"):
        raise WrongUsage("import-no-name")
    number = book.find(values)
    held = book.writing.opportunity(number).fields if row.extra and number is not None else {}
    own = extra_values(book.desk.settings, book.desk.today, row.extra, book.own, held) if row.extra else {}
    if number is not None and (line := book.line_of(number)):
        raise _twice(values, line)
    if number is None:
        ended = with_end(book.desk, values, None)
        told = _told_moves(book.desk, row)
        made = _create(book, ended, told).number
        keep_values(book.writing, made, own)
        record_moves(book, made, told)
        book.take(made, row.line)
        tally.created += 1
        _note(tally, row.line, ended, is_end_unknown=ended is not values)
        return
    book.take(number, row.line)
    known = book.writing.opportunity(number)
    if mode == "skip":
        tally.skipped += 1
    elif mode == "create":
        raise WrongUsage("import-known", {"name": known.name, "number": known.number})
    else:
        _take_known(book, row, known, own, tally)


def _twice(values: Mapping[str, Any], line: int) -> WrongUsage:
    """The refusal of a second row about one deal: by its id, which two deals may share by mistake, else by its name."""
    told = {"name": values["name"], "line": line}
    if external := values.get("external_id"):
        return WrongUsage("import-id-twice", {**told, "id": external})
    return WrongUsage("import-row-twice", told)


def _note(tally: Tally, line: int, values: Mapping[str, Any], *, is_end_unknown: bool) -> None:
    """Counts what a row about a new deal leaves open."""
    if is_end_unknown:
        tally.noted["unknown_ends"].add(line)
    for field in BARE:
        has_ended = field == "stage" and values.get("status", "open") != "open"
        if field not in values and not has_ended:
            tally.bare[field].add(line)


def _take_known(book: Book, row: ImportedRow, known: Opportunity, own: Wanted, tally: Tally) -> None:
    """Takes a row about a deal that is here, but for what people changed here."""
    desk, number = book.desk, known.number
    values, kept = as_taken(desk, book.writing, row.values, known)
    values, edits = without_edited(book.writing, values, known)
    ended = with_end(desk, values, known)
    added = own_changes(known, own)
    changes = edits.marked(_update(book, ended, known)) + added
    if ended is not values:
        tally.noted["unknown_ends"].add(row.line)
    names = [change.field.removeprefix(PREFIX) for change in added]
    keep_values(book.writing, number, {name: own[name] for name in names})
    told = _told_moves(desk, row)
    is_changed = bool((told and record_known_moves(book, number, told)) or changes)
    tally.updated += is_changed
    tally.unchanged += not is_changed
    if changes and number in book.debtors:
        desk.settle(book.writing, number)
    if changes and len(tally.changes) < SHOWN_CHANGES:
        tally.changes.append(RowChange(row.line, Named.of(known), changes))
    if kept := kept + edits.kept:
        tally.kept.append(RowChange(row.line, Named.of(known), kept))


def _told_moves(desk: Desk, row: ImportedRow) -> list[Known]:
    """When the deal of a row came to its stages, as far as it tells, in the order of time."""
    if not row.moves and "stage_since" not in row.values:
        return []
    first = desk.process.stages[0].key
    told = [(on, *standing(desk, {"stage": stage}, first)) for stage, on in row.moves]
    stage, status = standing(desk, row.values, first)
    if status == "open" and "stage" in row.values and "stage_since" in row.values:
        told.append((row.values["stage_since"], stage, status))
    past = (move for move in told if move[0] <= desk.today)
    return sorted(past, key=lambda move: (move[0], desk.process.rank(move[1])))


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """The plain fields a row gives."""
    found: dict[str, Any] = {field_name: values[name] for name, field_name in TEXT_FIELDS.items() if values.get(name)}
    found.update({field_name: values[name] for name, field_name in DAY_FIELDS.items() if name in values})
    found.update({"account": clean_name(values["account"])} if values.get("account") else {})
    if values.get("kind"):
        if values["kind"] not in KINDS:
            raise WrongUsage("kind-unknown", {"kind": values["kind"], "kinds": tuple(KINDS)})
        found["kind"] = values["kind"]
    return found


def _with_probability(deal: Opportunity, values: Mapping[str, Any]) -> Opportunity:
    """An open deal with the rep's own probability of the row, to the whole percent (half up)."""
    percent = values.get("probability")
    if percent is None or not deal.is_open:
        return deal
    return replace(deal, own_probability=int(percent + 0.5))


def _check_owner(values: Mapping[str, Any]) -> None:
    """Refuses names that cannot be, before anything of the row is written."""
    names = [name_key(clean_name(values[key])) for key in ("owner", "owner.reports_to") if values.get(key)]
    if len(names) > len(set(names)):
        raise WrongUsage("reports-to-self", {"name": values["owner"]})


def _with_owner(
    book: Book, opportunity: Opportunity, values: Mapping[str, Any]
) -> tuple[Opportunity, tuple[FieldChange, ...]]:
    """The opportunity with the owner of the row, who is then in the team with manager and region as told."""
    if not values.get("owner"):
        return opportunity, ()
    key = name_key(values["owner"])
    member = book.team.get(key)
    if member is None:
        member = book.team[key] = book.writing.ensure_member(values["owner"])
    wanted = member
    if values.get("owner.reports_to") or values.get("owner.region"):
        superior = values.get("owner.reports_to")
        wanted = replace(
            member,
            reports_to=_superior(book, superior) if superior else member.reports_to,
            region=values.get("owner.region") or member.region,
        )
    if wanted != member:
        book.writing.save_member(wanted)
        book.team[key] = wanted
    changes = tuple(
        FieldChange(name, getattr(member, name), getattr(wanted, name))
        for name in ("reports_to", "region")
        if getattr(member, name) != getattr(wanted, name)
    )
    return replace(opportunity, owner=wanted.name), changes


def _superior(book: Book, name: str) -> str:
    known = book.team.get(name_key(name))
    if known is None or known.role != "manager":
        known = replace(known or book.writing.ensure_member(name), role="manager")
        book.writing.save_member(known)
        book.team[name_key(name)] = known
    return known.name


def _create(book: Book, values: Mapping[str, Any], told: Sequence[Known]) -> Opportunity:
    """Adds the opportunity of a row, at its stage since the last move that it tells.

    Whatever may refuse the row comes before anything is written.
    """
    desk, writing = book.desk, book.writing
    _check_owner(values)
    standing = standing_of(desk, values, desk.process.stages[0].key)
    name = clean_name(values["name"])
    on = desk.today if standing.status == "open" else last_day(values, desk.today)  # how it stood before nobody knows
    draft = Opportunity(
        number=0, id="", slug=unique_slug(slug(name), writing.slug_taken), name=name, stage=standing.stage,
        status=standing.status, external_id=values.get("external_id"),
        touched_on=touched(values, desk.today) or on, heard_on=heard(values, desk.today),
        stage_since=told[-1][0] if told and told[-1][1:] == (standing.stage, standing.status) else on,
        **_fields(values),
    )  # fmt: skip
    draft = _with_probability(draft, values)
    draft = ended(desk, priced(draft, values.get("amount"), desk.settings, on), values, None)
    order = _order(desk, draft, values, None, None) if standing.status == "won" else None
    saved = writing.add_opportunity(_with_owner(book, draft, values)[0])
    writing.add_move(
        saved.number,
        NewMove(kind="import", from_stage=None, to_stage=saved.stage, status=saved.status, on=on, reason=saved.reason),
    )
    if order is not None:
        writing.add_order(saved.number, order)
    book.remember(saved)
    return saved


def _order(
    desk: Desk, deal: Opportunity, values: Mapping[str, Any], before: Order | None, was: Opportunity | None
) -> Order:
    """The order of a won row: its date is the order date, else the close date; at the last stage it is booked too.

    Where there is an order, close date and amount of the row count only if they changed; a booking that was
    recorded with a day or an amount of its own keeps it.
    """
    known = before or Order(number=0)
    is_close_new = before is None or was is None or was.close_on != deal.close_on
    is_amount_new = before is None or was is None or was.amount != deal.amount
    on = values.get("order_date") or (values.get("close") if is_close_new else None) or known.on
    amount: Money | None = values.get("order_amount") or (values.get("amount") if is_amount_new else None)
    amount = amount or known.amount
    if on is None or amount is None:
        lacking = "bare" if on is None and amount is None else "undated" if on is None else "unpriced"
        raise WrongUsage(f"import-won-{lacking}", {"name": deal.name})
    if on > desk.today:
        raise WrongUsage("import-won-future", {"name": deal.name, "day": on})
    is_same = (on, amount) == (known.on, known.amount)
    base = known.base if is_same else in_base(amount, deal, desk.settings, on)
    number = values.get("order_number") or known.order_number
    order = replace(known, order_number=number, on=on, amount=amount, base=base)
    if deal.stage != desk.process.stages[-1].key:
        return order
    if known.booked_on in (None, known.on):
        order = replace(order, booked_on=on)
    if known.booked_amount in (None, known.amount):
        order = replace(order, booked_amount=amount, booked_base=base)
    return order


def _update(book: Book, values: Mapping[str, Any], before: Opportunity) -> tuple[FieldChange, ...]:
    """Changes what the row gives and differs. Whatever may refuse the row comes before anything is written."""
    desk, writing = book.desk, book.writing
    _check_owner(values)
    told = told_standing(desk, values, before)
    stays_ended = before.status in ENDS and (told is None or told.status in ENDS)
    if stays_ended and values.get("close") == before.ended_on:  # the day that it ended; the expected one stays
        values = {name: value for name, value in values.items() if name != "close"}
    after = replace(before, **_fields(values))
    name = clean_name(values["name"]) if "name" in values else before.name  # one given here stays
    after = replace(after, name=name, external_id=before.external_id or values.get("external_id"))
    if after.next_step != before.next_step and "next_date" not in values:
        after = replace(after, next_step_on=None)  # it was the day of the other step
    if values.get("amount") is not None and values["amount"] != before.amount:
        after = priced(after, values["amount"], desk.settings, desk.today)
    after = _with_probability(moved(desk, after, values, before), values)
    order_before = imports.live_order(writing, before.number)
    order = _order(desk, after, values, order_before, before) if after.status == "won" else order_before
    after, team_changes = _with_owner(book, after, values)
    after = with_days(after, values, desk.today)
    changes = tuple(
        FieldChange(name, getattr(before, name), getattr(after, name))
        for name in COMPARED
        if getattr(before, name) != getattr(after, name)
    )
    if after.stage != before.stage:
        after = replace(after, stage_since=moved_on(values, after, desk.today))
    if changes:
        is_told = touched(values, desk.today) is not None
        after = writing.save_opportunity(after if is_told else replace(after, touched_on=desk.today))
    if (after.stage, after.status) != (before.stage, before.status):
        on, stages = moved_on(values, after, desk.today), (before.stage, after.stage)
        writing.add_move(after.number, NewMove("import", *stages, status=after.status, on=on, reason=after.reason))
    book.remember(after, before)
    return changes + _save_order(book, after, order_before, order) + team_changes


def _save_order(book: Book, after: Opportunity, known: Order | None, order: Order | None) -> tuple[FieldChange, ...]:
    """Keeps the order of a row; that of a deal which is no longer won is cancelled."""
    if order is not None and order != known:
        book.writing.save_order(after.number, order)
        return (FieldChange("order", known.amount if known else None, order.amount),)
    if order is None or after.status == "won":
        return ()
    book.writing.cancel_order(after.number, on=book.desk.today, reason=NOT_WON)
    return (FieldChange("order", order.amount, None),)
