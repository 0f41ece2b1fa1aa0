"""review: the sheet of a manager's review. What it leaves is `condition`."""

from __future__ import annotations

from typing import Annotated

from osp_cli.cli.declaring import Context, Option, wiring_of
from osp_cli.cli.opportunities import period_of
from osp_cli.cli.params import owner_meant


def review(
    context: Context,
    owner: Annotated[str | None, Option("--owner", metavar="NAME")] = None,
    quarter: Annotated[str | None, Option("--quarter", metavar="PERIOD")] = None,
    format: Annotated[str | None, Option("--format", metavar="md|html")] = None,
    out: Annotated[str | None, Option("--out", metavar="FILE")] = None,
    force: Annotated[bool, Option("--force")] = False,
) -> None:
    """The sheet of a review: on the screen, as Markdown, or as one page for printing."""
    from osp_cli.render.views.reviews import review_view
    from osp_cli.services.reviews import review_sheet

    wiring = wiring_of(context)
    period = period_of(wiring, quarter) if quarter else None
    desk = wiring.reading()
    sheet = review_sheet(desk, wiring.handbook, owner=owner_meant(desk, owner), period=period)
    if format is None and out is None:
        wiring.show(sheet, review_view)
        return
    from osp_cli.cli.endings import format_of
    from osp_cli.cli.files import write_text
    from osp_cli.render.reviews import FORMATS, printed

    text = printed(sheet, wiring.words, format_of(format, out, FORMATS))
    write_text(wiring, sheet, text, out, is_forced=force)
