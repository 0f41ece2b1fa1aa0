"""A table of another tool: headings, and rows of texts that can be read again and again.

What reads a kind of file makes a `Sheet` of it; `Table` finds the line of headings, and tells rows from what only
stands around them (titles, totals, footers). Nothing of it is dropped unseen: `left_out` says what was passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from osp_cli.domain.names import excerpt, narrow, visible
from osp_cli.errors import WrongUsage
from osp_cli.exchange.other_lists import other_list
from osp_cli.exchange.traditional import simplified
from osp_cli.frozen import dataclass

Cells = list[str]
Lines = Iterable[tuple[int, Cells]]
SEARCHED = 30  # lines in which the headings are looked for; reports put a title and their filters before them
MOST_ROWS, MOST_COLUMNS = 200_000, 16_384  # as many columns as Excel has
WIDE = 4  # so many headings at least, for a row of one cell to be no row
_TOTAL = r"(grand )?(totals?|summar(y|ies)|sum|count|average|合计|总计|汇总|总和|记录数)\b.*|grand .*"
_ALIKE = {"预期": "预计", "预估": "预计", "估计": "预计", "时间": "日期"}
# 预期收入 of Salesforce is the weighted amount, 预计收入 of Dynamics the whole.
_SAID_OTHERWISE = re.compile("(?:预期|预估|估计)(?!收入)|时间")
_FIGURES = r"\W*[0-9][\W0-9]*"
_TO_FILL = re.compile(r"\((?:必填|选填|必填项|required|optional)\)")  # import sheets write it behind a heading
_SUBTOTAL = r"sub-?totals?\b.*|小计.*|分类汇总.*"


def heading_key(heading: str) -> str:
    """What of a heading is compared: its letters and figures, whatever marks, blanks and case stand around them.

    Chinese words that lists use for one another are one: 预期, 预估 and 预计, 时间 and 日期; traditional letters are
    their simplified ones. `Deal #` is a number and no deal, `Close %` no day.
    """
    said = _TO_FILL.sub("", narrow(heading).casefold())
    key = "".join(character for character in said if character.isalnum())
    if key and said.endswith("#"):
        key += "number"
    if key in ("close", "closing") and "%" in said:
        key += "probability"
    return key if key.isascii() else _SAID_OTHERWISE.sub(lambda found: _ALIKE[found[0]], simplified(key))


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read of a file: `lines` gives its lines anew at each call. `facts` is what was found out about it."""

    name: str
    format: str
    lines: Callable[[], Lines]
    facts: dict[str, Any]


