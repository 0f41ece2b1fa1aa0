"""What a person may have meant who typed a key of the method that there is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from osp_cli.domain.names import closest, name_key

SHOWN = 3


def close_stages(typed: str, keys: Sequence[str]) -> tuple[str, ...]:
    """What a slip of the hand makes of a stage: a comma for the point. A number is never close to another number."""
    pointed = typed.strip().replace(",", ".")
    is_number = pointed.replace(".", "").isdecimal()
    return tuple(key for key in keys if key == pointed) if is_number else tuple(closest(typed, keys))


def close_questions(typed: str, texts: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The questions with an id like it, else those in whose words, whatever the language, it stands by itself."""
    return tuple(closest(typed, texts)) or tuple(id for id, said in texts.items() if _holds(said, typed))[:SHOWN]


def _holds(texts: Iterable[str], word: str) -> bool:
    wanted = _spaced(word)
    return bool(wanted.strip()) and any(wanted in _spaced(text) for text in texts)


def _spaced(text: str) -> str:
    """The words of a text between spaces, without its signs."""
    return f" {' '.join(''.join(c if c.isalnum() else ' ' for c in name_key(text)).split())} "
