"""What a writer of a format gets, and what it gives back: one document, in one or more files."""

from __future__ import annotations

from collections.abc import Mapping

from osp_cli.frozen import dataclass, field

STAMP = "\ue0f1as-of\ue0f2"
"""Stands for the day of the document until it is written; what else it says can so be compared with an older print."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document ready to be written in any format.

    `text` is Markdown, without a seal and with `STAMP` for its day; `day` is that day as people read it. `has_pages`:
    each of its sections is a sheet of its own. `pictures` are SVG texts of ours by the name that the Markdown gives.
    """

    kind: str
    language: str
    text: str
    day: str
    has_pages: bool = False
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def markdown(self) -> str:
        """The Markdown with its day."""
        return self.stamped(self.text)

    def stamped(self, text: str) -> str:
        """A text made of the manuscript, with its day."""
        return text.replace(STAMP, self.day)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a document: what follows its name (`.pdf`, `.appendix.pdf`), and its bytes.

    `source` is the same for two prints that differ in nothing but their day. `is_text`: it is UTF-8 text in which a
    last line `<!-- … -->` says nothing to a reader.
    """

    ending: str
    content: bytes
    source: str
    is_text: bool = False

    @classmethod
    def of_text(cls, ending: str, text: str, manuscript: Manuscript) -> Part:
        """The only file of a format that is text, `text` having the stamp for its day."""
        return cls(ending, manuscript.stamped(text).encode(), text, is_text=True)
