"""Where a row says that its deal stands, and whether that is taken: one stated rule for every import.

A deal whose moves came from imports alone stands where the CRM says, also further back, open again or ended otherwise.
Where somebody moved it here, an import takes it ahead or to its end, but neither back nor out of its end; and where the
CRM only says once more what it said before that move, it stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from osp_cli.domain.opportunity import Opportunity, Status
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk
from osp_cli.services.opportunities import FieldChange
from osp_cli.services.row_days import last_day
from osp_cli.store import days, imports
from osp_cli.store.store import Writing

ENDS: dict[str, Status] = {"lost": "lost", "cancelled": "cancelled", "withdrawn": "withdrawn"}
STATUSES = ("open", "won", *ENDS)
NOT_GIVEN = "not-given"
# What a row tells beside its standing and what goes with it: it is not taken where the standing is not.
OF_ITS_STANDING = frozenset(
    ("stage", "status", "close", "ended", "reason", "note", "probability", "order_number", "order_date", "order_amount")
)
BESIDE = (("close", "close_on"), ("amount", "amount"))  # what is told of it, where it differs


@dataclass(frozen=True, slots=True)
class Standing:
    """A stage and the status there."""

    stage: str
    status: Status


def standing_of(desk: Desk, values: Mapping[str, Any], first: str) -> Standing:
    """Stage and status of a row: a stage key, or won (the last stage), lost, cancelled, withdrawn."""
    stage, status = str(values.get("stage", first)), values.get("status")
    if status is not None and status not in STATUSES:
        raise WrongUsage("import-status-unknown", {"status": status, "statuses": tuple(STATUSES)})
    is_own = desk.process.has_stage(stage)  # a pack may call a stage "won"
    if (stage == "won" and not is_own) or (status == "won" and not desk.process.stage(stage).is_won):
        return Standing(desk.process.stages[-1].key, "won")
    if stage in ENDS and not is_own:
        return Standing(first, ENDS[stage])
    if status in ENDS:
        return Standing(desk.process.stage(stage).key, ENDS[str(status)])
    known = desk.process.stage(stage)
    return Standing(known.key, "won" if known.is_won else "open")


def standing(desk: Desk, values: Mapping[str, Any], first: str) -> tuple[str, Status]:
    """Stage and status that a row tells; `first` is the stage of one that tells none."""
    found = standing_of(desk, values, first)
    return found.stage, found.status


def moved_on(values: Mapping[str, Any], deal: Opportunity, today: date) -> date:
    """The day on which a known deal moved: of one that is open nobody knows more than that it was so by today."""
    return today if deal.is_open else last_day(values, today)


def with_end(desk: Desk, values: Mapping[str, Any], before: Opportunity | None) -> Mapping[str, Any]:
    """The row, with the day of the import as its end where it ended otherwise than won and only a coming day is told.

    CRMs leave the expected close date in what was lost: it stays the expected one. A deal that has ended here keeps
    its day.
    """
    close = values.get("close")
    if "ended" in values or close is None or close <= desk.today:
        return values
    stood = _stood(desk, values, before) if before else desk.process.stages[0].key
    if standing_of(desk, values, stood).status not in ENDS:
        return values
    return {**values, "ended": (before.ended_on if before else None) or desk.today}


def ended(desk: Desk, draft: Opportunity, values: Mapping[str, Any], before: Opportunity | None) -> Opportunity:
    """An ended deal with its end: the day is the row's own, else moves with its close date; the reason is the row's."""
    if draft.status in ("open", "won"):
        return draft
    told = values.get("ended")
    if (closed := told or values.get("close")) and closed > desk.today:
        raise WrongUsage("import-ended-future", {"name": draft.name, "day": closed})
    given = values.get("reason")
    imports_only = [each.code for each in desk.process.reasons if each.imports_only and draft.status in each.ends]
    if given and given not in (NOT_GIVEN, *imports_only):
        desk.process.reason(given, draft.status)
    is_moved = told or before is None or before.ended_on is None or before.close_on != draft.close_on
    reason = given or draft.reason or imports_only[0]
    note = values.get("note")
    if any(note in each.text.languages.values() for each in desk.process.reasons if each.code == reason):
        note = None  # it says the reason in words, as a list for a CRM does
    return replace(
        draft, left_stage=draft.stage, ended_on=(closed or draft.ended_on) if is_moved else draft.ended_on,
        reason=reason, reason_note=draft.reason_note or note,
    )  # fmt: skip


def _stood(desk: Desk, values: Mapping[str, Any], before: Opportunity) -> str:
    """The stage of a row that names none; a deal won here but not there was at the last one before."""
    stage = before.left_stage or before.stage
    if before.status != "won":
        return stage
    is_won = values["status"] == "won" if "status" in values else standing_of(desk, values, stage).status == "won"
    return stage if is_won else [each for each in desk.process.stages if not each.is_won][-1].key


def told_standing(desk: Desk, values: Mapping[str, Any], before: Opportunity) -> Standing | None:
    """Where a row says that a known deal stands; None where it says nothing of it.

    That a deal is won says nothing of how far its order is; that it is lost, less than how it ended here.
    """
    if "stage" not in values and "status" not in values:
        return None
    told = standing_of(desk, values, _stood(desk, values, before))
    if told.status == "lost" and before.status in ENDS:
        return replace(told, status=before.status)
    stage = str(values.get("stage"))
    is_bare = not (desk.process.has_stage(stage) and desk.process.stage(stage).is_won)
    return None if before.status == told.status == "won" and is_bare else told


def as_taken(
    desk: Desk, writing: Writing, values: Mapping[str, Any], before: Opportunity
) -> tuple[Mapping[str, Any], tuple[FieldChange, ...]]:
    """The row with what is taken of its standing, and what is not: status and stage here and there."""
    told = told_standing(desk, values, before)
    if told is None:
        return values, ()
    stood = before.left_stage or before.stage
    is_other = told.status != before.status
    is_back = told.status in ("open", before.status) and desk.process.rank(told.stage) < desk.process.rank(stood)
    is_undoing = before.status == told.status == "won"  # what is recorded of its order would not fit
    if is_back or (is_other and not before.is_open):
        is_kept = is_undoing or not _is_of_imports(writing, before)
    else:
        is_kept = before.is_open and _is_said_again(writing, before, told)
    if not is_kept:
        return values, ()
    dropped = {"stage"} if not is_other else OF_ITS_STANDING | ({"amount"} if before.status == "won" else set())
    stage = told.stage if told.status in ("open", before.status) else stood
    pairs: list[tuple[str, Any, Any]] = [("status", before.status, told.status), ("stage", stood, stage)]
    pairs += [
        (field, getattr(before, field), values[name]) for name, field in BESIDE if name in dropped & values.keys()
    ]
    kept = tuple(FieldChange(field, here, there) for field, here, there in pairs if here != there)
    return {name: value for name, value in values.items() if name not in dropped}, kept


def _is_of_imports(writing: Writing, before: Opportunity) -> bool:
    """Whether nobody moved a deal here, nor recorded money that came for its order."""
    if days.has_moved_here(writing, before.number):
        return False
    order = imports.live_order(writing, before.number) if before.status == "won" else None
    return order is None or (not order.paid and not writing.dossier(before.number).payments)


def _is_said_again(writing: Writing, before: Opportunity, told: Standing) -> bool:
    """Whether a row only says of an open deal what the last import said, before somebody moved the deal here."""
    if told == Standing(before.stage, "open"):
        return False
    edits = imports.edits(writing, before.number, ("stage", "status"))
    said = {field: edit.imported for field, edit in edits.items() if edit.is_imported}
    status = said.get("status", before.status)
    if told.status in ENDS:  # that it is lost says less than how it ended
        return bool(told.status == status or (told.status == "lost" and status in ENDS))
    return bool((told.stage, told.status) == (said.get("stage", before.stage), status))


def moved(desk: Desk, after: Opportunity, values: Mapping[str, Any], before: Opportunity) -> Opportunity:
    """The deal where the row, of which `as_taken` left what counts, says that it stands."""
    told = told_standing(desk, values, before)
    if told is None:
        return after
    after = replace(after, stage=told.stage, status=told.status)
    if after.is_open and not before.is_open:
        after = replace(
            after, left_stage=None, ended_on=None, reason=None, lost_to=None, reason_note=None, stage_since=desk.today
        )
    return ended(desk, after, values, before)
