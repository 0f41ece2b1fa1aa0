"""today, next."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from osp_cli.cli.declaring import Context, Option, wiring_of
from osp_cli.cli.list_files import filed, give_list, most
from osp_cli.cli.listing import tell_unknown
from osp_cli.cli.params import Opp, owner_meant

SHOWN_TODAY, SHOWN_NEXT = 10, 5


@filed
def today(
    context: Context,
    mine: Annotated[bool, Option("--mine")] = False,
    owner: Annotated[str | None, Option("--owner", metavar="NAME")] = None,
    limit: Annotated[int | None, Option("--limit", metavar="N")] = None,
) -> None:
    """What to do next, over all opportunities."""
    from osp_cli.render.views.daily import today_view
    from osp_cli.services.daily import today as look

    wiring = wiring_of(context)
    desk = wiring.reading()
    owner = owner_meant(desk, owner)
    if owner and not mine:
        tell_unknown(wiring, desk, owner=owner)
    day = look(desk, wiring.handbook, owner=desk.who if mine else owner, limit=most(wiring, limit, SHOWN_TODAY))
    give_list(wiring, day, partial(today_view, process=desk.process, handbook=wiring.handbook))


@filed
def next_(
    context: Context,
    opp: Opp = None,
    limit: Annotated[int | None, Option("--limit", metavar="N")] = None,
) -> None:
    """What would move one opportunity most."""
    from osp_cli.render.views.daily import next_view
    from osp_cli.services.daily import next_on

    wiring = wiring_of(context)
    desk = wiring.reading()
    give_list(
        wiring,
        next_on(desk, wiring.choose(opp), most(wiring, limit, SHOWN_NEXT)),
        partial(next_view, process=desk.process),
    )
