"""The pack as a `Process`: the built-in one from its compiled form, any other from its TOML files.

Every command needs the method, so the built-in pack is read with json and dataclasses alone. Pydantic and tomllib
are loaded only where a directory of TOML files is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from osp_cli.domain.kinds import (
    AllAsked,
    Answered,
    AnswerRule,
    Approved,
    CompetitorsAssessed,
    Confirmed,
    CriterionKind,
    Decided,
    FewUnknown,
    OnePositive,
    Recorded,
    RisksCountered,
    SizeComplete,
)
from osp_cli.domain.process import (
    Criterion,
    DealSizes,
    Gate,
    Item,
    PlanPart,
    Process,
    Question,
    Reason,
    Role,
    Section,
    SizeRule,
    Stage,
    Step,
    Text,
)

Row = Mapping[str, Any]
NOTHING = Text({})
SOURCE = Path(__file__).parent
COMPILED = SOURCE / "compiled.json"
HANDBOOK = SOURCE / "handbook.json"


@cache
def builtin() -> Process:
    """The method that comes with `osp`; read once per run."""
    return assemble(json.loads(COMPILED.read_bytes()))


def load(directory: Path, fits: Callable[[Sequence[str]], bool] | None = None) -> Process:
    """The method in the TOML files of a directory; a malformed pack is refused with `PackBroken`.

    `fits` as in `check.read`.
    """
    # Here, not above: pydantic costs more than a whole everyday command.
    from osp_cli.pack.check import read

    return assemble(read(directory, fits))


def assemble(content: Row) -> Process:
    """The values of a content that is known to be well formed (checked, or compiled from a checked one)."""
    return Process(
        name=content["name"],
        digest=content["digest"],
        languages=tuple(content["languages"]),
        roles=tuple(Role(row["id"], Text(row["text"]), row["side"], row["origin"]) for row in content["roles"]),
        steps=tuple(_step(row) for row in content["steps"]),
        stages=tuple(_stage(rank, row) for rank, row in enumerate(content["stages"])),
        gates=tuple(
            Gate(row["stage"], tuple(_criterion(each) for each in row["criteria"])) for row in content["gates"]
        ),
        sections=tuple(Section(row["id"], Text(row["text"]), row["origin"]) for row in content["sections"]),
        questions=tuple(_question(row) for row in content["questions"]),
        plan_parts=tuple(
            PlanPart(row["id"], Text(row["text"]), row["content"], row["is_required"], row["origin"])
            for row in content["plan_parts"]
        ),
        sizes=_sizes(content),
        reasons=tuple(_reason(row) for row in content["reasons"]),
    )


def item_of(row: Row) -> Item:
    """One line of the method."""
    return Item(row["id"], Text(row["text"]), row["origin"])


def _step(row: Row) -> Step:
    return Step(
        number=row["number"],
        key=row["key"],
        name=Text(row["name"]),
        goal=item_of(row["goal"]),
        records=tuple(row.get("records", ())),
    )


def _stage(rank: int, row: Row) -> Stage:
    return Stage(
        key=row["key"],
        rank=rank,
        name=Text(row["name"]),
        reached=Text(row["reached"]),
        confirmed_by=row["confirmed_by"],
        step=row["step"],
        probability=row["probability"],
        category=row["category"],
        is_won=row.get("is_won", False),
        origin=row["origin"],
        was=tuple(row.get("was", ())),
        usual_days=row.get("usual_days"),
    )


def _criterion(row: Row) -> Criterion:
    return Criterion(
        id=row["id"],
        text=Text(row["text"]),
        kind=_kind(row["kind"]),
        is_must=row["is_must"],
        confirmed_by=row["confirmed_by"],
        origin=row["origin"],
        is_again=row.get("is_again", False),
    )


def _kind(row: Row) -> CriterionKind:
    match row["by"]:
        case "answered":
            return Answered(_rule(row))
        case "confirmed":
            return Confirmed(row["role"], row.get("names", False), row.get("dates", False))
        case "decided":
            return Decided(row["step"])
        case "approved":
            return Approved(row["what"])
        case _:
            return Recorded(tuple(row["fields"]), row.get("is_record", False))


def _rule(row: Row) -> AnswerRule:
    match row["rule"]:
        case "one-positive":
            return OnePositive(row["question"], row.get("or_record"))
        case "all-asked":
            return AllAsked(row["questions"])
        case "size-complete":
            return SizeComplete()
        case "risks-countered":
            return RisksCountered()
        case "competitors-assessed":
            return CompetitorsAssessed(row["or_confirmed"])
        case _:
            return FewUnknown(row["limit"], row.get("section", ""))


def _text(row: Row, name: str) -> Text:
    """A text that some kinds of question do without."""
    languages = row.get(name)
    return Text(languages) if languages else NOTHING


def _question(row: Row) -> Question:
    return Question(
        id=row["id"],
        kind=row["kind"],
        form=row["form"],
        text=Text(row["text"]),
        meaning=_text(row, "meaning"),
        yes=_text(row, "yes"),
        no=_text(row, "no"),
        unknown=_text(row, "unknown"),
        next_question=_text(row, "next_question"),
        step=row["step"],
        origin=row["origin"],
        section=row.get("section", ""),
        number=row.get("number", 0),
        is_compared=row.get("is_compared", False),
        is_adoption=row.get("is_adoption", False),
        asks_about=row.get("asks_about"),
        weight=row.get("weight", 1),
        version=row.get("version", 1),
    )


def _sizes(content: Row) -> DealSizes:
    return DealSizes(
        rules=tuple(
            SizeRule(row["size"], Text(row["text"]), row["needs"], row["plan"], row["pages"], row["origin"])
            for row in content["size_rules"]
        ),
        limits={currency: (limits[0], limits[1]) for currency, limits in content["limits"].items()},
    )


def _reason(row: Row) -> Reason:
    return Reason(
        code=row["code"],
        text=Text(row["text"]),
        ends=tuple(row["ends"]),
        needs_note=row.get("needs_note", False),
        imports_only=row.get("imports_only", False),
        origin=row["origin"],
    )
