"""Asking a person: on a full terminal with questionary, or plainly with numbered choices. Without a terminal: refused.

Whoever asks never keeps an answer: it is given back, and stored, before the next question shows.
"""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from getpass import getpass
from typing import Any, Literal, Protocol

from osp_cli.domain.names import visible
from osp_cli.errors import Declined, Interrupted, OspError, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.words import Words


class Way(Enum):
    """What a person can do instead of answering."""

    BACK = "<"
    EXPLAIN = "h"
    SKIP = "s"
    QUIT = "q"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of an interview.

    `place` says where in the interview it stands ("3/20"), `explanation` is what `h` shows, `standing` the answer that
    stands until now. `form` says what is wanted: "sign" +, - or ?, which may be followed by how we know it and `@ who
    said it`; "text" words; "judged" words, with a sign for how strong they are; "judgement" that sign alone.
    `choices` are shown with numbers, of which one may be typed instead of the words. `keys` is the key of the line that
    tells what can be typed, where it is not the one for answers.
    """

    text: str
    place: str
    explanation: tuple[str, ...]
    form: Literal["sign", "text", "judged", "judgement"]
    standing: str | None = None
    choices: tuple[str, ...] = ()
    keys: str = ""

    @property
    def is_sign(self) -> bool:
        """A sign is enough, so that a number can stand for it."""
        return self.form in ("sign", "judgement")


Check = Callable[[str], object]
NUMBERED = dict(zip("1234567", "+-?<hsq", strict=True))
# What stays on one line: a word, or a Chinese character with the marks around it; after the spaces before it.
_PIECE = re.compile(r"( *)([（「『【《〈“‘]*(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef]+)[，。、；：？！）」』】》〉”’…％]*)")
_NARROWEST = 20


class Asker(Protocol):
    """Somebody who asks."""

    def answer(self, ask: Ask, check: Check) -> str | Way:
        """The answer to an interview question as typed, or the way chosen instead; `check` refuses by raising."""

    def line(self, question: str, *, default: str = "", check: Check | None = None) -> str:
        """One line of text."""

    def secret(self, question: str, *, check: Check | None = None) -> str:
        """One line that the screen does not show, as it is typed."""

    def choose(self, question: str, labels: Sequence[str], *, start: int = 0, keys: Sequence[str] = ()) -> int:
        """The place of the chosen label; `start` is the one that Enter alone takes on a full terminal.

        `keys` are what is typed elsewhere, "" for Enter alone, where labels have names of their own; else they are
        numbered.
        """

    def confirm(self, question: str) -> None:
        """Returns where the person agrees, raises Declined otherwise; Enter alone declines."""

    def tell(self, text: str) -> None:
        """Says something between the questions."""


def make_asker(words: Words, *, is_interactive: bool, environment: Mapping[str, str], flag: str = "--answers") -> Asker:
    """Who asks in this terminal. Where nobody can be asked it refuses, naming the flag to use instead."""
    if not is_interactive:
        raise WrongUsage("input-missing", {"flag": flag, "unasked": True})
    is_plain = environment.get("TERM") == "dumb" or any(
        environment.get(name) not in (None, "", "0") for name in ("OSP_ACCESSIBLE", "ACCESSIBLE")
    )
    return PlainAsker(words) if is_plain else TerminalAsker(words)


class _Asking(ABC):
    """What both ways of asking share: reading a line until it is acceptable."""

    def __init__(self, words: Words) -> None:
        self.words = words

    @abstractmethod
    def _read(self, prompt: str) -> str:
        """One line as typed; Ctrl-C and the end of the input raise Interrupted."""

    def tell(self, text: str) -> None:
        """Prints a text on stderr, where prompts belong, wrapped to the terminal beneath its own beginning."""
        for line in text.split("\n"):
            for part in _wrapped(visible(line)):
                print(part, file=sys.stderr, flush=True)  # noqa: T201  prompts own the terminal between questions

    def answer(self, ask: Ask, check: Check) -> str | Way:
        """Asks until the answer is acceptable or the person goes another way."""
        self._show(ask)
        while True:
            typed = self._chosen(ask, self._typed(ask))
            way = self._way(typed)
            if way is Way.EXPLAIN:
                for line in ask.explanation:
                    self.tell(f"  {line}")
            elif way is not None:
                return way
            elif self._is_fine(typed, check):
                return typed.strip()

    def _typed(self, ask: Ask) -> str:
        return self._asked(self.words(f"prompts.answer-{ask.form}"))

    def _chosen(self, ask: Ask, typed: str) -> str:
        """The choice behind a number, else what was typed."""
        number = unicodedata.normalize("NFKC", typed).strip()
        is_one = number.isdecimal() and 1 <= int(number) <= len(ask.choices)
        return ask.choices[int(number) - 1] if is_one else typed

    def _asked(self, question: str) -> str:
        """One line of input; of a question longer than a line, only its end stands beside the input."""
        ending = "" if question.endswith(("?", "？")) else self.words("render.colon").rstrip()
        *before, last = _wrapped(visible(question + ending))
        for line in before:
            self.tell(line)
        return self._read(last)

    def _show(self, ask: Ask) -> None:
        self.tell("")
        self.tell(f"{ask.place}  {ask.text}")
        if ask.standing:
            self.tell("  " + self.words("prompts.standing", answer=ask.standing))
        for number, choice in enumerate(ask.choices, 1):
            self.tell(f"    {number}  {choice}")
        self.tell("  " + self.words(ask.keys or f"prompts.keys-{ask.form}"))

    def _way(self, typed: str) -> Way | None:
        word = unicodedata.normalize("NFKC", typed).strip().casefold()  # a Chinese keyboard types full-width letters
        return next((way for way in Way if word == way.value), None)

    def _is_fine(self, typed: str, check: Check | None) -> bool:
        if check is None:
            return True
        try:
            check(typed)
        except Interrupted:  # it may have asked something itself, such as who is meant
            raise
        except OspError as error:
            self._refuse(error, is_empty=not typed.strip())
            return False
        return True

    def _refuse(self, error: OspError, *, is_empty: bool) -> None:
        """Says what is wrong with an answer; advice for the command line has no use here."""
        instead = f"prompts.refused.{error.code}"
        keys = [f"errors.{error.code}.what", f"errors.{error.code}.mend"]
        if is_empty or self.words.has(instead):
            keys = ["prompts.nothing-typed" if is_empty else instead]
        for key in keys:
            if self.words.has(key):
                self.tell("  " + self.words(key, **error.values))

    def line(self, question: str, *, default: str = "", check: Check | None = None) -> str:
        """Asks for one line until it is acceptable; Enter takes the default, `q` leaves (raises Declined).

        The other keys of an interview are refused: nobody is called `h`, and no reason is `s`.
        """
        shown = self.words("prompts.with-default", question=question, default=default) if default else question
        while True:
            typed = self._asked(shown).strip()
            way = self._way(typed)
            if way is Way.QUIT:
                raise Declined("left")
            if way is not None or typed in ("?", "？", "+", "＋"):
                self.tell("  " + self.words("prompts.keys-line"))
            elif self._is_fine(typed or default, check):
                return typed or default

    @abstractmethod
    def _read_hidden(self, prompt: str) -> str:
        """One line as typed, which the screen does not show."""

    def secret(self, question: str, *, check: Check | None = None) -> str:
        """Asks for a passphrase until it is acceptable; every sign of it counts, so that no key means anything else."""
        while True:
            typed = self._read_hidden(question + self.words("render.colon").rstrip())
            if self._is_fine(typed, check):
                return typed

    def confirm(self, question: str) -> None:
        """Asks yes or no; anything but a yes declines."""
        typed = self._asked(self.words("prompts.with-yes-no", question=question))
        if unicodedata.normalize("NFKC", typed).strip().casefold() not in ("y", "yes", "是", "好"):
            raise Declined("declined")


def _wrapped(text: str) -> list[str]:
    """The text in lines of the terminal's width; what goes on stands beneath the text, behind a place like `3/20  `."""
    head = re.match(r" *(?:[\d./]+  )?(?:[-+?] )?", text)
    indent = " " * len(head[0] if head else "")
    room = max(shutil.get_terminal_size().columns - 1, _NARROWEST + len(indent))
    lines, used = [""], 0
    for gap, piece in _PIECE.findall(text):
        size = len(gap) + _cells(piece)
        if used + size > room and lines[-1].strip():
            lines.append(indent + piece)
            used = len(indent) + _cells(piece)
        else:
            lines[-1] += gap + piece
            used += size
    return lines


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


