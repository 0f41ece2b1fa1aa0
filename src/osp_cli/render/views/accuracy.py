"""How good forecasts are: every method beside the naive ones, the ranges, the chances, owner by owner."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.learning.backtest import Backtest, MethodScore
from osp_cli.domain.learning.bayes import Prediction
from osp_cli.domain.learning.frozen_scores import FrozenMethod, FrozenRanges
from osp_cli.domain.learning.replaying import OWN_METHODS
from osp_cli.domain.learning.scores import ChanceScore, RangeScore
from osp_cli.render.blocks import Blank, Block, Column, Command, Facts, Heading, Line, Row, Table, View
from osp_cli.render.views import common
from osp_cli.services.accuracy import Accuracy
from osp_cli.words import Words

SHOWN_OWNERS = 40


def accuracy_view(result: Accuracy, words: Words) -> View:
    """The whole report; where the book is too young for a replay, that alone."""
    scores = result.backtest
    parts: list[Block] = [Heading(words("accuracy.title"), level=1)]
    if not scores.quarters:
        parts.append(Line(words("accuracy.too-young", ends=scores.ends, minimum=result.minimum)))
        parts.append(Command("osp config set learning_minimum COUNT"))
    else:
        parts += [
            Facts(tuple(_facts(result, words))),
            *_methods(scores, words),
            *_weeks(scores, words),
            *_days(scores, words),
            *_chances(scores.chances, words),
            *_owners(scores, words),
        ]
    return (*parts, *_prediction(result.prediction, result.minimum, words))


def _facts(result: Accuracy, words: Words) -> Iterable[tuple[str, str]]:
    scores = result.backtest
    quarters = words("accuracy.quarters-say", first=scores.quarters[0], last=scores.quarters[-1])
    yield words("accuracy.quarters"), quarters if len(scores.quarters) > 1 else scores.quarters[0]
    yield words("accuracy.origins"), words("accuracy.origins-say", count=scores.origins)
    yield words("accuracy.deals"), words("accuracy.deals-say", deals=result.deals, ends=scores.ends)
    yield words("accuracy.method"), words("accuracy.method-says", version=scores.method)


def numbers(words: Words, *names: str) -> tuple[Column, ...]:
    """Columns of numbers with their headings."""
    return tuple(Column(words(f"accuracy.{name}"), kind="number") for name in names)


def methods_blocks(methods: Iterable[MethodScore | FrozenMethod], section: str, words: Words) -> Iterable[Block]:
    """How far off each method was; `section` holds what the methods are called."""
    rows = tuple(
        (
            words(f"{section}.{each.method}"),
            percent(each.score.mape),
            percent(each.score.bias, signed=True),
            str(each.score.cases),
        )
        for each in methods
    )
    yield from (Blank(), Heading(words("accuracy.totals")))
    yield Table((Column(words("accuracy.way")), *numbers(words, "mape", "bias", "cases")), rows)
    yield Line(words("accuracy.totals-say"), "dim")


def _methods(scores: Backtest, words: Words) -> Iterable[Block]:
    yield from methods_blocks(scores.methods, "accuracy.methods", words)
    if scores.team_ranges:
        yield Line(ranges_said(scores.team_ranges, words))


def ranges_said(score: RangeScore | FrozenRanges, words: Words) -> str:
    """How often what came lay within the range, and how wide it was."""
    return words("accuracy.ranges-say", coverage=percent(score.coverage), width=percent(score.width), count=score.cases)


def _weeks(scores: Backtest, words: Words) -> Iterable[Block]:
    if not scores.week_days:
        return
    columns = (Column(words("accuracy.week")), *numbers(words, *(f"short.{each.method}" for each in scores.methods)))
    rows = tuple(
        (str(place), *(percent(each.weeks[place]) for each in scores.methods)) for place in range(len(scores.week_days))
    )
    yield from (Blank(), Heading(words("accuracy.by-week")), Table(columns, rows))


def _days(scores: Backtest, words: Words) -> Iterable[Block]:
    names = (*(f"short.{method}" for method in OWN_METHODS), "coverage", "crps", "shock", "cases")
    rows = tuple(
        (
            str(each.day),
            *_wapes(each.methods),
            percent(each.ranges.coverage if each.ranges else None),
            percent(each.ranges.crps if each.ranges else None),
            f"{each.shock.sigma:.2f}",
            str(each.ranges.cases if each.ranges else 0),
        )
        for each in scores.days
    )
    yield from (Blank(), Heading(words("accuracy.by-owner-and-day")))
    yield Table((Column(words("accuracy.day")), *numbers(words, *names)), rows)
    yield Line(words("accuracy.by-day-says"), "dim")


def _wapes(methods: Iterable[MethodScore]) -> Row:
    return tuple(percent(each.score.wape) for each in methods)


def _chances(score: ChanceScore | None, words: Words) -> Iterable[Block]:
    if score is None:
        return
    yield from (Blank(), Heading(words("accuracy.chances", count=score.cases)))
    brier = words("accuracy.brier-says", brier=rounded(score.brier), base=rounded(score.base_brier))
    skill = [(words("accuracy.skill"), percent(score.skill))] if score.skill is not None else []
    auc = [(words("accuracy.auc"), rounded(score.auc))] if score.auc is not None else []
    loss = (words("accuracy.log-loss"), rounded(score.log_loss))
    yield Facts(((words("accuracy.rate"), percent(score.rate)), (words("accuracy.brier"), brier), *skill, loss, *auc))
    yield from (Blank(), reliability_table(score, words))


def reliability_table(score: ChanceScore, words: Words) -> Table:
    """What was said against what came, in bins of as many cases each."""
    rows = tuple(
        (percent(each.said), percent(each.came), f"{percent(each.low)} - {percent(each.high)}", f"{each.cases:,}")
        for each in score.reliability
    )
    return Table(numbers(words, "said", "came", "came-range", "cases"), rows)


def _owners(scores: Backtest, words: Words) -> Iterable[Block]:
    names = (*(f"short.{method}" for method in OWN_METHODS), "coverage")
    rows = tuple(
        (
            each.owner or words("forecast.none"),
            *_wapes(each.methods),
            percent(each.ranges.coverage if each.ranges else None),
        )
        for each in scores.owners
    )
    yield from (Blank(), Heading(words("accuracy.by-owner")))
    yield Table((Column(words("views.owner")), *numbers(words, *names)), rows[:SHOWN_OWNERS])
    if len(rows) > SHOWN_OWNERS:
        yield Line(words("views.and-more", count=len(rows) - SHOWN_OWNERS), "dim")


def _prediction(found: Prediction, minimum: int, words: Words) -> Iterable[Block]:
    yield from (Blank(), Heading(words("accuracy.prediction")))
    if found.tried is None or found.used is None:
        yield Line(words("accuracy.prediction-none", count=found.cases, minimum=minimum))
        return
    if not found.predicts:
        yield Line(words("accuracy.nothing-predicts", count=found.cases))
    scores = {"tried": rounded(found.tried.brier), "base": rounded(found.tried.base_brier)}
    yield Line(words("accuracy.prediction-score", **scores, auc=rounded(found.tried.auc), fields=found.fields), "dim")
    if found.signals:
        columns = (Column(words("accuracy.fact")), Column(words("accuracy.value")))
        rows = tuple(
            (each.field, each.value, percent(each.won / each.cases), f"{each.cases:,}") for each in found.signals
        )
        yield Table((*columns, *numbers(words, "won-share", "cases")), rows)


def percent(share: float | None, *, signed: bool = False) -> str:
    """A share in percent; what cannot be told is a dash."""
    if share is None:
        return common.EMPTY
    return f"{100 * share:+.1f}%" if signed else f"{100 * share:.1f}%"


def rounded(value: float | None) -> str:
    """A score to four places; what cannot be told is a dash."""
    return common.EMPTY if value is None else f"{value:.4f}"
