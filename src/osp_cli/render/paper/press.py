"""Typst put to work: fonts of ours first, the machine's where ours lack a character, and no empty box ever.

The standard PDF/A-2b does not allow a text that no font can draw, so Typst names what it could not, in pictures too.
What no font at hand draws is printed as its code (`<U+1F600>`), and told to whoever asked for the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from osp_cli.errors import OspError
from osp_cli.extras import engine
from osp_cli.fonts import FAMILY, FOLDER, Face
from osp_cli.frozen import dataclass
from osp_cli.render.paper.sheet import HEIGHT, OTHERS, TOP, literal
from osp_cli.render.paper.undrawn import Shown, codes_of

STANDARD = ["a-2b"]
REMEMBERED = 10  # compilations; what none of so many has used again, Typst forgets
_UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


@dataclass(frozen=True, slots=True)
class Ink:
    """What texts are printed with: families beside ours, and what is printed in place of a character.

    A picture may lack characters that a text does not: its engine takes one font for a whole line.
    """

    families: tuple[str, ...] = ()
    shown: Shown | None = None
    shown_in_pictures: Shown | None = None

    @property
    def missing(self) -> str:
        """The characters that no font at hand draws everywhere."""
        return "".join(map(chr, sorted({*(self.shown or ()), *(self.shown_in_pictures or ())})))


@dataclass(frozen=True, slots=True)
class End:
    """Where a section ends: the page, and how far below the edge of the sheet, in millimetres."""

    page: int
    below: float

    @property
    def filled(self) -> float:
        """How much of its page is used."""
        return (self.below - TOP) / HEIGHT

    @property
    def height(self) -> float:
        """How many pages there are from the beginning."""
        return self.page - 1 + self.filled


class Press:
    """Compiles documents. Raises OspError `extra-missing` where Typst is not installed."""

    def __init__(self, face: Face) -> None:
        self._face, self._typst = face, engine("typst")
        self._fonts = cache(self._fonts_for)
        self._forget()

    def ink_for(self, code: str, pictures: Iterable[str]) -> Ink:
        """The ink that draws every text of a document and its pictures, found out by trials of the doubtful ones."""
        drawn = tuple(pictures)
        lacking = set(self._face.missing([code, *drawn]))
        if not lacking:
            return Ink()
        texts = [each for each in dict.fromkeys(_LITERAL.findall(code)) if not each.startswith('"<svg')]
        images = [f"image(bytes({literal(svg)}))" for svg in drawn]
        texts, images = ([each for each in kind if not lacking.isdisjoint(each)] for kind in (texts, images))
        undrawn_by_ours = self._undrawn([*texts, *images], ())
        if not undrawn_by_ours:
            return Ink()
        in_texts, in_pictures = (self._undrawn(kind, OTHERS) for kind in (texts, images))
        if len(in_texts) < len(undrawn_by_ours):
            return Ink(OTHERS, codes_of(in_texts), codes_of(in_pictures))
        return Ink((), codes_of(undrawn_by_ours), codes_of(undrawn_by_ours))

    def ends(self, code: str, ink: Ink, spacing: Mapping[str, str]) -> list[End]:
        """Where each of the sections of a document ends."""
        compiler = self._compiler(code, ink, spacing)
        return [End(*each) for each in json.loads(compiler.query("<end>", field="value"))]

    def pdf(self, code: str, ink: Ink, spacing: Mapping[str, str], seconds: int) -> bytes:
        """The finished file, tagged, with the time of the document instead of that of the clock."""
        made: bytes = self._compiler(code, ink, spacing).compile(
            format="pdf", timestamp=seconds, pdf_standards=STANDARD
        )
        return made

    def _forget(self) -> None:
        """Empties Typst's memory of the documents before: a long run would hold a gigabyte of what it never uses again.

        It has no call for that, but forgets with each compilation, and ten of nothing take some milliseconds.
        """
        for _ in range(REMEMBERED):
            self._compiler("", Ink(), {}).compile(format="svg")

    def _undrawn(self, doubtful: Iterable[str], families: tuple[str, ...]) -> set[str]:
        fonts = ", ".join(map(literal, (FAMILY, *families)))
        told = "\n\n".join(f"#{each}" for each in doubtful)
        try:
            self.pdf(f"#set text(font: ({fonts},))\n{told}", Ink(families), {}, 0)
        except self._typst.TypstError as error:
            found = "".join(undrawn(error.diagnostic))
            if not found:
                raise
            return set(self._face.missing([found])) or set(found)
        return set()

    def _compiler(self, code: str, ink: Ink, spacing: Mapping[str, str]) -> Any:
        """A compiler for one use: given bytes, it forgets them after that."""
        return self._typst.Compiler(code.encode(), font_paths=self._fonts(bool(ink.families)), sys_inputs=dict(spacing))

    def _fonts_for(self, has_others: bool) -> Any:  # noqa: FBT001  the key of a cache
        return self._typst.Fonts(include_system_fonts=has_others, font_paths=[str(FOLDER)])


def undrawn(diagnostic: str) -> Iterator[str]:
    """The texts that Typst says it cannot draw; it writes them as Rust writes a string."""
    for found in _UNDRAWN.finditer(diagnostic):
        yield _ESCAPED.sub(lambda part: chr(int(part[1], 16)) if part[1] else _PLAIN.get(part[2], part[2]), found[1])


def unfit(pages: int) -> OspError:
    """A document that does not keep its pages whatever is cut."""
    return OspError("document-unfit", {"pages": str(pages)}, details={"pages": pages})
