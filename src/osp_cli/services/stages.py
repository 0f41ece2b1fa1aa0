"""Moving an opportunity: the gates are judged, a shortcut leaves debts, an end has its reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding, GateReport
from osp_cli.domain.gate import audit, judge_way, unmet_musts
from osp_cli.domain.kinds import Recorded
from osp_cli.domain.opportunity import Debt, NewMove, Opportunity, Status
from osp_cli.domain.process import Stage
from osp_cli.domain.renewal import renewal, stepped_back_on
from osp_cli.errors import GateClosed, NotAllowed, WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk, Named, Seen
from osp_cli.store.store import Writing

End = Literal["lost", "cancelled", "withdrawn"]


@dataclass(frozen=True, slots=True)
class GateView:
    """The reports of every gate on the way to a stage; `is_open` when all their musts are met."""

    opportunity: Named
    stage: str
    target: str
    is_open: bool
    gates: tuple[GateReport, ...]


@dataclass(frozen=True, slots=True)
class Audited:
    """One line of the audit: what an open opportunity lacks for the stage it stands at."""

    opportunity: Named
    stage: str
    owner: str | None
    is_met: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditView:
    """The audit of the whole book."""

    opportunities: tuple[Audited, ...]
    total: int
    total_missing: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of stage: from where to where, the debts it left, what a retreat marks for renewal."""

    opportunity: Named
    from_stage: str
    to_stage: str
    status: Status
    on: date
    reason: str | None = None
    debts: tuple[Debt, ...] = ()
    to_renew: tuple[str, ...] = ()
    should: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """An opportunity that was lost, cancelled by the customer, or withdrawn by us."""

    opportunity: Named
    status: Status
    stage: str
    reason: str
    lost_to: str | None
    note: str | None
    on: date


def gate_view(desk: Desk, number: int, target: str | None, on: date | None = None) -> GateView:
    """The report of every gate on the way to `target` (default: the next stage). Nothing is written.

    `on` judges them with the facts that stood on that day (default: today).
    """
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    if on is not None:
        _must_not_precede(dossier, on)
    stage = _target(desk, dossier.opportunity, target)
    reports = _judge(desk, dossier, stage, on or desk.today)
    here = dossier.opportunity.stage
    return GateView(Seen.of(dossier.opportunity), here, stage.key, not unmet_musts(reports), reports)


def audit_book(desk: Desk) -> AuditView:
    """The gates up to the present stage of each open opportunity, one line each."""
    lines = []
    with desk.store.reading() as reading:
        for dossier in reading.dossiers("open"):
            unmet = unmet_musts(audit(dossier, desk.process, desk.today, desk.base))
            opportunity = dossier.opportunity
            missing = tuple(finding.criterion for finding in unmet)
            lines.append(Audited(Named.of(opportunity), opportunity.stage, opportunity.owner, not missing, missing))
    return AuditView(tuple(lines), len(lines), sum(1 for line in lines if not line.is_met))


def advance(desk: Desk, number: int, target: str | None, *, override: str | None, on: date) -> Moved:
    """Moves an opportunity to `target` (default: one stage) when every gate on the way is met on the day `on`.

    Otherwise GateClosed with all reports and nothing written. `override` leaves one debt per unmet must; it cannot pass
    the records of order, contract and booking.
    """
    with desk.writing_on(number) as (writing, dossier):
        return advance_within(desk, writing, dossier, target, override=override, on=on)


def advance_within(
    desk: Desk, writing: Writing, dossier: Dossier, target: str | None, *, override: str | None, on: date
) -> Moved:
    """The same inside a transaction that has already begun, such as that of `win`."""
    opportunity = dossier.opportunity
    _must_be_movable(dossier, on)
    stage = _target(desk, opportunity, target)
    reports = _judge(desk, dossier, stage, on)
    unmet = unmet_musts(reports)
    records = [finding for finding in unmet if _is_record(desk, finding)]
    if records and (override or len(records) == len(unmet)):  # then an override could not help
        raise GateClosed(
            "records-missing", _counted(opportunity, stage, unmet), report=_closed(opportunity, stage, reports)
        )
    if unmet and not override:
        raise GateClosed(
            "gate-closed", _counted(opportunity, stage, unmet), report=_closed(opportunity, stage, reports)
        )
    status: Status = "won" if stage.is_won else "open"
    saved = writing.save_opportunity(replace(opportunity, stage=stage.key, status=status, stage_since=on))
    since = opportunity.stage_since
    writing.add_move(
        saved.number,
        NewMove(
            kind="override" if unmet else "advance",
            from_stage=opportunity.stage,
            to_stage=stage.key,
            status=status,
            reason=override,
            on=on,
            report=json.dumps(_brief(reports), ensure_ascii=False),
            stayed=(on - since).days if since else None,
        ),
    )
    debts = _leave_debts(writing, dossier, reports, reason=override or "", on=on)
    should = tuple(f for report in reports for f in report.findings if not f.is_met and not f.is_must)
    return Moved(Named.of(saved), opportunity.stage, stage.key, status, on, override, debts, (), should)


