"""A bar as signs, as a terminal and a text file show it."""

from __future__ import annotations

from osp_cli.render.blocks import Bar


def signs(bar: Bar, width: int, space: str = " ") -> str:
    """The bar in at most so many cells: every part that is not nothing in one at least, the tick over them."""
    drawn, begin = "", bar.start
    for share, sign in ((bar.share, bar.sign), *bar.more):
        if share > 0:
            first = min(round(width * begin), width - 1)
            begin = min(begin + share, 1)
            drawn = drawn.ljust(first, space)
            drawn += sign * max(round(width * begin) - len(drawn), 1)
    if bar.tick is None:
        return drawn
    place = min(round(width * bar.tick), width - 1)
    return f"{drawn.ljust(place, space)[:place]}|{drawn[place + 1 :]}"
