"""snooze: a line of the day is put off until another day."""

from __future__ import annotations

from typing import Annotated

from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.cli.list_files import filed, give_list, must_be_list
from osp_cli.errors import WrongUsage
from osp_cli.settings import read_day


@filed
def snooze(
    context: Context,
    line: Annotated[str | None, Argument(metavar="ID")] = None,
    until: Annotated[str | None, Argument(metavar="DATE")] = None,
    listed: Annotated[bool, Option("--list")] = False,
    clear: Annotated[bool, Option("--clear")] = False,
) -> None:
    """Hides a line of `osp today` until a day."""
    from osp_cli.render.views.snoozing import snoozed_lines_view, snoozed_view
    from osp_cli.services import snoozing

    wiring = wiring_of(context)
    if listed or clear:
        _alone(listed=listed, clear=clear, line=line, until=until)
    if clear or line is not None:
        must_be_list(wiring, "--clear" if clear else "ID")
    if clear:
        desk = wiring.writing(creates=False)
        wiring.show_written(desk, snoozing.clear(desk, line), snoozed_lines_view)
    elif listed or line is None:
        give_list(wiring, snoozing.put_off(wiring.reading()), snoozed_lines_view)
    elif until is None:
        raise WrongUsage("input-missing", {"flag": "DATE"})
    else:
        day = read_day(until, wiring.today, wiring.settings)
        wiring.understood_as("until", day)
        desk = wiring.writing(creates=False)
        wiring.show_written(desk, snoozing.snooze(desk, wiring.handbook, line, day), snoozed_view)


def _alone(*, listed: bool, clear: bool, line: str | None, until: str | None) -> None:
    """Refuses what contradicts: a list of one line, a day for what is brought back, both at once."""
    if listed and (clear or line is not None):
        raise WrongUsage("options-exclude", {"options": ("--list", "--clear" if clear else "ID")})
    if clear and until is not None:
        raise WrongUsage("options-exclude", {"options": ("--clear", "DATE")})
