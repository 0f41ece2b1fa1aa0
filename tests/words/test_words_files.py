"""The words files: complete in both languages, alike in what they can be filled with, and compiled."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from osp_cli.cli.typed import NAMING, PLACEHOLDERS
from osp_cli.render.naming import spoken
from osp_cli.store.history import called
from osp_cli.store.tables import RECORD_TABLES
from osp_cli.store.tables import table as table_of
from osp_cli.store.units import Change
from osp_cli.words import LANGUAGES, Words, load
from osp_cli.words.generate import SOURCE, WordsBroken, generate, read_words

FORMS = (".one", ".other")
ENGLISH, CHINESE = (read_words(SOURCE / language) for language in LANGUAGES)


def _family(key: str, texts: dict[str, str]) -> str:
    """The key that the program uses: without its form, where it has forms."""
    stem = key.removesuffix(".one").removesuffix(".other")
    return stem if stem != key and f"{stem}.other" in texts else key


def _families(texts: dict[str, str]) -> dict[str, list[str]]:
    families: dict[str, list[str]] = {}
    for key, text in texts.items():
        families.setdefault(_family(key, texts), []).append(text)
    return families


def _placeholders(texts: list[str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    english, chinese = set(_families(ENGLISH)), set(_families(CHINESE))

    assert sorted(english - chinese) == [], "missing in Chinese"
    assert sorted(chinese - english) == [], "missing in English"


def test_a_text_has_the_same_placeholders_in_both_languages() -> None:
    chinese = _families(CHINESE)
    different = {
        key: (_placeholders(texts), _placeholders(chinese[key]))
        for key, texts in _families(ENGLISH).items()
        if key in chinese and _placeholders(texts) != _placeholders(chinese[key])
    }
    assert different == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in read_words(SOURCE / language).items() if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_placeholder_is_a_name_and_at_most_groups_thousands(language: str) -> None:
    wrong = []
    for key, text in read_words(SOURCE / language).items():
        for _, name, spec, conversion in Formatter().parse(text):
            if name is not None and (not name.isidentifier() or spec not in ("", ",") or conversion):
                wrong.append(f"{key}: {{{name}}}")  # a brace that is meant as one is doubled
    assert wrong == []


def test_no_key_is_a_text_and_a_section_with_forms_at_once() -> None:
    assert [key for key in ENGLISH if any(f"{key}{form}" in ENGLISH for form in FORMS)] == []


def test_an_error_says_what_is_wrong() -> None:
    codes = {key.split(".")[1] for key in ENGLISH if key.startswith("errors.")}
    assert [code for code in sorted(codes) if f"errors.{code}.what" not in ENGLISH] == []


def test_the_compiled_words_are_not_stale() -> None:
    is_fresh = {language: file.read_text(encoding="utf-8") for language, file in load.COMPILED.items()} == generate()

    assert is_fresh, "run: python -m osp_cli.words.generate"


def test_every_text_of_the_files_is_found() -> None:
    assert [key for key, text in ENGLISH.items() if load.texts_of("en").get(key) != text] == []
    assert [key for key, text in CHINESE.items() if load.texts_of("zh").get(key) != text] == []


def test_a_key_that_stands_in_two_files_is_refused_with_both(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[errors.x]\nwhat = "one"\n')
    (tmp_path / "b.toml").write_text('errors.x.what = "two"\n')

    with pytest.raises(WordsBroken, match=r"b\.toml: errors\.x\.what stands in a\.toml too"):
        read_words(tmp_path)


def test_what_is_no_text_is_refused_with_its_key(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[more]\ncount = 3\n")

    with pytest.raises(WordsBroken, match=r"a\.toml: more\.count is no text"):
        read_words(tmp_path)


def test_a_broken_file_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[more\n")

    with pytest.raises(WordsBroken, match=r"a\.toml"):
        read_words(tmp_path)


def test_every_column_that_a_history_shows_has_a_name_in_both_languages() -> None:
    shown = {
        field
        for table in RECORD_TABLES
        for column in table_of(table).columns
        if (field := column.name.removesuffix("_number" if called(table, column.name) else "_minor"))
        and any(Change(table, 1, "insert", None, {column.name: 1}).columns())
        and not column.name.endswith("_currency")
    }
    assert {"amount", "person", "order_number", "number"} & shown == {"amount", "person", "order_number"}
    for language in ("en", "zh"):
        named = set(load.texts_of(language))
        assert sorted(field for field in shown if f"fields.{field}" not in named) == []


BESIDE_NUMBERS = re.compile(r"第 ?(?:[0-9.]+|\{step|\{stage)[^，。；]{0,9}?(?:阶段|步(?!骤))|(?:阶段|步骤)(?:[0-9]|\{)")


def _chinese_lines() -> Iterator[str]:
    """Every line that a Chinese reader may see: words, the method, the templates, the README."""
    root = Path(__file__).resolve().parents[2]
    sources = [*(SOURCE / "zh").glob("*.toml"), *(SOURCE.parent / "pack").glob("*.toml")]
    sources += [*(root / "templates" / "zh").glob("*.j2"), root / "README.zh-CN.md"]
    for source in sources:
        yield from source.read_text(encoding="utf-8").splitlines()


def test_stages_and_steps_are_numbered_in_one_way_in_chinese() -> None:
    """阶段 5, 步骤 5: a stage may be called by a word, which reads badly within 第…阶段."""
    assert BESIDE_NUMBERS.findall("第5阶段，第 5 阶段，第{step}步，阶段5，步骤{step}") != []
    assert [line for line in _chinese_lines() if BESIDE_NUMBERS.search(line)] == []


def test_the_places_to_fill_are_refused_as_they_stand_in_either_language() -> None:
    for language in ("en", "zh"):
        assert set(Words(language).section("places").values()) <= PLACEHOLDERS | NAMING


def test_a_command_shows_its_places_to_fill_in_its_language() -> None:
    command = "osp answer budget ANSWER -o 1 --evidence TEXT --kind OTHER --who NAME"
    assert Words("en").filled(command) == command
    assert Words("zh").filled(command) == "osp answer budget 回答 -o 1 --evidence 内容 --kind OTHER --who 姓名"
    assert Words("zh").filled("osp plan approve 2 --by MANAGER") == "osp plan approve 2 --by 经理"
    assert Words("zh").filled("osp withdraw 2 --reason CODE") == "osp withdraw 2 --reason 代码"


def test_what_the_system_says_is_said_in_both_languages() -> None:
    for name in Words("en").section("system"):
        assert spoken({"reason": os.strerror(getattr(errno, name))}, Words("zh"))["reason"].isascii() is False
    assert spoken({"reason": os.strerror(errno.ENOENT)}, Words("en"))["reason"] == "No such file or directory"
    assert spoken({"reason": "whatever"}, Words("zh"))["reason"] == "whatever"


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2026年11月1日（周日）", "计划（2026年11月1日 周日到期）"), ("本月（周期）", "计划（本月（周期）到期）")],
)
def test_a_weekday_stands_in_no_brackets_within_brackets(day: str, shown: str) -> None:
    assert Words("zh")("views.due-duty", text="计划", day=day) == shown
    assert Words("zh")("views.label", label="到期", value="2026年11月1日（周日）") == "到期：2026年11月1日（周日）"
