"""What one call of `osp` knows before it opens a store: options, settings, words, method, clock, streams; all lazy."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osp_cli.cli.shared import Shared
from osp_cli.domain.names import excerpt
from osp_cli.errors import ExitCode, Located, NotFound, OspError, WrongUsage
from osp_cli.render.out import Out, Said
from osp_cli.setting_values import BUILTIN
from osp_cli.settings import Clock, Places, Settings, broken, find_places, read_settings
from osp_cli.words import LANGUAGES, Words, pick_language, tags_of

if TYPE_CHECKING:
    from osp_cli.cli.list_files import Filed
    from osp_cli.domain.handbook import Handbook
    from osp_cli.domain.process import Process
    from osp_cli.prompts import Asker
    from osp_cli.render.blocks import View


class Basis:
    """Shared options, settings, words, method, clock and the two streams of one call."""

    def __init__(self, shared: Shared, environment: Mapping[str, str], typed: list[str]) -> None:
        self.shared = shared
        self.environment = environment
        self.typed = typed
        self.understood: list[Said] = []
        self.notices: list[Said] = []
        self.exit_code = ExitCode.OK
        self.happened_on: date | None = None
        self.todo_due: date | None = None
        self.filed: Filed | None = None
        self._mends_settings = False

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

    def understood_as(self, what: str, value: object) -> None:
        """Keeps what was understood of a date or an amount, to be echoed."""
        self.understood.append(Said(f"understood.{what}", {"value": value}))

    def notice(self, what: str, **values: object) -> None:
        """Keeps something worth knowing, to be told beside the result."""
        self.notices.append(Said(f"notices.{what}", values))

    def told_dry_run(self) -> None:
        """Says beside the result that nothing was written; what writes to the store shows more (`show_written`)."""
        self.notices.append(Said("views.dry-run", {}))

    def log_file(self) -> Path:
        """Where unexpected failures are written."""
        return self.places.state_folder / "osp.log"

    def show(self, result: Any, view: Callable[[Any, Words], View]) -> None:
        """Shows the result of a command with what was understood and what is worth knowing.

        A field that there is not is refused, but not once something was written: who reads a refusal does it again.
        """
        try:
            self.out.show(result, view, understood=self.understood, notices=self.notices)
        except WrongUsage as error:
            if error.code != "field-unknown" or not self.has_written:
                raise
            self.notice("field-unknown", names=error.values["names"])
            self.out.show(result, view, understood=self.understood, notices=self.notices, is_whole=True)

    @property
    def has_written(self) -> bool:
        """Whether this call has changed the store."""
        return False

    def show_text(self, result: Any, text: str) -> None:
        """Shows a text that is meant for a file or another program as it is; with --json the result that holds it."""
        if self.shared.json:
            self.show(result, lambda _result, _words: ())
        else:
            self.out.text(text)
