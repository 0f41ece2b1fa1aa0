"""Which encoding a file is in: certain by its mark or because it reads strictly as UTF-8, else weighed, else refused.

Nothing is ever replaced while decoding. A guess is told as one; where two readings are as good, both are shown.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from osp_cli.domain.names import excerpt, visible
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
CHUNK = 1 << 20
LEAST_LIKELY, LEAST_AHEAD = 0.6, 0.25  # how well a guess must read, and how much better than the next; ours
ENOUGH = 20_000  # characters beyond ASCII that are weighed
_FOREIGN = r"[^\x00-\x7f]"
_LATIN = (
    r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e"
    r"\u20ac\u00a3\u2013-\u2026\u00ae\u2122\u00b0]"
)
_ALONE = rf"(?<!{_FOREIGN}){_LATIN}(?!{_FOREIGN})"
_PUNCTUATION = r"[\u3000-\u303f\uff00-\uffef\u2013-\u2026\u00b7\u00a5]"


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file, and whether the file itself proves it."""

    name: str
    is_sure: bool


def encoding_of(stream: BinaryIO, name: str, asked: str | None) -> Encoding:
    """The encoding of a file, whose every byte it reads strictly: the one asked for, else the one found out.

    Errors: `encoding-unknown`, `encoding-wrong` (with the line), `encoding-doubtful` (with how each would read).
    """
    start = _begin(stream)
    if asked:
        return _checked(stream, name, asked)
    for mark, code in MARKS:
        if start.startswith(mark):
            return _checked(stream, name, code)
    if (unmarked := _without_mark(start)) and _reads(stream, unmarked):
        return Encoding(unmarked, is_sure=True)
    if _reads(stream, "utf-8"):
        return Encoding("utf-8", is_sure=True)
    return _weighed(stream, name)


def _begin(stream: BinaryIO) -> bytes:
    stream.seek(0)
    start = stream.read(4096)
    stream.seek(0)
    return start


def _checked(stream: BinaryIO, name: str, code: str) -> Encoding:
    line = 1
    try:
        decode = _decoder(code)
    except (LookupError, ValueError):
        raise WrongUsage("encoding-unknown", {"encoding": excerpt(code)}) from None
    for chunk, is_last in _chunks(stream):
        try:
            line += decode(chunk, is_last).count("\n")
        except (UnicodeError, ValueError) as error:
            begun = error.object[: error.start].count(b"\n") if isinstance(error, UnicodeDecodeError) else 0
            values = {"file": name, "encoding": code, "line": line + begun}
            raise WrongUsage("encoding-wrong", values, details=values) from None
    return Encoding(code, is_sure=True)


def _decoder(code: str) -> Callable[[bytes, bool], str]:
    """Decodes a file in pieces. LookupError for what is no encoding of texts (`zlib`, `hex`)."""
    with suppress(UnicodeError):
        b"a".decode(code)
    return codecs.getincrementaldecoder(code)("strict").decode


def _chunks(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        yield chunk, False
    yield b"", True
    stream.seek(0)


def _reads(stream: BinaryIO, code: str) -> bool:
    decode = _decoder(code)
    try:
        for chunk, is_last in _chunks(stream):
            decode(chunk, is_last)
    except UnicodeError:
        return False
    return True


def _without_mark(start: bytes) -> str | None:
    """UTF-16 that does not say so: every second byte of ASCII is zero."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) * 50 < len(start) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


# --- weighing ---------------------------------------------------------------------------------------------------------


def _weighed(stream: BinaryIO, name: str) -> Encoding:
    """The one of GB18030, Big5 and Latin-1 in which the file reads best by far."""
    texts = {code: text for code in CANDIDATES if (text := _foreign_text(stream, code)) is not None}
    if not texts or not any(texts.values()):
        raise WrongUsage("import-kind-foreign", {"file": name, "filekind": "binary"}, details={"kind": "binary"})
    scores = sorted(((CANDIDATES[code](text), code) for code, text in texts.items()), reverse=True)
    best, ahead = scores[0] if scores else (0.0, ""), scores[0][0] - scores[1][0] if len(scores) > 1 else 1.0
    if best[0] >= LEAST_LIKELY and ahead >= LEAST_AHEAD:
        return Encoding(best[1], is_sure=False)
    readings = tuple(f"{code}: {_sample(text)}" for code, text in texts.items())
    values = {"file": name, "readings": readings}
    raise WrongUsage("encoding-doubtful", values, details={"readings": list(readings)})


def _foreign_text(stream: BinaryIO, code: str) -> str | None:
    """The lines with characters beyond ASCII, as many as are enough to judge; None where the file does not read."""
    decode, kept, count = _decoder(code), [], 0
    try:
        for chunk, is_last in _chunks(stream):
            text = decode(chunk, is_last)
            if count < ENOUGH and not text.isascii():
                kept += [line for line in text.splitlines() if not line.isascii()]
                count += len(re.findall(_FOREIGN, text))
    except UnicodeError:
        return None
    return "\n".join(kept)


def _sample(text: str) -> str:
    # Bounded: a long cell would else be looked through from each of its letters.
    found = re.search(rf"[^\n,;\t|]{{0,20}}{_FOREIGN}[^\n,;\t|]{{0,30}}", text)
    return excerpt(visible(found.group().strip() if found else ""), 30)


def _share(good: int, text: str) -> float:
    return good / max(1, len(re.findall(_FOREIGN, text)))


def _as_gb18030(text: str) -> float:
    """The share of characters that are of the 3,755 most used of GB 2312, or marks."""
    return _share(_common(text, "gb2312", 0xB0, 0xD7), text)


def _as_big5(text: str) -> float:
    """The share of characters that are of the 5,401 most used of Big5, or marks."""
    return _share(_common(text, "big5", 0xA4, 0xC6), text)


def _common(text: str, code: str, first: int, last: int) -> int:
    counts: dict[str, int] = {}
    for character in re.findall(_FOREIGN, text):
        counts[character] = counts.get(character, 0) + 1
    good = 0
    for character, count in counts.items():
        lead = character.encode(code, "ignore")[:1]
        good += count if (lead and first <= lead[0] <= last) or re.match(_PUNCTUATION, character) else 0
    return good


def _as_latin(text: str) -> float:
    """The share of letters and marks that stand alone among ASCII, as they do in the languages of Western Europe."""
    return _share(len(re.findall(_ALONE, text)), text)


CANDIDATES: dict[str, Callable[[str], float]] = {"gb18030": _as_gb18030, "big5": _as_big5, "cp1252": _as_latin}