class Table:
    """The headings of a sheet, and its rows as (line, cells)."""

    def __init__(self, sheet: Sheet, known: Callable[[str], bool]) -> None:
        self.name, self.format, self.facts = sheet.name, sheet.format, sheet.facts
        self._lines = sheet.lines
        self.begins, cells = _headings(sheet, known)
        if len(cells) > MOST_COLUMNS:
            raise WrongUsage("import-too-many-columns", {"file": sheet.name, "limit": MOST_COLUMNS})
        self._heads = cells
        self.headings = _usable(cells, sheet.name, self._columns_in_use(len(cells)) if _is_loose(cells) else None)
        self.left_out: list[tuple[int, str]] = []
        self.size = 0

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Every row; one that has not as many cells as there are headings comes as it is."""
        self.left_out, self.size = [], 0
        for line, cells in self._without_groups():
            self.size += 1
            if self.size > MOST_ROWS:
                raise WrongUsage("import-too-many-rows", {"file": self.name, "limit": MOST_ROWS})
            yield line, cells

    def _without_groups(self) -> Iterator[tuple[int, Cells]]:
        """The rows without headings that stand there again, the title of the group that they begin, and footers."""
        waiting: list[tuple[int, Cells]] = []  # rows of one cell: a title, a footer, or a deal with a name alone
        before = self.begins
        for line, cells in self._within():
            is_again = _bare(cells[0]) == self._heads[0] and [_bare(cell) for cell in cells] == self._heads
            is_single = len(cells) - cells.count("") == 1 and len(self.headings) >= WIDE and len(waiting) < SEARCHED
            if is_single and not is_again:
                waiting.append((line, cells))
                continue
            if is_again and waiting:
                self._pass_over(*waiting.pop())
            yield from waiting
            waiting, before = [], line
            if is_again:
                self._pass_over(line, cells)
            else:
                yield line, cells
        if waiting and self.format == "xlsx" and waiting[0][0] > before + 1:  # below an empty row, and nothing after
            for row in waiting:
                self._pass_over(*row)
        else:
            yield from waiting

    def _within(self) -> Iterator[tuple[int, Cells]]:
        """The lines below the headings, without footers and totals."""
        wide = len(self.headings)
        for line, read in self._lines():
            if line < self.begins:
                self._pass_over(line, read)
                continue
            if line == self.begins or not any(read):
                continue
            cells = read if len(read) == wide else _fitted(read, wide)
            if ("" in cells or len(cells) < wide) and self._is_around(line, cells):
                continue
            yield line, cells

    def _is_around(self, line: int, cells: Cells) -> bool:
        """Whether this is no row but a footer or a grand total; subtotals make it a report, which is refused."""
        said = [cell for cell in cells if cell]
        first = simplified(said[0].casefold())
        if re.fullmatch(_SUBTOTAL, first) and len(said) * 2 <= len(self.headings) + 1:
            raise WrongUsage("import-grouped", {"file": self.name, "line": line, "text": excerpt(visible(said[0]))})
        is_footer = len(said) == 1 and len(cells) == 1 < len(self.headings) - 1
        is_sum = not cells[0] and all(re.fullmatch(_FIGURES, cell) for cell in said)
        is_total = (is_sum or re.fullmatch(_TOTAL, first) is not None) and len(said) * 2 <= len(self.headings) + 1
        if is_footer or is_total:
            self._pass_over(line, cells)
        return is_footer or is_total

    def _pass_over(self, line: int, cells: Cells) -> None:
        if text := " ".join(cell for cell in cells if cell):
            self.left_out.append((line, excerpt(visible(text))))

    def _columns_in_use(self, wide: int) -> set[int]:
        """The columns in which anything stands beneath the headings."""
        return {
            place
            for line, cells in self._lines()
            if line > self.begins
            for place, cell in enumerate(cells[:wide])
            if cell
        }


def _fitted(cells: Cells, wide: int) -> Cells:
    """The cells without empty ones beyond the last heading."""
    while len(cells) > wide and not cells[-1]:
        cells = cells[:-1]
    return cells


def _headings(sheet: Sheet, known: Callable[[str], bool]) -> tuple[int, Cells]:
    """The line of the headings: the first one, or a later one near the top that holds known ones where it has not."""
    first: tuple[int, Cells] | None = None
    best, most = None, 0
    for place, (line, cells) in enumerate(sheet.lines()):
        if place >= SEARCHED:
            break
        if not any(cells):
            continue
        first = first or (line, cells)
        count = sum(known(cell) for cell in cells[:MOST_COLUMNS] if cell)
        if count > most:
            best, most = (line, cells), count
    if first is None:
        raise WrongUsage("csv-empty", {"file": sheet.name})
    own = sum(known(cell) for cell in first[1][:MOST_COLUMNS] if cell)
    is_title = best is not None and own < 2 and most >= 3
    line, cells = best if best is not None and is_title else first
    return line, [_bare(cell) for cell in cells]


def _bare(heading: str) -> str:
    """A heading without the marks of its tool: an arrow for the order, a star for a field that must be filled."""
    return heading.strip("\ufeff \t\r\n↑↓▲▼*").strip()


def _is_loose(cells: Cells) -> bool:
    return len(set(cells)) < len(cells) or "" in cells


def _unnamed(cells: Cells, name: str, column: int) -> WrongUsage:
    """The refusal of a column without a heading; a pivot, of which that is usual, is called so."""
    headings = tuple(filter(None, cells))
    if (kind := other_list(headings)) == "pivot":
        details = {"headings": list(headings), "looks_like": kind}
        return WrongUsage("import-other-list", {"file": name, "listkind": kind, "headings": headings}, details=details)
    return WrongUsage("csv-heading-empty", {"file": name, "column": column})


def _usable(cells: Cells, name: str, in_use: set[int] | None) -> tuple[str, ...]:
    """The headings; one that stands twice gets a number, and an empty one is fine where its column is empty too."""
    found: list[str] = []
    counts: dict[str, int] = {}
    for place, heading in enumerate(cells):
        if not heading and in_use is not None and place in in_use:
            raise _unnamed(cells, name, place + 1)
        told = heading
        while heading and told in counts:
            counts[heading] += 1
            told = f"{heading} ({counts[heading]})"
        found.append(told)
        counts[told] = 1
    while found and not found[-1]:
        found.pop()
    if not any(found):
        raise WrongUsage("csv-empty", {"file": name})
    return tuple(found)
