"""What a command needs, made when it is first asked for.

The deferred imports of the program stand here and in the two modules this one is built on (`wiring_basis`, what is
known before a store is open; `wiring_asking`, what is asked of the person), and nowhere else.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osp_cli.cli.shared import Shared
from osp_cli.cli.wiring_asking import Asking
from osp_cli.setting_values import BUILTIN, DAILY_BACKUP
from osp_cli.settings import acting_name

if TYPE_CHECKING:
    from osp_cli.render.blocks import View
    from osp_cli.services.desk import Desk
    from osp_cli.store.store import Store
    from osp_cli.words import Words


class Wiring(Asking):
    """One call of `osp`, whole: what is known, what is asked, the store and the desk of a command."""

    _store: Store | None = None
    _is_settled = False
    _is_fitting = False

    @cached_property
    def store_path(self) -> tuple[Path, bool]:
        """The store's file, and whether somebody named it (then it is never created by accident)."""
        named = self.shared.db or self.settings.db
        if named is None:
            return self.places.store_file, False
        from osp_cli.store.store import path_of

        return path_of(named), True

    def open_store(self, *, creates: bool) -> Store:
        """Opens the store; where there is none yet, a reading command gets an empty one in memory."""
        from osp_cli.store.store import Store, is_there

        path, is_named = self.store_path
        is_missing = not is_there(path)
        if is_missing and not creates and not is_named:
            return Store.in_memory(clock=self.clock.instant)
        if is_missing and creates and not self.shared.dry_run:
            self.notice("store-created", path=str(path))
        if is_missing and creates and self.shared.dry_run:
            return Store.in_memory(clock=self.clock.instant)
        if self._store is None:
            self._store = Store.open(path, create=creates, busy_notice=self.tell_busy, clock=self.clock.instant)
        return self._store

    @property
    def has_written(self) -> bool:
        """Whether this call has changed the store."""
        return self._store is not None and self._store.kept > 0

    def tell_busy(self) -> None:
        """Says that another process is being waited for."""
        self.out.tell(self.words("notices.store-busy"))

    def reading(self) -> Desk:
        """The desk of a command that reads."""
        return self._desk(creates=False)

    def writing(self, *, creates: bool = True) -> Desk:
        """The desk of a command that writes. `creates`: it may create a store that `--db` or the settings name."""
        self.settle_first_questions()
        _, is_named = self.store_path
        return self._desk(creates=creates or not is_named)

    def _desk(self, *, creates: bool) -> Desk:
        from osp_cli.cli import todos, weekly
        from osp_cli.services.desk import Desk, Typed, Ways, must_hold_stages

        desk = Desk(
            store=self.open_store(creates=creates),
            process=self.process,
            settings=self.settings,
            today=self.today,
            who=acting_name(self.shared.who, self.settings),
            typed=Typed(
                shlex.join(["osp", *self.typed]), self.shared.dry_run, self.happened_on, self.shared.if_version
            ),
            ways=Ways(
                partial(todos.worded, self),
                partial(todos.days, self),
                partial(weekly.freeze, folder=self.places.state_folder),
            ),
        )
        desk.store.former = self.process.former
        if not self._is_fitting:
            must_hold_stages(desk.store, self.process, str(self.settings.pack or BUILTIN))
            self._is_fitting = True
        return desk

    def settle_first_questions(self) -> None:
        """The first write: asks on a terminal for the settings that colour every figure, else names the defaults.

        A command that asks something itself calls this before, so that amounts and words are already the person's own.
        """
        from osp_cli.store.store import is_there

        path, is_named = self.store_path
        if is_named or is_there(path) or self._is_settled:
            return
        from osp_cli.cli.first import ask_first_settings, take_currency

        self._is_settled = True
        if self.is_interactive and not self.shared.dry_run:
            ask_first_settings(self)
            for kept in ("settings", "words", "out"):
                self.__dict__.pop(kept, None)
            return
        is_new = not self.places.settings_file.exists()
        is_taken = take_currency(self)
        if self.shared.dry_run or not (is_new or is_taken):
            return
        self.notice(
            "first-defaults",
            name=acting_name(self.shared.who, self.settings),
            currency=self.settings.currency,
            month=self.settings.fiscal_start,
        )

    def end(self) -> None:
        """What is left to do when a command has ended: after the first write of a day a backup is begun beside it."""
        if self._store is not None and self._store.begins_day and self.settings.daily_backup == DAILY_BACKUP[0]:
            from osp_cli.cli.keeping import begin_backup

            begin_backup(self.store_path[0], self.environment)

    def show_written(self, desk: Desk, result: Any, view: Callable[[Any, Words], View]) -> None:
        """Shows the result of a command that writes; after a dry run what it would have written."""
        if desk.dry_run:
            from osp_cli.render.views.journal import dry_run_view
            from osp_cli.services.results import DryRun

            self.show(
                DryRun(result, desk.changes, desk.more_changes), lambda shown, words: dry_run_view(shown, words, view)
            )
            return
        if desk.held.version is not None:
            self.notice("version-now", version=desk.held.version)
        for debt in desk.settled:
            self.notice("debt-settled", number=debt.number, criterion=debt.criterion)
        self.show(result, view)


def make_wiring(shared: Shared, typed: list[str]) -> Wiring:
    """The wiring of this process."""
    return Wiring(shared, os.environ, typed)
