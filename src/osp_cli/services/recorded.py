"""Which records stand for an answer: a question that they speak to is not open, whether anybody answered it or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.fields import Noun
from osp_cli.domain.handbook import Handbook
from osp_cli.domain.on_record import RULES, records_of
from osp_cli.domain.political_map import AGAINST_US
from osp_cli.domain.process import Process

COMPETITORS, CRITERIA, PEOPLE_RISK = "competitors", "decision-criteria", "risk-people"
"""Questions of the built-in method that no gate ties to their records; in another pack they are asked as they are."""


def recorded(dossier: Dossier, process: Process, handbook: Handbook) -> Mapping[str, tuple[str, ...]]:
    """What stands on record for a question, by its id: the words by which people know each record.

    Sources: what the gates take in place of an answer (`Process.record_kinds`), and whom a duty asks for.
    """
    found = {
        question: _heads(RULES[kind].noun, records_of(kind, dossier)) for question, kind in process.record_kinds.items()
    }
    for duty in handbook.duties:
        if duty.question and duty.asks_for:
            mates = (mate.name for mate in dossier.teammates if mate.part == duty.asks_for and mate.asked_on)
            found[duty.question] = tuple(mates)
    found[COMPETITORS] = tuple(rival.name for rival in dossier.competitors)
    found[CRITERIA] = tuple(criterion.text for criterion in dossier.criteria)
    return {question: texts for question, texts in found.items() if texts}


def recorded_risks(dossier: Dossier) -> Mapping[str, tuple[str, ...]]:
    """The open risks by the prompt they speak to; to a no about people also whoever stands against us."""
    found: dict[str, list[str]] = {}
    for risk in dossier.risks:
        if risk.prompt and not risk.is_closed:
            found.setdefault(risk.prompt, []).append(risk.text)
    denied = dossier.answer_to(PEOPLE_RISK)
    if denied and denied.sign == "-" and (against := [p.name for p in dossier.people if p.stance in AGAINST_US]):
        found.setdefault(PEOPLE_RISK, []).extend(against)
    return {prompt: tuple(texts) for prompt, texts in found.items()}


def _heads(noun: Noun, records: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(getattr(record, noun.head.name)) for record in records)