def _leave_debts(
    writing: Writing, dossier: Dossier, reports: Sequence[GateReport], *, reason: str, on: date
) -> tuple[Debt, ...]:
    """One debt per unmet must; a criterion that is owed already is not owed twice."""
    owed = {debt.criterion for debt in dossier.open_debts()}
    number = dossier.opportunity.number
    return tuple(
        writing.add_debt(number, criterion=finding.criterion, stage=report.stage, reason=reason, on=on)
        for report in reports
        for finding in report.findings
        if finding.is_must and not finding.is_met and finding.criterion not in owed
    )


def retreat(desk: Desk, number: int, target: str, *, reason: str, on: date) -> Moved:
    """Goes back to an earlier stage; what was confirmed, decided and approved above it must be renewed."""
    with desk.writing_on(number) as (writing, dossier):
        opportunity = dossier.opportunity
        _must_be_movable(dossier, on)
        stage = desk.process.stage_called(target)
        if stage.rank >= desk.process.rank(opportunity.stage):
            raise WrongUsage(
                "retreat-not-below", {"stage": stage.key, "present": opportunity.stage, "number": opportunity.number}
            )
        if desk.process.stage(opportunity.stage).is_won and not stage.is_won:
            raise NotAllowed(
                "retreat-below-order", {"stage": stage.key, "present": opportunity.stage, "number": opportunity.number}
            )
        again = renewal(dossier, desk.process, stage.key)
        writing.mark_renewal(number, criteria=again.criteria, steps=again.steps, approvals=again.approvals)
        status: Status = "won" if stage.is_won else "open"
        saved = writing.save_opportunity(replace(opportunity, stage=stage.key, status=status, stage_since=on))
        writing.add_move(
            number,
            NewMove(
                kind="retreat", from_stage=opportunity.stage, to_stage=stage.key, status=status, reason=reason, on=on
            ),
        )
    return Moved(Named.of(saved), opportunity.stage, stage.key, status, on, reason, (), again.standing)


def end(desk: Desk, number: int, status: End, *, reason: str, to: str | None, note: str | None, on: date) -> Ended:
    """Ends an open opportunity as lost, cancelled or withdrawn, with its reason code."""
    code = desk.process.reason(reason, status)
    if code.needs_note and not note:
        raise WrongUsage("input-missing", {"flag": "--note"})
    with desk.writing_on(number) as (writing, dossier):
        opportunity = dossier.opportunity
        _must_be_endable(dossier, on)
        rival = to
        if to and not is_unknown(to):
            rival = writing.ensure_competitor(number, to).name
        elif to:
            rival = "unknown"
        saved = writing.save_opportunity(
            replace(
                opportunity,
                status=status,
                left_stage=opportunity.stage,
                ended_on=on,
                reason=code.code,
                lost_to=rival,
                reason_note=note,
            )
        )
        writing.add_move(
            number,
            NewMove(
                kind="end",
                from_stage=opportunity.stage,
                to_stage=opportunity.stage,
                status=status,
                reason=code.code,
                on=on,
            ),
        )
    return Ended(Named.of(saved), status, opportunity.stage, code.code, rival, note, on)


def is_unknown(name: str) -> bool:
    """Whether a name says that nobody knows who it was."""
    return name.strip().casefold() in ("unknown", "未知", "不知道")


def reopen(desk: Desk, number: int, *, reason: str, on: date) -> Moved:
    """Brings an ended opportunity back to the stage it left; a won one without its order to the last open stage."""
    with desk.writing_on(number) as (writing, dossier):
        opportunity = dossier.opportunity
        _must_be_reopenable(dossier, on)
        stage = desk.process.stage(opportunity.left_stage or opportunity.stage)
        if opportunity.status == "won":
            stage = [s for s in desk.process.stages if not s.is_won][-1]
        saved = writing.save_opportunity(
            replace(
                opportunity,
                status="open",
                stage=stage.key,
                stage_since=on,
                left_stage=None,
                ended_on=None,
                reason=None,
                lost_to=None,
                reason_note=None,
            )
        )
        writing.add_move(
            number,
            NewMove(
                kind="reopen", from_stage=opportunity.stage, to_stage=stage.key, status="open", reason=reason, on=on
            ),
        )
    return Moved(Named.of(saved), opportunity.stage, stage.key, "open", on, reason)


def _target(desk: Desk, opportunity: Opportunity, target: str | None) -> Stage:
    if target is None:
        following = desk.process.next_stage(opportunity.stage)
        if following is None:
            raise NotAllowed("last-stage", {"name": opportunity.name, "stage": opportunity.stage})
        return following
    stage = desk.process.stage_called(target)
    if stage.rank <= desk.process.rank(opportunity.stage):
        raise WrongUsage(
            "stage-not-above", {"stage": stage.key, "present": opportunity.stage, "number": opportunity.number}
        )
    return stage


