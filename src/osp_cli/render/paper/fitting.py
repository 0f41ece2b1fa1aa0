"""A document fitted to its pages: the largest type at which each section keeps its page, then filled out.

Type sizes go down one ladder for the whole document. Where even the smallest is too large, a single sheet gives up its
picture, and then the pages that are too long are cut by the levels of `shortening.py`, and what then still has room
comes back: rows, lines of cells, texts. At the end each page takes the widest spacing it has room for, and what is
still blank then becomes lines to write on below its gaps.

The pages are fitted one after the other, each on its own: of the pages before, only the letters go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from osp_cli.frozen import dataclass, replace
from osp_cli.render.paper.press import End, Ink, Press, unfit
from osp_cli.render.paper.sheet import HEIGHT, LINE, LOOSE, SIZES, TIGHT
from osp_cli.render.paper.shortening import FEW, LEVELS, RELAXED, RELAXED_MORE, SINGLE, UNCUT, Limits, more

FILLED = (1.0, 0.9, 0.8)  # of what is blank on a page: the first that keeps it becomes lines to write on
MOST_TO_WRITE = 60.0  # mm, below a gap
STEPS = 3  # trials of the spacing
NEAR = 0.005  # of a page: so little blank at its end is none

Each = tuple[Limits, ...]
"""What of each page may stand."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its number, from 0, the type size, and how many letters the pages before it take."""

    number: int
    size: float
    before: int


@dataclass(frozen=True, slots=True)
class Composed:
    """A page within its limits: the code of a document of that page alone, and how many letters it takes."""

    code: str
    letters: int


Compose = Callable[[Place, Limits], Composed]


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
        return {**_inputs("t", self.spacing), **_inputs("w", self.writing)}


def _inputs(name: str, pages: Sequence[float], first: int = 1) -> dict[str, str]:
    return {f"{name}{page}": f"{each:.4f}" for page, each in enumerate(pages, start=first)}


