"""What is fitted is what was measured: each page keeps its place, whatever hangs on the letters of those before."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.errors import OspError
from osp_cli.render.paper.fitting import Composed, Fit, Fitter, Place
from osp_cli.render.paper.press import End, Ink, Press
from osp_cli.render.paper.sheet import HEIGHT, SIZES, TIGHT, TOP
from osp_cli.render.paper.shortening import LEVELS, Limits

GAPS = (2, 0, 1)


class Moody:
    """A press on which pages run over without any order; set tight and cut to the least, they are kept."""

    def __init__(self, seed: int, *, keeps_least: bool = True) -> None:
        self._seed, self._keeps_least = seed, keeps_least
        self.asked = 0

    def is_kept(self, fit: Fit) -> bool:
        before, kept = 0, True
        for number, limits in enumerate(fit.limits):
            page = self.composed(Place(number, fit.size, before), limits)
            own = {name: fit.inputs.get(name, "0.0000") for name in (f"t{number + 1}", f"w{number + 1}")}
            kept = kept and self.ends(page.code, Ink(), own)[-1].page == 1
            before += page.letters
        return kept

    def composed(self, place: Place, limits: Limits) -> Composed:
        """A page whose text, and how many letters it takes, change with everything that was asked for."""
        code = "least" if (place.size, limits) == (SIZES[-1], LEVELS[-1]) else f"{place} {limits}"
        return Composed(code, Random(code).randrange(4))

    def ends(self, code: str, _ink: Ink, inputs: Mapping[str, str]) -> list[End]:
        self.asked += 1
        chance = Random(f"{self._seed} {code} {inputs}")
        is_least = code == "least" and f"{TIGHT:.4f}" in inputs.values() and "0.0000" in inputs.values()
        is_kept = self._keeps_least and (is_least or chance.random() < 0.7)
        return [End(1 if is_kept else 2, chance.uniform(TOP, TOP + HEIGHT))]


class Even(Moody):
    """A press on which a page is as high as the rows that may stand on it, at any type size."""

    def composed(self, place: Place, limits: Limits) -> Composed:
        rows = limits.rows + limits.ahead[0] * limits.ahead[1] + limits.lines * place.number
        return Composed(f"{rows}", 0)

    def ends(self, code: str, _ink: Ink, inputs: Mapping[str, str]) -> list[End]:
        self.asked += 1
        spacing, writing = map(float, inputs.values())
        page, filled = divmod(float(code) * (20 + spacing) / 200 + writing / HEIGHT, 1)
        return [End(int(page) + 1, TOP + HEIGHT * filled)]


def fitted(press: Moody) -> Fit:
    return Fitter(cast("Press", press), press.composed, Ink(), GAPS).fit()


@settings(max_examples=200, deadline=None)
@given(st.integers())
def test_a_fit_keeps_every_page_however_it_hangs_on_the_letters_of_those_before(seed: int) -> None:
    press = Moody(seed)
    assert press.is_kept(fitted(press))


def test_what_nothing_keeps_is_refused() -> None:
    with pytest.raises(OspError) as caught:
        fitted(Moody(0, keeps_least=False))
    assert caught.value.code == "document-unfit"


def test_pages_that_grow_evenly_are_full_after_few_trials() -> None:
    press = Even(0)
    fit = fitted(press)
    assert press.is_kept(fit)
    assert press.asked < 60
    for number, (limits, spacing) in enumerate(zip(fit.limits, fit.spacing, strict=True)):
        page = press.composed(Place(number, fit.size, 0), limits)
        end = press.ends(page.code, Ink(), {"t": f"{spacing:.4f}", "w": "0"})[-1]
        assert end.page == 1
        assert end.filled > 0.99
