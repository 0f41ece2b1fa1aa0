"""Deals of random facts in a real store, through the commands that people use; some texts are hostile."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.nouns import NOUNS
from osp_cli.pack.load import builtin
from tests.documents.plans import text

Command = Callable[..., int]
"""Runs `osp` with these words and gives its exit code."""
TODAY = date(2026, 11, 24)
MANY = {"person": 25, "action": 56, "milestone": 12, "criterion": 15, "risk": 10, "issue": 8, "competitor": 6}
OTHERS = 3
SKIPPED = ("record", "question", "positions", "people", "answer")
NOT_BEFORE_A_WIN = ("payment", "followup", "terms")


def fill(osp: Command, number: int, seed: int, language: str, folder: Path) -> None:
    """Fills a deal: next to nothing, some of everything, or far too much of it."""
    chance = random.Random(seed)
    fullness = chance.choice((0.0, 0.3, 1.0))
    for noun in NOUNS:
        if noun.name not in NOT_BEFORE_A_WIN:
            for place in range(round(fullness * chance.randint(0, MANY.get(noun.name, OTHERS)))):
                _add(osp, noun, number, chance, language, folder / f"{noun.name}{place}.toml")
    answers = {}
    for question in builtin().questions:
        if question.kind in ("tas", "qualification", "risk", "plan", "prompt") and chance.random() < fullness:
            sign = chance.choice("+-?") if question.form == "sign" else chance.choice(("", "?"))
            answers[question.id] = f"{sign} {text(chance, language, 25)}".strip()
    for kinds in (("assess", "tas"), ("qualify", "qualification"), ("guide --step 3", "risk plan prompt")):
        for question, told in answers.items():
            if told and builtin().question(question).kind in kinds[1].split():
                file = folder / "answers.toml"
                file.write_text(f"[answers]\n{question} = {_quoted(told)}\n", encoding="utf-8")
                osp(*kinds[0].split(), "--answers", str(file), "-o", str(number))


def _add(osp: Command, noun: Noun, number: int, chance: random.Random, language: str, file: Path) -> None:
    """Adds a record; where a hostile text is refused, nothing is."""
    told = {field.name: value for field in noun.fields if (value := _value(field, chance, language))}
    lines = (f"{name} = {_quoted(value)}" for name, value in told.items())
    file.write_text(f"[[{noun.name}]]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    osp(noun.name, "add", "--answers", str(file), "-o", str(number))


def _value(field: Field, chance: random.Random, language: str) -> str:  # noqa: PLR0911  one case per kind
    if field.kind in SKIPPED or field.only or (not field.is_needed and chance.random() < 0.3):
        return ""
    days = timedelta(days=chance.randint(1, 200))
    match field.kind:
        case "choice":
            return chance.choice(field.allowed)
        case "day":
            return str(TODAY - days if field.is_past else TODAY + days)
        case "money":
            return str(chance.randint(1, 10**9))
        case "number":
            return str(chance.randint(1, 20))
        case "flag":
            return chance.choice(("yes", "no"))
        case "name" | "person":
            return f"{text(chance, language, 2)} {chance.randint(1, 10**6)}".strip()
        case _:
            return text(chance, language)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def spread(first: int, count: int) -> Iterator[tuple[int, str]]:
    """Seeds and languages, one language after the other."""
    return ((seed, ("en", "zh")[seed % 2]) for seed in range(first, first + count))
