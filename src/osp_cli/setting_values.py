"""What each setting may say, and its value from text: the same for what is typed and for what a file holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from osp_cli.domain.money import exponent, known_currency, parse_money, parse_rate
from osp_cli.domain.names import clean_name
from osp_cli.domain.own_fields import defined
from osp_cli.domain.ranking import parse_weight
from osp_cli.errors import WrongUsage

CATEGORIES = ("commit", "best", "pipeline", "omitted")
BUILTIN = "builtin"
LANGUAGES = ("en", "zh")
DATE_ORDERS = ("dmy", "mdy")
EVIDENCE_DAYS, RENEWAL_DAYS, MOST_DAYS, USUAL_CASES, MOST_CASES = 90, 90, 3650, 10, 1000  # all are ours
LEARNING_MINIMUM, MOST_DEALS = 20, 100_000  # closed deals from which on a book teaches; ours
DAILY_BACKUP = ("on", "off")
DATED_RATE = '2026-12-31 = "0.14"'


def dated_rates(currency: str, dated: object) -> tuple[tuple[date, str], ...]:
    """The rates of a currency by day, the oldest first; `setting-wrong` where it is no table of days and rates."""
    if not isinstance(dated, dict):
        raise wrong(f"rate.{currency}", str(dated), DATED_RATE)
    try:
        return tuple(sorted((date.fromisoformat(day), parse_rate(str(rate))) for day, rate in dated.items()))
    except ValueError:
        raise wrong(f"rate.{currency}", ", ".join(dated), DATED_RATE) from None


def wrong(key: str, value: str, allowed: object = "") -> WrongUsage:
    """A value that a setting cannot have."""
    return WrongUsage("setting-wrong", {"key": key, "value": value, "allowed": allowed})


def currency_code(text: str) -> str:
    """The code of a currency; refuses with `currency-unknown`."""
    code = text.strip().upper()
    if not known_currency(code):
        raise WrongUsage("currency-unknown", {"currency": text})
    return code


def _up_to(key: str, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.strip().isdecimal() or not 1 <= int(text) <= most:
            raise wrong(key, text, f"1-{most}")
        return int(text)

    return parse


def _one_of(key: str, allowed: tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.strip() not in allowed:
            raise wrong(key, text, tuple(allowed))
        return text.strip()

    return parse


def _language(text: str) -> str:
    """The tag of a language; whether anything is written in it, who knows the pack says."""
    tag = text.strip()
    parts = tag.split("-")
    if not (tag.isascii() and len(parts[0]) > 1 and parts[0].isalpha() and all(part.isalnum() for part in parts)):
        raise wrong("language", text, tuple(LANGUAGES))
    return tag


def _limits(currency: str, text: str) -> tuple[int, int]:
    code = currency_code(currency)
    try:
        low, high = (parse_money(part, code).money for part in text.split("/"))
    except ValueError:
        raise wrong(f"limits.{currency}", text, "50k/100k") from None
    if {low.currency, high.currency} != {code} or not 0 < low.minor < high.minor:
        raise wrong(f"limits.{currency}", text, "50k/100k")
    scale = 10 ** exponent(code)
    return low.minor // scale, high.minor // scale


def _percent(stage: str, text: str) -> int:
    bare = text.strip().removesuffix("%").strip()
    if not bare.isdecimal() or int(bare) > 100:
        raise wrong(f"probability.{stage}", text, "0-100")
    return int(bare)


def _folder(text: str) -> str:
    """The folder of a company's own pack, or of own templates, as an absolute path; or `builtin`."""
    if text.strip().casefold() in (BUILTIN, "none", "无", ""):
        return BUILTIN
    return str(Path(text).expanduser().resolve())


SIMPLE: dict[str, Callable[[str], Any]] = {
    "me": clean_name,
    "currency": currency_code,
    "fiscal_start": _up_to("fiscal_start", 12),
    "language": _language,
    "db": str,
    "date_order": _one_of("date_order", DATE_ORDERS),
    "pack": _folder,
    "templates": _folder,
    "revisit_by": str.strip,
    "evidence_days": _up_to("evidence_days", MOST_DAYS),
    "usual_cases": _up_to("usual_cases", MOST_CASES),
    "renewal_days": _up_to("renewal_days", MOST_DAYS),
    "learning_minimum": _up_to("learning_minimum", MOST_DEALS),
    "daily_backup": _one_of("daily_backup", DAILY_BACKUP),
}
GROUPS: dict[str, Callable[[str, str], Any]] = {
    "limits": _limits,
    "probability": _percent,
    "category": lambda stage, text: _one_of(f"category.{stage}", CATEGORIES)(text),
    "rotting": lambda stage, text: _up_to(f"rotting.{stage}", MOST_DAYS)(text),
    "weight": parse_weight,
    "field": defined,
}
IN_GROUPS = {
    "rate": "rates",
    "limits": "limits",
    "probability": "probabilities",
    "category": "categories",
    "rotting": "rotting",
    "weight": "weights",
    "field": "fields",
}
