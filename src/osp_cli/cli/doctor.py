"""doctor: whether everything is as it should be."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Context, Option, wiring_of
from osp_cli.errors import ExitCode, OspError

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.doctor import Finding, Level

# What has to be sound before every text of the book is read.
READ_BEFORE = ("settings", "permissions", "pack", "store", "references")
# Where `osp --install-completion` puts it, by shell.
COMPLETIONS = {
    "bash": ".bash_completions/osp.sh",
    "zsh": ".zfunc/_osp",
    "fish": ".config/fish/completions/osp.fish",
}


def doctor(
    context: Context,
    deep: Annotated[bool, Option("--deep")] = False,
    fix: Annotated[bool, Option("--fix")] = False,
) -> None:
    """Checks the store, its backups, the settings, the pack, the terminal; exit 1 where anything is wrong."""
    from osp_cli.render.views.doctor import examined_view
    from osp_cli.services import doctor as services
    from osp_cli.services.printing import examine_engines, examine_fonts
    from osp_cli.services.surroundings import examine_surroundings
    from osp_cli.store.connection import Patience

    wiring = wiring_of(context)
    findings = list(_settled(wiring))
    places = wiring.places
    is_broken = any(finding.check == "settings" and finding.level == "wrong" for finding in findings)
    path = places.store_file if is_broken else wiring.store_path[0]
    files = {
        places.settings_file: services.FILE_MODE,
        places.state_folder: services.FOLDER_MODE,
        wiring.log_file(): services.FILE_MODE,
    }
    findings += services.examine_folders(path, files)
    findings += services.examine_store(path, wiring.today, Patience(notice=wiring.tell_busy), is_deep=deep)
    mended = []
    for finding, place in services.examine_modes(path, files, mends=fix and not wiring.shared.dry_run):
        findings.append(finding)
        mended += [place] if place else []
    findings += [services.examine_sqlite(), *_terminal(wiring)]
    is_sound = not any(each.level == "wrong" and each.check in READ_BEFORE for each in findings)
    findings += examine_engines(is_deep=deep)
    findings += examine_fonts(wiring.reading() if deep and is_sound and path.exists() else None)
    findings += () if is_broken else examine_surroundings(wiring.settings)
    examined = services.Examined(tuple(findings), tuple(mended), deep)
    wiring.show(examined, examined_view)
    if not examined.is_well:
        wiring.exit_code = ExitCode.FAILURE


def _settled(wiring: Wiring) -> Iterator[Finding]:
    """The settings and the pack: whether they can be read, and whether the pack has a place for every stage in use."""
    from osp_cli.cli.documents_out import own_templates
    from osp_cli.services.doctor import Finding, examine_own, examine_rates, examine_templates, of_error
    from osp_cli.services.own_fields import held
    from osp_cli.services.pricing import without_rate

    try:
        _ = wiring.settings
        yield Finding("settings", "ok", "settings-sound", {"path": str(wiring.places.settings_file)})
        yield from examine_templates(own_templates(wiring))
    except OspError as error:
        yield of_error("settings", error)
        return
    try:
        process = wiring.process
        yield Finding("pack", "ok", "pack-sound", {"pack": process.name})
        if wiring.store_path[0].exists():
            desk = wiring.reading()
            yield from examine_own(held(desk.store, wiring.settings))
            with desk.store.reading() as reading:
                yield from examine_rates(without_rate(reading, desk.base), desk.base)
    except OspError as error:
        if error.code.startswith("pack"):  # what is wrong with the store is told where the store is examined
            yield of_error("pack", error)


def _terminal(wiring: Wiring) -> Iterator[Finding]:
    """What characters can be shown and written, and whether Tab completes."""
    from osp_cli.services.doctor import Finding

    shown = sys.stdout.encoding if sys.stdout else ""  # of a closed output there is none
    encodings = {"terminal": shown or "", "files": locale.getpreferredencoding(do_setlocale=False)}
    is_unicode = all(name.lower().replace("-", "") == "utf8" for name in encodings.values())
    is_fine: tuple[Level, str] = ("ok", "encoding-utf8") if is_unicode else ("note", "encoding-other")
    yield Finding("encoding", *is_fine, encodings)
    shell = Path(wiring.environment.get("SHELL", "")).name
    if shell in COMPLETIONS:
        is_there: tuple[Level, str] = ("note", "completion-none")
        if os.path.exists(Path.home() / COMPLETIONS[shell]):  # noqa: PTH110  False where it cannot be looked at
            is_there = ("ok", "completion-there")
        yield Finding("completion", *is_there, {"shell": shell})
