"""The two streams of a command: results on stdout, all else on stderr; text or JSON; width, colour, lost output."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from osp_cli.domain.names import UNSEEN, visible
from osp_cli.errors import GateClosed, OspError
from osp_cli.frozen import dataclass
from osp_cli.words import Words

if TYPE_CHECKING:
    from osp_cli.render.blocks import Tone, View
    from osp_cli.render.progress import Progress

FALLBACK_WIDTH = 80
HINTS = ("close", "verbs", "unasked", "mend")  # all but the last are said where the refusal has a value of that name


def wants_color(flag: str | None, environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether a stream gets colour: `--color`, NO_COLOR, CLICOLOR_FORCE or FORCE_COLOR, CLICOLOR, TERM, the terminal.

    The first that speaks decides. An empty variable says nothing, and 0 forces nothing.
    """
    if flag in ("always", "never"):
        return flag == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name) not in (None, "", "0") for name in ("CLICOLOR_FORCE", "FORCE_COLOR")):
        return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return is_terminal


def is_accessible(environment: Mapping[str, str]) -> bool:
    """Whether the person reads with a screen reader: no columns, nothing that moves."""
    return any(environment.get(name) not in (None, "", "0") for name in ("OSP_ACCESSIBLE", "ACCESSIBLE"))


def width_of(stream: TextIO | None, environment: Mapping[str, str]) -> int | None:
    """The width of a stream in cells: that of its terminal, else COLUMNS, else None, which is no limit."""
    if _is_terminal(stream):
        with suppress(OSError, ValueError, AttributeError):
            columns = os.get_terminal_size(stream.fileno()).columns  # type: ignore[union-attr]  # a terminal is a stream
            if columns:
                return columns
    columns_text = environment.get("COLUMNS", "")
    if columns_text.isdecimal() and int(columns_text):
        return int(columns_text)
    return FALLBACK_WIDTH if _is_terminal(stream) else None


@dataclass(frozen=True, slots=True)
class Said:
    """Something told beside a result: a key of the words with its values, so that programs read it in any language."""

    key: str
    values: Mapping[str, object]


