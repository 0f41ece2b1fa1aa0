"""How good frozen forecasts were: every way of forecasting beside the naive ones, the ranges, owner by owner."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.learning.frozen_scores import OWNER_METHODS, FrozenChances, FrozenOwner, FrozenScores
from osp_cli.render.blocks import Blank, Block, Column, Command, Facts, Heading, Line, Row, Table, View
from osp_cli.render.views import common
from osp_cli.render.views.accuracy import (
    SHOWN_OWNERS,
    methods_blocks,
    numbers,
    percent,
    ranges_said,
    reliability_table,
    rounded,
)
from osp_cli.services.hindsight import Hindsight
from osp_cli.words import Words


def hindsight_view(result: Hindsight, words: Words) -> View:
    """The scores of the snapshots; how many there are and what is missing where there are few or none."""
    scores = result.scores
    rows = [(words("hindsight.snapshots"), words("hindsight.snapshots-say", count=result.snapshots))]
    for name in ("waiting", "other", "gone"):
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
    return (*parts, *_methods(scores, words), *_chances(scores.chances, words), *_owners(scores.owners, words))


def _methods(scores: FrozenScores, words: Words) -> Iterable[Block]:
    yield from methods_blocks(scores.methods, "hindsight.methods", words)
    if scores.ranges is None:
        yield Line(words("hindsight.no-ranges"), "dim")
    else:
        yield Line(ranges_said(scores.ranges, words))


def _chances(scores: tuple[FrozenChances, ...], words: Words) -> Iterable[Block]:
    """How good the chances of deals were by each method, and how reliable those of the first of them."""
    if not scores:
        return
    rows = tuple(
        (
            words(f"hindsight.chances.{each.method}"),
            rounded(each.score.brier),
            percent(each.score.skill, signed=True),
            rounded(each.score.log_loss),
            rounded(each.score.auc),
            f"{each.score.cases:,}",
        )
        for each in scores
    )
    first = scores[0]
    yield from (Blank(), Heading(words("accuracy.chances", count=first.score.cases)))
    yield Table(
        (Column(words("accuracy.way")), *numbers(words, "short.brier", "short.gain", "log-loss", "auc", "cases")), rows
    )
    base, rate = rounded(first.score.base_brier), percent(first.score.rate)
    yield Line(words("hindsight.chances-say", base=base, rate=rate), "dim")
    yield from (Blank(), Line(words("hindsight.reliability", method=words(f"hindsight.chances.{first.method}"))))
    yield reliability_table(first.score, words)


def _owners(owners: tuple[FrozenOwner, ...], words: Words) -> Iterable[Block]:
    """Two tables: how far off each method was, and how good ranges and chances were."""
    if not owners:
        return
    shown = owners[:SHOWN_OWNERS]
    known = [name for name in OWNER_METHODS if any(name == each.method for own in shown for each in own.methods)]
    said = (Column(words(f"hindsight.short.{name}"), kind="number") for name in known)
    columns = (Column(words("views.owner")), *said, *numbers(words, "cases"))
    rows: list[Row] = []
    for own in shown:
        told = {each.method: each.score for each in own.methods}
        wapes = (percent(told[name].wape if name in told else None) for name in known)
        cases = max((each.cases for each in told.values()), default=0)
        rows.append((own.owner or words("forecast.none"), *wapes, str(cases)))
    yield from (Blank(), Heading(words("accuracy.by-owner")), Table(columns, tuple(rows)))
    yield Line(words("hindsight.by-owner-says"), "dim")
    yield from (Blank(), _sureness(shown, words), Line(words("hindsight.sureness-says"), "dim"))
    if len(owners) > SHOWN_OWNERS:
        yield Line(words("views.and-more", count=len(owners) - SHOWN_OWNERS), "dim")


def _sureness(owners: Iterable[FrozenOwner], words: Words) -> Table:
    names = ("coverage", "cases", "short.brier", "short.gain", "auc", "cases")
    rows = []
    for own in owners:
        ranges, chances = own.ranges, own.chances[0].score if own.chances else None
        in_range = (percent(ranges.coverage), str(ranges.cases)) if ranges else (common.EMPTY, "0")
        said = (rounded(chances.brier), percent(chances.skill, signed=True), rounded(chances.auc)) if chances else ()
        told = (*said, f"{chances.cases:,}") if chances else (common.EMPTY, common.EMPTY, common.EMPTY, "0")
        rows.append((own.owner or words("forecast.none"), *in_range, *told))
    return Table((Column(words("views.owner")), *numbers(words, *names)), tuple(rows))
