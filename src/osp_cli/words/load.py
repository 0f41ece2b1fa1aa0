"""The words of one language, from their compiled form: json and nothing else, because every command needs them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.errors import Located

if TYPE_CHECKING:
    from osp_cli.domain.process import Process

LANGUAGES = ("en", "zh")
FALLBACK = "en"
NO_LANGUAGE = ("c", "posix")
COMPILED = {language: Path(__file__).parent / f"compiled.{language}.json" for language in LANGUAGES}

# After these words of a command a NAME is a person's, for which a language may have a word of its own.
PEOPLE = frozenset(("--who", "--with", "--by", "--whose", "--owner", "--confirmed-by", "person", "team"))

WEEKDAYS = tuple(f"（周{day}）" for day in "一二三四五六日")  # as a Chinese day ends: 2026年11月23日（周一）

Texts = Mapping[str, str]


def pick_language(
    explicit: str | None,
    environment: Mapping[str, str],
    setting: str | None,
    pack_languages: Callable[[], Iterable[str]] = tuple,
) -> str:
    """The language of this run: `--lang`, else OSP_LANG, else the setting, else the locale, else English.

    Names such as `zh`, `zh-Hans` and `zh_CN.UTF-8` all mean Chinese. A language without words of its own is passed
    over unless the pack speaks it; the locales C and POSIX name none. Of the locale's variables only the first that is
    set counts, as POSIX wants it.
    """
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    for wish in (explicit, environment.get("OSP_LANG"), setting, locale):
        tag, language = tags_of(wish or "")
        if language in LANGUAGES:
            return language
        known = {each.lower(): each for each in pack_languages()} if tag and tag not in NO_LANGUAGE else {}
        if tag in known or language in known:
            return known.get(tag) or known[language]
    return FALLBACK


def tags_of(wish: str) -> tuple[str, str]:
    """The tag that a name of a language stands for, with its country or script and without: `zh_CN.UTF-8` is zh-cn."""
    tag = wish.strip().lower().replace("_", "-").partition(".")[0]
    return tag, tag.partition("-")[0]


@cache
def _compiled(language: str) -> Texts:
    texts: dict[str, str] = json.loads(COMPILED[language].read_bytes()) if language in COMPILED else {}
    return texts


def texts_of(language: str) -> Texts:
    """Every text of a language by its key, read once per run; none for a language there is not."""
    return _compiled(language)


class Words:
    """The texts of one language by key. A key or a language that is missing falls back to English, then to the key."""

    def __init__(self, language: str, method: Callable[[], Process] | None = None) -> None:
        """`method` gives the method in use, for whoever has to name its parts; it is called only then."""
        self.language, self.method = language, method

    @property
    def own_language(self) -> str:
        """The language of our own words: English where only the pack speaks the user's."""
        return self.language if self.language in LANGUAGES else FALLBACK

    def __call__(self, key: str, /, **values: object) -> str:
        """The text with its placeholders filled: amounts and days as the language writes them, texts as they are.

        A key with the forms `.one` and `.other` takes the one that fits `count`. `{count:,}` groups the thousands.
        """
        text = self._find(key, values.get("count"))
        if text is None:
            return key
        try:
            said = text.format_map(_Shown((name, self._said(name, value)) for name, value in values.items()))
        except ValueError:  # `{count:,}` of something that is no number: the sentence must come out all the same
            return text
        return _unnested(said) if "（周" in said else said

    def filled(self, command: str) -> str:
        """A command as it is shown: its places to fill (words in capitals that stand alone) said in this language."""
        parts = command.split(" ")
        before = ["", *parts]
        return " ".join(self._place(part, before[:place]) for place, part in enumerate(parts, 1))

    def _place(self, part: str, before: list[str]) -> str:
        if not part.isupper():
            return part
        is_person = part == "NAME" and not PEOPLE.isdisjoint(before[-2:])
        key = "NAME-of-a-person" if is_person else part
        return self._find(f"places.{key}", None) or part

    def _said(self, name: str, value: object) -> object:
        is_filled = name in ("command", "number") and isinstance(value, str)
        return self.filled(str(value)) if is_filled else self.shown(value)

    def has(self, key: str) -> bool:
        """Whether there is a text under this key, in one form or in several."""
        return self._find(key, None) is not None

    def section(self, key: str) -> Mapping[str, str]:
        """Every text below a key, by the rest of its key, as written: `section("status")["open"]`."""
        start = f"{key}."
        both = {**texts_of(FALLBACK), **texts_of(self.language)}
        return {name.removeprefix(start): text for name, text in both.items() if name.startswith(start)}

    def shown(self, value: object) -> object:
        """A value as a sentence of this language holds it; numbers and texts stay as they are."""
        if isinstance(value, bool):
            return self("render.yes" if value else "render.no")
        if isinstance(value, str | int | float):
            return value
        if value is None:
            return "-"
        if isinstance(value, Located):
            what = self(f"errors.{value.code}.what", **value.values).rstrip(".。")
            return self("render.located", place=value.place, what=what) if value.place else what
        if isinstance(value, Iterable):
            return self("render.joint").join(str(self.shown(each)) for each in value)
        return self._displayed(value)

    def _displayed(self, value: object) -> str:
        # Here, not above: help and version pages have no use for them.
        from datetime import date

        from osp_cli.domain.dates import display_day
        from osp_cli.domain.money import Money, display

        if isinstance(value, Money):
            return display(value, self.language)
        return display_day(value, self.language) if isinstance(value, date) else str(value)

    def _find(self, key: str, count: object) -> str | None:
        forms = (key, f"{key}.one", f"{key}.other") if count == 1 else (key, f"{key}.other")
        for language in dict.fromkeys((self.language, FALLBACK)):
            texts = texts_of(language)
            for form in forms:
                if form in texts:
                    return texts[form]
        return None


def _unnested(text: str) -> str:
    """A Chinese sentence in which a weekday stands in brackets, but not in brackets within brackets."""
    said, depth, place = "", 0, 0
    while place < len(text):
        if depth and text[place : place + 4] in WEEKDAYS:
            said, place = f"{said} {text[place + 1 : place + 3]}", place + 4
            continue
        depth += {"（": 1, "）": -1}.get(text[place], 0)
        said, place = said + text[place], place + 1
    return said


class _Shown(dict[str, object]):
    """Values for a sentence; a placeholder without a value stays as written, so that no refusal fails for it."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
