"""The entry point: words to a command, errors to exit codes."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

from osp_cli import __version__
from osp_cli.cli.declaring import Context
from osp_cli.cli.quick import quick_call, spelled_out
from osp_cli.cli.shared import Shared, split_shared
from osp_cli.cli.table import PLACES
from osp_cli.cli.typed import must_be_plain
from osp_cli.cli.wiring import Wiring, make_wiring
from osp_cli.domain.names import place
from osp_cli.errors import ExitCode, GateClosed, Interrupted, NotFound, OspError, PackBroken, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.render.blocks import View

COLLECTS_AFTER = 100_000
ENDING_SIGNALS = ("SIGTERM", "SIGHUP")
SIGNALLED = 128  # a shell tells so much and the signal's number
COMPLETION_VARIABLE = "_OSP_COMPLETE"
INSTALLERS = ("--install-completion", "--show-completion")


@dataclass(frozen=True, slots=True)
class Version:
    """Which osp this is."""

    version: str


def start() -> NoReturn:
    """The program as a process of its own. It ends before garbage would matter; looking for it costs a tenth of it.

    It ends at once, as soon as everything is written: to take every module apart first costs another tenth. Nothing
    waits for the end of Python: files and connections are closed, or their transactions over, where they were opened.
    A terminal that goes away or a system that shuts down ends it as Ctrl-C does: nothing by half, no draft left.
    """
    gc.set_threshold(COLLECTS_AFTER)
    if sys.stdin is None:  # closed by whoever started it: nothing to read
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  to the end; pathlib takes its time
    heard: list[int] = []

    def end(number: int, _frame: object) -> None:
        heard.append(number)
        sys.unraisablehook = lambda _: None  # what is cut short while it is tidied up has nothing to tell anybody
        raise KeyboardInterrupt

    for name in ENDING_SIGNALS:
        number = getattr(signal, name, None)  # Windows has no SIGHUP; who ignores it (nohup) goes on ignoring it
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)
    try:
        code = main()
    except KeyboardInterrupt:
        code = int(ExitCode.INTERRUPTED)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # none, lost, closed: whoever wrote to it has told
            stream.flush()
    os._exit(SIGNALLED + heard[0] if heard else code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; whatever goes wrong ends in one sentence, never in a traceback."""
    try:
        return _called(arguments)
    except Exception as error:  # noqa: BLE001  where not even the words of the sentence could be found
        from osp_cli.cli.failure import tell_plainly

        tell_plainly(error)
        return int(ExitCode.FAILURE)


def _called(arguments: Sequence[str] | None) -> int:
    typed = list(sys.argv[1:] if arguments is None else arguments)
    wiring = make_wiring(Shared(json="--json" in typed), typed)
    try:
        rest, shared = split_shared(typed)
        wiring = make_wiring(shared, typed)
        if not os.environ.get(COMPLETION_VARIABLE):
            wiring.must_speak()
        _dispatch(wiring, rest)
        return int(wiring.exit_code if wiring.out.has_reader else ExitCode.OK)
    except OspError as error:
        wiring.out.refuse(error, _report_of(wiring, error))
        return int(error.exit_code)
    except (KeyboardInterrupt, EOFError):
        wiring.out.refuse(Interrupted("interrupted"))
        return int(ExitCode.INTERRUPTED)
    except OSError as error:
        wiring.out.refuse(_of_the_system(error))
        return int(ExitCode.FAILURE)
    except Exception as error:  # noqa: BLE001  the last line of defence: the person gets a sentence, the log the rest
        return _report_unexpected(wiring, error)
    finally:
        wiring.end()


def _dispatch(wiring: Wiring, rest: list[str]) -> None:
    if os.environ.get(COMPLETION_VARIABLE):
        _run_typer(wiring, rest)
        return
    word = rest[0] if rest else "today"
    if word in ("--version", "-V"):
        wiring.show_text(Version(__version__), f"osp {__version__}")
    elif word in ("--help", "-h"):
        from osp_cli.cli.pages import HelpPage, front_page

        text = front_page(wiring.words)
        wiring.show_text(HelpPage(None, text), text)
    elif word in INSTALLERS:
        _run_typer(wiring, rest)
    elif word not in PLACES:
        raise _unknown_word(word)
    else:
        _run(wiring, rest or [word])


def _run(wiring: Wiring, words: list[str]) -> None:
    """Runs a command: read from the table where it is plainly well-formed, else by Typer."""
    must_be_plain(words)
    words = list(spelled_out(words))
    try:
        if call := quick_call(words):
            function, values = call
            function(Context(wiring), **values)
        else:
            _run_typer(wiring, words)
    except (NotFound, WrongUsage) as error:
        from osp_cli.cli.usage import misread_verb

        raise misread_verb(words, error) from None


def _report_of(wiring: Wiring, error: OspError) -> View | None:
    """The gate report that goes with a refused move, or the faults of a pack."""
    if wiring.shared.json:
        return None
    if isinstance(error, PackBroken):
        from osp_cli.render.views.packs import checked_view
        from osp_cli.services.packs import faults_of

        return checked_view(faults_of("", error), wiring.words)
    if not isinstance(error, GateClosed):
        return None
    from osp_cli.render.views.gates import gate_view

    report: Any = error.report
    return gate_view(report, wiring.words, wiring.process)


def _unknown_word(word: str) -> OspError:
    from osp_cli.domain.names import closest

    if word.startswith("-"):
        from osp_cli.cli.usage import unknown_option

        return unknown_option(word, ("--version", *INSTALLERS))
    close = closest(word, list(PLACES))
    return WrongUsage("command-unknown", {"command": word, "close": tuple(close)}, details={"candidates": close})


def _run_typer(wiring: Wiring, rest: list[str]) -> None:
    from osp_cli.cli.building import build_root
    from osp_cli.cli.usage import refusal_of

    root = build_root()
    try:
        code = root.main(
            args=rest, prog_name="osp", complete_var=COMPLETION_VARIABLE, standalone_mode=False, obj=wiring
        )
    except Exception as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from None
    if code == ExitCode.INTERRUPTED:
        raise Interrupted("interrupted")


def _of_the_system(error: OSError) -> OspError:
    """What the operating system refuses: a place that cannot be used, a full disk, a right that is missing."""
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return OspError("system-refused", {"reason": reason})
    named = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
    return OspError("place-unusable", {"file": place(named), "reason": reason}, details={"file": named})


def _report_unexpected(wiring: Wiring, error: Exception) -> int:
    from osp_cli.cli.failure import damaged, write_log

    if refusal := damaged(wiring):
        wiring.out.refuse(refusal)
        return int(refusal.exit_code)
    log = write_log(wiring.log_file(), error)
    code = "unexpected" if log else "unexpected-unlogged"
    wiring.out.refuse(OspError(code, {"kind": type(error).__name__, "log": log}))
    return int(ExitCode.FAILURE)
