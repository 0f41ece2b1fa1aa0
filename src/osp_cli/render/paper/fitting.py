"""A document fitted to its pages: the largest type at which each section keeps its page, then filled out.

Type sizes go down one ladder for the whole document. Where even the smallest is too large, a single sheet gives up its
picture, and then the pages that are too long are cut by the levels of `shortening.py`, and what then still has room
comes back: rows, lines of cells, texts. At the end each page takes the widest spacing it has room for, and what is
still blank then becomes lines to write on below its gaps. All pages are sought at once, by halving.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from osp_cli.frozen import dataclass, replace
from osp_cli.render.paper.press import Ink, Press, unfit
from osp_cli.render.paper.sheet import HEIGHT, LINE, LOOSE, SIZES, TIGHT
from osp_cli.render.paper.shortening import FEW, LEVELS, RELAXED, RELAXED_MORE, SINGLE, UNCUT, Limits, more

FILLED = (1.0, 0.9, 0.8)  # of what is blank on a page: the first that keeps it becomes lines to write on
MOST_TO_WRITE = 60.0  # mm, below a gap
STEPS = 5  # halvings of the spacing: to a thirtieth of a line

Each = tuple[Limits, ...]
"""What of each page may stand."""
Composed = Callable[[float, Each], str]
"""The code of the document at a type size, with so much of each page."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a document keeps its pages: its type size, and of each page what may stand and its spacing.

    `writing` is how many millimetres to write on stand below each gap of a page.
    """

    size: float
    limits: Each
    spacing: tuple[float, ...]
    writing: tuple[float, ...] = ()

    @property
    def inputs(self) -> dict[str, str]:
        """Spacing and lines to write on as the code of the document asks for them."""
        told = (("t", self.spacing), ("w", self.writing))
        return {f"{name}{page}": f"{each:.4f}" for name, pages in told for page, each in enumerate(pages, start=1)}


class Fitter:
    """Fits one document; `gaps` says how many each section has, `sheets` how many pages each may take.

    Raises OspError `document-unfit` where no level makes it fit.
    """

    def __init__(self, press: Press, composed: Composed, ink: Ink, gaps: Sequence[int], sheets: int = 1) -> None:
        self._press, self._composed, self._ink, self._gaps = press, cache(composed), ink, gaps
        self._pages, self._sheets = len(gaps), sheets
        self._levels = SINGLE if self._pages == sheets == 1 else LEVELS

    def fit(self, *, may_cut: bool = True) -> Fit:
        """The fit with the largest type, the least cut, and the pages filled.

        A section with several sheets is only fitted where it takes more, so something of it is cut.
        """
        uncut = self._uncut() if self._sheets == 1 else None
        if uncut is None and not may_cut:
            raise unfit(self._pages)
        size, whole = uncut or (SIZES[-1], self._cut(SIZES[-1]))
        tight = Fit(size, whole, (TIGHT,) * self._pages)
        loose = Fit(size, whole, self._spacing(size, whole))
        return self._ruled(loose) if all(self._kept(loose)) else tight

    def _uncut(self) -> tuple[float, Each] | None:
        """The largest type at which nothing but a picture has to be cut, and what then stands; None where all do."""
        for level in self._levels[: 1 + (self._levels is SINGLE)]:
            whole = (level,) * self._pages
            size = self._size(whole)
            if size is not None:
                uncut = replace(UNCUT, has_pictures=level.has_pictures)
                return size, self._most(size, [[level, uncut] for _ in whole])
        return None

    def _size(self, whole: Each) -> float | None:
        """The largest type at which nothing has to be cut: for most documents the first, for the longest none."""
        for size in (SIZES[0], SIZES[-1]):
            if all(self._tight(size, whole)):
                break
        else:
            return None
        between = SIZES[1:-1] if size == SIZES[-1] else ()
        return next((each for each in between if all(self._tight(each, whole))), size)

    def _cut(self, size: float) -> Each:
        """What of each page may stand at the lowest level that keeps it, and then as much more as there is room for.

        The room goes by rank: what a level gives to all groups alike is first taken back to a few rows.
        """
        levels = list(reversed(self._levels))
        least = (levels[0],) * self._pages
        if not all(self._tight(size, least)):
            raise unfit(self._pages * self._sheets)
        found = self._most(size, [[*levels, UNCUT] for _ in least])
        few = tuple(each if each == UNCUT else replace(each, rows=min(each.rows, FEW)) for each in found)
        found = few if all(self._tight(size, few)) else found
        for name, values in RELAXED if self._sheets == 1 else RELAXED_MORE:
            options = [dict.fromkeys((each, *(more(each, name, value) for value in values))) for each in found]
            found = self._most(size, [list(each) for each in options])
        return found

    def _most(self, size: float, options: list[list[Limits]]) -> Each:
        """Of the options of each page, from least to most, the last that keeps it; the first one does.

        A page is not independent of the others: the letters of what is cut go on from one to the next. Where the
        options found page by page do not keep all of them together, the first ones stand.
        """
        low, high = [0] * self._pages, [len(each) - 1 for each in options]
        while low != high:
            middle = [(a + z + 1) // 2 for a, z in zip(low, high, strict=True)]
            kept = self._tight(size, tuple(each[m] for each, m in zip(options, middle, strict=True)))
            low = [m if is_kept else a for a, m, is_kept in zip(low, middle, kept, strict=True)]
            high = [z if is_kept else max(m - 1, a) for a, z, m, is_kept in zip(low, high, middle, kept, strict=True)]
        most = tuple(each[place] for each, place in zip(options, low, strict=True))
        return most if all(self._tight(size, most)) else tuple(each[0] for each in options)

    def _spacing(self, size: float, limits: Each) -> tuple[float, ...]:
        low, high = [TIGHT] * self._pages, [LOOSE] * self._pages
        for _ in range(STEPS):
            middle = tuple((a + z) / 2 for a, z in zip(low, high, strict=True))
            kept = self._kept(Fit(size, limits, middle))
            low = [m if is_kept else a for a, m, is_kept in zip(low, middle, kept, strict=True)]
            high = [z if is_kept else m for z, m, is_kept in zip(high, middle, kept, strict=True)]
        return tuple(low)

    def _ruled(self, fit: Fit) -> Fit:
        """The fit with lines to write on below the gaps of pages that are blank at the end, as many below each gap."""
        ends = self._press.ends(self._composed(fit.size, fit.limits), self._ink, fit.inputs)
        for share in FILLED:
            writing = tuple(
                min(HEIGHT * (1 - end.filled) * share / gaps, MOST_TO_WRITE) if gaps else 0.0
                for end, gaps in zip(ends, self._gaps, strict=True)
            )
            ruled = replace(fit, writing=tuple(each if each >= LINE else 0.0 for each in writing))
            if any(ruled.writing) and all(self._kept(ruled)):
                return ruled
        return fit

    def _tight(self, size: float, limits: Each) -> list[bool]:
        return self._kept(Fit(size, limits, (TIGHT,) * self._pages))

    def _kept(self, fit: Fit) -> list[bool]:
        """Which pages hold what is meant for them."""
        code = self._composed(fit.size, fit.limits)
        ends = [0, *(end.page for end in self._press.ends(code, self._ink, fit.inputs))]
        return [after - before <= self._sheets for before, after in pairwise(ends)]
