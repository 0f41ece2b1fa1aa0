"""backup, restore."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.errors import WrongUsage


def backup(
    context: Context,
    file: Annotated[str | None, Argument(metavar="FILE")] = None,
    force: Annotated[bool, Option("--force")] = False,
) -> None:
    """A verified copy of the store, made while others may be writing."""
    from osp_cli.render.views.backups import backed_up_view
    from osp_cli.services.backups import back_up
    from osp_cli.store.connection import Patience

    wiring = wiring_of(context)
    target = Path(file) if file else None
    if target and target.is_dir():
        raise WrongUsage("file-is-folder", {"file": str(target)})
    if target and not force and os.path.lexists(target):
        raise WrongUsage("file-exists", {"file": str(target)})
    path, patience, is_dry = wiring.store_path[0], Patience(notice=wiring.tell_busy), wiring.shared.dry_run
    wiring.show(back_up(path, target, wiring.clock.instant(), patience, is_dry_run=is_dry), backed_up_view)


def restore(context: Context, file: Annotated[str, Argument(metavar="FILE")]) -> None:
    """Puts a backup in the store's place; what is there now is kept first."""
    from osp_cli.render.views.backups import compared_view, restored_view
    from osp_cli.services.backups import Compared
    from osp_cli.services.backups import restore as put_back
    from osp_cli.store.connection import Patience

    wiring = wiring_of(context)

    def confirm(compared: Compared) -> None:
        if not wiring.shared.yes:
            wiring.out.tell_view(compared_view(compared, wiring.words))
        wiring.confirm(wiring.words("prompts.restore", file=file), needs="--yes")

    path, patience, is_dry = wiring.store_path[0], Patience(notice=wiring.tell_busy), wiring.shared.dry_run
    result = put_back(Path(file), path, wiring.clock.instant(), patience, confirm, is_dry_run=is_dry)
    wiring.show(result, restored_view)
