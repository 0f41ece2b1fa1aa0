"""The pictures of each document by the names that templates give them: `map.svg`, `profile.svg` and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from osp_cli.domain.process import Process
from osp_cli.frozen import replace
from osp_cli.render.pictures.bars import bars_picture, evened
from osp_cli.render.pictures.map import map_in_part, map_sheets
from osp_cli.render.pictures.shapes import Picture
from osp_cli.render.views.charts import outcome_bars, pipeline_bars, profile_bars, stuck_bars
from osp_cli.render.views.common import unknown
from osp_cli.render.views.funnel import ageing_bars, funnel_bars
from osp_cli.services.documents import Document
from osp_cli.services.sales_documents import SalesPlanDocument
from osp_cli.words import Words


def pictures_of(document: object, words: Words, process: Process) -> Mapping[str, Picture]:
    """The pictures that the facts of a document allow, each by its name in the Markdown; none of what is not known."""
    return {f"{picture.name}.svg": picture for picture in _pictures(document, words, process)}


def _pictures(document: object, words: Words, process: Process) -> Iterator[Picture]:
    match document:
        case Document():
            yield from _of_deal(document, words, process)
        case SalesPlanDocument():
            yield from _of_plan(document, words, process)
        case _:
            return


def _of_deal(document: Document, words: Words, process: Process) -> Iterator[Picture]:
    if document.kind == "full":
        yield from map_sheets(document.map, words)
    if document.kind == "opportunity" and not document.is_short:
        yield from map_in_part(document.map, words)
    if document.kind in ("assessment", "full") and document.rivals:
        names = {section.id: section.text.say(words.language) for section in process.sections}
        if (bars := profile_bars(document.profile, names, words)).rows:
            yield bars_picture(bars, has_title=True)
    if document.outcomes:
        bars = outcome_bars(document.outcomes, lambda name: unknown(name, words) or name, words)
        yield bars_picture(bars, has_title=True)


def _of_plan(document: SalesPlanDocument, words: Words, process: Process) -> Iterator[Picture]:
    if document.sheet:
        yield from map_sheets(document.sheet.map, words)
    funnel = document.funnel
    beside = (pipeline_bars(funnel.stages, words, process), ageing_bars(funnel.ageing, words))
    bars = [replace(each, is_half=True) for each in beside]
    if document.kind == "territory":
        bars.append(funnel_bars(funnel, words, process))
    bars.append(stuck_bars(funnel.stuck, words))
    yield from evened(bars_picture(each, has_title=True) for each in bars if each.rows)
