"""What a writer of a format gets, and what it gives back: one document, in one or more files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from osp_cli.frozen import dataclass, field

PICTURE = re.compile(r"^!\[.*\]\([a-z]+(?:-\d+)?\.svg\)\n\n", re.MULTILINE)
"""A picture of ours on a line of its own; what people typed cannot look like it, since its brackets are escaped."""
STAMP = "\ue0f1as-of\ue0f2"
"""Stands for the day of the document until it is written; what else it says can so be compared with an older print."""
AGE = re.compile("\ue0f1([0-9]{4}-[0-9]{2}-[0-9]{2})\ue0f2")
"""Stands in the same way for how many days have passed since a day."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document ready to be written in any format.

    `text` is Markdown, without a seal, with `STAMP` for its day and `AGE` for what is counted up to it; `as_of` is that
    day, `day` as people read it. `pages` is how many sheets the document promises, None where it takes what it needs,
    of those `most` at the most. `pictures` are SVG texts of ours by the name that the Markdown gives. `author` is who
    answers for it. With several `columns` it is one landscape sheet of cards, each of which begins with a heading of
    level 2. Where it may not be cut, what its pages cannot hold is an error instead of an appendix.
    """

    kind: str
    language: str
    text: str
    day: str
    as_of: date
    pages: int | None = None
    pictures: Mapping[str, str] = field(default_factory=dict)
    author: str = ""
    columns: int = 1
    may_be_cut: bool = True
    most: int | None = None

    @property
    def words(self) -> str:
        """The Markdown without its pictures: what they show stands beside them in words and tables."""
        return PICTURE.sub("", self.text)

    @property
    def has_pages(self) -> bool:
        """Whether each of its sections is a sheet of its own."""
        return self.pages is not None and self.pages > 1

    @property
    def is_single(self) -> bool:
        """Whether all of it is meant to be one sheet."""
        return self.pages == 1

    def beyond(self, sheets: int) -> tuple[int, int] | None:
        """So many sheets and those that are promised, where these are fewer."""
        return (sheets, self.pages) if self.pages and sheets > self.pages else None

    @property
    def markdown(self) -> str:
        """The Markdown with its pictures and its day, for a format that can draw them."""
        return self.stamped(self.text)

    def stamped(self, text: str) -> str:
        """A text made of the manuscript, with its day and what is counted up to it."""
        aged = AGE.sub(lambda age: str((self.as_of - date.fromisoformat(age[1])).days), text)
        return aged.replace(STAMP, self.day)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a document: what follows its name (`.pdf`, `.appendix.pdf`), and its bytes.

    `source` is the same for two prints that differ in nothing but their day. `is_text`: it is UTF-8 text in which a
    last line `<!-- … -->` says nothing to a reader. `missing` are characters that could not be drawn. `sheets` are
    those on which it most likely prints and those that it promises, where these are fewer and others lay it out.
    """

    ending: str
    content: bytes
    source: str
    is_text: bool = False
    missing: str = ""
    sheets: tuple[int, int] | None = None

    @classmethod
    def copied(cls, content: bytes) -> Part:
        """A file that is given on as it is."""
        return cls("", content, sha256(content).hexdigest())

    @classmethod
    def of_text(cls, ending: str, text: str, manuscript: Manuscript, sheets: int = 0) -> Part:
        """The only file of a format that is text, `text` having the stamp for its day; it takes `sheets` or so."""
        made = manuscript.stamped(text).encode()
        return cls(ending, made, text, is_text=True, sheets=manuscript.beyond(sheets))
