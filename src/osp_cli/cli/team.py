"""team: the people on our side."""

from __future__ import annotations

from typing import Annotated

from osp_cli.cli.declaring import Argument, Context, Option, noun, verb, wiring_of
from osp_cli.cli.known import colleague
from osp_cli.cli.list_files import filed, give_list
from osp_cli.domain.names import NOTHING

Role = Annotated[str | None, Option("--role", metavar="ROLE")]
ReportsTo = Annotated[str | None, Option("--reports-to", metavar="NAME")]
Region = Annotated[str | None, Option("--region", metavar="REGION")]

team = noun(default_verb="list")


@verb(team, "add")
def team_add(
    context: Context,
    name: Annotated[str, Argument(metavar="NAME")],
    role: Role = "rep",
    reports_to: ReportsTo = None,
    region: Region = None,
) -> None:
    """Adds a person on our side."""
    _save(context, name, role, reports_to, region, is_new=True)


@verb(team, "set")
def team_set(
    context: Context,
    name: Annotated[str, Argument(metavar="NAME")],
    role: Role = None,
    reports_to: ReportsTo = None,
    region: Region = None,
) -> None:
    """Changes a person on our side."""
    _save(context, name, role, reports_to, region, is_new=False)


def _save(
    context: Context, name: str, role: str | None, reports_to: str | None, region: str | None, *, is_new: bool
) -> None:
    from osp_cli.render.views.team import member_view
    from osp_cli.services.team import save

    wiring = wiring_of(context)
    desk = wiring.writing()
    if reports_to is not None:
        is_nobody = reports_to.strip().casefold() in NOTHING
        reports_to = "" if is_nobody else colleague(wiring, desk, reports_to)
    result = save(desk, name, role=role, reports_to=reports_to, region=region, is_new=is_new)
    wiring.show_written(desk, result, member_view)


@verb(team, "list")
@filed
def team_list(context: Context) -> None:
    """Everybody on our side."""
    from osp_cli.render.views.team import team_view
    from osp_cli.services.team import team as everybody

    wiring = wiring_of(context)
    give_list(wiring, everybody(wiring.reading()), team_view)
