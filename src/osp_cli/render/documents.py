"""Documents as Markdown from the templates, ready for any format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import assert_never

from osp_cli.domain.dates import display_day
from osp_cli.render.naming import method_of
from osp_cli.render.own_templates import OwnEnvironment, own_environment
from osp_cli.render.paper.manuscript import Manuscript
from osp_cli.render.pictures.documents import pictures_of
from osp_cli.render.pictures.shapes import Picture
from osp_cli.render.pictures.svg import svg
from osp_cli.render.templates import ENDING, builtin_environment
from osp_cli.services.customer_documents import CustomerDocument
from osp_cli.services.documents import Document
from osp_cli.services.sales_documents import ExpansionDocument, SalesDocument, SalesPlanDocument
from osp_cli.words import Words

AnyDocument = Document | CustomerDocument | SalesDocument
# The sheets that they promise.
PAGES = {"opportunity": 3, "short": 1, "review": 1, "call": 1, "customer-call": 1, "executive": 1}
# What may run over one sheet, and the most that they take.
MOST = {"assessment": 2, "close": 2, "customer-close": 2, "winloss": 2}


class DocumentWriter:
    """Writes documents in the language of the words; it reads each template once.

    `cache` is a folder for what is made of templates; `own` the folder of a user's own ones, which stand before ours.
    """

    def __init__(self, words: Words, cache: Path, own: Path | None = None) -> None:
        self._words, self._language = words, words.own_language
        self._environment = own_environment(words, own, cache) if own else builtin_environment(words, cache)

    def manuscript(self, document: AnyDocument, *, has_pictures: bool = True) -> Manuscript:
        """The document ready for any format; its Markdown ends with one line feed.

        Without pictures it is ready for Markdown alone, which shows none, and says the same.
        """
        name = template_name(document)
        pictures = pictures_of(document, self._words, method_of(self._words)) if has_pictures else {}
        return Manuscript(
            kind=document.kind,
            language=self._language,
            text=self._text(name, document, pictures),
            day=display_day(document.as_of, self._words.language),
            as_of=document.as_of,
            pages=PAGES.get(name),
            pictures={name: svg(picture) for name, picture in pictures.items()},
            author=_author(document),
            most=MOST.get(name),
        )

    def render(self, document: AnyDocument) -> str:
        """The Markdown of a document, with its day."""
        made = self.manuscript(document, has_pictures=False)
        return made.stamped(made.words)

    def _text(self, name: str, document: object, pictures: Mapping[str, Picture]) -> str:
        place = f"{self._language}/{name}{ENDING}"
        if isinstance(self._environment, OwnEnvironment):
            text = self._environment.guarded(place, document, pictures)
        else:
            text = self._environment.get_template(place).render(d=document, pictures=pictures)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _author(document: AnyDocument) -> str:
    """Whom the properties of a file name: the owner, who for a customer is the person to turn to."""
    match document:
        case CustomerDocument():
            return document.contact or ""
        case Document():
            return document.opportunity.owner or ""
        case SalesPlanDocument() | ExpansionDocument():
            return document.owner or ""
        case _:
            assert_never(document)


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
