"""Our frozen dataclasses are those of the standard library, only cheaper to define."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.frozen import FEW, dataclass, field, field_names, replace

VALUES = st.none() | st.booleans() | st.integers() | st.text() | st.tuples(st.integers(), st.text())


def both(**options: Any) -> tuple[type, type]:
    """The same class, made by us and by the standard library."""

    def declare(field: Any) -> type:
        class Declared:
            __qualname__ = "Declared"
            __annotations__ = {"first": "Any", "second": "Any", "third": "Any", "kept": "Any"}
            second = 2
            third = field(default_factory=list, compare=False, repr=False)
            kept = field(default=7, init=False)

        return Declared

    return dataclass(frozen=True, **options)(declare(field)), dataclasses.dataclass(frozen=True, **options)(
        declare(dataclasses.field)
    )


@given(first=VALUES, second=VALUES, other=VALUES, slots=st.booleans(), times=st.integers(1, FEW + 5))
def test_ours_shows_compares_hashes_and_copies_as_the_standard_one(
    first: Any, second: Any, other: Any, slots: bool, times: int
) -> None:
    ours, standard = both(slots=slots)
    for _ in range(times):
        mine, theirs = ours(first, second=second), standard(first, second=second)
    assert repr(mine) == repr(theirs)
    assert hash(ours(first, second)) == hash(mine)
    assert (mine == ours(other, second)) == (theirs == standard(other, second))
    assert mine != theirs
    assert dataclasses.asdict(dataclasses.replace(mine, first=other)) == dataclasses.asdict(
        dataclasses.replace(theirs, first=other)
    )
    assert replace(mine, first=other) == dataclasses.replace(mine, first=other)
    assert dataclasses.is_dataclass(mine)
    assert field_names(ours) == tuple(each.name for each in dataclasses.fields(ours))
    assert mine.third is not ours(first).third
    match mine:
        case ours(got, _second):
            assert got == first


@pytest.mark.parametrize("calls", [0, FEW + 1])
@pytest.mark.parametrize(
    ("arguments", "named"),
    [((), {}), ((1, 2, 3, 4), {}), ((1,), {"first": 2}), ((1,), {"odd": 2}), ((), {"second": 1})],
)
def test_arguments_that_do_not_fit_are_refused_before_and_after_it_is_compiled(
    calls: int, arguments: tuple[int, ...], named: dict[str, int]
) -> None:
    ours, standard = both(slots=True)
    for _ in range(calls):
        ours(1)
    with pytest.raises(TypeError):
        standard(*arguments, **named)
    with pytest.raises(TypeError):
        ours(*arguments, **named)


def test_a_value_refuses_every_change() -> None:
    ours, _ = both()
    value = ours(1)
    for change in (lambda: setattr(value, "first", 2), lambda: delattr(value, "first")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert value.first == 1


def test_what_is_not_frozen_is_not_made_here() -> None:
    with pytest.raises(TypeError):
        dataclass(frozen=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """A value that looks at itself when it is made."""

    low: int
    high: int = 9

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(self)


def test_it_looks_at_itself_when_made() -> None:
    for _ in range(FEW + 2):
        with pytest.raises(ValueError, match="low=10"):
            Checked(10)
    assert Checked(3).high == 9
