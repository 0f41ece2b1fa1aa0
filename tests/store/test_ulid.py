from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osp_cli.store import ulid


def test_ulids_are_unique_and_sort_in_the_order_they_were_made() -> None:
    made = [ulid.new_ulid() for _ in range(5_000)]
    assert sorted(set(made)) == made
    assert {len(one) for one in made} == {26}
    assert all(ulid.is_ulid_start(one) for one in made)


def test_a_clock_that_goes_back_does_not_change_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ulid.new_ulid()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert ulid.new_ulid() > first


def test_a_ulid_begins_with_its_millisecond() -> None:
    assert ulid.encode(1_469_918_176_385 << 80).startswith("01ARYZ6S41")


@given(some.integers(0, 2**128 - 1), some.integers(0, 2**128 - 1))
def test_encoding_keeps_the_order(one: int, other: int) -> None:
    assert (ulid.encode(one) < ulid.encode(other)) == (one < other)


@pytest.mark.parametrize("text", ["", "I", "ulid", "0" * 27, "0-", "海"])
def test_what_is_no_start_of_a_ulid(text: str) -> None:
    assert not ulid.is_ulid_start(text)
