"""What a command needs, made when it is first asked for. The deferred imports of the program stand here alone."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osp_cli.cli.shared import Shared
from osp_cli.domain.names import excerpt
from osp_cli.errors import Ambiguous, ExitCode, Located, NotFound, OspError, WrongUsage
from osp_cli.render.out import Out, Said
from osp_cli.settings import BUILTIN, Clock, Places, Settings, acting_name, broken, find_places, read_day, read_settings
from osp_cli.words import LANGUAGES, Words, pick_language, tags_of

if TYPE_CHECKING:
    from osp_cli.domain.handbook import Handbook
    from osp_cli.domain.process import Process
    from osp_cli.prompts import Asker
    from osp_cli.render.blocks import View
    from osp_cli.services.desk import Desk
    from osp_cli.store.store import Store


class Wiring:
    """One call of `osp`: shared options, words, settings, store, and the two streams, all lazy."""

    def __init__(self, shared: Shared, environment: Mapping[str, str], typed: list[str]) -> None:
        self.shared = shared
        self.environment = environment
        self.typed = typed
        self.understood: list[Said] = []
        self.notices: list[Said] = []
        self.exit_code = ExitCode.OK
        self.happened_on: date | None = None
        self.todo_due: date | None = None
        self._mends_settings = False
        self._is_settled = False
        self._is_fitting = False
        self._store: Store | None = None

    @cached_property
    def places(self) -> Places:
        """The folders of this user."""
        return find_places(self.environment)

    @cached_property
    def settings(self) -> Settings:
        """The user's settings; a command that mends them gets what is right in them, and a notice of the rest."""
        try:
            return read_settings(self.places.settings_file, self.environment)
        except WrongUsage as error:
            if not self._mends_settings:
                raise
            self.notices.append(Said(f"errors.{error.code}.what", error.values))
        return read_settings(self.places.settings_file, self.environment, is_lenient=True)

    def mend_settings(self) -> None:
        """From here on faults of the settings are told beside the result, for this command is what mends them."""
        self._mends_settings = True

    @cached_property
    def words(self) -> Words:
        """The words of the user's language; broken settings must not keep an error from being told."""
        language = pick_language(self.shared.lang, self.environment, self._language(), self._pack_languages)
        return Words(language, lambda: self.process)

    def _language(self) -> str | None:
        with suppress(OspError):
            return self.settings.language
        with suppress(OspError):
            return read_settings(self.places.settings_file, self.environment, is_lenient=True).language
        return None

    def _pack_languages(self) -> tuple[str, ...]:
        """The languages of the company's own pack; none where it cannot be read, which another command will tell."""
        with suppress(OspError):
            return tuple(self.pack_content["languages"]) if self.pack_content else ()
        return ()

    def must_speak(self) -> None:
        """Refuses a language of `--lang` or OSP_LANG in which nothing is written."""
        where, wish = "--lang", self.shared.lang
        if wish is None:
            where, wish = "OSP_LANG", self.environment.get("OSP_LANG")
        spoken = dict.fromkeys((*LANGUAGES, *self._pack_languages()))
        if wish and not {*tags_of(wish)} & {each.lower() for each in spoken}:
            values = {"language": excerpt(wish), "where": where, "languages": tuple(spoken)}
            raise WrongUsage("language-unknown", values)

    @cached_property
    def out(self) -> Out:
        """The two streams."""
        return Out(
            self.words,
            stdout=sys.stdout,
            stderr=sys.stderr,
            environment=self.environment,
            json=self.shared.json,
            fields=self.shared.fields,
            color=self.shared.color,
        )

    @cached_property
    def process(self) -> Process:
        """The method, with the user's own probabilities, categories and limits."""
        from osp_cli.domain.tuning import tuned
        from osp_cli.pack.load import assemble, builtin

        settings = self.settings
        process = assemble(self.pack_content) if self.pack_content else builtin()
        try:
            return tuned(process, settings.probabilities, settings.categories, settings.limits)
        except NotFound as error:  # a stage that the method has not
            stage = error.values["stage"]
            group = "probability" if stage in settings.probabilities else "category"
            raise broken(self.places.settings_file, [Located.of(f"{group}.{stage}", error)]) from None

    @cached_property
    def pack_content(self) -> dict[str, Any] | None:
        """The content of the company's own pack, None where the built-in one is in use."""
        if self.settings.pack in (None, BUILTIN):
            return None
        from osp_cli.pack.cache import content_of

        return content_of(Path(str(self.settings.pack)), self.places.state_folder)

    @cached_property
    def handbook(self) -> Handbook:
        """What there is to read of the method."""
        from osp_cli.pack.reading import builtin_handbook, handbook_of

        handbook = handbook_of(self.pack_content["handbook"]) if self.pack_content else builtin_handbook()
        return handbook.with_revisits_by(self.settings.revisit_by)

    @cached_property
    def clock(self) -> Clock:
        """The day and the instant of this run."""
        return Clock.of(self.environment)

    @cached_property
    def today(self) -> date:
        """The day of this run."""
        return self.clock.today()

    @property
    def is_interactive(self) -> bool:
        """Whether a person can be asked: terminals on both sides, and nobody forbade it."""
        if self.shared.no_input or self.shared.json:
            return False
        if self.environment.get("OSP_NO_INPUT") or self.environment.get("CI"):
            return False
        return bool(sys.stdin and sys.stdin.isatty() and sys.stderr.isatty())

    def asker(self, flag: str = "--answers") -> Asker:
        """Who asks the person; without a terminal it refuses, naming the flag to give instead."""
        from osp_cli.prompts import make_asker

        return make_asker(self.words, is_interactive=self.is_interactive, environment=self.environment, flag=flag)

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
        from osp_cli.services.desk import Desk, must_hold_stages

        desk = Desk(
            store=self.open_store(creates=creates),
            process=self.process,
            settings=self.settings,
            today=self.today,
            who=acting_name(self.shared.who, self.settings),
            command=shlex.join(["osp", *self.typed]),
            dry_run=self.shared.dry_run,
            happened_on=self.happened_on,
            todo=partial(todos.worded, self),
            todo_days=partial(todos.days, self),
            weekly=weekly.freeze,
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
        if is_named or is_there(path) or self.shared.dry_run or self._is_settled:
            return
        self._is_settled = True
        if self.is_interactive:
            from osp_cli.cli.first import ask_first_settings

            ask_first_settings(self)
            for kept in ("settings", "words", "out"):
                self.__dict__.pop(kept, None)
            return
        if self.places.settings_file.exists():
            return
        self.notice(
            "first-defaults",
            name=acting_name(self.shared.who, self.settings),
            currency=self.settings.currency,
            month=self.settings.fiscal_start,
        )

    def choose(self, reference: str | None) -> int:
        """The number of the opportunity meant: what was typed, OSP_OPP, the current one, the only open one, a pick."""
        from osp_cli.services.choosing import choose

        desk = self.reading()
        shell, current = self.environment.get("OSP_OPP"), self.current(desk.store.book_id())
        try:
            return choose(desk, reference, shell=shell, current=current).number
        except Ambiguous as error:
            return self._picked(error)

    def pick(self) -> int:
        """One of the open opportunities, picked on a terminal; elsewhere refused, for it must be named."""
        from osp_cli.services.choosing import choose

        if not self.is_interactive:
            raise WrongUsage("input-missing", {"flag": "OPP"})
        try:
            return choose(self.reading(), None).number
        except Ambiguous as error:
            return self._picked(error)

    def _picked(self, error: Ambiguous) -> int:
        candidates = error.details.get("candidates", [])
        if not self.is_interactive or not candidates:
            raise error
        labels = [f"{c['number']}  {c['name']}  ({c['slug']})" for c in candidates]
        return int(candidates[self.asker().choose(self.words("prompts.which-opportunity"), labels)]["number"])

    def day(self, text: str | None) -> date:
        """The day a fact happened: today unless `--on` says otherwise; a future day is refused."""
        if text is None:
            return self.today
        day = read_day(text, self.today, self.settings, past=True)
        if day > self.today:
            raise WrongUsage("on-in-the-future", {"day": day, "today": self.today})
        self.understood_as("on", day)
        self.happened_on = day if day != self.today else None
        return day

    @property
    def fact_day(self) -> date:
        """The day the facts of this command happened: that of `--on`, else today."""
        return self.happened_on or self.today

    def needs(self, number: int | None, *wanted: tuple[str, str | None]) -> list[str]:
        """What a command cannot do without, flag by flag: as given, else asked on a terminal; elsewhere refused.

        `number` is the opportunity it is about, named before the first question.
        """
        missing = [flag for flag, value in wanted if not value or not value.strip()]
        if missing and not self.is_interactive:
            raise WrongUsage("input-missing", {"flag": tuple(missing)})
        if missing and number is not None:
            self.asker().tell(self.title(number))
        return [
            self.asker().line(self.words(f"asking.{flag.lstrip('-')}"), check=_said) if flag in missing else value or ""
            for flag, value in wanted
        ]

    def title(self, number: int) -> str:
        """Number and name of an opportunity, and how it ended where it did, as a question about it begins."""
        with self.reading().store.reading() as reading:
            opportunity = reading.opportunity(number)
        name = f"{number}  {opportunity.name}"
        return name if opportunity.is_open else f"{name} ({self.words(f'status.{opportunity.status}')})"

    def understood_as(self, what: str, value: object) -> None:
        """Keeps what was understood of a date or an amount, to be echoed."""
        self.understood.append(Said(f"understood.{what}", {"value": value}))

    def notice(self, what: str, **values: object) -> None:
        """Keeps something worth knowing, to be told beside the result."""
        self.notices.append(Said(f"notices.{what}", values))

    def told_dry_run(self) -> None:
        """Says beside the result that nothing was written; `show_written` shows more."""
        self.notices.append(Said("views.dry-run", {}))

    def show(self, result: Any, view: Callable[[Any, Words], View]) -> None:
        """Shows the result of a command with what was understood and what is worth knowing."""
        self.out.show(result, view, understood=self.understood, notices=self.notices)

    def show_text(self, result: Any, text: str) -> None:
        """Shows a text that is meant for a file or another program as it is; with --json the result that holds it."""
        if self.shared.json:
            self.show(result, lambda _result, _words: ())
        else:
            self.out.text(text)

    def show_written(self, desk: Desk, result: Any, view: Callable[[Any, Words], View]) -> None:
        """Shows the result of a command that writes; after a dry run what it would have written."""
        if desk.dry_run:
            from osp_cli.render.views.journal import dry_run_view
            from osp_cli.services.results import DryRun

            self.show(DryRun(result, desk.changes), lambda shown, words: dry_run_view(shown, words, view))
            return
        for debt in desk.settled:
            self.notice("debt-settled", number=debt.number, criterion=debt.criterion)
        self.show(result, view)

    def currency_of(self, number: int) -> str:
        """The currency of an opportunity's amount, else the base currency."""
        with self.reading().store.reading() as reading:
            amount = reading.opportunity(number).amount
        return amount.currency if amount else self.settings.currency

    def debtor(self, debt: int) -> int:
        """The opportunity that owes or owed a debt; without such a debt the one a command without a name means."""
        from osp_cli.store.days import debtor

        with self.reading().store.reading() as reading:
            owner = debtor(reading, debt)
        return owner if owner is not None else self.choose(None)

    def confirm(self, question: str, *, needs: str) -> None:
        """Asks before something that many people would regret; `--yes` answers, without a terminal `needs` is named."""
        if self.shared.yes:
            return
        if not self.is_interactive:
            raise WrongUsage("input-missing", {"flag": needs})
        self.asker().confirm(question)

    def current(self, book: str) -> str | None:
        """The ULID of the current opportunity of a store."""
        from osp_cli.cli.current import read_current

        return read_current(self.places.state_folder, book)

    def log_file(self) -> Path:
        """Where unexpected failures are written."""
        return self.places.state_folder / "osp.log"


def _said(given: str) -> None:
    """Refuses an empty line."""
    if not given.strip():
        raise WrongUsage("line-empty")


def make_wiring(shared: Shared, typed: list[str]) -> Wiring:
    """The wiring of this process."""
    return Wiring(shared, os.environ, typed)