def must_win(desk: Desk, dossier: Dossier, on: date) -> None:
    """Refuses an order for which the gates before it are closed; its own records may still be missing.

    A gate of nothing but these records is left out of the report: `win` asks for them, so it is not judged.
    """
    stage = next(stage for stage in desk.process.stages if stage.is_won)
    findings = (
        (report.stage, tuple(f for f in report.findings if not _is_record(desk, f)))
        for report in _judge(desk, dossier, stage, on)
    )
    reports = tuple(GateReport.of(key, found) for key, found in findings if found)
    if unmet := unmet_musts(reports):
        opportunity = dossier.opportunity
        raise GateClosed(
            "gate-closed", _counted(opportunity, stage, unmet), report=_closed(opportunity, stage, reports)
        )


def _judge(desk: Desk, dossier: Dossier, stage: Stage, on: date) -> tuple[GateReport, ...]:
    """The gates on the way, as the facts stood on a day.

    Of a won deal also the records it must still hold, for an order can be cancelled.
    """
    way = judge_way(dossier, desk.process, stage.key, on, desk.base)
    if dossier.opportunity.status != "won":
        return way
    behind = []
    for report in audit(dossier, desk.process, on, desk.base):
        gone = tuple(f for f in report.findings if _is_record(desk, f) and not f.is_met)
        if gone and desk.process.stage(report.stage).is_won:
            behind.append(GateReport.of(report.stage, gone))
    return (*behind, *way)


def _is_record(desk: Desk, finding: Finding) -> bool:
    kind = desk.process.criterion(finding.criterion).kind
    return isinstance(kind, Recorded) and kind.is_record


def _must_be_movable(dossier: Dossier, on: date) -> None:
    opportunity = dossier.opportunity
    if opportunity.status in ("lost", "cancelled", "withdrawn"):
        raise ended_already(opportunity)
    _must_not_precede(dossier, on)


def _must_be_endable(dossier: Dossier, on: date) -> None:
    if not dossier.opportunity.is_open:
        raise ended_already(dossier.opportunity)
    _must_not_precede(dossier, on)


def _must_be_reopenable(dossier: Dossier, on: date) -> None:
    opportunity = dossier.opportunity
    values = {"name": opportunity.name, "number": opportunity.number}
    if opportunity.is_open:
        raise NotAllowed("open-already", values)
    _must_not_precede(dossier, on)
    if opportunity.status == "won" and dossier.order is not None:
        raise NotAllowed("order-stands", values)


MOVES: dict[str, Callable[[Dossier, date], None]] = {
    "retreat": _must_be_movable, "end": _must_be_endable, "reopen": _must_be_reopenable,
}  # fmt: skip


def check_move(desk: Desk, number: int, move: Literal["retreat", "end", "reopen"], on: date) -> None:
    """Refuses a move that cannot be, before anybody is asked for its reason."""
    with desk.store.reading() as reading:
        MOVES[move](reading.dossier(number), on)


def ended_already(opportunity: Opportunity) -> NotAllowed:
    """The refusal of what only an opportunity that has not ended can do."""
    values = {"name": opportunity.name, "number": opportunity.number, "status": opportunity.status}
    return NotAllowed("ended-already", values)


def last_move_on(dossier: Dossier) -> date | None:
    """The day of the last move; None where nothing has moved."""
    return max((move.on for move in dossier.moves), default=None)


def _must_not_precede(dossier: Dossier, on: date) -> None:
    """A move stands after the moves that brought the opportunity where it is."""
    last = last_move_on(dossier)
    if last is not None and on < last:
        raise WrongUsage("on-before-last-move", {"name": dossier.opportunity.name, "day": on, "last": last})


def must_follow_retreat(desk: Desk, dossier: Dossier, stages: Iterable[str], on: date) -> None:
    """What a retreat marks must be said again after it: an earlier day is refused (`renewal-before-retreat`)."""
    back = stepped_back_on(dossier, desk.process, stages)
    if back is not None and on < back:
        raise WrongUsage("renewal-before-retreat", {"name": dossier.opportunity.name, "day": on, "last": back})


def _counted(opportunity: Opportunity, stage: Stage, unmet: Sequence[Finding]) -> dict[str, object]:
    return {"name": opportunity.name, "number": opportunity.number, "stage": stage.key, "count": len(unmet)}


def _closed(opportunity: Opportunity, stage: Stage, reports: tuple[GateReport, ...]) -> GateView:
    return GateView(Named.of(opportunity), opportunity.stage, stage.key, is_open=False, gates=reports)


def _brief(reports: Sequence[GateReport]) -> dict[str, list[str]]:
    return {report.stage: [f.criterion for f in report.findings if not f.is_met] for report in reports}
