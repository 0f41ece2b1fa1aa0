"""Names that people type: cleaned, compared, shortened to slugs, made safe for terminals and file systems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from osp_cli.errors import WrongUsage

NAME_LIMIT = 200
NOTHING = ("", "none", "无")  # what people type to empty a field
_EXCERPT_LIMIT = 60
_PLACE_LIMIT = 240
SLUG_LIMIT = 60  # bytes of UTF-8, so that it fits any file system and twenty Chinese characters

# Full-width ASCII, the ideographic space and the full-width money signs, as Chinese and Japanese keyboards give them.
# Not NFKC: that would read a superscript (10²) as one more digit.
_NARROW = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: " ", 0xFFE0: "¢", 0xFFE1: "£", 0xFFE5: "¥", 0xFFE6: "₩"}

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HIDDEN = "\u180e\u200b\u2060\ufeff"  # of no width, and no part of how any script or emoji is written
UNSEEN = DIRECTIONS + _HIDDEN
"""Text all the same: other programs put them into what is copied, and right-to-left names need them."""
_SPACES = frozenset("\t\n\r\u2028\u2029")  # become one space; other controls in a name are refused

_SHOWN: dict[int, str] = (
    {c: chr(0x2400 + c) for c in range(0x20)}
    | {0x7F: "\u2421"}
    | {c: "\u241b" + chr(c - 0x40) for c in range(0x80, 0xA0)}  # a C1 control is ESC and a letter in one
    | {ord(c): f"<U+{ord(c):04X}>" for c in (*UNSEEN, "\u2028", "\u2029")}
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # a lone surrogate cannot be written to any stream
)

# Patterns stay text here and in the other value modules: `re` compiles and keeps each at its first use, so that
# commands which never parse do not pay for it.
_CJK = "\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
# What a terminal would obey although JSON need not escape it: DEL, C1 controls, direction and line marks.
_OBEYED = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
_NOT_CJK = f"[^{_CJK}]+"
_NOT_SLUG = f"[^a-z0-9{_CJK}]+"
_FOLDED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})

_NO_FILE_CHARACTER = r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]'
_WINDOWS_DEVICE = r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)"

_MARK = 8  # signs of a digest
CLOSE = 0.7  # how alike a name must be, from 0 to 1, to be what was meant


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as their ASCII forms; everything else as it was."""
    return text.translate(_NARROW)


def excerpt(text: str, limit: int = _EXCERPT_LIMIT) -> str:
    """The text as a refusal repeats it: whole, or its first characters (60 unless told)."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def place(path: object) -> str:
    """A path as a refusal repeats it: whole unless it is longer than any that a person has."""
    return excerpt(str(path), _PLACE_LIMIT)


def clean_name(text: str) -> str:
    """The name as it is stored: NFC, trimmed, any run of white space one space.

    Refuses what is empty or invisible (`name-empty`), holds control or broken characters (`name-unusable`), or is
    longer than 200 characters (`name-too-long`).
    """
    for character in "" if text.isprintable() else text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in _SPACES:
            raise WrongUsage("name-unusable", {"text": excerpt(visible(text)), "character": f"U+{ord(character):04X}"})
    seen = text.translate(dict.fromkeys(map(ord, _HIDDEN)))
    name = " ".join(unicodedata.normalize("NFC", seen).split())
    if not name_key(name):
        raise WrongUsage("name-empty")
    if len(name) > NAME_LIMIT:
        raise WrongUsage("name-too-long", {"text": excerpt(name), "length": len(name), "limit": NAME_LIMIT})
    return name


def must_be_text(text: str, *, has_lines: bool = True) -> None:
    """Refuses a text that holds what no text does: a control or broken character; line breaks where it has none.

    Errors: `text-unusable`.
    """
    for character in "" if text.isprintable() else text:
        is_break = has_lines and character in "\n\r\t"
        if not is_break and unicodedata.category(character) in ("Cc", "Cs"):
            values = {"text": excerpt(visible(text)), "character": f"U+{ord(character):04X}"}
            raise WrongUsage("text-unusable", values)


@lru_cache(maxsize=4096)  # an import asks for the keys of the same customers and people again and again
def name_key(text: str) -> str:
    """The form in which two spellings of one name are equal: NFKC, case folded, without invisible characters."""
    if text.isascii() and text.isprintable():  # most names
        return " ".join(text.lower().split())
    kept = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    for _ in range(2):  # folding can undo the normal form (U+0345), so twice
        kept = unicodedata.normalize("NFKC", kept).casefold()
    return " ".join(unicodedata.normalize("NFKC", kept).split())


def slug(text: str) -> str:
    """A short handle made of a-z, 0-9, hyphen and CJK characters, at most 60 bytes of UTF-8.

    Accents are dropped. Never empty (`opportunity`), and never digits only (`opp-7`): a number means another thing.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    ascii_text = re.sub(_NOT_CJK, lambda run: _without_accents(run.group()), folded)
    handle = _cut(re.sub(_NOT_SLUG, "-", ascii_text).strip("-"), SLUG_LIMIT).rstrip("-")
    if not handle:
        return "opportunity"
    return _cut(f"opp-{handle}", SLUG_LIMIT) if handle.isdigit() else handle


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def unique_slug(base: str, taken: Callable[[str], bool]) -> str:
    """`base`, else `base-2`, `base-3` …: the first free one where the numbers have no gap.

    Asks `taken` only about log2(n) times, so that an import of thousands of equal names stays quick.
    """
    if not taken(base):
        return base
    last_taken, free = 1, 2
    while taken(_numbered(base, free)):
        last_taken, free = free, free * 2
    while free - last_taken > 1:
        middle = (free + last_taken) // 2
        if taken(_numbered(base, middle)):
            last_taken = middle
        else:
            free = middle
    return _numbered(base, free)


