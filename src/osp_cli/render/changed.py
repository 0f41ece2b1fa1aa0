"""What turned in a deal since its last review, as it is said on the sheet of a review and in its document."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.money import Money
from osp_cli.render.views import common
from osp_cli.render.views.interviews import answer_change
from osp_cli.services.turned import SinceReview, Turned, Value, Why
from osp_cli.words import Words


def since_line(since: SinceReview, words: Words) -> str:
    """Since when the changes are told."""
    day = common.short_day(since.on, words) if since.on else words("views.gap")
    return words(f"review.since-{since.anchor}", day=day, by=since.by, version=since.version)


def change_lines(since: SinceReview, words: Words) -> list[str]:
    """Since when, and one line for each thing that turned; one that says so where nothing did."""
    lines = [turned_line(turned, words) for turned in since.turned]
    lines += [answer_change(change, words) for change in since.answers]
    return [since_line(since, words), *(lines or [words("review.unchanged")])]


def turned_line(turned: Turned, words: Words) -> str:
    """One thing that turned, before and now, and why."""
    told = [words("review.now", new=_value(turned.after, words), old=_value(turned.before, words))]
    if turned.pushed_ever:
        told.append(words("review.slipped", count=turned.pushed, ever=turned.pushed_ever))
    told += [_why(each, words) for each in turned.reasons]
    if turned.needs_reason and not turned.reasons:
        told.append(words("review.no-reason"))
    return words("views.label", label=words(f"review.turned.{turned.what}"), value=words("views.list-joint").join(told))


def _value(value: Value, words: Words) -> str:
    match value:
        case None:
            return words("views.none")
        case Money():
            return common.money(value, words)
        case date():
            return common.short_day(value, words)
        case _:
            key = f"forecast.short.{value}"
            return words(key) if words.has(key) else value


def _why(why: Why, words: Words) -> str:
    return words("review.why", reason=why.text, by=why.by, day=common.short_day(why.on, words))
