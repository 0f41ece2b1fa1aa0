"""What is fitted is what was measured: a fit keeps its pages as a whole, not page by page alone."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.errors import OspError
from osp_cli.render.paper.fitting import Each, Fit, Fitter
from osp_cli.render.paper.press import End, Ink, Press
from osp_cli.render.paper.sheet import HEIGHT, TIGHT, TOP
from osp_cli.render.paper.shortening import LEVELS

PAGES = 3


class Moody:
    """A press on which pages run over without any order; set tight and cut to the least, they are kept."""

    def __init__(self, seed: int, *, keeps_least: bool = True) -> None:
        self._seed, self._keeps_least = seed, keeps_least

    def is_kept(self, fit: Fit) -> bool:
        return all(self._pages(self.composed(fit.size, fit.limits), fit.inputs))

    def composed(self, size: float, limits: Each) -> str:
        return f"{size} {'least' if set(limits) == {LEVELS[-1]} else limits}"

    def ends(self, code: str, _ink: Ink, inputs: Mapping[str, str]) -> list[End]:
        kept = self._pages(code, inputs)
        below = Random(f"{code} {inputs}").uniform(TOP, TOP + HEIGHT)
        return [End(sum(1 if each else 2 for each in kept[: place + 1]), below) for place in range(PAGES)]

    def _pages(self, code: str, inputs: Mapping[str, str]) -> list[bool]:
        if "least" in code and set(inputs.values()) == {f"{TIGHT:.4f}"}:
            return [self._keeps_least] * PAGES
        chance = Random(f"{self._seed} {code} {inputs}")
        return [self._keeps_least and chance.random() < 0.7 for _ in range(PAGES)]


def fitted(press: Moody) -> Fit:
    return Fitter(cast("Press", press), press.composed, Ink(), (2, 0, 1)).fit()


@settings(max_examples=200, deadline=None)
@given(st.integers())
def test_a_fit_keeps_all_pages_together_however_they_hang_on_each_other(seed: int) -> None:
    press = Moody(seed)
    assert press.is_kept(fitted(press))


def test_what_nothing_keeps_is_refused() -> None:
    with pytest.raises(OspError) as caught:
        fitted(Moody(0, keeps_least=False))
    assert caught.value.code == "document-unfit"
