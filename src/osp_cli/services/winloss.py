"""The win/loss review of an outcome: its questions, what they found, and recording them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.process import Process
from osp_cli.domain.winloss import Review, review_of
from osp_cli.errors import NotAllowed, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.answering import answer
from osp_cli.services.desk import Desk, Named
from osp_cli.services.interviews import Due, Given


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review of an outcome as it stands: how it ended and why, what was found, and what is still to be asked.

    `recorded` of its answers are new; `units` of undo are what this call left.
    """

    opportunity: Named
    stage: str
    owner: str | None
    reason: str | None
    lost_to: str | None
    note: str | None
    review: Review
    recorded: int = 0
    units: int = 0


def review_within(dossier: Dossier, process: Process) -> Review:
    """The review of a deal; `winloss-open` while it goes on, `winloss-unasked` where the pack has no questions."""
    opportunity = dossier.opportunity
    if not process.questions_of("winloss"):
        raise WrongUsage("winloss-unasked", {"pack": process.name})
    found = review_of(dossier, process)
    if found is None:
        raise NotAllowed("winloss-open", {"name": opportunity.name, "number": opportunity.number})
    return found


def questions_due(dossier: Dossier, process: Process) -> tuple[Due, ...]:
    """The questions of the review; open is what nobody has answered since the outcome."""
    review = review_within(dossier, process)
    standing = {each.question: each for each in review.answers}
    return tuple(
        Due(question, None, standing.get(question.id), is_open=question.id in review.open)
        for question in process.questions_of("winloss")
    )


def reviewed(desk: Desk, number: int, recorded: int = 0) -> Reviewed:
    """The review as it stands."""
    with desk.store.reading() as reading:
        return _shown(desk, reading.dossier(number), recorded)


def record_review(desk: Desk, number: int, given: Iterable[Given]) -> Reviewed:
    """Records the answers of a file as one unit; a question of another kind is refused (`winloss-foreign`)."""
    kept = tuple(given)
    with desk.writing_on(number) as (writing, dossier):
        review_within(dossier, desk.process)
        for one in kept:
            if desk.process.question(one.question).kind != "winloss":
                raise WrongUsage("winloss-foreign", {"question": one.question})
            answer(desk, number, one.question, one.said, one.fact)
        return _shown(desk, writing.dossier(number), len(kept))


def _shown(desk: Desk, dossier: Dossier, recorded: int) -> Reviewed:
    o = dossier.opportunity
    review = review_within(dossier, desk.process)
    return Reviewed(
        Named.of(o), o.stage, o.owner, o.reason, o.lost_to, o.reason_note, review, recorded, desk.store.kept
    )


def must_follow_outcome(dossier: Dossier, process: Process, on: date) -> None:
    """Refuses a review of a day before the outcome: it would be of an earlier one."""
    review = review_within(dossier, process)
    if review.ended_on is not None and on < review.ended_on:
        values = {"name": dossier.opportunity.name, "day": on, "last": review.ended_on}
        raise WrongUsage("winloss-before-end", values)
