"""A document fitted to its pages: the largest type at which each section keeps its page, then filled out.

Type sizes go down one ladder for the whole document; where even the smallest is too large, the pages that are too long
are cut by the levels of `shortening.py`, each as little as it needs; then each page takes the widest spacing it has
room for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from osp_cli.frozen import dataclass
from osp_cli.render.paper.press import Ink, Press, unfit
from osp_cli.render.paper.sheet import LOOSE, SIZES, TIGHT
from osp_cli.render.paper.shortening import LEVELS

STEPS = 5  # halvings of the spacing: to a thirtieth of a line


@dataclass(frozen=True, slots=True)
class Fit:
    """How a document keeps its pages: type size, and per page the level it is cut to and its spacing."""

    size: float
    levels: tuple[int, ...]
    spacing: tuple[float, ...]

    @property
    def inputs(self) -> dict[str, str]:
        """The spacing as the code of the document asks for it."""
        return {f"t{page}": f"{each:.4f}" for page, each in enumerate(self.spacing, start=1)}


Composed = Callable[[float, tuple[int, ...]], str]
"""The code of the document at a type size, each page cut to a level."""


class Fitter:
    """Fits one document of so many pages. Raises OspError `document-unfit` where no level makes it fit."""

    def __init__(self, press: Press, composed: Composed, ink: Ink, pages: int) -> None:
        self._press, self._composed, self._ink, self._pages = press, cache(composed), ink, pages

    def fit(self) -> Fit:
        """The fit with the largest type, the least cut, and the pages filled."""
        whole = (0,) * self._pages
        size = self._size(whole)
        levels = whole if size else self._levels(SIZES[-1])
        return Fit(size or SIZES[-1], levels, self._spacing(size or SIZES[-1], levels))

    def _size(self, whole: tuple[int, ...]) -> float | None:
        """The largest type at which nothing has to be cut: for most documents the first, for the longest none."""
        for size in (SIZES[0], SIZES[-1]):
            if self._keeps(Fit(size, whole, self._all(TIGHT))):
                break
        else:
            return None
        between = SIZES[1:-1] if size == SIZES[-1] else ()
        return next((each for each in between if self._keeps(Fit(each, whole, self._all(TIGHT)))), size)

    def _keeps(self, fit: Fit) -> bool:
        return all(self._kept(fit))

    def _levels(self, size: float) -> tuple[int, ...]:
        """For each page the lowest level at which it is one page, all pages sought at once by halving."""
        tight = self._all(TIGHT)
        low, high = [0] * self._pages, [len(LEVELS) - 1] * self._pages
        if not self._keeps(Fit(size, tuple(high), tight)):
            raise unfit(self._pages)
        while any(a < z for a, z in zip(low, high, strict=True)):
            middle = tuple((a + z) // 2 for a, z in zip(low, high, strict=True))
            kept = self._kept(Fit(size, middle, tight))
            high = [m if is_kept else z for m, z, is_kept in zip(middle, high, kept, strict=True)]
            low = [a if is_kept else min(m + 1, z) for a, m, z, is_kept in zip(low, middle, high, kept, strict=True)]
        return tuple(high)

    def _spacing(self, size: float, levels: tuple[int, ...]) -> tuple[float, ...]:
        low, high = list(self._all(TIGHT)), list(self._all(LOOSE))
        for _ in range(STEPS):
            middle = tuple((a + z) / 2 for a, z in zip(low, high, strict=True))
            kept = self._kept(Fit(size, levels, middle))
            low = [m if is_kept else a for a, m, is_kept in zip(low, middle, kept, strict=True)]
            high = [z if is_kept else m for z, m, is_kept in zip(high, middle, kept, strict=True)]
        return tuple(low)

    def _kept(self, fit: Fit) -> Sequence[bool]:
        code = self._composed(fit.size, fit.levels)
        ends = [0, *self._press.ends(code, self._ink, fit.inputs)]
        return [after - before == 1 for before, after in pairwise(ends)]

    def _all(self, spacing: float) -> tuple[float, ...]:
        return (spacing,) * self._pages
