"""The political map as a picture: whoever is known, few or many, nothing overlaps and nothing is smaller than 7 pt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from osp_cli.domain.political_map import PoliticalMap, foremost, say
from osp_cli.render.paper.undrawn import codes_of, with_codes
from osp_cli.render.pictures.hanging import WIDTH, placed
from osp_cli.render.pictures.map import BESIDE_OTHERS, ON_A_PAGE, Room, map_picture
from osp_cli.render.pictures.shapes import WIDEST, Box, Picture
from osp_cli.render.pictures.svg import svg
from osp_cli.words import Words
from tests.golden.compared import compared
from tests.render.pictures.looked_at import faults_of, texts_of
from tests.render.pictures.people import any_map, drawn, few, person, some, too_many

GOLDEN = Path(__file__).parents[2] / "golden" / "pictures"


def picture(people: PoliticalMap, language: str = "en", room: Room = BESIDE_OTHERS) -> Picture:
    found = map_picture(people, Words(language), room)
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("people", [few, some, too_many])
def test_nothing_overlaps_stands_out_or_is_too_small(people: object, language: str) -> None:
    found = picture(people(language), language)  # type: ignore[operator]
    assert found.width <= WIDEST
    assert faults_of(svg(found)) == []


@settings(max_examples=20, deadline=None)
@given(any_map())
def test_any_people_make_a_picture_without_faults(people: PoliticalMap) -> None:
    assert faults_of(svg(picture(people))) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_picture_is_the_same_every_time(language: str) -> None:
    compared(GOLDEN / f"map.{language}.svg", svg(picture(some(language), language)))


def test_boxes_do_not_cover_each_other() -> None:
    found = placed([each.level for each in too_many("en", 24).people], 60)
    for place, (_, x, y) in enumerate(found.boxes):
        for _, left, top in found.boxes[place + 1 :]:
            assert abs(x - left) >= WIDTH or abs(y - top) >= 60


def test_one_below_hangs_under_who_is_above_and_several_stand_beside_each_other() -> None:
    boss, only = placed([0, 1], 60).boxes
    assert boss[1] < only[1]
    boss, first, second = placed([0, 1, 1], 60).boxes
    assert first[1] < boss[1] < second[1]
    assert first[2] == second[2]


def test_managers_with_people_of_their_own_stand_in_columns_where_not_all_fit_beside_each_other() -> None:
    found = placed([0, *([1, 2, 2] * 4)], 60)
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
    assert "Not drawn, with the least say: Ota Outside" in shown
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
    assert say(unknown) > say(outside)


@pytest.mark.parametrize("room", [BESIDE_OTHERS, ON_A_PAGE])
def test_too_many_people_keep_within_their_room(room: Room) -> None:
    found = picture(too_many("en"), room=room)
    boxes = [shape for shape in found.shapes if isinstance(shape, Box) and shape.width == WIDTH]
    assert max(box.y + box.height for box in boxes) <= room.height + 4
    assert len(boxes) <= room.most


def test_for_and_against_us_differ_without_colour() -> None:
    for stance, sign, fill in (("supporter", "+", "rise"), ("enemy", "--", "fall"), ("unknown", "?", "white")):
        found = picture(drawn((person(1, "A", stance=stance),)))
        card = [shape for shape in found.shapes if getattr(shape, "y", 999) < 60]
        assert any(getattr(shape, "text", "") == sign for shape in card)
        assert any(getattr(shape, "fill", "") == fill for shape in card)


def test_codes_in_place_of_characters_keep_within_their_box() -> None:
    name, title = "Test ꙮ 🦄 ᚠ 𒀀", "R&D <𒀀> ꙮ 🦄 ᚠ 𒀀 of the north"
    picture = map_picture(drawn((person(1, name, title=title), person(2, "Rosa Ibarra"))), Words("en"))
    assert picture
    plain = svg(picture)
    assert with_codes(plain, {}) == plain
    told = with_codes(plain, codes_of("ꙮ🦄ᚠ𒀀"))
    ours = [text for text in texts_of(told) if text.text.startswith(("Test", "R&D"))]
    boxes = [each for each in picture.shapes if isinstance(each, Box) and each.width == WIDTH]
    for text in ours:
        (box,) = (each for each in boxes if each.x <= text.left <= each.x + WIDTH)
        assert text.right <= box.x + WIDTH, text
    assert [text.text for text in ours] == ["Test <U+A66E>…", "R&D <<U+12000>>…"]
    assert faults_of(told) == []
    assert [text.text for text in texts_of(told)].count("Rosa Ibarra") == 1


def test_nobody_known_is_no_picture() -> None:
    assert map_picture(drawn(()), Words("en")) is None
