"""Documents as Markdown from the templates, ready for any format."""

from __future__ import annotations

import re
from pathlib import Path

from osp_cli.domain.dates import display_day
from osp_cli.render.own_templates import OwnEnvironment, own_environment
from osp_cli.render.paper.manuscript import Manuscript
from osp_cli.render.templates import ENDING, builtin_environment
from osp_cli.services.customer_documents import CustomerDocument
from osp_cli.services.documents import Document
from osp_cli.services.sales_documents import SalesDocument, SalesPlanDocument
from osp_cli.words import Words

AnyDocument = Document | CustomerDocument | SalesDocument
PAGED = "opportunity"  # the plan of three sheets
SINGLE = ("short", "call", "executive", "review", "customer-call")  # one sheet each


class DocumentWriter:
    """Writes documents in the language of the words; it reads each template once.

    `cache` is a folder for what is made of templates; `own` the folder of a user's own ones, which stand before ours.
    """

    def __init__(self, words: Words, cache: Path, own: Path | None = None) -> None:
        self._words, self._language = words, words.own_language
        self._environment = own_environment(words, own) if own else builtin_environment(words, cache)

    def manuscript(self, document: AnyDocument) -> Manuscript:
        """The document ready for any format; its Markdown ends with one line feed."""
        name = template_name(document)
        return Manuscript(
            kind=document.kind,
            language=self._language,
            text=self._text(name, document),
            day=display_day(document.as_of, self._words.language),
            has_pages=name == PAGED,
            is_single=name in SINGLE,
        )

    def render(self, document: AnyDocument) -> str:
        """The Markdown of a document, with its day."""
        return self.manuscript(document).markdown

    def _text(self, name: str, document: object) -> str:
        place = f"{self._language}/{name}{ENDING}"
        if isinstance(self._environment, OwnEnvironment):
            text = self._environment.guarded(place, document)
        else:
            text = self._environment.get_template(place).render(d=document)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


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
