"""Where a row says that its deal stands, said in up to four ways: by one stated authority, contradictions counted.

The status decides; where a file has none, the flags "closed" and "won"; else the stage. A probability decides nothing:
it stays in the row, as the rep's own of what is still open.
The order is ours: what a CRM calls its status is what its own reports count by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from osp_cli.domain.names import narrow
from osp_cli.errors import WrongUsage
from osp_cli.services.import_standing import ENDS

WON = "won"
OPEN = "open"
CLOSED = "closed"  # a status that leaves it to the stage or the flags how the deal ended
STAGE_TOLD = "stage:"  # before the key of a stage that a map gives as the meaning of a status
AUTHORITY = ("status", "flags", "stage")
Contradict = Callable[[str, str], None]


def stand(values: dict[str, Any], ends: Mapping[str, str], words: Collection[str], contradict: Contradict) -> None:
    """Leaves in `values` one stage and one status that agree, and the close date that goes with them.

    `ends` are the stages that mean an end, with their status; `words` those of them that are no stage of the method.
    What disagrees goes to `contradict` as (authority, what disagrees); a stage of another end is taken away.
    Errors: `import-closed-how`.
    """
    if is_closed := values.get("status") == CLOSED:
        del values["status"]
        values.setdefault("is_closed", True)
    _put_stage_of_status(values, ends, contradict)
    percent = values.get("probability")
    stage, is_won = values.get("stage"), values.get("is_won")
    said = {
        "status": values.get("status"),
        "flags": _by_flags(values, contradict),
        "stage": ends.get(stage, OPEN) if stage is not None else None,
    }
    authority = next((name for name in AUTHORITY if said[name] is not None), None)
    status = said[authority] if authority else None
    if is_closed and status in (None, OPEN):
        raise WrongUsage("import-closed-how")
    if authority and status:
        for name in AUTHORITY:
            other = said[name]
            if name != authority and other is not None and not _agree(status, other, name, authority):
                contradict(authority, name)
        if said["flags"] is None and is_won is False and status == WON:
            contradict(authority, "flags")
        if percent is not None and _denies(percent, status):
            contradict(authority, "probability")
        if status != WON and _has_order(values):
            contradict(authority, "order")
        if authority != "stage":
            _put(values, status, ends.get(stage or "", OPEN), stage in words)
    _put_end(values, status)


def _put_stage_of_status(values: dict[str, Any], ends: Mapping[str, str], contradict: Contradict) -> None:
    """A status that means a stage is that stage, and open or what the stage means; another one beside is counted."""
    status = values.get("status")
    if isinstance(status, str) and status.startswith(STAGE_TOLD):
        stage = status.removeprefix(STAGE_TOLD)
        if values.get("stage", stage) != stage:
            contradict("status", "stage")
        values.update(stage=stage, status=ends.get(stage, OPEN))


def _by_flags(values: dict[str, Any], contradict: Contradict) -> str | None:
    """What the flags say, won before lost before closed; None where they say nothing or only that it is closed."""
    is_closed, is_won, is_lost = (values.pop(name, None) for name in ("is_closed", "is_won", "is_lost"))
    if is_won and is_lost:
        contradict("won", "lost")
    if is_closed is False and (is_won or is_lost):
        contradict("won" if is_won else "lost", "closed")
    if is_won:
        return WON
    if is_lost or (is_closed and is_won is False):
        return "lost"
    return OPEN if is_closed is False or (is_won is False and is_lost is False) else None


def _agree(status: str, other: str, name: str, authority: str) -> bool:
    if status == other:
        return True
    if name == "stage" and other == OPEN and authority == "status":  # where it stood when it ended
        return True
    return {status, other} <= {*ENDS}  # lost, cancelled, withdrawn: one says it more exactly than the other


def _denies(percent: float, status: str) -> bool:
    return not 0 < percent < 100 if status == OPEN else percent != (100 if status == WON else 0)


def _has_order(values: Mapping[str, Any]) -> bool:
    """Whether there is a part of an order; an amount, still as it is written, without any figure but 0 is none."""
    amount = narrow(str(values.get("order_amount") or ""))
    return bool(values.get("order_number") or values.get("order_date") or re.search("[1-9]", amount))


def _put(values: dict[str, Any], status: str, end: str, is_word: bool) -> None:  # noqa: FBT001
    """The status; a stage that is only a word for an end goes, and so does one that means another end."""
    values["status"] = end if status == "lost" and end in ENDS else status
    if end != OPEN and (is_word or end != status):
        del values["stage"]


def _put_end(values: dict[str, Any], status: str | None) -> None:
    """The day of the end: of what was won the close date; of what was lost beside it, for both were told."""
    ends = {name: values.pop(name, None) for name in ("ended", "won_on", "lost_on")}
    if status in (None, OPEN):
        return
    day = ends["won_on"] if status == WON else ends["lost_on"]
    if day := day or ends["ended"]:
        if status == WON:
            values["close"] = day
        else:
            values["ended"] = day
            values.setdefault("close", day)
