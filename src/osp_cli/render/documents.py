"""Documents from the Jinja templates: Markdown in which whatever people typed stays text.

Every value is escaped unless it is ours; templates hold words and loops only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from osp_cli.domain.dates import display_day, plain_day
from osp_cli.domain.findings import Finding
from osp_cli.domain.money import Money, display
from osp_cli.domain.names import visible
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.opportunity import Answer
from osp_cli.domain.process import Text
from osp_cli.render.naming import called, method_of, titled
from osp_cli.render.paper.manuscript import STAMP, Manuscript
from osp_cli.render.pictures.documents import pictures_of
from osp_cli.render.pictures.shapes import Picture
from osp_cli.render.pictures.svg import svg
from osp_cli.render.views import common, people
from osp_cli.render.views.nouns import field_value
from osp_cli.services.customer_documents import CustomerDocument
from osp_cli.services.document_parts import KeyPerson
from osp_cli.services.documents import Document
from osp_cli.services.sales_documents import SalesDocument, SalesPlanDocument
from osp_cli.words import Words

AnyDocument = Document | CustomerDocument | SalesDocument
# The sheets that they promise.
PAGES = {"opportunity": 3, "short": 1, "call": 1, "customer-call": 1, "executive": 1}
PACKAGE = Path(__file__).resolve().parents[1]
SPACES = re.compile("[\\t\\n\\r \\u2028\\u2029]+")
# What Markdown would read anywhere; at the start of a value also what opens a list, a heading or a rule there.
ANYWHERE = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
AT_START = re.compile(r"^(?:[-+=#]|:::|(\d{1,9})(?=[.)](?:\s|$)))")
HEADING = re.compile(r"^(#{2,5} )", re.MULTILINE)


class DocumentWriter:
    """Writes documents in the language of the words; it reads each template once.

    What Jinja makes of a template is kept in the folder `cache` for the next run, because to make it takes longer than
    everything else together.
    """

    def __init__(self, words: Words, cache: Path) -> None:
        self._words, self._language = words, words.own_language
        self._environment = Environment(
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            loader=FileSystemLoader(_templates()),
            bytecode_cache=_kept_in(cache),
            finalize=lambda value: value if hasattr(value, "__html__") else Markup(markdown_text(value)),  # noqa: S704  escaped just there
        )
        self._environment.filters.update(_filters(words))

    def manuscript(self, document: AnyDocument) -> Manuscript:
        """The document ready for any format; its Markdown ends with one line feed."""
        name = template_name(document)
        pictures = pictures_of(document, self._words, method_of(self._words))
        return Manuscript(
            kind=document.kind,
            language=self._language,
            text=self._text(name, document, pictures),
            day=display_day(document.as_of, self._words.language),
            as_of=document.as_of,
            pages=PAGES.get(name),
            pictures={name: svg(picture) for name, picture in pictures.items()},
        )

    def render(self, document: AnyDocument) -> str:
        """The Markdown of a document, with its day."""
        return self.manuscript(document).markdown

    def _text(self, name: str, document: object, pictures: Mapping[str, Picture]) -> str:
        template = self._environment.get_template(f"{self._language}/{name}.md.j2")
        return re.sub(r"\n{3,}", "\n\n", template.render(d=document, pictures=pictures)).strip() + "\n"


def template_name(document: AnyDocument) -> str:
    """The template of a document: what is for customers has one of its own, and so has the short plan."""
    match document:
        case CustomerDocument():
            return f"customer-{document.kind}"
        case SalesPlanDocument():
            return "sales-plan"
        case Document(kind="opportunity", is_short=True):
            return "short"
        case _:
            return document.kind


class _Kept(FileSystemBytecodeCache):
    """The cache of Jinja, for which a damaged file is as good as none."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads what was kept of a template; whatever is wrong with it, the template is read again."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001  what a damaged file raises depends on where it is damaged
            bucket.reset()


def _kept_in(cache: Path) -> FileSystemBytecodeCache | None:
    """The cache in a folder; a folder that cannot be written costs time, nothing else."""
    with suppress(OSError):
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(cache, os.W_OK):
            return _Kept(str(cache))
    return None


def markdown_text(value: object) -> str:
    """A value as Markdown text that reads as the value: one line, its marks escaped, control characters visible."""
    text = visible(SPACES.sub(" ", str(value)).strip())
    text = ANYWHERE.sub(lambda found: "\\" + found[0], text)
    return AT_START.sub(lambda found: f"{found[1]}\\" if found[1] else "\\" + found[0], text)


def _templates() -> Path:
    """The folder of the templates: inside an installed package, beside `src` in a working copy."""
    installed = PACKAGE / "templates"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "templates"


def _filters(words: Words) -> dict[str, Callable[..., Any]]:
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

    def topic(text: Text) -> str:
        return re.split("：|: ", say(text))[0].rstrip("?？")

    def because(finding: Finding) -> str:
        return common.because(finding, words)

    def label(missing: str | Text) -> str:
        return common.listed([missing], words) if isinstance(missing, str) else say(missing).rstrip(".。")

    def part(each: KeyPerson) -> str:
        played = people.part_played(each.person, [say(role) for role in each.roles], words)
        return played or Markup("-")  # as the cells beside it say that nothing is known

    return {
        "own": lambda value: "" if value is None else common.own(value, words),
        "stamp": _stamp, "deeper": _deeper, "money": money,
        "day": day, "date": plain, "say": say, "because": because, "word": words, "label": label,
        "heading": heading,
        "topic": topic, "part": part, "tie": lambda line: people.tie_line(line, words),
        "reason": lambda code: titled(code, words, "reasons") or code,
        "rival": lambda name: common.unknown(name, words),
        "called": lambda question: called(question, words), "told": partial(_told, words=words), "sign": _sign,
        "signed": _signed, "plain": _plain, "picture": _picture,
    }  # fmt: skip


@pass_context
def _picture(context: Context, name: str) -> str:
    """The place of a picture by its name; nothing where the facts allow none."""
    picture: Picture | None = context["pictures"].get(f"{name}.svg")
    return Markup(f"![{markdown_text(picture.title)}]({name}.svg)" if picture else "")  # noqa: S704  escaped just there


def _told(record: Any, noun: str, name: str, words: Words) -> str:
    """A field of a record of a noun as people read it; nothing where nobody has asked."""
    found = next(each for each in NOUNS if each.name == noun)
    field = next(each for each in found.shown if each.name == name)
    value = getattr(record, name)
    return "" if value in (None, ()) else field_value(found, field, value, words)


def _stamp(_day: date) -> str:
    """What stands for the day of a document until it is written."""
    return Markup(STAMP)  # noqa: S704  ours


def _deeper(text: str) -> str:
    """A part of a document whose headings stand one level lower; what people typed never begins a heading."""
    return Markup(HEADING.sub(r"#\1", text))  # noqa: S704  Markdown of ours already


def _sign(answer: Answer | None) -> str:
    """The sign of an answer as it is, because a writer makes a mark of a cell that holds just that."""
    return Markup(answer.sign) if answer else ""  # noqa: S704  one of three signs


def _signed(number: int | None) -> str:
    return Markup("-" if number is None else f"{number:+d}" if number else "0")  # noqa: S704  digits


def _plain(text: str) -> str:
    """A word of ours, such as the key of a stage."""
    return Markup(text)  # noqa: S704  never anything typed
