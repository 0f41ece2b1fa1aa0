"""The comparison of the pack with the facts of the method finds whatever is changed in the pack: change by change."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from osp_cli.pack.load import COMPILED, HANDBOOK, assemble
from osp_cli.pack.reading import handbook_of
from tests.pack.places import faults

CONTENT: dict[str, Any] = json.loads(COMPILED.read_bytes())
BOOK: dict[str, Any] = json.loads(HANDBOOK.read_bytes())
NAMES = ("id", "code", "size")
# Not shown by `osp process` for themselves: parts of the plan, and headings that stand with what is below them.
APART = {row["id"] for rows in (CONTENT["plan_parts"], BOOK["terms"], BOOK["chapters"]) for row in rows}


class Spoiled:
    """A copy of the built-in pack that a test may change."""

    def __init__(self) -> None:
        self.content, self.book = copy.deepcopy(CONTENT), copy.deepcopy(BOOK)

    def rows(self) -> list[tuple[list[Any], dict[str, Any]]]:
        """Everything with a name that is compared: the list it stands in, and itself."""
        found = [each for value in (self.content, self.book) for each in _rows(value)]
        return [(rows, row) for rows, row in found if _name(row) not in APART]

    def item(self, name: str) -> dict[str, Any]:
        """One item, to be changed."""
        row = next(row for _, row in self.rows() if _name(row) == name)
        return row.get("item", row)

    def faults(self) -> list[str]:
        """What the comparison finds in it."""
        return faults(assemble(self.content), handbook_of(self.book))


def _rows(value: Any) -> Iterator[tuple[list[Any], dict[str, Any]]]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _rows(each)
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                if _name(each):
                    yield value, each
                yield from _rows(each)


def _name(row: dict[str, Any]) -> str:
    inner = row.get("item", row)
    return str(next((inner[name] for name in NAMES if name in inner), ""))


def _unseen(ids: list[str], found: list[str]) -> list[str]:
    named = set(re.findall(r"[\w.+-]+", " ".join(found)))
    return [id for id in ids if id not in named]


def test_the_pack_as_it_is_has_no_faults() -> None:
    assert Spoiled().faults() == []
    assert len(Spoiled().rows()) > 500


def test_every_item_is_missed_when_it_is_dropped() -> None:
    spoiled = Spoiled()
    ids = [_name(row) for _, row in spoiled.rows()]
    for rows, row in spoiled.rows():
        rows.remove(row)

    assert _unseen(ids, spoiled.faults()) == []


@pytest.mark.parametrize("origin", ["method", "likely", "ours"])
def test_every_item_is_named_whose_origin_is_changed(origin: str) -> None:
    spoiled = Spoiled()
    changed = []
    for _, row in spoiled.rows():
        inner = row.get("item", row)
        if inner["origin"] != origin:
            inner["origin"] = origin
            changed.append(_name(row))

    assert len(changed) > 100
    assert _unseen(changed, spoiled.faults()) == []


@pytest.mark.parametrize("kind", ["handbook.signals", "handbook.duties", "handbook.warnings", "questions", "reasons"])
def test_one_item_that_is_dropped_is_missed_among_all_others(kind: str) -> None:
    spoiled = Spoiled()
    rows = spoiled.book[kind.removeprefix("handbook.")] if kind.startswith("handbook") else spoiled.content[kind]
    dropped = _name(rows.pop(1))

    assert _unseen([dropped], spoiled.faults()) == []


SWAPS = [
    ("en", "two weeks", "three weeks"),
    ("en", "two months", "three months"),
    ("en", "every quarter", "every month"),
    ("en", "this quarter", "this year"),
    ("en", "upper limit", "lower limit"),
    ("en", "three-page", "two-page"),
    ("en", "one-page", "two-page"),
    ("en", "TAS 20", "TAS 10"),
    ("en", "at most five", "at most six"),
    ("en", "stage 8", "stage 7"),
    ("zh", "两周", "三周"),
    ("zh", "两个月", "三个月"),
    ("zh", "每季度", "每月"),
    ("zh", "本季度", "今年"),
    ("zh", "三页", "两页"),
    ("zh", "一页计划", "两页计划"),
    ("zh", "TAS 20问", "TAS 10问"),
    ("zh", "不超过五个", "不超过六个"),
    ("zh", "阶段 9", "阶段 8"),
]


@pytest.mark.parametrize(("language", "old", "new"), SWAPS)
def test_a_figure_that_is_changed_is_seen_wherever_the_method_gives_it(language: str, old: str, new: str) -> None:
    spoiled = Spoiled()
    changed = []
    for _, row in spoiled.rows():
        text = row.get("item", row)["text"]
        if old in text[language]:
            text[language] = text[language].replace(old, new)
            changed.append(_name(row))
    found = [fault for fault in spoiled.faults() if " does not say " in fault]

    assert changed
    assert _unseen(changed, found) == []


STAGE_CHANGES: list[tuple[str, Any]] = [("probability", 15), ("category", "best"), ("confirmed_by", "rep"), ("step", 1)]


@pytest.mark.parametrize(("key", "value"), STAGE_CHANGES)
def test_a_stage_that_is_changed_is_seen(key: str, value: Any) -> None:
    spoiled = Spoiled()
    spoiled.content["stages"][1][key] = value

    assert any("stage:2" in fault for fault in spoiled.faults())


@pytest.mark.parametrize(("currency", "limits"), [("USD", [50_000, 200_000]), ("CNY", [350_000, 750_000])])
def test_a_limit_that_is_changed_is_seen(currency: str, limits: list[int]) -> None:
    spoiled = Spoiled()
    spoiled.content["limits"][currency] = limits

    assert any("size:small does not say" in fault for fault in spoiled.faults())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("trap-3-no-actions", "signal-no-actions"),
        ("do-5-risks", "tas-risk"),
        ("budget", "coach-2-2"),
        ("avoid-price", "rule-limits"),
        ("duty-revisit", "how-6-revisit"),
    ],
)
def test_what_is_said_again_in_another_kind_is_seen(source: str, target: str, language: str) -> None:
    spoiled = Spoiled()
    spoiled.item(target)["text"][language] = spoiled.item(source)["text"][language].rstrip(".。")

    assert any("says the same as" in fault and {source, target} <= set(fault.split()) for fault in spoiled.faults())