def _numbered(base: str, number: int) -> str:
    ending = f"-{number}"
    return _cut(base, SLUG_LIMIT - len(ending)).rstrip("-") + ending


def _cut(text: str, limit: int) -> str:
    """At most `limit` bytes of UTF-8, never half a character."""
    return text.encode("utf-8")[:limit].decode("utf-8", "ignore")


def visible(text: str, keep: str = "") -> str:
    """The text with every control, direction and hidden character made visible; `keep` names exceptions.

    ESC becomes `␛`, a C1 control ESC and its letter, a direction control `<U+202E>`, a broken character `�`.
    """
    return text.translate(_shown_but(keep) if keep else _SHOWN)


@lru_cache(maxsize=16)  # two thousand signs, and lists ask for every cell
def _shown_but(keep: str) -> dict[int, str]:
    return {code: sign for code, sign in _SHOWN.items() if chr(code) not in keep}


def quietly(json: str) -> str:
    """JSON text in which every character that a terminal would obey is written as an escape; it means the same."""
    if json.isascii() and "\x7f" not in json:  # most of it
        return json
    return re.sub(_OBEYED, lambda found: f"\\u{ord(found.group()):04x}", json)


def closest(word: str, candidates: Iterable[str], n: int = 3) -> list[str]:
    """At most `n` candidates that the word may have meant, best first: those with it as a part, then the similar."""
    import difflib  # only a refusal needs it, and it is slow to import

    wanted = name_key(word)
    by_key = {name_key(candidate): candidate for candidate in candidates}
    holding = [candidate for key, candidate in by_key.items() if wanted and _is_part(wanted, key)]
    similar = [by_key[key] for key in difflib.get_close_matches(wanted, by_key, n=n, cutoff=CLOSE)]
    return list(dict.fromkeys([*sorted(holding, key=len), *similar]))[:n]


def _is_part(word: str, name: str) -> bool:
    """Whether a name holds a word from where a word of it begins; Chinese has no such places."""
    place = name.find(word)
    return place == 0 or (place > 0 and not (name[place - 1].isascii() and name[place - 1].isalnum()))


def file_name(text: str, limit: int = 200) -> str:
    """A file name that every common system takes, without path and ending, at most `limit` bytes of UTF-8.

    No separator, no control, no leading dot or hyphen, no trailing dot or space, no device of Windows (`_CON`);
    `file` where nothing is left.
    """
    seen = "".join(c for c in text if c.isspace() or unicodedata.category(c) != "Cf")
    safe = " ".join(re.sub(_NO_FILE_CHARACTER, "-", unicodedata.normalize("NFC", seen)).split()).lstrip(".- ~")
    # Windows also takes a superscript digit (COM¹) for the device, and looks only at what is before the first dot.
    first = unicodedata.normalize("NFKC", safe.split(".")[0]).strip()
    if re.fullmatch(_WINDOWS_DEVICE, first.casefold()):
        safe = f"_{safe}"
    return _cut(safe, limit).rstrip(". ") or "file"


def own_file_name(text: str, limit: int = 200) -> str:
    """The file name of a name, another one for another name, whatever the case of letters means to the file system.

    A name that had to be changed ends in a digest of what it was: `A/B` and `A:B` are two customers.
    """
    from hashlib import sha256  # only an export needs it

    plain = file_name(text, limit)
    if plain == text:
        return plain
    mark = "-" + sha256(name_key(text).encode("utf-8", "replace")).hexdigest()[:_MARK]
    return file_name(text, limit - len(mark)) + mark
