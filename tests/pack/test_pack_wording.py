"""Every sentence of the method: in both languages, short, its own, and clean."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from osp_cli.pack import load
from osp_cli.words.generate import read_words

ENGLISH_WORDS = 20
CHINESE_CHARACTERS = 40
LATIN_IN_CHINESE = {"TAS", "TBB", "ISO", "IT", "osp", "Siebel"}
ORIGINS = {"method", "likely", "ours"}
NUMBERS = {
    **{
        word: value
        for value, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)
    },
    **{word: value for value, word in enumerate("二三四五六七八九十", 2)},
    "twenty": 20,
    "二十": 20,
    "两": 2,
}
NO_VARIANTS: set[tuple[str, str]] = set()
WORDS, TEMPLATES = load.SOURCE.parent / "words", Path(__file__).resolve().parents[2] / "templates"
NO_NUMBERS = ("two-way", "第二天", "两个人", "两限", "两项", "第一步")  # said so in one language alone


def _content() -> dict[str, Any]:
    """Everything the pack says: what is judged by, and the handbook."""
    content: dict[str, Any] = json.loads(load.COMPILED.read_bytes())
    return {**content, "handbook": json.loads(load.HANDBOOK.read_bytes())}


def _texts(value: object, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of the pack with the path of lists and keys that leads to it."""
    if isinstance(value, dict):
        if "en" in value or "zh" in value:
            yield path, value
            return
        name = value.get("id") or value.get("key") or value.get("code") or value.get("size") or ""
        for key, each in value.items():
            yield from _texts(each, f"{path}[{name}].{key}" if name else f"{path}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, path)


TEXTS = list(_texts(_content()))


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+|(?<=[。！？])", text) if part]


def test_there_are_as_many_texts_as_the_method_has_items() -> None:
    assert len(TEXTS) > 500


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_is_missing_or_empty(language: str) -> None:
    assert [path for path, text in TEXTS if not text.get(language, "").strip()] == []
    assert [path for path, text in TEXTS if text[language] != text[language].strip()] == []


def test_no_english_sentence_is_longer_than_twenty_words() -> None:
    long = [
        (path, sentence)
        for path, text in TEXTS
        for sentence in _sentences(text["en"])
        if len(sentence.split()) > ENGLISH_WORDS
    ]

    assert long == []


def test_no_chinese_sentence_is_longer_than_forty_characters() -> None:
    long = [
        (path, sentence)
        for path, text in TEXTS
        for sentence in _sentences(text["zh"])
        if len(sentence) > CHINESE_CHARACTERS
    ]

    assert long == []


def test_chinese_texts_hold_no_english_words() -> None:
    strange = [
        (path, word)
        for path, text in TEXTS
        for word in re.findall(r"[A-Za-z]+", text["zh"])
        if word not in LATIN_IN_CHINESE
    ]

    assert strange == []


def test_chinese_texts_use_chinese_punctuation_and_characters() -> None:
    assert [path for path, text in TEXTS if re.search(r"[,.;:?!()\"']", text["zh"])] == []
    assert [path for path, text in TEXTS if not re.search(r"[\u4e00-\u9fff]", text["zh"])] == []


def test_english_texts_hold_no_chinese() -> None:
    assert [path for path, text in TEXTS if re.search(r"[\u3000-\u9fff\uff00-\uffef]", text["en"])] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_stands_twice_within_its_kind(language: str) -> None:
    kinds: dict[str, list[str]] = {}
    for path, text in TEXTS:
        kind = re.sub(r"\[[^]]*\]", "", path)
        kinds.setdefault(kind, []).append(text[language])
    twice = {kind: [text for text, times in Counter(texts).items() if times > 1] for kind, texts in kinds.items()}

    assert {kind: texts for kind, texts in twice.items() if texts} == {}


def _numbers(text: str) -> set[int]:
    """The numbers above one in a text, written in figures or in words of either language."""
    plain = re.sub("|".join(NO_NUMBERS), "", text.casefold())
    words = re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+|二十|[两二三四五六七八九十]", plain)
    found = (NUMBERS.get(word) or (float(word.replace(",", "")) if word[0].isdigit() else 0) for word in words)
    return {int(number) for number in found if number > 1}


def test_a_text_gives_the_same_numbers_in_both_languages() -> None:
    different = [(path, text) for path, text in TEXTS if _numbers(text["en"]) != _numbers(text["zh"])]

    assert different == []
    assert _numbers("Two weeks, 50,000 and TAS 20") == _numbers("两周、50,000和TAS 20问") == {2, 50_000, 20}
    assert _numbers("three-page") != _numbers("两页")


def _avoided(language: str) -> dict[str, str]:
    """Each other name that the glossary wants avoided, with its word for the thing."""
    terms = tomllib.loads((load.SOURCE / "glossary.toml").read_text(encoding="utf-8"))["term"]
    return {variant: term["text"][language] for term in terms for variant in term.get("avoid", {}).get(language, ())}


def _everywhere(language: str) -> Iterator[tuple[str, str]]:
    """Every sentence that a person reads: of the pack, of our own words, of the documents."""
    yield from ((path, text[language]) for path, text in TEXTS)
    yield from read_words(WORDS / language).items()
    yield from ((path.name, path.read_text(encoding="utf-8")) for path in (TEMPLATES / language).glob("*.j2"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_words_of_the_glossary_have_no_other_names(language: str) -> None:
    avoided = _avoided(language)
    strange = [
        (path, variant, word)
        for path, text in _everywhere(language)
        for variant, word in avoided.items()
        if _holds(text, variant, language) and (path, variant) not in NO_VARIANTS
    ]

    assert len(avoided) > 9
    assert strange == []


@pytest.mark.parametrize("pattern", ["(?<!合作)伙伴", "(?<!竞争)对手"])
def test_a_chinese_term_is_never_cut_short(pattern: str) -> None:
    assert [(path, text) for path, text in _everywhere("zh") if re.search(pattern, text)] == []


def _holds(text: str, variant: str, language: str) -> bool:
    """Whether a text uses a variant: in English as a word of its own, placeholders and templates' code left out."""
    if language == "zh":
        return variant in text
    return re.search(rf"\b{re.escape(variant)}s?\b", re.sub(r"\{[{%]?.*?[%}]?\}", "", text.casefold())) is not None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_question_is_asked_twice_in_one_kind_or_in_two(language: str) -> None:
    asked = Counter(re.sub(r"\W", "", q.text.say(language).casefold()) for q in load.builtin().questions)

    assert [text for text, times in asked.items() if times > 1] == []


def test_every_item_says_where_it_comes_from() -> None:
    def origins(value: object) -> Iterator[tuple[str, object]]:
        if isinstance(value, dict):
            name = value.get("id") or value.get("code") or value.get("size")
            if name and "text" in value and value not in terms:
                yield str(name), value.get("origin")
            for each in value.values():
                yield from origins(each)
        elif isinstance(value, list):
            for each in value:
                yield from origins(each)

    content = _content()
    terms = content["handbook"]["terms"]  # words of the field come from nowhere
    found = list(origins(content))

    assert len(found) > 500
    assert [name for name, origin in found if origin not in ORIGINS] == []
    assert {origin for _, origin in found} == ORIGINS
