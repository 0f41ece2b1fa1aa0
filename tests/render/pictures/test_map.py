"""The political map as a picture: whoever is known, few or many, nothing overlaps and nothing is smaller than 7 pt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from osp_cli.domain.political_map import PoliticalMap, foremost, say
from osp_cli.render.paper.undrawn import codes_of, with_codes
from osp_cli.render.pictures.hanging import WIDTH, placed
from osp_cli.render.pictures.map import BESIDE_OTHERS, MOST, ON_SHEETS, map_in_part, map_sheets
from osp_cli.render.pictures.shapes import WHOLE, WIDEST, Box, Label, Picture
from osp_cli.render.pictures.svg import svg
from osp_cli.words import Words
from tests.golden.compared import compared
from tests.render.pictures.looked_at import faults_of, texts_of
from tests.render.pictures.people import any_map, drawn, few, person, some, tie, too_many

GOLDEN = Path(__file__).parents[2] / "golden" / "pictures"


TALL = 1000.0


def picture(people: PoliticalMap, language: str = "en") -> Picture:
    return map_in_part(people, Words(language))[0]


def boxes_of(found: Picture) -> list[Box]:
    return [shape for shape in found.shapes if isinstance(shape, Box) and shape.width == WIDTH]


def chain(count: int) -> PoliticalMap:
    """Each reports to the one before."""
    above = (None, *(f"Person {number}" for number in range(1, count)))
    return drawn(tuple(person(n, f"Person {n}", reports_to=each) for n, each in enumerate(above, 1)))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("people", [few, some, too_many])
def test_nothing_overlaps_stands_out_or_is_too_small(people: object, language: str) -> None:
    known = people(language)  # type: ignore[operator]
    for found in (*map_in_part(known, Words(language)), *map_sheets(known, Words(language))):
        assert found.width <= WIDEST
        assert faults_of(svg(found)) == []


@settings(max_examples=20, deadline=None)
@given(any_map())
def test_any_people_make_a_picture_without_faults(people: PoliticalMap) -> None:
    pictures = (*map_in_part(people, Words("en")), *map_sheets(people, Words("en")))
    assert [fault for each in pictures for fault in faults_of(svg(each))] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_picture_is_the_same_every_time(language: str) -> None:
    compared(GOLDEN / f"map.{language}.svg", svg(picture(some(language), language)))


def test_boxes_do_not_cover_each_other() -> None:
    for tall in (100, 300, 1000):
        found = placed([each.level for each in too_many("en", 24).people], 60, tall)
        assert sorted(index for sheet in found.each for index, _, _ in sheet.boxes) == list(range(24))
        for sheet in found.each:
            assert sheet.height <= tall
            assert all(0 <= x <= WIDEST - WIDTH and 0 <= y <= sheet.height - 60 for _, x, y in sheet.boxes)
            for place, (_, x, y) in enumerate(sheet.boxes):
                for _, left, top in sheet.boxes[place + 1 :]:
                    assert abs(x - left) >= WIDTH or abs(y - top) >= 60


def test_one_below_hangs_under_who_is_above_and_several_stand_beside_each_other() -> None:
    boss, only = placed([0, 1], 60, TALL).each[0].boxes
    assert boss[1] == only[1]
    assert boss[2] + 60 < only[2]
    boss, first, second = placed([0, 1, 1], 60, TALL).each[0].boxes
    assert first[1] < boss[1] < second[1]
    assert first[2] == second[2]


def test_managers_with_people_of_their_own_stand_in_columns_where_not_all_fit_beside_each_other() -> None:
    (found,) = placed([0, *([1, 2, 2] * 4)], 60, TALL).each
    managers = [(x, y) for index, x, y in found.boxes if index % 3 == 1]
    assert len({x for x, _ in managers}) == 2
    assert found.height < 13 * 76 * 0.6  # of what they take one beneath the other
    assert max(x for _, x, _ in found.boxes) + WIDTH <= WIDEST


def test_the_key_stands_beside_few_boxes_and_beneath_many() -> None:
    one, many = picture(drawn((person(1, "Rosa Ibarra"),))), picture(some("en"))
    beside = [text for text in texts_of(svg(one)) if text.text == "mentor"]
    beneath = [text for text in texts_of(svg(many)) if text.text == "mentor"]
    assert beside[0].left > WIDTH
    assert beside[0].top < 30
    assert beneath[0].top > 200


def test_whoever_has_the_least_say_is_left_out_first_and_named() -> None:
    people = drawn(
        (
            *(person(n, f"Person {n}", influence="political-structure") for n in range(1, 12)),
            person(50, "Ota Outside", influence="outside"),
            person(51, "Ina Inside", influence="inner-circle"),
        )
    )
    found = picture(people)
    shown = [text.text for text in texts_of(svg(found))]
    assert "Ina Inside" in shown
    assert "Ota Outside" not in shown
    assert "Not drawn for want of room, 1: outside: Ota Outside" in shown
    assert "Ota Outside" in found.description


def test_nobody_is_left_out_who_stands_above_somebody_drawn() -> None:
    people = too_many("en")
    kept = foremost(people.people, 12)
    names = {each.person.name for each in kept}
    assert len(kept) == 12
    assert all(each.person.reports_to in names for each in kept if each.level)
    assert kept == tuple(each for each in people.people if each in kept)


def test_who_is_not_known_counts_for_more_than_who_is_known_to_be_outside() -> None:
    unknown, outside = drawn((person(1, "A"), person(2, "B", influence="outside"))).people
    assert say(unknown.person, ()) > say(outside.person, ())


def test_who_is_not_known_is_not_said_to_have_the_least_say() -> None:
    influences = ("inner-circle",) * 10 + ("political-structure", None, "unknown", "outside", "political-structure")
    people = drawn(tuple(person(n, f"P{n}", influence=each) for n, each in enumerate(influences, 1)))
    for language, said in (
        ("en", "Not drawn for want of room, 3: influence unknown: P12, P13; outside: P14"),
        ("zh", "版面所限，没有画出 3 人：影响力不明：P12、P13；圈外：P14"),
    ):
        assert said in [text.text for text in texts_of(svg(picture(people, language)))]


def test_too_many_people_keep_within_their_room_and_whoever_is_left_out_stands_on_further_sheets() -> None:
    found, *whole = map_in_part(too_many("en"), Words("en"))
    assert max(box.y + box.height for box in boxes_of(found)) <= BESIDE_OTHERS.tall + 4
    assert len(boxes_of(found)) <= MOST
    assert [each.name for each in whole[:2]] == [f"{WHOLE}map", f"{WHOLE}map-2"]
    assert sum(len(boxes_of(each)) for each in whole) == 40
    assert all(box.y + box.height <= ON_SHEETS.tall + 4 for each in whole for box in boxes_of(each))


def test_a_map_that_leaves_nobody_out_has_no_further_sheets() -> None:
    assert [each.name for each in map_in_part(some("en"), Words("en"))] == ["map"]


def test_a_long_chain_is_folded_and_says_who_is_above() -> None:
    (found,) = map_in_part(chain(12), Words("en"))
    boxes = boxes_of(found)
    assert len(boxes) == 12
    assert (len({box.x for box in boxes}), len({box.y for box in boxes})) == (3, 4)
    said = [text.text for text in texts_of(svg(found)) if text.text.startswith("reports to")]
    assert said == ["reports to Person 4", "reports to Person 8"]


def test_more_people_than_any_page_takes_stand_on_sheets() -> None:
    for people in (
        chain(1500),
        drawn(tuple(person(n, f"P{n}", reports_to="P1" if n > 1 else None) for n in range(1, 200))),
    ):
        sheets = map_sheets(people, Words("en"))
        assert sum(len(boxes_of(each)) for each in sheets) == len(people.people)
        assert all(each.height <= ON_SHEETS.tall + 100 for each in sheets)


def test_sheets_are_told_apart_and_the_last_has_the_key() -> None:
    sheets = map_sheets(chain(60), Words("en"))
    assert [each.name for each in sheets] == ["map", "map-2", "map-3"]
    assert [each.title for each in sheets][1:] == ["Political map, sheet 2 of 3", "Political map, sheet 3 of 3"]
    keys = [sum(isinstance(shape, Label) and shape.text == "mentor" for shape in each.shapes) for each in sheets]
    assert keys == [0, 0, 1]
    assert [each.description.count("reports to") for each in sheets] == [
        len(boxes_of(each)) - (place == 0) for place, each in enumerate(sheets)
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_somebody_with_many_lines_keeps_name_and_letters_apart(language: str) -> None:
    people = tuple(person(n, f"Amélie Dubois-Lefèvre 欧阳明远 {n}") for n in range(1, 30))
    ties = tuple(tie(n, "influence", people[0].name, each.name) for n, each in enumerate(people[1:], 1))
    for found in (
        *map_in_part(drawn(people, ties), Words(language)),
        *map_sheets(drawn(people, ties), Words(language)),
    ):
        assert faults_of(svg(found)) == []


def test_for_and_against_us_differ_without_colour() -> None:
    for stance, sign, fill in (("supporter", "+", "rise"), ("enemy", "--", "fall"), ("unknown", "?", "white")):
        found = picture(drawn((person(1, "A", stance=stance),)))
        card = [shape for shape in found.shapes if getattr(shape, "y", 999) < 60]
        assert any(getattr(shape, "text", "") == sign for shape in card)
        assert any(getattr(shape, "fill", "") == fill for shape in card)


def test_codes_in_place_of_characters_keep_within_their_box() -> None:
    name, title = "Test ꙮ 🦄 ᚠ 𒀀", "R&D <𒀀> ꙮ 🦄 ᚠ 𒀀 of the north"
    found = picture(drawn((person(1, name, title=title), person(2, "Rosa Ibarra"))))
    plain = svg(found)
    assert with_codes(plain, {}) == plain
    told = with_codes(plain, codes_of("ꙮ🦄ᚠ𒀀"))
    ours = [text for text in texts_of(told) if text.text.startswith(("Test", "R&D"))]
    for text in ours:
        (box,) = (each for each in boxes_of(found) if each.x <= text.left <= each.x + WIDTH)
        assert text.right <= box.x + WIDTH, text
    assert [text.text for text in ours] == ["Test <U+A66E>…", "R&D <<U+12000>>…"]
    assert faults_of(told) == []
    assert [text.text for text in texts_of(told)].count("Rosa Ibarra") == 1


def test_nobody_known_is_no_picture() -> None:
    assert map_in_part(drawn(()), Words("en")) == map_sheets(drawn(()), Words("en")) == ()
