"""condition: what a manager's review leaves; `osp review condition TEXT` adds one."""

from __future__ import annotations

from datetime import date

from osp_cli.cli.declaring import Context, taking, verb, wiring_of
from osp_cli.cli.nouns import change_one, verbs_of
from osp_cli.cli.nouns import one_of as one_record
from osp_cli.cli.params import Evidence, On
from osp_cli.domain.conditions import CONDITION
from osp_cli.errors import WrongUsage

condition = verbs_of(CONDITION)


def condition_done(context: Context, **given: str | None) -> None:
    """A condition is settled, with the evidence for it."""
    wiring = wiring_of(context)
    evidence = given.get("evidence")
    if evidence is None and wiring.is_interactive:
        evidence = wiring.asker().line(wiring.words("asks.condition.evidence"))
    if not (evidence or "").strip():
        raise WrongUsage("input-missing", {"flag": "--evidence"})

    def settled(day: date) -> dict[str, object]:
        return {"done_on": day, "evidence": evidence}

    change_one(wiring, CONDITION, given, settled)


verb(condition, "done")(taking(condition_done, {**one_record(CONDITION), "evidence": Evidence, "on": On}))
