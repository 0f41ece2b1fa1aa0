"""Pieces that many views share."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from datetime import date

from osp_cli.domain.dates import display_day
from osp_cli.domain.findings import Finding
from osp_cli.domain.money import Money, display, short
from osp_cli.domain.process import Text
from osp_cli.render.blocks import Block, Line
from osp_cli.services.desk import Named
from osp_cli.words import Words

EMPTY = "-"
SAFE = re.compile(r"[\w.,:=+/@%-]+")  # letters of any script: a Chinese name needs no quotes


def say(text: Text, words: Words) -> str:
    """A sentence of the method in the user's language."""
    return text.say(words.language)


def money(amount: Money | None, words: Words) -> str:
    """An amount in full, or the sign for none."""
    return display(amount, words.language) if amount else EMPTY


def money_short(amount: Money | None, words: Words) -> str:
    """An amount as people say it where that is exact (120k, 120万)."""
    return short(amount, words.language) if amount else EMPTY


def day(value: date | None, words: Words) -> str:
    """A day with its weekday, or the sign for none."""
    return display_day(value, words.language) if value else EMPTY


def text(value: str | None) -> str:
    """A text, or the sign for none."""
    return value or EMPTY


def title(named: Named) -> Line:
    """Number and name of the opportunity: the first line of whatever is written to it."""
    return Line(f"{named.number}  {named.name}", "plain")


def command(words: Iterable[str]) -> str:
    """A command as it can be typed; words in capitals are places to fill."""
    return "osp " + " ".join(part if SAFE.fullmatch(part) else shlex.quote(part) for part in words)


def undo_hint(words: Words) -> Line:
    """How to take it back."""
    return Line(words("views.undo"), "dim")


def because(finding: Finding, words: Words) -> str:
    """Why a criterion is met or not, as a sentence."""
    values = {**finding.because.values, "missing": listed(finding.missing, words)}
    return words(f"gate.because.{finding.because.code}", **values)


def listed(ids: Sequence[str], words: Words) -> str:
    """Ids of fields, questions or names as a readable list."""
    labels = []
    for id in ids:
        key = f"gate.fields.{id}"
        labels.append(words(key) if words.has(key) else id)
    return words("views.list-joint").join(labels)


def blocks(*parts: Block | Iterable[Block]) -> tuple[Block, ...]:
    """Blocks and groups of blocks as one view."""
    flat: list[Block] = []
    for part in parts:
        if isinstance(part, Iterable):
            flat += part
        else:
            flat.append(part)
    return tuple(flat)
