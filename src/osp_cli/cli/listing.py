"""list, find, show."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from osp_cli.cli.opportunities import period_of
from osp_cli.cli.params import Opp, wiring_of
from osp_cli.errors import WrongUsage

ON_A_TERMINAL = 50


def list_(
    context: typer.Context,
    stage: Annotated[list[str] | None, typer.Option("--stage", metavar="STAGE")] = None,
    step: Annotated[int | None, typer.Option("--step", metavar="STEP")] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="NAME")] = None,
    mine: Annotated[bool, typer.Option("--mine")] = False,
    account: Annotated[str | None, typer.Option("--account", metavar="NAME")] = None,
    quarter: Annotated[str | None, typer.Option("--quarter", metavar="PERIOD")] = None,
    only_open: Annotated[bool, typer.Option("--open")] = False,
    closed: Annotated[bool, typer.Option("--closed")] = False,
    everything: Annotated[bool, typer.Option("--all")] = False,
    overdue: Annotated[bool, typer.Option("--overdue")] = False,
    stale: Annotated[int | None, typer.Option("--stale", metavar="DAYS")] = None,
    sort: Annotated[str, typer.Option("--sort", metavar="KEY")] = "number",
    descending: Annotated[bool, typer.Option("--descending")] = False,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N")] = None,
    after: Annotated[str | None, typer.Option("--after", metavar="KEY")] = None,
    format: Annotated[str | None, typer.Option("--format", metavar="csv")] = None,
    out: Annotated[str | None, typer.Option("--out", metavar="FILE")] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
) -> None:
    """The pipeline."""
    from osp_cli.render.views.listing import page_view
    from osp_cli.services.listing import list_opportunities, selected

    wiring = wiring_of(context)
    if sum((only_open, closed, everything)) > 1:
        raise WrongUsage("options-exclude", {"options": "--open, --closed, --all"})
    desk = wiring.reading()
    period = period_of(wiring, quarter) if quarter else None
    selection = selected(
        desk,
        status="closed" if closed else "all" if everything else "open",
        stages=tuple(stage or ()), step=step, owner=desk.who if mine else owner, account=account,
        close=(period.first, period.last) if period else None, is_overdue=overdue, stale_days=stale,
    )  # fmt: skip
    if limit is None and wiring.out.is_terminal and not wiring.shared.json and out is None:
        limit = ON_A_TERMINAL
    page = list_opportunities(desk, selection, sort=sort, descending=descending, limit=limit, after=after)
    if format or out:
        from osp_cli.cli.files import write_list

        write_list(wiring, page, format or "csv", out, is_forced=force)
        return
    wiring.show(page, partial(page_view, process=desk.process, today=desk.today))


def find(context: typer.Context, word: Annotated[str, typer.Argument(metavar="WORD")]) -> None:
    """Everything that holds the word."""
    from osp_cli.render.views.listing import found_view
    from osp_cli.services.listing import find as find_word

    wiring = wiring_of(context)
    wiring.show(find_word(wiring.reading(), word), found_view)


def show(context: typer.Context, opp: Opp = None) -> None:
    """Everything known of one opportunity."""
    from osp_cli.render.views.show import shown_view
    from osp_cli.services.listing import show as show_opportunity

    wiring = wiring_of(context)
    desk = wiring.reading()
    wiring.show(show_opportunity(desk, wiring.choose(opp)), partial(shown_view, process=desk.process, today=desk.today))
