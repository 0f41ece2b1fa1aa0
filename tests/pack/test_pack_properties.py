"""Whatever is done to a pack: it is refused with its faults, or it is a method that holds together."""

from __future__ import annotations

import copy
import tomllib
import zlib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.domain.kinds import Answered, Confirmed, OnePositive
from osp_cli.domain.process import Process
from osp_cli.errors import PackBroken
from osp_cli.pack import check, load

RAW: dict[str, dict[str, Any]] = {
    name: tomllib.loads((load.SOURCE / name).read_text(encoding="utf-8")) for name in (*check.FILES, *check.READ)
}


def _places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in the files, tables and lists included."""
    if isinstance(value, dict):
        return [place for key in value for place in [(*path, key), *_places(value[key], (*path, key))]]
    if isinstance(value, list):
        return [place for n, each in enumerate(value) for place in [(*path, n), *_places(each, (*path, n))]]
    return []


PLACES = _places(RAW)
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 200), st.floats(allow_nan=False), st.text(max_size=12),
    st.just([]), st.just({}), st.just({"en": "x"}), st.just([{"id": "x"}]), st.just("rep"), st.just("9.5"),
)  # fmt: skip


def _spoiled(place: tuple[str | int, ...], odd: object, *, is_gone: bool) -> dict[str, dict[str, Any]]:
    raw = copy.deepcopy(RAW)
    holder: Any = raw
    for part in place[:-1]:
        holder = holder[part]
    if is_gone:
        del holder[place[-1]]
    else:
        holder[place[-1]] = odd
    return raw


def _assert_holds_together(process: Process) -> None:
    roles = {role.id for role in process.roles}
    for stage in process.stages:
        assert stage.confirmed_by in roles
        assert process.step(stage.step).number == stage.step
        assert process.gate(stage.key).criteria or stage.rank == 0
    for gate in process.gates:
        for criterion in gate.criteria:
            assert process.stage_of_criterion(criterion.id) == gate.stage
            match criterion.kind:
                case Answered(rule=OnePositive(question=question)):
                    assert process.question(question).id == question
                case Confirmed(role=role):
                    assert role in roles


@settings(max_examples=150, deadline=None)
@given(place=st.sampled_from(PLACES), odd=ODD, is_gone=st.booleans())
def test_a_spoiled_pack_is_refused_or_still_holds_together(
    place: tuple[str | int, ...], odd: object, *, is_gone: bool
) -> None:
    raw = _spoiled(place, odd, is_gone=is_gone)
    if len(place) == 1:
        raw = {**RAW, str(place[0]): {}}

    try:
        content = check.content_of(raw)
    except PackBroken as refusal:
        faults = refusal.details["faults"]
        assert faults
        assert all(fault["file"] in {**check.FILES, **check.READ} and fault["reason"] for fault in faults)
    else:
        _assert_holds_together(load.assemble(content))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_digest_does_not_depend_on_the_order_of_keys(seed: int) -> None:
    def shuffled(value: object) -> object:
        if isinstance(value, dict):
            keys = sorted(value, key=lambda key: zlib.crc32(f"{seed}{key}".encode()))
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(each) for each in value] if isinstance(value, list) else value

    raw = shuffled(RAW)

    assert isinstance(raw, dict)
    assert check.content_of(raw)["digest"] == load.builtin().digest
