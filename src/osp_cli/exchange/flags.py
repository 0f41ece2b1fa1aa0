"""Cells that say yes or no, and columns of percentages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from osp_cli.domain.money import MOST_PERCENT
from osp_cli.domain.names import narrow

_YES = frozenset(("1", "1.0", "true", "t", "yes", "y", "x", "是", "真", "√", "✓", "wahr", "ja", "vrai", "oui"))
_NO = frozenset(("0", "0.0", "false", "f", "no", "n", "否", "假", "×", "falsch", "nein", "faux", "non"))


def flag(text: str) -> bool | None:
    """A yes or no of a cell; None for anything else."""
    word = text.casefold()
    return True if word in _YES else False if word in _NO else None


def percents(texts: Iterable[str]) -> Callable[[str], float | None]:
    """How to read a column of probabilities: as fractions where none is above 1, else as percent; above 100 is none."""
    found = [value for text in texts if "%" not in text and (value := _figure(text)) is not None]
    fractions = bool(found) and max(found) <= 1 and any(0 < value < 1 for value in found)
    scale = 100 if fractions else 1

    def read(text: str) -> float | None:
        value = _figure(text)
        percent = None if value is None else value * (1 if "%" in text else scale)
        return percent if percent is not None and percent <= MOST_PERCENT else None

    return read


def _figure(text: str) -> float | None:
    bare = narrow(text).strip().removesuffix("%").strip().replace(",", ".")
    return float(bare) if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,6})?", bare) else None
