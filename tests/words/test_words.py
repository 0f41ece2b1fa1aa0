"""Finding a text, filling it, and choosing the language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from osp_cli.domain.money import Money
from osp_cli.words import Words, pick_language
from osp_cli.words import load as loading

TEXTS = {
    "en": {
        "errors.store-locked.what": "{path} is locked",
        "errors.store-locked.mend": "Wait",
        "more.one": "{count} deal more",
        "more.other": "{count:,} deals more",
        "only-english": "still here",
        "render.joint": ", ",
        "render.yes": "yes",
        "render.no": "no",
        "status.open": "open",
        "status.won": "won",
        "statuses": "not of the section",
        "value": "it is {value}",
        "braces": "{{literal}} {value}",
    },
    "zh": {
        "errors.store-locked.what": "{path} 被锁定",
        "errors.store-locked.mend": "请稍候",
        "more.other": "还有 {count:,} 个",
        "render.joint": "、",
        "render.yes": "是",
        "render.no": "否",
        "status.open": "进行中",
        "status.won": "赢单",
        "value": "是 {value}",
    },
}


@pytest.fixture(autouse=True)
def texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_compiled", lambda language: TEXTS.get(language, {}))


def test_a_text_is_found_by_its_key_and_filled() -> None:
    assert Words("en")("errors.store-locked.what", path="/a/b.db") == "/a/b.db is locked"
    assert Words("zh")("errors.store-locked.what", path="/a/b.db") == "/a/b.db 被锁定"


def test_a_key_without_a_text_falls_back_to_english_and_then_to_itself() -> None:
    assert Words("zh")("only-english") == "still here"
    assert Words("fr")("only-english") == "still here"
    assert Words("zh")("no.such.key", path="x") == "no.such.key"


def test_amounts_and_days_are_shown_as_the_language_writes_them() -> None:
    assert Words("en")("value", value=Money(12_000_000, "USD")) == "it is $120,000.00"
    assert Words("zh")("value", value=Money(12_000_000, "USD")) == "是 US$120,000.00"
    assert Words("en")("value", value=date(2026, 11, 27)) == "it is 2026-11-27 (Fri)"
    assert Words("zh")("value", value=date(2026, 11, 27)) == "是 2026年11月27日（周五）"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (True, "it is yes", "是 是"),
        (False, "it is no", "是 否"),
        (None, "it is -", "是 -"),
        (1234, "it is 1234", "是 1234"),
        (("a", "b"), "it is a, b", "是 a、b"),
        ("{value} [red]", "it is {value} [red]", "是 {value} [red]"),
    ],
)
def test_other_values_are_shown_too_and_texts_stay_as_they_are(value: object, english: str, chinese: str) -> None:
    assert Words("en")("value", value=value) == english
    assert Words("zh")("value", value=value) == chinese


def test_a_count_chooses_the_form() -> None:
    assert Words("en")("more", count=1) == "1 deal more"
    assert Words("en")("more", count=8750) == "8,750 deals more"
    assert Words("en")("more", count=0) == "0 deals more"
    assert Words("zh")("more", count=1) == "还有 1 个"


def test_a_value_may_be_called_like_a_parameter() -> None:
    assert Words("en")("value", key="k", self="s", value="v") == "it is v"


def test_a_sentence_comes_out_even_when_its_values_do_not_fit() -> None:
    assert Words("en")("value") == "it is {value}"
    assert Words("en")("more", count="many") == "{count:,} deals more"


def test_doubled_braces_stand_for_one() -> None:
    assert Words("en")("braces", value="x") == "{literal} x"


def test_has_knows_single_texts_and_forms() -> None:
    words = Words("zh")
    assert words.has("value")
    assert words.has("more")
    assert words.has("only-english")
    assert not words.has("status")


def test_a_section_holds_what_is_below_its_key() -> None:
    assert dict(Words("zh").section("status")) == {"open": "进行中", "won": "赢单"}
    assert dict(Words("en").section("errors.store-locked")) == {"what": "{path} is locked", "mend": "Wait"}


@pytest.mark.parametrize(
    ("explicit", "environment", "setting", "language"),
    [
        (None, {}, None, "en"),
        ("zh", {"OSP_LANG": "en"}, "en", "zh"),
        ("en", {"OSP_LANG": "zh", "LANG": "zh_CN.UTF-8"}, "zh", "en"),
        (None, {"OSP_LANG": "zh", "LANG": "en_US.UTF-8"}, "en", "zh"),
        (None, {"OSP_LANG": "", "LANG": "en_US.UTF-8"}, "zh", "zh"),
        (None, {"OSP_LANG": "fr"}, "zh", "zh"),
        (None, {"LANG": "en_US.UTF-8"}, "zh", "zh"),
        (None, {"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US", "LANG": "en_US"}, None, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, None, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, None, "zh"),
        (None, {"LC_MESSAGES": "de_DE", "LANG": "zh_CN"}, None, "en"),
        (None, {"LANG": "zh"}, None, "zh"),
        (None, {"LANG": "zh-Hans"}, None, "zh"),
        (None, {"LANG": "zh.GBK"}, None, "zh"),
        (None, {"LANG": "ZH_CN"}, None, "zh"),
        (None, {"LANG": "zha_XX"}, None, "en"),
        (None, {"LANG": "C.UTF-8"}, None, "en"),
        (None, {"LANG": "POSIX"}, None, "en"),
    ],
)
def test_the_language_is_the_first_that_is_wished_for(
    explicit: str | None, environment: Mapping[str, str], setting: str | None, language: str
) -> None:
    assert pick_language(explicit, environment, setting) == language
