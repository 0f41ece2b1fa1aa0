"""backup, restore."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.cli.list_files import filed, give_list
from osp_cli.cli.passphrases import new_passphrase, passphrase_of
from osp_cli.errors import WrongUsage
from osp_cli.extras import engine
from osp_cli.frozen import replace

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

PassphraseFile = Annotated[str | None, Option("--passphrase-file", metavar="FILE")]


@filed
def backup(
    context: Context,
    file: Annotated[str | None, Argument(metavar="FILE")] = None,
    encrypt: Annotated[bool, Option("--encrypt")] = False,
    passphrase_file: PassphraseFile = None,
    force: Annotated[bool, Option("--force")] = False,
    listed: Annotated[bool, Option("--list")] = False,
) -> None:
    """A verified copy of the store, made while others may be writing; or those that there are."""
    from osp_cli.render.views.backups import backed_up_view
    from osp_cli.services.backups import back_up
    from osp_cli.store.connection import Patience

    wiring = wiring_of(context)
    if listed or file == "list":  # as the verb of other lists; a file of that name is ./list
        if file not in (None, "list") or encrypt or passphrase_file or (force and not wiring.filed):
            raise WrongUsage("options-exclude", {"options": ("--list", "FILE/--encrypt/--passphrase-file/--force")})
        _list(wiring)
        return
    if wiring.filed:
        raise WrongUsage("option-needs", {"option": "--format/--out", "other": "--list"})
    target = Path(file) if file else None
    if target and target.is_dir():
        raise WrongUsage("file-is-folder", {"file": str(target)})
    if target and not force and os.path.lexists(target):
        raise WrongUsage("backup-there", {"file": str(target)})
    if passphrase_file and not encrypt:
        raise WrongUsage("option-needs", {"option": "--passphrase-file", "other": "--encrypt"})
    path, patience, is_dry = wiring.store_path[0], Patience(notice=wiring.tell_busy), wiring.shared.dry_run
    if target and target.exists() and path.exists() and target.samefile(path):
        raise WrongUsage("file-is-store", {"file": str(target)})
    phrase = None
    if encrypt:
        engine("pyrage")  # before anybody thinks of a passphrase
        phrase = new_passphrase(wiring, passphrase_file) if not is_dry else ""
    at = wiring.clock.instant()
    wiring.show(back_up(path, target, at, patience, passphrase=phrase, is_dry_run=is_dry), backed_up_view)


def _list(wiring: Wiring) -> None:
    from osp_cli.render.views.backups import backups_view
    from osp_cli.services.backups import listed as backups_of

    give_list(wiring, backups_of(wiring.store_path[0]), backups_view)


def restore(
    context: Context,
    file: Annotated[str, Argument(metavar="FILE")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Puts a backup in the store's place; what is there now is kept first."""
    from osp_cli.render.views.backups import compared_view, restored_view
    from osp_cli.services.backups import Compared, Restored, opened
    from osp_cli.services.backups import restore as put_back
    from osp_cli.store.connection import Patience
    from osp_cli.store.encrypted import is_encrypted

    wiring = wiring_of(context)

    def confirm(compared: Compared) -> None:
        if not wiring.shared.yes:
            wiring.out.tell_view(compared_view(compared, wiring.words))
        wiring.confirm(wiring.words("prompts.restore", file=file), needs="--yes")

    def put(backup: Path) -> Restored:
        path, patience, is_dry = wiring.store_path[0], Patience(notice=wiring.tell_busy), wiring.shared.dry_run
        return put_back(backup, path, wiring.clock.instant(), patience, confirm, is_dry_run=is_dry)

    if not is_encrypted(Path(file)):
        wiring.show(put(Path(file)), restored_view)
        return
    with opened(Path(file), passphrase_of(wiring, passphrase_file, file), wiring.store_path[0]) as plain:
        wiring.show(replace(put(plain), file=file), restored_view)
