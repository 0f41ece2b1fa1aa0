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


def one_called(typed: str, texts: Mapping[str, Iterable[str]], *, part: bool = False) -> str | None:
    """The one thing that is called so, or with `part` the only one in whose words it stands; None where none is."""
    wanted = name_key(typed)
    called = {id: [name_key(text) for text in said] for id, said in texts.items()}
    exact = [id for id, names in called.items() if wanted in names]
    found = exact or [id for id, names in called.items() if part and len(wanted) > 1 and wanted in " ".join(names)]
    return found[0] if len(found) == 1 else None


def _holds(texts: Iterable[str], word: str) -> bool:
    wanted = _spaced(word)
    return bool(wanted.strip()) and any(wanted in _spaced(text) for text in texts)


def _spaced(text: str) -> str:
    """The words of a text between spaces, without its signs."""
    return f" {' '.join(''.join(c if c.isalnum() else ' ' for c in name_key(text)).split())} "
