"""note, log, undo, redo."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.cli.known import found_or_new
from osp_cli.cli.list_files import ALL_ROWS, filed, give_list, is_on_screen
from osp_cli.cli.params import On, Opp, OppOption
from osp_cli.domain.names import must_be_text
from osp_cli.errors import WrongUsage
from osp_cli.store.units import EVERY, MOST_TOLD, HistoryEntry

if TYPE_CHECKING:
    from pathlib import Path

    from osp_cli.cli.wiring import Wiring

SHOWN_ENTRIES = 50


def note(
    context: Context,
    text: Annotated[str, Argument(metavar="TEXT")],
    opportunity: OppOption = None,
    person: Annotated[str | None, Option("--with", metavar="PERSON")] = None,
    kind: Annotated[str, Option("--kind", metavar="note|call|meeting|mail")] = "note",
    on: On = None,
) -> None:
    """Keeps a dated note or contact; - reads it from standard input."""
    from osp_cli.render.views.journal import noted_view
    from osp_cli.services.journal import note as keep

    wiring = wiring_of(context)
    number, day = wiring.choose(opportunity), wiring.day(on)
    kept = sys.stdin.read() if text == "-" else text
    must_be_text(kept)
    person = found_or_new(wiring, number, "person", person) if person else None
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, keep(desk, number, kept, kind=kind, who=person, on=day), noted_view)


@filed
def log(
    context: Context,
    opp: Opp = None,
    everything: Annotated[bool, Option("--all")] = False,
    limit: Annotated[int | None, Option("--limit", metavar="N")] = None,
) -> None:
    """The history of one opportunity, or of everything."""
    from osp_cli.render.views.journal import history_view
    from osp_cli.services.journal import history

    wiring = wiring_of(context)
    if everything and opp:
        raise WrongUsage("options-exclude", {"options": ("OPP", "--all")})
    number = None if everything else wiring.choose(opp)
    entries = limit or (SHOWN_ENTRIES if is_on_screen(wiring) else ALL_ROWS)
    told = EVERY if wiring.shared.json or wiring.filed else MOST_TOLD
    give_list(wiring, history(wiring.reading(), number, entries, told), history_view)


def undo(context: Context, count: Annotated[int, Argument(metavar="N")] = 1) -> None:
    """Takes back the last units."""
    from osp_cli.render.views.journal import taken_back_view
    from osp_cli.services.journal import undo as take_back

    wiring = wiring_of(context)

    def confirm_other(unit: HistoryEntry) -> None:
        number, name = unit.opportunity or ("", "")
        what = wiring.words("views.aside", text=unit.command, aside=f"{number}  {name}")
        values = {"who": unit.who, "command": what if unit.opportunity else unit.command}
        _confirm(wiring, "undo-other", values, {"who": unit.who, "command": unit.command})

    def confirm_restored(before: Path) -> None:
        values = {"command": shlex.join(["osp", "restore", str(before)])}
        _confirm(wiring, "undo-restored", values, {"kept": str(before)})

    desk = wiring.writing(creates=False)
    wiring.show_written(desk, take_back(desk, count, confirm_other, confirm_restored), taken_back_view)


def _confirm(wiring: Wiring, code: str, values: dict[str, str], details: dict[str, str]) -> None:
    """Asks before something is taken back that may not be meant; without a terminal `--yes` says that it is."""
    if wiring.shared.dry_run or wiring.shared.yes:
        return
    if not wiring.is_interactive:
        raise WrongUsage(code, values, details=details)
    wiring.asker().confirm(wiring.words(f"prompts.{code}", **values))


def redo(context: Context, count: Annotated[int, Argument(metavar="N")] = 1) -> None:
    """Brings back what undo took last."""
    from osp_cli.render.views.journal import taken_back_view
    from osp_cli.services.journal import redo as bring_back

    wiring = wiring_of(context)
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, bring_back(desk, count), taken_back_view)
