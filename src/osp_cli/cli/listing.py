"""list, find, show."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.cli.list_files import filed, give_list
from osp_cli.cli.opportunities import period_of
from osp_cli.cli.params import Opp, OwnFields, owner_meant
from osp_cli.domain.names import excerpt
from osp_cli.domain.own_fields import known
from osp_cli.errors import Ambiguous, NotFound, WrongUsage
from osp_cli.frozen import replace

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.selection import Page
    from osp_cli.services.desk import Desk
    from osp_cli.services.listing import Asked
    from osp_cli.services.own_fields import Wanted

ON_A_TERMINAL = 50


def list_(
    context: Context,
    stage: Annotated[list[str] | None, Option("--stage", metavar="STAGE")] = None,
    step: Annotated[int | None, Option("--step", metavar="STEP")] = None,
    owner: Annotated[str | None, Option("--owner", metavar="NAME")] = None,
    mine: Annotated[bool, Option("--mine")] = False,
    account: Annotated[str | None, Option("--account", metavar="ACCOUNT")] = None,
    quarter: Annotated[str | None, Option("--quarter", metavar="PERIOD")] = None,
    only_open: Annotated[bool, Option("--open")] = False,
    closed: Annotated[bool, Option("--closed")] = False,
    everything: Annotated[bool, Option("--all")] = False,
    field: OwnFields = None,
    column: Annotated[list[str] | None, Option("--column", metavar="NAME")] = None,
    overdue: Annotated[bool, Option("--overdue")] = False,
    stale: Annotated[int | None, Option("--stale", metavar="DAYS")] = None,
    sort: Annotated[str, Option("--sort", metavar="KEY")] = "number",
    descending: Annotated[bool, Option("--descending")] = False,
    limit: Annotated[int | None, Option("--limit", metavar="N")] = None,
    after: Annotated[str | None, Option("--after", metavar="KEY")] = None,
    format: Annotated[str | None, Option("--format", metavar="csv|xlsx")] = None,
    out: Annotated[str | None, Option("--out", metavar="FILE")] = None,
    force: Annotated[bool, Option("--force")] = False,
) -> None:
    """The pipeline."""
    from osp_cli.services.listing import Asked, list_opportunities, selected

    wiring = wiring_of(context)
    desk, format = wiring.reading(), _format(format, out)
    account, owner = _account(desk, account) if account else None, owner_meant(desk, owner)
    asked = Asked(
        status=_status(is_open=only_open, is_closed=closed, is_all=everything), stages=tuple(stage or ()), step=step,
        owner=desk.who if mine else owner, account=account, period=period_of(wiring, quarter) if quarter else None,
        is_overdue=overdue, stale_days=stale, own=_sought(desk, field),
    )  # fmt: skip
    limit = _limit(wiring, limit, out)
    page = list_opportunities(desk, selected(desk, asked), sort=sort, descending=descending, limit=limit, after=after)
    if not page.total:
        tell_unknown(wiring, desk, owner=None if mine else owner, account=account)
    page = replace(page, columns=_columns(desk, asked, column or ()))
    _give(wiring, desk, page, format, out, is_forced=force)


def _format(format: str | None, out: str | None) -> str | None:
    """The format of the file that was asked for; None where none was."""
    if not (format or out):
        return None
    from osp_cli.cli.endings import format_of
    from osp_cli.cli.tables import TABLE_FORMATS

    return format_of(format, out, TABLE_FORMATS, "csv")


def _limit(wiring: Wiring, limit: int | None, out: str | None) -> int | None:
    """How many rows at most: on a terminal a screen or two, unless told otherwise."""
    is_read = wiring.out.is_terminal and not wiring.shared.json and out is None
    return ON_A_TERMINAL if limit is None and is_read else limit


def _columns(desk: Desk, asked: Asked, wanted: Sequence[str]) -> tuple[str, ...]:
    """The fields of the user's own that a list shows: those asked for, and those by which it was chosen."""
    names = (known(desk.settings.fields, name).name for name in wanted)
    return tuple(dict.fromkeys((*names, *asked.own)))


def _sought(desk: Desk, given: Sequence[str] | None) -> Wanted:
    """The values of the user's own fields by which a list is chosen."""
    if not given:
        return {}
    from osp_cli.services.own_fields import sought_values

    return sought_values(desk, given)


def _account(desk: Desk, typed: str) -> str:
    """The name of the account that is meant by number, name or first characters; what means none stays as typed."""
    from osp_cli.services.accounts import account_of

    try:
        return account_of(desk, typed).name
    except Ambiguous:
        raise
    except NotFound:
        return typed


def tell_unknown(wiring: Wiring, desk: Desk, *, owner: str | None = None, account: str | None = None) -> None:
    """Says of an owner or an account that nobody is called so, with the names that are close."""
    from osp_cli.services.listing import unknown_names

    for unknown in unknown_names(desk, owner=owner, account=account):
        wiring.notice(f"{unknown.what}-unknown", name=excerpt(unknown.name), close=unknown.close)
        if unknown.close:
            wiring.notice("name-close", close=unknown.close)


def _status(*, is_open: bool, is_closed: bool, is_all: bool) -> str:
    if sum((is_open, is_closed, is_all)) > 1:
        raise WrongUsage("options-exclude", {"options": ("--open", "--closed", "--all")})
    return "closed" if is_closed else "all" if is_all else "open"


def _give(wiring: Wiring, desk: Desk, page: Page, format: str | None, out: str | None, *, is_forced: bool) -> None:
    """Shows a page, or writes it as a file of that format."""
    if format is not None:
        from osp_cli.cli.tables import write_list

        write_list(wiring, page, format, out, is_forced=is_forced)
        return
    from osp_cli.render.views.listing import page_view

    wiring.show(page, partial(page_view, process=desk.process, today=desk.today))


@filed
def find(context: Context, word: Annotated[str, Argument(metavar="WORD")]) -> None:
    """Everything that holds the word."""
    from osp_cli.render.views.listing import found_view
    from osp_cli.services.listing import find as find_word

    wiring = wiring_of(context)
    give_list(wiring, find_word(wiring.reading(), word), found_view)


def show(context: Context, opp: Opp = None) -> None:
    """Everything known of one opportunity."""
    from osp_cli.render.views.show import shown_view
    from osp_cli.services.showing import show as show_opportunity

    wiring = wiring_of(context)
    desk = wiring.reading()
    result = show_opportunity(desk, wiring.handbook, wiring.choose(opp))
    wiring.show(result, partial(shown_view, process=desk.process, today=desk.today))
