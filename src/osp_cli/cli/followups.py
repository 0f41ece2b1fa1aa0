"""followup: what follows a sale."""

from __future__ import annotations

from osp_cli.cli.actions import Result
from osp_cli.cli.declaring import Context, taking, verb, wiring_of
from osp_cli.cli.nouns import change_one, one_of, verbs_of
from osp_cli.cli.params import On
from osp_cli.domain.followups import FOLLOW_UP

followup = verbs_of(FOLLOW_UP)


def followup_done(context: Context, **given: str | None) -> None:
    """Something that follows a sale is done, with what came of it."""
    change_one(wiring_of(context), FOLLOW_UP, given, lambda day: {"done_on": day, "result": given.get("result")})


verb(followup, "done")(taking(followup_done, {**one_of(FOLLOW_UP), "result": Result, "on": On}))
