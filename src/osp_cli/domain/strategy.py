"""Which of the six competitive strategies fits a deal, and the answers that led there.

The rules are data of the pack (`strategies.toml`); here stands what their conditions mean. What is not known never
speaks for a strategy: without enough answers nothing is recommended, and the questions to ask are named.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from osp_cli.domain.assessment import compare, score, states
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.handbook import Ground, Handbook, IsAhead, IsBehind, IsDeal, NetOf, QuestionState, Strategy
from osp_cli.domain.opportunity import Answer
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Fit:
    """A rule that fits, and the answers on which it rests, in the order of the method, ours before a competitor's."""

    strategy: Strategy
    answers: tuple[Answer, ...]


def fits(handbook: Handbook, dossier: Dossier, process: Process) -> tuple[Fit, ...]:
    """The rules whose conditions all hold, in the order of the pack: the first is what is recommended."""
    return tuple(
        Fit(strategy, _answers(strategy, dossier, process))
        for strategy in handbook.strategies
        if all(_holds(ground, dossier, process) for ground in strategy.when)
    )


def unsettled(handbook: Handbook, dossier: Dossier, process: Process) -> tuple[str, ...]:
    """The questions (ids) that the rules look at and that have neither + nor -, in the order of the method."""
    asked = {id for rule in handbook.strategies for ground in rule.when for id in _asked(ground, process)}
    twenty = (question.id for question in process.questions_of("tas"))
    return tuple(id for id in twenty if id in asked and not states(dossier, id) & {"+", "-"})


def _holds(ground: Ground, dossier: Dossier, process: Process) -> bool:
    """A new kind of condition does not pass the type checker before it is judged here."""
    match ground:
        case QuestionState(question=question, states=wanted):
            return not states(dossier, question).isdisjoint(wanted)
        case NetOf(heading=heading, least=least, most=most):
            net = next(section.net for section in score(dossier, process).sections if section.section == heading)
            return (least is None or net >= least) and (most is None or net <= most)
        case IsAhead(times=times, is_met=is_met):
            known = compare(dossier, process)
            is_ahead = len(known.ahead) >= times * max(len(known.behind), 1)
            return known.is_known and is_ahead == is_met
        case IsBehind():
            known = compare(dossier, process)
            return known.best is not None and known.net < known.best
        case IsDeal(kinds=kinds):
            return dossier.opportunity.kind in kinds
        case other:
            assert_never(other)


def _asked(ground: Ground, process: Process) -> Iterable[str]:
    """The questions (ids) that a condition looks at."""
    match ground:
        case QuestionState(question=question):
            return (question,)
        case NetOf(heading=heading):
            return (question.id for question in process.questions_of("tas") if question.section == heading)
        case IsAhead() | IsBehind():
            return (question.id for question in process.questions_of("tas") if question.is_compared)
        case IsDeal():
            return ()
        case other:
            assert_never(other)


def _answers(strategy: Strategy, dossier: Dossier, process: Process) -> tuple[Answer, ...]:
    """What is known, + or -, of what the conditions look at; of the competitors where they are compared."""
    ours = {id for ground in strategy.when for id in _asked(ground, process)}
    compared = {
        id for ground in strategy.when if isinstance(ground, IsAhead | IsBehind) for id in _asked(ground, process)
    }
    told = [
        dossier.answer_to(question.id, against)
        for question in process.questions_of("tas")
        for against in (None, *(competitor.name for competitor in dossier.competitors))
        if question.id in (compared if against else ours)
    ]
    return tuple(answer for answer in told if answer and answer.sign != "?")