class PlainAsker(_Asking):
    """Plain lines and numbered choices: for screen readers and terminals that cannot move the cursor."""

    def _read(self, prompt: str) -> str:
        try:
            print(f"{prompt} ", end="", file=sys.stderr, flush=True)  # noqa: T201  input() would prompt on stdout
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            self.tell("")  # the terminal has echoed ^C behind the prompt
            raise Interrupted("interrupted") from None
        if not line:
            raise Interrupted("interrupted")
        return line.rstrip("\n")

    def _read_hidden(self, prompt: str) -> str:
        try:
            return getpass(f"{prompt} ", stream=sys.stderr)
        except (KeyboardInterrupt, EOFError):
            self.tell("")
            raise Interrupted("interrupted") from None

    def _show(self, ask: Ask) -> None:
        super()._show(ask)
        if ask.is_sign:
            self.tell("  " + self.words("prompts.numbered" if ask.form == "sign" else "prompts.numbered-judgement"))

    def _typed(self, ask: Ask) -> str:
        number, space, rest = super()._typed(ask).strip().partition(" ")
        number = unicodedata.normalize("NFKC", number)
        if ask.is_sign:
            return NUMBERED.get(number, number) + space + rest
        if (
            not rest and number in NUMBERED and not ask.choices and not ask.keys
        ):  # a number out of habit, where this question wants words
            self.tell("  " + self.words(f"prompts.keys-{ask.form}"))
            return self._typed(ask)
        return number + space + rest

    def choose(
        self,
        question: str,
        labels: Sequence[str],
        *,
        start: int = 0,  # noqa: ARG002  none is marked
        keys: Sequence[str] = (),
    ) -> int:
        """A list of which the number or the key is typed."""
        places = keys or [str(number) for number in range(1, len(labels) + 1)]
        for place, label in zip(places, labels, strict=True):
            self.tell(f"{place}  {label}" if place else self.words("prompts.enter-for", label=label))
        known = {place.casefold(): number for number, place in enumerate(places)}
        known |= {place: number for number, place in enumerate(places)}  # a method's own keys may differ in case alone
        while True:
            typed = unicodedata.normalize("NFKC", self._asked(question)).strip()
            number = known.get(typed, known.get(typed.casefold()))
            if number is not None:
                return number
            self.tell(self.words("prompts.key-of" if keys else "prompts.number-of", count=len(labels)))


class TerminalAsker(_Asking):
    """Questionary, one question at a time, on stderr."""

    def _ask(self, kind: str, *arguments: Any, **options: Any) -> Any:
        import questionary
        from prompt_toolkit.output import create_output

        try:
            return getattr(questionary, kind)(
                *arguments, qmark="", output=create_output(stdout=sys.stderr), **options
            ).unsafe_ask()
        except (KeyboardInterrupt, EOFError):
            raise Interrupted("interrupted") from None

    def _read(self, prompt: str) -> str:
        return str(self._ask("text", prompt))

    def _read_hidden(self, prompt: str) -> str:
        return str(self._ask("password", prompt))

    def choose(
        self,
        question: str,
        labels: Sequence[str],
        *,
        start: int = 0,
        keys: Sequence[str] = (),
    ) -> int:
        """A list with arrow keys."""
        if keys:
            labels = [f"{key}  {label}" if key else label for key, label in zip(keys, labels, strict=True)]
        shown = {"choices": list(labels), "default": labels[start], "instruction": self.words("prompts.arrow-keys")}
        return list(labels).index(self._ask("select", question, **shown))
