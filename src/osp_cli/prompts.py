"""Asking a person: on a full terminal with questionary, or plainly with numbered choices. Without a terminal: refused.

Whoever asks never keeps an answer: it is given back, and stored, before the next question shows.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Protocol

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
    stands until now. `is_sign` wants +, - or ?, which may be followed by how we know it and `@ who said it`.
    """

    text: str
    place: str
    explanation: tuple[str, ...]
    is_sign: bool
    standing: str | None = None


Check = Callable[[str], object]
NUMBERED = dict(zip("1234567", "+-?<hsq", strict=True))


class Asker(Protocol):
    """Somebody who asks."""

    def answer(self, ask: Ask, check: Check) -> str | Way:
        """The answer to an interview question as typed, or the way chosen instead; `check` refuses by raising."""

    def line(self, question: str, *, default: str = "", check: Check | None = None) -> str:
        """One line of text."""

    def choose(self, question: str, labels: Sequence[str]) -> int:
        """The place of the chosen label."""

    def confirm(self, question: str) -> None:
        """Returns where the person agrees, raises Declined otherwise; Enter alone declines."""

    def tell(self, text: str) -> None:
        """Says something between the questions."""


def make_asker(words: Words, *, is_interactive: bool, environment: Mapping[str, str], flag: str = "--answers") -> Asker:
    """Who asks in this terminal. Where nobody can be asked it refuses, naming the flag to use instead."""
    if not is_interactive:
        raise WrongUsage("input-missing", {"flag": flag})
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
        """Prints a line on stderr, where prompts belong."""
        print(visible(text), file=sys.stderr, flush=True)  # noqa: T201  prompts own the terminal between questions

    def answer(self, ask: Ask, check: Check) -> str | Way:
        """Asks until the answer is acceptable or the person goes another way."""
        self._show(ask)
        while True:
            typed = self._typed(ask)
            way = self._way(typed)
            if way is Way.EXPLAIN:
                for line in ask.explanation:
                    self.tell(f"  {line}")
            elif way is not None:
                return way
            elif self._is_fine(typed, check):
                return typed.strip()

    def _typed(self, ask: Ask) -> str:
        return self._read(self.words("prompts.answer-sign" if ask.is_sign else "prompts.answer-text"))

    def _show(self, ask: Ask) -> None:
        self.tell("")
        self.tell(f"{ask.place}  {ask.text}")
        if ask.standing:
            self.tell("  " + self.words("prompts.standing", answer=ask.standing))
        self.tell("  " + self.words("prompts.keys-sign" if ask.is_sign else "prompts.keys-text"))

    def _way(self, typed: str) -> Way | None:
        word = typed.strip().casefold()
        return next((way for way in Way if word == way.value), None)

    def _is_fine(self, typed: str, check: Check | None) -> bool:
        if check is None:
            return True
        try:
            check(typed)
        except OspError as error:
            self.tell("  " + self.words(f"errors.{error.code}.what", **error.values))
            mend = f"errors.{error.code}.mend"
            if self.words.has(mend):
                self.tell("  " + self.words(mend, **error.values))
            return False
        return True

    def line(self, question: str, *, default: str = "", check: Check | None = None) -> str:
        """Asks for one line until it is acceptable; Enter takes the default."""
        shown = self.words("prompts.with-default", question=question, default=default) if default else question
        while True:
            typed = self._read(shown).strip() or default
            if self._is_fine(typed, check):
                return typed

    def confirm(self, question: str) -> None:
        """Asks yes or no; anything but a yes declines."""
        typed = self._read(f"{question} {self.words('prompts.yes-no')}").strip().casefold()
        if typed not in ("y", "yes", "是", "好"):
            raise Declined("declined")


def _ending(prompt: str) -> str:
    return prompt if prompt.endswith(("?", "？")) else f"{prompt}:"


class PlainAsker(_Asking):
    """Plain lines and numbered choices: for screen readers and terminals that cannot move the cursor."""

    def _read(self, prompt: str) -> str:
        print(visible(_ending(prompt) + " "), end="", file=sys.stderr, flush=True)  # noqa: T201  input() would prompt on stdout
        try:
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            raise Interrupted("interrupted") from None
        if not line:
            raise Interrupted("interrupted")
        return line.rstrip("\n")

    def _show(self, ask: Ask) -> None:
        super()._show(ask)
        if ask.is_sign:
            self.tell("  " + self.words("prompts.numbered"))

    def _typed(self, ask: Ask) -> str:
        number, space, rest = super()._typed(ask).strip().partition(" ")
        return (NUMBERED.get(number, number) if ask.is_sign else number) + space + rest

    def choose(self, question: str, labels: Sequence[str]) -> int:
        """A numbered list; the number is typed."""
        for number, label in enumerate(labels, 1):
            self.tell(f"{number}  {label}")
        while True:
            typed = self._read(question).strip()
            if typed.isdecimal() and 1 <= int(typed) <= len(labels):
                return int(typed) - 1
            self.tell(self.words("prompts.number-of", count=len(labels)))


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
        return str(self._ask("text", _ending(prompt)))

    def choose(self, question: str, labels: Sequence[str]) -> int:
        """A list with arrow keys."""
        return list(labels).index(self._ask("select", question, choices=list(labels)))
