"""How good frozen forecasts were: every way of forecasting beside the naive ones, the ranges, owner by owner."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.learning.frozen_scores import OWNER_METHODS, FrozenOwner, FrozenScores
from osp_cli.render.blocks import Blank, Block, Column, Command, Facts, Heading, Line, Row, Table, View
from osp_cli.render.views.accuracy import SHOWN_OWNERS, methods_blocks, numbers, percent, ranges_said
from osp_cli.services.hindsight import Hindsight
from osp_cli.words import Words


def hindsight_view(result: Hindsight, words: Words) -> View:
    """The scores of the snapshots; how many there are and what is missing where there are few or none."""
    scores = result.scores
    rows = [(words("hindsight.snapshots"), words("hindsight.snapshots-say", count=result.snapshots))]
    for name in ("waiting", "other"):
        count = getattr(result, name)
        if count:
            rows.append((words(f"hindsight.{name}"), words(f"hindsight.{name}-say", count=count)))
    if scores.periods:
        joint = words("views.list-joint")
        periods = words("hindsight.scored-say", count=scores.snapshots, periods=joint.join(scores.periods))
        rows.append((words("hindsight.scored"), periods))
    parts: list[Block] = [Heading(words("hindsight.title"), level=1), Facts(tuple(rows))]
    if not scores.snapshots:
        parts += [Blank(), Line(words("hindsight.none"), "warn"), Command("osp accuracy --backtest")]
        return tuple(parts)
    if len(scores.periods) < result.few:
        parts.append(Line(words("hindsight.few", count=len(scores.periods), few=result.few), "warn"))
    return (*parts, *_methods(scores, words), *_owners(scores.owners, words))


def _methods(scores: FrozenScores, words: Words) -> Iterable[Block]:
    yield from methods_blocks(scores.methods, "hindsight.methods", words)
    if scores.ranges is None:
        yield Line(words("hindsight.no-ranges"), "dim")
    else:
        yield Line(ranges_said(scores.ranges, words))


def _owners(owners: tuple[FrozenOwner, ...], words: Words) -> Iterable[Block]:
    known = [name for name in OWNER_METHODS if any(name == each.method for own in owners for each in own.methods)]
    said = (Column(words(f"hindsight.short.{name}"), kind="number") for name in known)
    columns = (Column(words("views.owner")), *said, *numbers(words, "cases"))
    rows: list[Row] = []
    for own in owners[:SHOWN_OWNERS]:
        told = {each.method: each.score for each in own.methods}
        wapes = (percent(told[name].wape if name in told else None) for name in known)
        rows.append((own.owner or words("forecast.none"), *wapes, str(max(each.cases for each in told.values()))))
    if rows:
        yield from (
            Blank(),
            Heading(words("accuracy.by-owner")),
            Table(columns, tuple(rows)),
        )
        yield Line(words("hindsight.by-owner-says"), "dim")
    if len(owners) > SHOWN_OWNERS:
        yield Line(words("views.and-more", count=len(owners) - SHOWN_OWNERS), "dim")