class Out:
    """Where everything that a command says leaves the program.

    Output that cannot be delivered raises `output-lost` (exit 1). A reader who left is no failure: `has_reader` turns
    false, and the rest goes nowhere. (BrokenPipeError would end in the command-line library, which makes it exit 1.)
    """

    def __init__(
        self,
        words: Words,
        *,
        stdout: TextIO | None,
        stderr: TextIO | None,
        environment: Mapping[str, str],
        json: bool = False,
        fields: str | None = None,
        color: str | None = None,
    ) -> None:
        self.words = words
        self._stdout, self._stderr = stdout, stderr
        self._environment = environment
        self._is_json, self._fields, self._color = json, fields, color
        self.has_reader = True
        for stream in (stdout, stderr):
            _prepare(stream, is_json=json)

    @property
    def is_terminal(self) -> bool:
        """Whether the results go to a terminal."""
        return _is_terminal(self._stdout)

    def show(
        self,
        result: Any,
        view: Callable[[Any, Words], View],
        *,
        understood: Iterable[Said] = (),
        notices: Iterable[Said] = (),
        is_whole: bool = False,
    ) -> None:
        """A result: as JSON with what was understood and the notices inside, or as text with these on stderr.

        `is_whole` gives all of its fields, whatever `--fields` selects.
        """
        if self._is_json:
            from osp_cli.render.jsonout import document, encoded

            extra = {"understood": list(understood), "notices": list(notices)}
            self._deliver(encoded(document(result, None if is_whole else self._fields, extra)))
            return
        for said in (*understood, *notices):
            self._tell_said(said)
        self._deliver(self._written(view(result, self.words), self._stdout))

    def text(self, text: str) -> None:
        """A page of help or a document on stdout, neither wrapped nor coloured; control characters are made visible."""
        keep = "\n" if self.is_terminal else f"\n{UNSEEN}"
        self._deliver(visible(text, keep) + ("" if text.endswith("\n") else "\n"))

    def piece(self, text: str) -> None:
        """A piece of a file for another program on stdout, as it is; what a terminal would obey made visible on one."""
        self._deliver(visible(text, keep="\t\r\n") if self.is_terminal else text)

    def bytes(self, content: bytes, notices: Iterable[Said] = ()) -> None:
        """A file that is no text on stdout, as it is; what is worth knowing on stderr."""
        stream = getattr(self._stdout, "buffer", None)
        try:
            if stream is None:
                raise OspError("output-lost", {"reason": os.strerror(errno.EBADF)})
            stream.write(content)
            stream.flush()
        except BrokenPipeError:
            self.has_reader = False
        except (OSError, ValueError) as error:
            raise OspError("output-lost", {"reason": getattr(error, "strerror", None) or str(error)}) from None
        for notice in notices:
            self._tell_said(notice)

    def tell(self, text: str) -> None:
        """A notice on stderr; none with JSON, where stderr holds nothing but an error."""
        self.tell_view(_sentences((text, "dim")))

    def _tell_said(self, said: Said) -> None:
        from osp_cli.render.naming import spoken

        self.tell(self.words(said.key, **spoken(said.values, self.words)))

    def tell_view(self, view: View) -> None:
        """A document on stderr; none with JSON."""
        if not self._is_json:
            self._write_aside(self._written(view, self._stderr))

    def progress(self, label: str, *, in_logs: bool = True) -> Progress:
        """How far a long work is, told on stderr: `with out.progress("…") as step: step(done, total)`.

        `in_logs` false: told on a terminal alone.
        """
        from osp_cli.render.progress import Progress

        is_terminal = _is_terminal(self._stderr)
        can_move = is_terminal and self._environment.get("TERM") != "dumb"
        return Progress(
            label,
            self.words,
            write=self._write_aside,
            width=width_of(self._stderr, self._environment),
            is_moving=can_move and not is_accessible(self._environment),
            is_silent=self._is_json or not (is_terminal or in_logs),
        )

    def refuse(self, error: OspError, view: View | None = None) -> None:
        """A refusal on stderr: the view (such as the report of a gate), what is wrong and why, how to mend it."""
        key, values = f"errors.{error.code}", self._spoken(error)
        what = self.words(f"{key}.what", **values)
        names = [name for name in HINTS if name == "mend" or values.get(name)]
        hints = [self.words(f"{key}.{name}", **values) for name in names if self.words.has(f"{key}.{name}")]
        if self._is_json:
            self._refuse_as_json(error, what, hints)
            return
        sentences = _sentences((what, "bad"), *((hint, "plain") for hint in hints))
        self._write_aside(self._written((*(view or ()), *sentences), self._stderr))

    def _spoken(self, error: OspError) -> dict[str, object]:
        """The values of a refusal as its sentence says them, ids of the method by what they stand for."""
        # Here, not above: only a refusal and a notice have ids to name.
        from osp_cli.render.naming import setting, spoken

        values = spoken(error.values, self.words)
        for name in ("flag", "parameter"):  # an argument is named as its help page names it
            key = next((k for k in ("places", "blanks") if self.words.has(f"{k}.{values.get(name)}")), None)
            if key:
                values[name] = self.words(f"{key}.{values[name]}")
        if error.code == "setting-wrong":
            values["key"] = setting(str(values["key"]), self.words)
        if error.code in ("opportunity-stale", "account-stale"):
            from osp_cli.render.views.opportunities import since_text

            since: Any = error.values["since"]
            values["since"] = since_text(since, self.words)
        if error.values.keys() >= {"flag", "about"}:
            values["flag"] = self.words("views.aside", text=values["flag"], aside=values["about"])
        if error.code == "pack-broken":  # a fault of a whole file has no key
            values["reason"] = self.words(f"pack-faults.{values['reason']}", value=values["value"])
            values["key"] = self.words("packs.within", key=values["key"]) if values["key"] else ""
        return values

    def _refuse_as_json(self, error: OspError, what: str, hints: list[str]) -> None:
        from osp_cli.render.jsonout import encoded, to_json

        details = error.details | ({"report": error.report} if isinstance(error, GateClosed) else {})
        hint = " ".join(hints) or None
        self._write_aside(encoded(to_json({"code": error.code, "message": what, "hint": hint, "details": details})))

    def _written(self, view: View, stream: TextIO | None) -> str:
        # Here, not above, as with JSON: pages of help and version are text already.
        from osp_cli.render.lines import Page
        from osp_cli.render.plain import plain

        accessible = is_accessible(self._environment)
        width = width_of(stream, self._environment)
        page = Page(width, self.words("render.colon"), accessible, filled=self.words.filled)
        if accessible or not wants_color(self._color, self._environment, is_terminal=_is_terminal(stream)):
            return plain(view, page)
        from osp_cli.render.terminal import colored

        return colored(view, page)

    def _deliver(self, text: str) -> None:
        try:
            _write(self._stdout, text)
        except BrokenPipeError:
            self.has_reader = False

    def _write_aside(self, text: str) -> None:
        """Writes to stderr, where nobody can be told of a failure any more."""
        with suppress(OspError, BrokenPipeError):
            _write(self._stderr, text)


def _sentences(*sentences: tuple[str, Tone]) -> View:
    from osp_cli.render.blocks import Line

    return tuple(Line(text, tone) for text, tone in sentences)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _prepare(stream: TextIO | None, *, is_json: bool) -> None:
    """Makes every character writable: JSON is UTF-8 whatever the locale, text spells out what its encoding lacks."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        with suppress(ValueError):  # closed
            reconfigure(encoding="utf-8" if is_json else None, errors="backslashreplace")


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        raise OspError("output-lost", {"reason": os.strerror(errno.EBADF)})
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise OspError("output-lost", {"reason": getattr(error, "strerror", None) or str(error)}) from None
