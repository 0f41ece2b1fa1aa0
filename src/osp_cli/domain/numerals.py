"""Numbers in Chinese characters as they are said, below ten thousand: 一百二十, 三千零五, 十二."""

from __future__ import annotations

import re

_ONES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ONE = "[一二两三四五六七八九]"
# Not within or behind figures: 3百万 has its scale there.
_RUN = re.compile("(?<![0-9.百千])[零〇一二两三四五六七八九十百千]+")
_PARTS = re.compile(f"(?:({_ONE})千)?(零)?(?:({_ONE})百)?(零)?(?:({_ONE})?(十))?(零)?({_ONE})?")


def in_figures(text: str) -> str:
    """The text with its numbers in figures; what has more than one meaning (一百二: 102 or 120) stays as it is."""
    return _RUN.sub(lambda run: _figures(run.group()), text)


def _figures(run: str) -> str:
    m = _PARTS.fullmatch(run)
    if m is None:
        return run
    thousands, hundreds, tens, ones = (_ONES[m[i]] if m[i] else 0 for i in (1, 3, 5, 8))
    tens = tens or (1 if m[6] else 0)
    skips = (bool(thousands and not hundreds and (tens or ones)), bool(hundreds and not tens and ones))
    told = (bool(m[2] or (not hundreds and m[4]) or (not hundreds and not tens and m[7])), bool(m[4] or m[7]))
    value = 1000 * thousands + 100 * hundreds + 10 * tens + ones
    is_said = value and all(zero for skip, zero in zip(skips, told, strict=True) if skip)
    return str(value) if is_said else run