class Fitter:
    """Fits one document; `gaps` says how many each section has, `sheets` how many pages each may take.

    Raises OspError `document-unfit` where no level makes it fit.
    """

    def __init__(self, press: Press, compose: Compose, ink: Ink, gaps: Sequence[int], sheets: int = 1) -> None:
        self._composed = cache(compose)
        self._end = cache(lambda code, inputs: press.ends(code, ink, dict(inputs))[-1])
        self._gaps, self._sheets = gaps, sheets
        self._levels = SINGLE if len(gaps) == sheets == 1 else LEVELS

    def fit(self, *, may_cut: bool = True) -> Fit:
        """The fit with the largest type, the least cut, and the pages filled.

        A section with several sheets is only fitted where it takes more, so something of it is cut.
        """
        uncut = self._uncut() if self._sheets == 1 else None
        if uncut is None and not may_cut:
            raise unfit(len(self._gaps))
        size, limits = uncut or (SIZES[-1], self._each(SIZES[-1], self._cut))
        places = list(self._places(size, limits))
        spacing = tuple(map(self._spacing, places, limits))
        writing = tuple(map(self._writing, places, limits, spacing))
        return Fit(size, limits, spacing, writing if any(writing) else ())

    def _places(self, size: float, limits: Each) -> Iterator[Place]:
        """The place of each page, where each is cut to its limits."""
        before = 0
        for number, each in enumerate(limits):
            yield (place := Place(number, size, before))
            before += self._composed(place, each).letters

    def _each(self, size: float, chosen: Callable[[Place], Limits]) -> Each:
        """What is chosen for each page, one after the other."""
        limits: Each = ()
        while len(limits) < len(self._gaps):
            *_, place = self._places(size, (*limits, LEVELS[0]))
            limits = (*limits, chosen(place))
        return limits

    def _uncut(self) -> tuple[float, Each] | None:
        """The largest type at which nothing but a picture has to be cut, and what then stands; None where all do."""
        for level in self._levels[: 1 + (self._levels is SINGLE)]:
            size = self._size(level)
            if size is not None:
                longest = self._each(size, partial(self._longest, level))
                return size, longest if self._kept(size, longest) else (level,) * len(longest)
        return None

    def _longest(self, level: Limits, place: Place) -> Limits:
        """The level, without any rule for the page where it is kept so too."""
        uncut = replace(UNCUT, has_pictures=level.has_pictures)
        return uncut if self._keeps(place, uncut) else level

    def _size(self, level: Limits) -> float | None:
        """The largest type at which all pages are kept: for most documents the first, for the longest none."""
        first, *between, last = SIZES
        whole = (level,) * len(self._gaps)
        if self._kept(first, whole):
            return first
        return next((size for size in between if self._kept(size, whole)), last) if self._kept(last, whole) else None

    def _cut(self, place: Place) -> Limits:
        """What may stand at the lowest level that keeps the page, and then as much more as there is room for.

        The room goes by rank: what a level gives to all groups alike is first taken back to a few rows.
        """
        levels = [*reversed(self._levels), UNCUT]
        if not self._keeps(place, levels[0]):
            raise unfit(len(self._gaps) * self._sheets)
        found = self._most(place, levels)
        if found != UNCUT and self._keeps(place, few := replace(found, rows=min(found.rows, FEW))):
            found = few
        for name, values in RELAXED if self._sheets == 1 else RELAXED_MORE:
            found = self._most(place, list(dict.fromkeys((found, *(more(found, name, value) for value in values)))))
        return found

    def _most(self, place: Place, options: Sequence[Limits]) -> Limits:
        """Of the options, from least to most, the last that keeps the page; the first one does.

        Between one that is kept and one that is not, the next is sought where the heights of both say that the page
        ends, and in the middle where that did not take away half of what was left.
        """
        low, high, too_high = 0, len(options) - 1, None
        while low < high:
            middle, was = (low + high + 1) // 2, high - low
            if too_high is not None:
                share = self._share(self._ends(place, options[low]), self._ends(place, options[too_high]))
                middle = min(max(low + int((too_high - low) * share), low + 1), high)
            if self._keeps(place, options[middle]):
                low = middle
            else:
                high, too_high = middle - 1, middle
            if 2 * (high - low) > was:
                too_high = None
        return options[low]

    def _spacing(self, place: Place, limits: Limits) -> float:
        """The widest spacing at which the page is kept, as nearly as a few trials tell."""
        if self._keeps(place, limits, LOOSE):
            return LOOSE
        low, high = TIGHT, LOOSE
        for _ in range(STEPS):
            at_low, at_high = (self._ends(place, limits, each) for each in (low, high))
            if self._sheets - at_low.height < NEAR:
                break
            middle = low + (high - low) * self._share(at_low, at_high)
            if self._keeps(place, limits, middle):
                low = middle
            else:
                high = middle
        return low

    def _share(self, kept: End, over: End) -> float:
        """How far from an end that is kept to one that is too far below its page ends, by their heights."""
        return min(max(self._sheets - kept.height, 0.0) / max(over.height - kept.height, NEAR), 1.0)

    def _writing(self, place: Place, limits: Limits, spacing: float) -> float:
        """How many millimetres to write on below each gap fill what is blank at the end of the page."""
        gaps = self._gaps[place.number]
        blank = HEIGHT * (1 - self._ends(place, limits, spacing).filled) if gaps else 0.0
        shares = (min(blank * share / gaps, MOST_TO_WRITE) for share in FILLED if gaps)
        return next((each for each in shares if each >= LINE and self._keeps(place, limits, spacing, each)), 0.0)

    def _kept(self, size: float, limits: Each) -> bool:
        return all(map(self._keeps, self._places(size, limits), limits))

    def _keeps(self, place: Place, limits: Limits, spacing: float = TIGHT, writing: float = 0.0) -> bool:
        return self._ends(place, limits, spacing, writing).page <= self._sheets

    def _ends(self, place: Place, limits: Limits, spacing: float = TIGHT, writing: float = 0.0) -> End:
        """Where a page ends with this spacing, and so much to write on below each of its gaps."""
        page = place.number + 1
        inputs = {**_inputs("t", (spacing,), page), **_inputs("w", (writing,), page)}
        return self._end(self._composed(place, limits).code, tuple(inputs.items()))
