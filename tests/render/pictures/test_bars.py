"""Bars as pictures: the same figures as on the screen, hatching that says without colour what a bar means."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.domain.assessment import ProfileLine
from osp_cli.domain.forecast import Tally
from osp_cli.domain.funnel import outcomes
from osp_cli.domain.money import Money
from osp_cli.domain.movements import Line, Waterfall
from osp_cli.frozen import replace
from osp_cli.render.barring import signs
from osp_cli.render.blocks import Bar, Bars
from osp_cli.render.paper.undrawn import codes_of, with_codes
from osp_cli.render.pictures.bars import bars_picture
from osp_cli.render.pictures.letters import fitted, length
from osp_cli.render.pictures.shapes import WIDEST, Box
from osp_cli.render.pictures.svg import svg
from osp_cli.render.views.charts import outcome_bars, profile_bars, stuck_bars
from osp_cli.render.views.funnel import ageing_bars
from osp_cli.render.views.movements import waterfall_bars
from osp_cli.services.desk import Named
from osp_cli.services.funnel import AgeClass, StuckDeal
from osp_cli.words import Words
from tests.golden.compared import compared
from tests.render.pictures.looked_at import SVG, faults_of, root_of, texts_of

GOLDEN = Path(__file__).parents[2] / "golden" / "pictures"
HEADINGS = {"one": "is there an opportunity", "two": "can we win"}


def money(units: int) -> Money:
    return Money(units * 100, "USD")


def waterfall(words: Words) -> Bars:
    """500k open, 200k new, 100k lost."""
    moves = (Line("new", 2, money(200_000)), Line("lost", 1, money(-100_000)))
    return waterfall_bars(Waterfall("USD", Tally(4, money(500_000)), moves, Tally(5, money(600_000))), words)


def profile(words: Words) -> Bars:
    theirs = (("Quartz Systems", 1), ("Tern", -2), ("unknown", None), ("Wader", None))
    lines = (ProfileLine("one", 5, 4, theirs), ProfileLine("two", 3, None, theirs), ProfileLine(None, 8, 4, theirs))
    return profile_bars(lines, HEADINGS, words)


def stuck(words: Words, days: int = 90) -> Bars:
    named = Named(1, "01K", "heron", "Blue Heron ERP")
    deal = StuckDeal(named, None, "4", days, 60, "default", since_import=False, times_pushed=0, base_amount=None)
    return stuck_bars((deal,), words)


def won_and_lost(words: Words) -> Bars:
    ended = [("Tern", "won"), ("Tern", "won"), ("Tern", "lost"), (None, "cancelled"), (None, "withdrawn")]
    return outcome_bars(outcomes(ended), str, words)  # type: ignore[arg-type]


ALL = {"waterfall": waterfall, "profile": profile, "stuck": stuck, "winloss": won_and_lost}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ALL)
def test_each_picture_has_no_faults_and_the_figures_in_words(name: str, language: str) -> None:
    bars = ALL[name](Words(language))
    text = svg(bars_picture(bars, has_title=True))
    assert faults_of(text) == []
    assert faults_of(svg(bars_picture(replace(bars, is_half=True), has_title=True))) == []
    root = root_of(text)
    assert root.findtext(f"{SVG}title") == bars.title != ""
    said = root.findtext(f"{SVG}desc") or ""
    assert all(f"{bar.label.strip()}: {bar.value}".removesuffix(": ") in said for bar in bars.rows)
    assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["waterfall", "profile"])
def test_the_picture_is_the_same_every_time(name: str, language: str) -> None:
    compared(GOLDEN / f"{name}.{language}.svg", svg(bars_picture(ALL[name](Words(language)))))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=60), st.text(alphabet="$ ,.0123456789", max_size=34), st.floats(-1, 3)), max_size=8
    ),
    st.floats(0, 2),
)
def test_any_labels_values_and_shares_keep_within_the_picture(rows: list[tuple[str, str, float]], tick: float) -> None:
    bars = Bars(tuple(Bar(label, value, share, abs(share) / 2, tick=tick) for label, value, share in rows))
    found = bars_picture(bars)
    assert faults_of(svg(found)) == []
    assert all(box.x >= 0 and box.x + box.width <= WIDEST + 0.01 for box in found.shapes if isinstance(box, Box))


def test_an_amount_is_never_cut() -> None:
    value = "CNY 345,678,901,234.00 / CNY 345,678,901,234.00"
    texts = texts_of(svg(bars_picture(Bars((Bar("a label that has to give way " * 3, value, 0.5),)))))
    assert [text.text for text in texts][-1] == value
    assert any(text.text.endswith("…") for text in texts)


def test_codes_in_place_of_characters_keep_within_the_room_of_their_label() -> None:
    for is_half in (False, True):
        rows = (Bar("Deal ꙮ 🦄 ᚠ 𒀀 of the north ꙮꙮꙮꙮꙮ", "$1,000,000,000,000.00", 0.5), Bar("   ꙮ" * 9, "2", 1.0))
        plain = svg(bars_picture(Bars(rows, is_half=is_half)))
        told = with_codes(plain, codes_of("ꙮ🦄ᚠ𒀀"))
        assert "&lt;U+A66E&gt;" in told
        assert faults_of(told) == []
        most = {text.right for text in texts_of(plain) if "ꙮ" in text.text}
        assert all(text.right <= max(most) + 45 for text in texts_of(told) if "U+" in text.text)


LONG = ("中" * 60, "👨‍👩‍👧 family 😀 " * 5, "שלום עולם " * 8, "x" * 300, " ", "Deal\u202e\u0007")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("is_half", [False, True])
def test_extreme_names_and_amounts_keep_within_every_picture(language: str, *, is_half: bool) -> None:
    words = Words(language)
    most = Money(10**14, "CNY")
    deals = [Named(n, f"01K{n}", "name", name) for n, name in enumerate(LONG, 1)]
    stand = [
        StuckDeal(each, None, "4", days, limit, "default", since_import=False, times_pushed=0, base_amount=most)
        for each in deals
        for days, limit in ((0, 60), (123_456, 60), (5, 123_456))
    ]
    scores = (ProfileLine("one", 5, -5, tuple((name, 5 - n) for n, name in enumerate(LONG))),)
    lost, nothing = Money(-2 * 10**14, "CNY"), Money(0, "CNY")
    moves = (Line("new", 99_999, most), Line("lost", 99_999, lost), Line("amount_up", 0, nothing))
    pictures = (
        stuck_bars(stand, words),
        profile_bars(scores, HEADINGS, words),
        outcome_bars(outcomes([(name, "won") for name in LONG]), str, words),
        waterfall_bars(Waterfall("CNY", Tally(0, nothing), moves, Tally(99_999, most)), words),
        ageing_bars(tuple(AgeClass(up_to, Tally(99_999, most)) for up_to in (30, None)), words),
        ageing_bars((AgeClass(30, Tally(0, nothing)), AgeClass(None, Tally(1, most))), words),
    )
    for bars in pictures:
        found = bars_picture(replace(bars, is_half=is_half), has_title=True)
        assert faults_of(svg(found)) == []
        assert all(
            box.x >= 0 and box.x + box.width <= found.width + 0.01 for box in found.shapes if isinstance(box, Box)
        )
        values = [text.text for text in texts_of(svg(found))]
        assert all(bar.value in values for bar in bars.rows if bar.value)


def test_what_goes_out_begins_where_what_came_in_ended_and_is_hatched_the_other_way() -> None:
    start, new, lost, end = (
        shape for shape in bars_picture(waterfall(Words("en"))).shapes if isinstance(shape, Box) and shape.height == 13
    )
    assert new.x == pytest.approx(start.x + start.width)
    assert lost.x + lost.width == pytest.approx(new.x + new.width)
    assert end.x + end.width == pytest.approx(lost.x)
    assert [bar.fill for bar in (start, new, lost, end)] == ["solid", "rise", "fall", "solid"]


@pytest.mark.parametrize(("language", "named"), [("en", "no competitor named"), ("zh", "未登记竞争对手")])
def test_deals_without_a_competitor_are_called_so(language: str, named: str) -> None:
    assert named in [bar.label for bar in won_and_lost(Words(language)).rows]


def test_what_is_for_somebody_else_stands_left_of_the_axis_and_what_is_not_known_is_no_bar() -> None:
    rows = {bar.label.strip(): bar for bar in profile(Words("en")).rows[:5]}
    assert (rows["We"].start, rows["We"].share) == (0.5, 0.25)
    assert (rows["Tern"].start, rows["Tern"].share) == (0.375, 0.125)
    assert (rows["unknown"].value, rows["unknown"].share) == ("?", 0)
    assert "Wader" not in rows


def test_a_profile_of_which_nothing_is_known_is_no_picture() -> None:
    lines = (ProfileLine("one", 5, None, (("Tern", None),)), ProfileLine(None, 5, None, (("Tern", None),)))
    assert profile_bars(lines, HEADINGS, Words("en")).rows == ()
    assert profile_bars((replace(lines[0], theirs=(("Tern", 0),)), lines[1]), HEADINGS, Words("en")).rows


def test_the_limit_of_days_is_a_tick_on_the_bar() -> None:
    (late,), (early,) = stuck(Words("en"), 120).rows, stuck(Words("en"), 61).rows
    assert late.tick == 0.5
    assert early.tick is not None
    assert early.tick < early.share == 1


def test_shares_that_follow_each_other_are_told_by_their_signs_on_a_screen_too() -> None:
    assert signs(Bar("", "", 0.5, more=((0.25, "-"), (0.0, "o"), (0.25, "."))), 8) == "####--.."
    assert signs(Bar("", "", 0.5, 0.25, "=", tick=0.5), 8) == "  ==|="
    assert signs(Bar("", "", 0, tick=1.0), 4) == "   |"


def test_text_is_wrapped_then_cut_with_dots_and_chinese_takes_its_full_width() -> None:
    assert fitted("one two", 100, 10) == ("one two",)
    assert fitted("one two three four", 40, 10, most=9) == ("one two", "three", "four")
    assert fitted("one two three four", 40, 10, most=2) == ("one two", "three…")
    assert length("海", 10) > 1.5 * length("x", 10)
    assert all(length(line, 10) <= 55 for line in fitted("客户方信息技术运营与基础设施部总经理", 55, 10, most=9))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_picture_leaves_out_is_counted_in_it(language: str) -> None:
    words = Words(language)
    deals = [Named(n, f"01K{n}", "heron", f"Heron {n}") for n in range(60)]
    stand = [
        StuckDeal(each, None, "4", 90, 60, "default", since_import=False, times_pushed=0, base_amount=None)
        for each in deals
    ]
    rivals = tuple((f"Rival {n}", n) for n in range(60))
    for bars, left in (
        (stuck_bars(stand, words), 52),
        (outcome_bars(outcomes([(f"Rival {n}", "won") for n in range(60)]), str, words), 52),
        (profile_bars((ProfileLine("one", 60, 4, rivals),), HEADINGS, words), 57),
    ):
        text = svg(bars_picture(bars, has_title=True))
        assert faults_of(text) == []
        assert texts_of(text)[-len(bars.key) - 2].text == words("report.more", count=left)
