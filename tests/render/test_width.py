"""Cells, filling, cutting and wrapping."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from osp_cli.render.width import cells, clip, longest_piece, pad, wrap

MIXED = st.text(alphabet="ab 12-,.$¥()海棠银行，（）。Ａé\u0301", max_size=60)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("Cedar", 5),
        ("海棠银行", 8),
        ("Ａ１", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("￥1", 3),
        ("¥1", 2),
        ("…—“”", 4),
        ("a\u200bb", 2),
        ("한", 2),
        ("\u1112\u1161\u11ab", 2),
        ("\u00ad", 1),
        ("🦊", 2),
    ],
)
def test_a_text_is_as_wide_as_terminals_draw_it(text: str, width: int) -> None:
    assert cells(text) == width


@given(MIXED)
def test_the_width_agrees_with_that_of_rich(text: str) -> None:
    assert cells(text) == cell_len(text)


@given(MIXED, st.integers(0, 80), st.booleans())
def test_a_padded_text_is_exactly_as_wide_as_asked_unless_it_is_wider(text: str, width: int, right: bool) -> None:
    padded = pad(text, width, right=right)

    assert cells(padded) == max(width, cells(text))
    assert padded.endswith(text) if right else padded.startswith(text)


@given(MIXED, st.integers(1, 80))
def test_a_clipped_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    clipped = clip(text, width)

    assert cells(clipped) <= width
    assert clipped == text if cells(text) <= width else clipped.endswith(".")


def test_clipping_never_halves_a_character() -> None:
    assert clip("海棠银行股份", 8) == "海棠..."


@given(MIXED, st.integers(2, 40))
def test_no_wrapped_line_is_too_wide_and_nothing_but_spaces_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_without_a_limit_nothing_is_wrapped() -> None:
    assert wrap("a " * 500, None) == ["a " * 500]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]


def test_words_stay_whole() -> None:
    assert wrap("the business owner confirms funding", 18) == ["the business owner", "confirms funding"]


def test_chinese_wraps_between_characters_but_keeps_its_punctuation() -> None:
    assert wrap("业务负责人确认资金，项目", 20) == ["业务负责人确认资金，", "项目"]
    assert wrap("业务负责人确认资金，项目", 18) == ["业务负责人确认资", "金，项目"]
    assert wrap("确认“资金”项目", 6) == ["确认", "“资金”", "项目"]


@pytest.mark.parametrize(
    "amount", ["$1,200,000.00", "CHF 1,200.00", "¥120万", "1.2亿元", "US$120,000.00", "KWD -1.500"]
)
@pytest.mark.parametrize("width", [16, 17, 19, 23])
def test_an_amount_in_a_sentence_stays_whole(amount: str, width: int) -> None:
    lines = wrap(f"the deal is now {amount}, says 海棠银行{amount}（合同）", width)

    assert sum(line.count(amount) for line in lines) == 2


def test_indentation_is_kept_on_every_line() -> None:
    assert wrap("    nobody has asked yet", 15) == ["    nobody has", "    asked yet"]


def test_a_word_that_is_too_long_is_cut_behind_a_hyphen_if_there_is_one() -> None:
    assert wrap("lantern-traceability", 12) == ["lantern-", "traceability"]
    assert wrap("traceability", 5) == ["trace", "abili", "ty"]


def test_the_longest_piece_is_what_cannot_be_wrapped() -> None:
    assert longest_piece("Win rate") == 4
    assert longest_piece("阶段") == 2
    assert longest_piece("") == 0
