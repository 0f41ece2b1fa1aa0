"""Whether the history still gives what was frozen: every figure of a snapshot is made again from the past day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from osp_cli.domain.forecast import CATEGORIES, OPEN_LINES, WON_LINES, Horizon, Scale, StageWeight
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk, Named
from osp_cli.services.snapshots import METHOD, OWN_MODEL, digest, frozen_in, period_of
from osp_cli.store import past, snapshots
from osp_cli.store.snapshots import Kept
from osp_cli.store.store import Reading

FIGURES = ("headline", "weighted", "quota", *OWN_MODEL, *WON_LINES, *OPEN_LINES)
SHOWN_CHANCES = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that the history gives otherwise than it was frozen; `owner` None: of the whole."""

    owner: str | None
    line: str
    frozen: str
    rebuilt: str


Verdict = Literal["same", "differs", "other-method", "other-store"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A snapshot held against the history: what differs, and the deals that were imported since for that day.

    One of another store or another method cannot be held against this history.
    """

    number: int
    on: date
    period: str
    verdict: Verdict
    differences: tuple[Difference, ...]
    imported_since: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class SnapshotsChecked:
    """Every snapshot that was checked."""

    checked: tuple[Checked, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """All that a snapshot holds."""

    content: Mapping[str, Any]
    chances: Mapping[str, Any]
    digest: str


def check_snapshots(desk: Desk, number: int | None = None) -> SnapshotsChecked:
    """Holds snapshots (None: every one) against the history: it gives the same figures, or says which differ."""
    with desk.store.reading() as reading:
        wanted = snapshots.kept(reading) if number is None else (snapshots.kept_by_number(reading, number),)
    return SnapshotsChecked(tuple(_check(desk, kept) for kept in wanted))


def _check(desk: Desk, kept: Kept) -> Checked:
    period = period_of(kept.content)
    if kept.unit is None or kept.method != METHOD:
        verdict: Verdict = "other-store" if kept.unit is None else "other-method"
        return Checked(kept.number, kept.on, period.label, verdict, (), ())
    first_stage = desk.process.stages[0].key
    with desk.store.reading() as reading:
        frozen = Frozen(kept.content, snapshots.chances_of(reading, kept.number), kept.digest)
        past.rewind(reading, kept.cut(counts_imports=False, first_stage=first_stage), with_moves=True)
        rebuilt = _rebuilt(desk, reading, kept)
    with desk.store.reading() as reading:
        since = past.rewind(reading, kept.cut(counts_imports=True, first_stage=first_stage)).imported
        imported = tuple(Named.of(reading.opportunity(number)) for number in since)
    differences = tuple(_differences(frozen, rebuilt))
    return Checked(kept.number, kept.on, period.label, "differs" if differences else "same", differences, imported)


def _rebuilt(desk: Desk, reading: Reading, kept: Kept) -> Frozen:
    """The snapshot made again of what a reading shows, with the settings and the scale of then."""
    content = kept.content
    settings = replace(desk.settings, currency=content["base"], **content["settings"])
    then = Desk(desk.store, desk.process, settings, kept.on, desk.who)
    scale, horizon = _scale_of(content, reading.former), Horizon(period_of(content), kept.on, content["base"])
    rebuilt, chances = frozen_in(then, reading, scale, horizon)
    return Frozen(rebuilt, chances, digest(reading, rebuilt))


def _differences(frozen: Frozen, rebuilt: Frozen) -> Iterator[Difference]:
    before, after = frozen.content, rebuilt.content
    yield from _differing(None, before["total"], after["total"], FIGURES)
    models = [content["model"] or {} for content in (before, after)]
    yield from _differing(None, models[0], models[1], tuple({**models[0], **models[1]}))
    owners = [{owner["name"]: owner for owner in content["owners"]} for content in (before, after)]
    for name in {**owners[0], **owners[1]}:
        yield from _differing(name or "", owners[0].get(name, {}), owners[1].get(name, {}), FIGURES)
    yield from _differing(None, before, after, ("calls", "adjusted"))
    yield from _other_chances(frozen.chances, rebuilt.chances)
    if frozen.digest != rebuilt.digest:
        yield Difference(None, "digest", frozen.digest, rebuilt.digest)


def _differing(
    owner: str | None, before: Mapping[str, Any], after: Mapping[str, Any], lines: tuple[str, ...]
) -> Iterator[Difference]:
    flat = [{**row, **row.get("lines", {})} for row in (before, after)]
    for line in lines:
        old, new = (_as_text(row.get(line)) for row in flat)
        if old != new:
            yield Difference(owner, line, old, new)


def _other_chances(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Deals whose chances differ, the first few of them: a few tell what is wrong, all of them nothing more."""
    yield from _differing(None, before, after, ("win_rate",))
    old, new = _by_deal(before), _by_deal(after)
    wrong = [ulid for ulid in {**old, **new} if old.get(ulid) != new.get(ulid)]
    for ulid in wrong[:SHOWN_CHANCES]:
        yield Difference(None, "chances", _as_text({ulid: old.get(ulid)}), _as_text({ulid: new.get(ulid)}))


def _by_deal(chances: Mapping[str, Any]) -> dict[str, Any]:
    owners = chances["owners"]
    return {ulid: [owners[place], *said] for ulid, place, *said in chances["deals"]}


def _as_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _scale_of(content: Mapping[str, Any], former: Mapping[str, str]) -> Scale:
    weights = []
    for stage, percent, named, is_won in content["scale"]:
        category = next(each for each in CATEGORIES if each == named)
        weights.append(StageWeight(stage, percent, category, is_won))
    return Scale(tuple(weights), former)
