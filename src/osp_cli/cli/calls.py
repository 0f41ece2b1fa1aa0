"""call: the plans for meeting the customer's executives."""

from __future__ import annotations

from typing import Annotated

from osp_cli.cli.actions import Result
from osp_cli.cli.declaring import Context, Option, taking, verb, wiring_of
from osp_cli.cli.nouns import change_one, given_fields, verbs_of
from osp_cli.cli.nouns import one_of as one_record
from osp_cli.cli.params import On
from osp_cli.domain.close_plan import CALL
from osp_cli.errors import WrongUsage

call = verbs_of(CALL)


def call_done(context: Context, **given: str | None) -> None:
    """A call was held: what came of it, which is kept as a contact too, and when to come back to it."""
    wiring = wiring_of(context)
    result = given.get("result")
    if result is None and wiring.is_interactive:
        result = wiring.asker().line(wiring.words("asks.call.result"))
    if not (result or "").strip():
        raise WrongUsage("input-missing", {"flag": "--result"})
    typed = {"result": result, "revisit_on": given.get("revisit")}
    known = {name: text for name, text in typed.items() if text is not None}
    change_one(wiring, CALL, given, lambda day: {"held_on": day, **given_fields(wiring, CALL, 0, known)})


Revisit = Annotated[str | None, Option("--revisit", metavar="DATE")]
verb(call, "done")(taking(call_done, {**one_record(CALL), "result": Result, "revisit": Revisit, "on": On}))
