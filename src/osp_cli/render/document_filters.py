"""What templates say values with: money, days, terms of the method, signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from osp_cli.domain.dates import display_day, plain_day
from osp_cli.domain.findings import Finding
from osp_cli.domain.money import Money, display
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.opportunity import Answer
from osp_cli.domain.process import Text
from osp_cli.render.changed import since_line, turned_line
from osp_cli.render.escaping import markdown_text
from osp_cli.render.naming import called, titled
from osp_cli.render.paper.manuscript import STAMP
from osp_cli.render.pictures.shapes import Picture
from osp_cli.render.views import common, people
from osp_cli.render.views.nouns import field_value
from osp_cli.services.document_parts import KeyPerson
from osp_cli.words import Words

STOP = re.compile(r"(?<![.。．…])[.。．]\Z")
HEADING = re.compile(r"^(#{2,5} )", re.MULTILINE)
PLAIN = re.compile(r"-|[^\W_]+(?:[.-][^\W_]+)*")


def filters_of(words: Words) -> dict[str, Callable[..., Any]]:
    """The filters of templates in the language of the words; those of Markdown give text that stays as it is."""

    def money(amount: Money | None) -> str:
        return display(amount, words.language) if amount else ""

    def day(value: date | None) -> str:
        return display_day(value, words.language) if value else ""

    def plain(value: date | None) -> str:
        return plain_day(value, words.language) if value else ""

    def say(text: Text) -> str:
        return text.say(words.language)

    def heading(text: Text) -> str:
        return common.sentence(say(text))

    def because(finding: Finding) -> str:
        return common.because(finding, words)

    def label(missing: str | Text) -> str:
        return common.listed([missing], words) if isinstance(missing, str) else say(missing).rstrip(".。?？")

    def part(each: KeyPerson) -> str:
        return people.part_played(each.person, [say(role) for role in each.roles], words)

    return {
        "since": lambda told: since_line(told, words), "turned": lambda told: turned_line(told, words),
        "own": lambda value: "" if value is None else common.own(value, words),
        "stamp": _stamp, "age": _age, "deeper": _deeper, "money": money,
        "day": day, "date": plain, "say": say, "because": because, "word": _word_of(words), "label": label,
        "heading": heading, "topic": partial(_topic, language=words.language), "part": part,
        "tie": lambda line: people.tie_line(line, words),
        "reason": lambda code: titled(code, words, "reasons") or code,
        "rival": lambda name: common.unknown(name, words),
        "asked": lambda question: titled(question, words, "questions") or question,
        "called": lambda question: called(question, words), "told": partial(_told, words=words), "sign": _sign,
        "bare": _bare, "signed": _signed, "plain": _plain, "picture": _picture,
    }  # fmt: skip


def _word_of(words: Words) -> Callable[..., str]:
    """The filter that looks a text of ours up: with its context, or it would go into what is kept of a template."""

    @pass_context
    def word(_context: Context, name: str) -> str:
        return Markup(words(name))  # noqa: S704  ours

    return word


@pass_context
def _picture(context: Context, name: str) -> str:
    """The place of a picture by its name, and of its further sheets; nothing where the facts allow none."""
    sheet = re.compile(rf"{re.escape(name)}(-\d+)?\.svg")
    pictures: Mapping[str, Picture] = context["pictures"]
    told = (f"![{markdown_text(each.title)}]({at})" for at, each in pictures.items() if sheet.fullmatch(at))
    return Markup("\n\n".join(told))  # noqa: S704  escaped just there


def _told(record: Any, noun: str, name: str, words: Words) -> str:
    """A field of a record of a noun as people read it; nothing where nobody has asked."""
    found = {each.name: each for each in NOUNS}[noun]
    field = {each.name: each for each in found.shown}[name]
    value = getattr(record, name)
    return "" if value in (None, ()) else field_value(found, field, value, words)


def _topic(text: Text, language: str) -> str:
    """What a question is about, where it begins with that."""
    return re.split("：|: ", text.say(language))[0].rstrip("?？")


def _stamp(_day: date) -> str:
    """What stands for the day of a document until it is written."""
    return Markup(STAMP)  # noqa: S704  ours


def _age(since: date) -> str:
    """What stands for the days since a day until the document is written."""
    return Markup(f"\ue0f1{since.isoformat()}\ue0f2")  # noqa: S704  ours


def _deeper(text: str) -> str:
    """A part of a document whose headings stand one level lower; what people typed never begins a heading."""
    safe = text if hasattr(text, "__html__") else markdown_text(text)
    return Markup(HEADING.sub(r"#\1", safe))  # noqa: S704  Markdown of ours already, or escaped just there


def _sign(answer: Answer | None) -> str:
    """The sign of an answer as it is, because a writer makes a mark of a cell that holds just that."""
    return Markup(answer.sign) if answer else ""  # noqa: S704  one of three signs


def _bare(text: str) -> str:
    """A text without the full stop at its end, where the sentence goes on behind it; dots that leave it open stay."""
    return STOP.sub("", text)


def _signed(number: int | None) -> str:
    return Markup("-" if number is None else f"{number:+d}" if number else "0")  # noqa: S704  digits


def _plain(text: str) -> str:
    """A word of ours, such as the key of a stage; what is none, such as anything typed, is escaped as ever."""
    return Markup(text) if PLAIN.fullmatch(text) else text  # noqa: S704  letters and digits
