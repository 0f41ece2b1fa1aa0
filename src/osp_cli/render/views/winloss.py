"""The win/loss review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osp_cli.domain.process import Process
from osp_cli.domain.winloss import Review, WrongAnswer
from osp_cli.render.blocks import Blank, Block, Bullets, Facts, Heading, Item, Line, View
from osp_cli.render.naming import called, titled
from osp_cli.render.views import common
from osp_cli.words import Words

if TYPE_CHECKING:
    # Results of other pages, for annotations alone: the page of a deal loads this module, not their services.
    from osp_cli.services.winloss import Reviewed


def reviewed_view(reviewed: Reviewed, words: Words, process: Process) -> View:
    """How it ended, what was found, what is still to be asked."""
    review = reviewed.review
    parts: list[Block] = [common.title(reviewed.opportunity), Facts(_facts(reviewed, words))]
    for line in findings(review, words, process):
        parts += [Blank(), *line]
    if review.open:
        way = common.command(("winloss", str(reviewed.opportunity.number)))
        names = common.listed(review.open, words)
        parts += [Blank(), Line(words("winloss.open", count=len(review.open), questions=names, command=way), "warn")]
    return (*parts, common.undo_hint(words, reviewed.units)) if reviewed.recorded else tuple(parts)


def _facts(reviewed: Reviewed, words: Words) -> tuple[tuple[str, str], ...]:
    review, reason = reviewed.review, titled(reviewed.reason or "", words, "reasons") or reviewed.reason
    facts = [
        (words("views.outcome"), words(f"status.{review.status}")),
        (words("views.day"), common.day(review.ended_on, words) if review.ended_on else ""),
        (words("views.stage"), reviewed.stage),
        (words("views.owner"), reviewed.owner or ""),
        (words("views.reason"), reason or ""),
        (words("views.lost-to"), common.unknown(reviewed.lost_to, words) or ""),
        (words("views.note"), reviewed.note or ""),
    ]
    return tuple((label, told) for label, told in facts if told)


def findings(review: Review, words: Words, process: Process) -> tuple[tuple[Block, ...], ...]:
    """Question by question what was said, by whom; the wrong answers by name, those that were too rosy first."""
    told = []
    for answer in review.answers:
        question = process.question(answer.question)
        if question.form == "answers" and answer.text:
            lines = [wrong_line(each, words) for each in sorted(review.wrong, key=lambda each: not each.is_rosy)]
        else:
            lines = [answer.text or words(f"winloss.said-{'no' if answer.sign == '-' else 'unknown'}")]
        source = words("winloss.by", by=answer.by, day=common.day(answer.on, words))
        if answer.who:
            source = words("winloss.who", who=answer.who, by=answer.by, day=common.day(answer.on, words))
        if answer.evidence:
            lines.append(answer.evidence)
        said = Bullets(tuple(Item(line) for line in (*lines, source)))
        told.append((Heading(common.say(question.text, words), level=2), said))
    return tuple(told)


def wrong_line(wrong: WrongAnswer, words: Words) -> str:
    """An answer that turned out to be wrong; a + was too rosy."""
    said = f"{wrong.sign} {wrong.said or ''}".strip()
    values = {"question": called(wrong.question, words), "said": said, "by": wrong.by}
    return words("winloss.rosy" if wrong.is_rosy else "winloss.wrong", day=common.day(wrong.on, words), **values)
