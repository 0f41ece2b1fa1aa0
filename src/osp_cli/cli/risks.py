"""risk."""

from __future__ import annotations

from functools import partial
from typing import Any

from osp_cli.cli.declaring import Context, taking, verb, wiring_of
from osp_cli.cli.list_files import filed_taking, give_records
from osp_cli.cli.nouns import change_one, verbs_of
from osp_cli.cli.nouns import one_of as one_record
from osp_cli.cli.params import On, Opp
from osp_cli.domain.risks import RISK

risk = verbs_of(RISK, without=("list",))


def risk_list(context: Context, **given: Any) -> None:
    """The risks of an opportunity, and the risk questions nobody has answered."""
    from osp_cli.render.views.risks import risks_view
    from osp_cli.services.risks import risks_of

    wiring = wiring_of(context)
    desk = wiring.reading()
    found = risks_of(desk, wiring.choose(given.get("opp")))
    give_records(wiring, found, partial(risks_view, process=desk.process), RISK, found.risks)


verb(risk, "list")(filed_taking(risk_list, {"opp": Opp}))


def risk_close(context: Context, **given: str | None) -> None:
    """A risk is over; it stays in the list."""
    change_one(wiring_of(context), RISK, given, lambda _: {"is_closed": True})


verb(risk, "close")(taking(risk_close, {**one_record(RISK), "on": On}))
