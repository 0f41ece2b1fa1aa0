"""Pieces that many views share."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from datetime import date

from osp_cli.domain.dates import display_day, plain_day
from osp_cli.domain.findings import Finding
from osp_cli.domain.money import Money, display, short
from osp_cli.domain.own_fields import OwnValue
from osp_cli.domain.process import Process, Text
from osp_cli.domain.size import Sized
from osp_cli.render.blocks import Block, Line
from osp_cli.render.naming import called, spoken, titled
from osp_cli.services.desk import Named
from osp_cli.words import Words

EMPTY = "-"
SHOWN_NAMES = 4
SHOWN_IDS = 8
TWENTY = 20
SAFE = re.compile(r"[\w.,:=+/@%-]+")  # letters of any script: a Chinese name needs no quotes


def say(text: Text, words: Words) -> str:
    """A sentence of the method in the user's language."""
    return text.say(words.language)


def kind_of_question(kind: str, count: int, words: Words) -> str:
    """The heading over so many questions of a kind: the assessment is called the twenty where it has twenty."""
    own = "packs.assessment" if kind == "tas" and count != TWENTY else f"question-kinds.{kind}"
    return words(own, count=count)


def sentence(text: str) -> str:
    """A text that begins a line."""
    return text[:1].upper() + text[1:]


def money(amount: Money | None, words: Words) -> str:
    """An amount in full, or the sign for none."""
    return display(amount, words.language) if amount else EMPTY


def day(value: date | None, words: Words) -> str:
    """A day with its weekday, or the sign for none."""
    return display_day(value, words.language) if value else EMPTY


def short_day(value: date, words: Words) -> str:
    """A day without its weekday, as it stands beside a name or within a line of others."""
    return plain_day(value, words.language)


def change(old: str, new: str, words: Words, *, is_in_print: bool = False) -> str:
    """A value before and after; nothing is said in words, for a dash before an arrow reads as a part of it."""
    key = "views.change-in-print" if is_in_print else "views.change"
    return words(key, old=_said(old, words), new=_said(new, words))


def _said(value: str, words: Words) -> str:
    return words("views.none") if value == EMPTY else value


def own(value: OwnValue | None, words: Words) -> str:
    """What a field of the user's own holds, or the sign for nothing."""
    match value:
        case None:
            return EMPTY
        case bool():
            return words("render.yes" if value else "render.no")
        case Money():
            return money(value, words)
        case date():
            return short_day(value, words)
        case int() | float():
            return f"{value:,}"
        case _:
            return value


def text(value: str | None) -> str:
    """A text, or the sign for none."""
    return value or EMPTY


def title(named: Named) -> Line:
    """Number and name of the opportunity: the first line of whatever is written to it."""
    return Line(f"{named.number}  {named.name}", "plain")


def command(words: Iterable[str]) -> str:
    """A command as it can be typed; words in capitals are places to fill."""
    return "osp " + " ".join(part if SAFE.fullmatch(part) else shlex.quote(part) for part in words)


def undo_hint(words: Words, units: int = 1) -> Line:
    """How to take it back; after an interview each answer is a unit of its own."""
    return Line(words("views.undo") if units < 2 else words("views.undo-answers", count=units), "dim")


def because(finding: Finding, words: Words) -> str:
    """Why a criterion is met or not, as a sentence."""
    values = spoken(finding.because.values, words)
    lacking = finding.because.values.get("parts") or finding.missing  # of a plan the parts say more than its questions
    return words(f"gate.because.{finding.because.code}", **{**values, "missing": listed(lacking, words)}).strip(" :：")


def listed(ids: Sequence[str], words: Words) -> str:
    """Ids of fields, questions, criteria or names as a readable list: the first few, and how many more there are."""
    labels = [called(id, words) for id in ids[:SHOWN_NAMES]]
    text = words("views.list-joint").join(labels)
    rest = len(ids) - len(labels)
    return words("views.list-more-of", list=text, count=rest) if rest else text


def size(sized: Sized | None, name: str, words: Words) -> str:
    """A deal size, with the figure of its limit where that is known: "large: $100,000.00 and above"."""
    said = words(f"size.{name}")
    if sized is None or sized.limits is None or sized.amount is None:
        return said
    lower, upper = (short(Money(limit, sized.amount.currency), words.language) for limit in sized.limits)
    return words(f"size-range.{name}", size=said, lower=lower, upper=upper)


def unknown(value: str | None, words: Words) -> str | None:
    """A name that may be given as `unknown`."""
    return words("views.unknown") if value == "unknown" else value


def criterion(id: str, words: Words) -> str:
    """What a criterion says."""
    return titled(id, words, "criteria") or id


def by_role(told: str, role: str, words: Words, process: Process) -> str:
    """What comes back, with the role that does it where the pack or a setting names one."""
    return words("views.aside", text=told, aside=say(process.role(role).text, words)) if role else told


def due(on: date, told: str, words: Words) -> str:
    """What is due on a day."""
    return words("views.label", label=day(on, words), value=told)


def archived(ids: Sequence[str], words: Words) -> tuple[Line, ...]:
    """What was answered in the store and a pack has no more."""
    named = words("render.joint").join(ids[:SHOWN_IDS])
    if rest := len(ids[SHOWN_IDS:]):
        named = words("views.list-more-of", list=named, count=rest)
    return (Line(words("packs.archived", ids=named, count=len(ids)), "warn"),) if ids else ()


def blocks(*parts: Block | Iterable[Block]) -> tuple[Block, ...]:
    """Blocks and groups of blocks as one view."""
    flat: list[Block] = []
    for part in parts:
        if isinstance(part, Iterable):
            flat += part
        else:
            flat.append(part)
    return tuple(flat)
