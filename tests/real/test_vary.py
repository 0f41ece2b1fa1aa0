"""A few of the clothes that the public export can wear, each with the same book inside (all: vary_maven.py by hand)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.real.vary_maven import DATA, WON_BY_QUARTER, Variant, imported

pytestmark = pytest.mark.skipif(
    not (DATA / "sales_pipeline.csv").is_file(), reason="the public export is not beside this repository (OSP_MAVEN)"
)


@pytest.mark.parametrize(
    "variant",
    [
        Variant("day-first", "european", "semicolon", "gb18030", "-", "chinese"),
        Variant("excel", "plain", "comma", "utf-8", "", "english", "xlsx"),
    ],
    ids=["chinese", "excel"],
)
def test_the_same_export_in_other_clothes_makes_the_same_book(tmp_path: Path, variant: Variant) -> None:
    found = imported(tmp_path, variant)
    assert found.get("won") == WON_BY_QUARTER, found
    assert (found["created"], found["joined"]) == (8_800, [(8_800, 0), (8_800, 0)])
