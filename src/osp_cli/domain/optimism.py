"""Whether an assessment is too good to be true: named rules over our own answers. A doubt never blocks anything.

The three rules and their figures are osp-cli's own choice; what they look for is what goes wrong in the use of such
assessments: everything + at one go, a + that nobody at the customer stands behind, and evidence that has aged.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta

from osp_cli.domain.assessment import is_claimed
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.opportunity import Answer
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass

SITTING = 5
"""So many answers of one person recorded on one day, all of them +, are doubted."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A rule that fires: its name, and the questions whose + it doubts, in the order of the method."""

    rule: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules look at: our standing answers, and the first day of which evidence still counts as fresh."""

    answers: tuple[Answer, ...]
    fresh_from: date


def doubts(
    dossier: Dossier, process: Process, on: date, evidence_days: int, about: Collection[str]
) -> tuple[Doubt, ...]:
    """The rules that fire over our answers to the twenty as they stand on a day, in a fixed order.

    A + counts as fresh for `evidence_days` days; of what is doubted the questions in `about` (ids) are told.
    """
    standing = (dossier.answer_to(question.id) for question in process.questions_of("tas"))
    judged = Judged(tuple(answer for answer in standing if answer), on - timedelta(days=evidence_days))
    fired = (
        (name, tuple(answer.question for answer in rule(judged) if answer.question in about))
        for name, rule in RULES.items()
    )
    return tuple(Doubt(name, questions) for name, questions in fired if questions)


def _one_sitting(judged: Judged) -> Iterable[Answer]:
    """Enough of them recorded by one person on one day, and not a single - or ? among them."""
    sittings: dict[tuple[str, str], list[Answer]] = {}
    for answer in judged.answers:
        sittings.setdefault((answer.by, answer.at[:10]), []).append(answer)
    rosy = {key for key, said in sittings.items() if len(said) >= SITTING and all(each.sign == "+" for each in said)}
    return (answer for answer in judged.answers if (answer.by, answer.at[:10]) in rosy)


def _without_evidence(judged: Judged) -> Iterable[Answer]:
    """No person of the customer's, or nothing by which we know it."""
    return (answer for answer in judged.answers if is_claimed(answer))


def _old_evidence(judged: Judged) -> Iterable[Answer]:
    """It was said too long ago to be trusted unasked."""
    return (answer for answer in judged.answers if answer.sign == "+" and answer.on < judged.fresh_from)


RULES: Mapping[str, Callable[[Judged], Iterable[Answer]]] = {
    "all-plus-in-one-sitting": _one_sitting,
    "plus-without-evidence": _without_evidence,
    "evidence-old": _old_evidence,
}
