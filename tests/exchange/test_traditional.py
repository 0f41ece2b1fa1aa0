"""Lists in traditional letters, as Taiwan and Hong Kong write them."""

from __future__ import annotations

import codecs
import tomllib
from importlib.resources import files

import pytest

from osp_cli.exchange import traditional
from osp_cli.exchange.presets import PLAIN, meant, read_presets, recognised, unit_of
from osp_cli.exchange.tables import heading_key


def test_each_letter_stands_once_and_is_one_of_big5() -> None:
    letters = traditional._PAIRS[::2]
    assert len(traditional._PAIRS) % 2 == 0
    assert len(set(letters)) == len(letters)
    codecs.encode(letters, "big5")
    assert traditional.simplified(traditional._PAIRS[1::2]) == traditional._PAIRS[1::2]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("商機名稱", "name"), ("業務機會", "name"), ("客戶名稱", "account"), ("預計結案日", "close"),
        ("預計成交日期", "close"),
        ("階段", "stage"), ("負責人", "owner"), ("業務員", "owner"), ("幣別", "currency"), ("機率", "probability"),
        ("狀態", "status"), ("類型", "kind"),
        ("產品", "product"), ("商機編號", "external_id"), ("最後聯繫時間", "last_contact"),
    ],
)  # fmt: skip
def test_headings_in_traditional_letters_are_known(heading: str, field: str) -> None:
    presets = read_presets()
    assert heading_key(heading) in presets[PLAIN].fields[field]
    assert recognised([heading, "客戶名稱", "金額", "階段"], presets).id == PLAIN


def test_values_and_units_in_traditional_letters_are_known() -> None:
    presets = read_presets()
    said = ("已成交", "結案成功", "贏單", "輸單", "進行中")
    assert [meant("status", each, presets[PLAIN], presets) for each in said] == ["won", "won", "won", "lost", "open"]
    found = unit_of("金額（萬元）")
    assert found is not None
    assert (found[0], found[1].scale) == ("金額", "万")


def test_no_heading_stands_for_two_fields_but_a_close_date_that_is_the_end_beside_an_expected_one() -> None:
    fields = tomllib.loads((files("osp_cli.exchange.presets") / "csv.toml").read_text(encoding="utf-8"))["fields"]
    keys = [(heading_key(each), field) for field, headings in fields.items() for each in headings]
    of_close = {key for key, field in keys if field == "close"}
    alone = {(key, field) for key, field in keys if field != "ended" or key not in of_close}
    assert len({key for key, _ in keys}) == len(alone)
    assert [*fields].index("close") < [*fields].index("ended")
