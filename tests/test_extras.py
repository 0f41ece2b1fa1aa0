"""The optional engines: what is named is what pyproject.toml offers, and a missing one says how to install it."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from osp_cli.errors import OspError
from osp_cli.extras import EXTRAS, engine

ROOT = Path(__file__).parents[1]


def test_each_optional_module_belongs_to_the_extra_that_pyproject_offers_for_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    offered = project["optional-dependencies"]
    homes = packages_distributions()
    for module, extra in EXTRAS.items():
        names = {re.split(r"[<>=]", line)[0].lower() for line in offered[extra]}
        assert names & {home.lower().replace("_", "-") for home in homes[module]}, module


@pytest.mark.parametrize("module", EXTRAS)
def test_a_missing_engine_ends_with_the_name_of_its_extra(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == module:
                raise ModuleNotFoundError(name=module)

    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(OspError) as caught:
        engine(module)
    assert (caught.value.code, caught.value.values) == ("extra-missing", {"extra": EXTRAS[module]})


@pytest.mark.parametrize("failure", [ImportError("no font.so"), ModuleNotFoundError("no font.so", name="font")])
def test_an_engine_that_cannot_be_loaded_says_why(failure: ImportError, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "typst":
                raise failure

    monkeypatch.delitem(sys.modules, "typst", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(OspError) as caught:
        engine("typst")
    assert (caught.value.code, caught.value.values) == ("extra-broken", {"extra": "pdf", "reason": "no font.so"})


def test_an_engine_that_is_installed_is_given() -> None:
    assert engine("xlsxwriter").__name__ == "xlsxwriter"
