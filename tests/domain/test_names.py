"""Names: one spelling is stored, every spelling is found, and none escapes the screen or the folder."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from osp_cli.domain.names import (
    DIRECTIONS,
    clean_name,
    closest,
    file_name,
    must_be_text,
    name_key,
    narrow,
    own_file_name,
    slug,
    unique_slug,
    visible,
)
from osp_cli.errors import WrongUsage

any_text = st.text(st.characters(exclude_categories=[]), max_size=120)  # lone surrogates and controls too


def refusal(text: str) -> str:
    with pytest.raises(WrongUsage) as caught:
        clean_name(text)
    return caught.value.code


def test_a_name_is_trimmed_composed_and_keeps_its_letters() -> None:
    assert clean_name("  Brauhaus\u3000Cafe\u0301 \t GmbH\n") == "Brauhaus Café GmbH"
    assert clean_name("华东智造\u00a0集团") == "华东智造 集团"
    assert clean_name("[red] =cmd|'/C calc' `$(x)` 👩‍🚀") == "[red] =cmd|'/C calc' `$(x)` 👩‍🚀"


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u3000", "\u200b", "\ufeff \u200d"])
def test_an_empty_or_invisible_name_is_refused(text: str) -> None:
    assert refusal(text) == "name-empty"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\x85", "\udcff"])
def test_a_name_with_control_or_broken_characters_is_refused(bad: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        clean_name(f"Nordwind{bad} AB")
    assert caught.value.code == "name-unusable"
    assert caught.value.values["character"] == f"U+{ord(bad):04X}"
    assert bad not in str(caught.value.values["text"])


@pytest.mark.parametrize("mark", DIRECTIONS)
def test_a_mark_of_direction_stays_in_a_name_and_is_no_difference_between_two(mark: str) -> None:
    name = clean_name(f" {mark}Nordwind AB")
    assert name == f"{mark}Nordwind AB"
    assert name_key(name) == name_key("Nordwind AB")
    must_be_text(name)


def test_what_nobody_can_see_is_no_part_of_a_name_and_is_shown_elsewhere() -> None:
    assert clean_name("\ufeffAc\u200bme\u2060") == "Acme"
    assert clean_name("क्\u200dष") == "क्\u200dष"
    assert visible("Ac\u200bme") == "Ac<U+200B>me"


def test_a_name_has_at_most_200_characters() -> None:
    assert len(clean_name("长" * 200)) == 200
    assert refusal("长" * 201) == "name-too-long"


@given(any_text)
def test_a_clean_name_stays_as_it_is(text: str) -> None:
    try:
        name = clean_name(text)
    except WrongUsage:
        return
    assert clean_name(name) == name
    assert unicodedata.is_normalized("NFC", name)
    assert visible(name) == name
    assert name.encode("utf-8")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "Cafe\u0301"),
        ("ACME erp", "acme  ERP "),
        ("ＡＣＭＥ", "acme"),
        ("Ac\u200bme", "Acme"),
        ("Straße", "STRASSE"),
        ("\u202eAcme", "Acme"),
        ("华东　集团", "华东 集团"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_different_letters_have_different_keys() -> None:
    assert name_key("Acme") != name_key("\u0410cme")  # a Cyrillic A
    assert name_key("Acme") != name_key("Acmé")


@given(any_text)
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("Acme ERP", "acme-erp"),
        ("  Café -- Zürich (Phase 2)  ", "cafe-zurich-phase-2"),
        ("Øresund Æbleværk Łódź Straße", "oresund-aeblevaerk-lodz-strasse"),
        ("华东智造 MES 项目", "华东智造-mes-项目"),
        ("ＡＣＭＥ１", "acme1"),
        ("ガス가스", "ガス가스"),
        ("2026", "opp-2026"),
        ("①②", "opp-12"),
        ("٢٠٢٦", "opportunity"),
        ("2026 Q4", "2026-q4"),
        ("../../etc/passwd", "etc-passwd"),
        ("--yes", "yes"),
        ("\x1b[31m", "31m"),
        ("Газпромбанк", "opportunity"),
        ("", "opportunity"),
        ("!!!", "opportunity"),
        ("9" * 80, "opp-" + "9" * 56),
    ],
)
def test_a_slug_is_short_readable_and_no_number(text: str, handle: str) -> None:
    assert slug(text) == handle


@given(any_text)
def test_every_slug_has_only_its_characters_and_at_most_60_bytes(text: str) -> None:
    handle = slug(text)
    assert 0 < len(handle.encode("utf-8")) <= 60
    assert not handle.isdecimal()
    assert not handle.startswith("-")
    assert not handle.endswith("-")
    assert "--" not in handle
    assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" or ord(c) > 0x3000 for c in handle)
    assert slug(handle) == handle


def test_a_taken_slug_gets_the_next_number() -> None:
    assert unique_slug("acme", set().__contains__) == "acme"
    assert unique_slug("acme", {"acme"}.__contains__) == "acme-2"
    assert unique_slug("acme", {"acme", "acme-2", "acme-3"}.__contains__) == "acme-4"


@given(st.integers(1, 300))
def test_numbered_slugs_without_gaps_are_continued(count: int) -> None:
    taken = {"acme", *(f"acme-{number}" for number in range(2, count + 1))}
    assert unique_slug("acme", taken.__contains__) == f"acme-{count + 1}"


@given(any_text, st.sets(st.integers(2, 40)))
def test_a_unique_slug_is_free_and_never_too_long(text: str, numbers: set[int]) -> None:
    base = slug(text)
    taken = {base, *(f"{base}-{number}" for number in numbers)}
    found = unique_slug(base, taken.__contains__)
    assert found not in taken
    assert len(found.encode("utf-8")) <= 60


def test_thousands_of_equal_names_are_numbered_with_few_questions() -> None:
    asked: list[str] = []
    taken = {"gtx", *(f"gtx-{number}" for number in range(2, 8001))}

    def is_taken(handle: str) -> bool:
        asked.append(handle)
        return handle in taken

    assert unique_slug("gtx", is_taken) == "gtx-8001"
    assert len(asked) < 40


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("a\nb\tc\r", "a␊b␉c␍"),
        ("\x7f", "␡"),
        ("\x9b31m", "␛[31m"),
        ("\u202egnp.exe", "<U+202E>gnp.exe"),
        ("a\u2028b\u2029", "a<U+2028>b<U+2029>"),
        ("\udcff", "\ufffd"),
        ("Zürich 华东 👩‍🚀", "Zürich 华东 👩‍🚀"),
    ],
)
def test_controls_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_line_ends_can_be_kept_where_a_text_has_lines() -> None:
    assert visible("one\ntwo\x1b", keep="\n") == "one\ntwo␛"


@given(any_text)
def test_visible_text_holds_no_control_and_can_be_written(text: str) -> None:
    shown = visible(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", shown)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert visible(shown) == shown


def test_the_closest_names_are_proposed_best_first() -> None:
    names = ["Acme ERP rollout", "Nordwind MES", "Baltic Grid", "Acme"]
    assert closest("acme", names) == ["Acme", "Acme ERP rollout"]
    assert closest("nordwnd mes", names) == ["Nordwind MES"]
    assert closest("华东", ["华东智造", "华南电力"])[0] == "华东智造"
    assert closest("zzz", names) == []
    assert closest("", names) == []
    assert closest("a", ["a1", "a2", "a3", "a4"], n=2) == ["a1", "a2"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme ERP", "Acme ERP"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("COM¹", "_COM¹"),
        ("Console", "Console"),
        ("a/b\\c:d*e?f", "a-b-c-d-e-f"),
        ("ends. . ", "ends"),
        ("..", "file"),
        ("", "file"),
        ("\x1b[31m\udcff", "[31m-"),
        ("Plan\u202e", "Plan"),
        ("华" * 86, "华" * 66),
    ],
)
def test_a_file_name_is_safe_on_every_system(text: str, name: str) -> None:
    assert file_name(text) == name


@given(any_text, st.integers(20, 200))
def test_every_file_name_stays_in_its_folder_and_under_its_limit(text: str, limit: int) -> None:
    name = file_name(text, limit)
    assert 0 < len(name.encode("utf-8")) <= limit
    assert not re.search(r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f]', name)
    assert name not in (".", "..")
    assert name[0] not in "-. ~"
    assert name[-1] not in ". "
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)", name.split(".")[0].strip())


@given(st.lists(any_text.filter(name_key), max_size=8, unique_by=name_key), st.integers(40, 200))
@example(["A/B", "A:B", "A-B", "A?B", "CON", "_CON", "Acme", "Acme."], 200)
@example(["华" * 300, "华" * 301, "华" * 60, "a\u202eb", "ab/", "👩‍🚀/", "👩/", "x " * 90], 60)
def test_two_names_are_two_files_on_systems_without_case_too(names: list[str], limit: int) -> None:
    files = [own_file_name(name, limit) for name in names]
    assert len({file.casefold() for file in files}) == len(names)
    for file in files:
        assert file_name(file, 255) == file
        assert len(file.encode()) <= limit


@pytest.mark.parametrize("name", ["Tidewater Ferries", "blue-heron-erp", "海棠银行", "Łódź & Söhne (EU)"])
def test_a_name_that_every_system_takes_is_its_own_file_name(name: str) -> None:
    assert own_file_name(name) == name


def test_full_width_signs_become_ascii_but_superscripts_stay() -> None:
    assert narrow("１２，Ａ￥　") == "12,A¥ "
    assert narrow("10²") == "10²"


def test_what_is_proposed_holds_the_word_from_the_start_of_one_of_its_words_or_is_much_alike() -> None:
    roles = ["marketing", "inside-sales", "sales-manager", "evaluation", "市场部"]

    assert closest("king", roles) == []
    assert closest("location", roles) == []
    assert closest("sales", roles) == ["inside-sales", "sales-manager"]
    assert closest("maketing", roles) == ["marketing"]
    assert closest("场部", roles) == ["市场部"]
