"""The first write on a terminal: the four settings that colour every figure, asked once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from osp_cli.errors import Interrupted
from osp_cli.frozen import replace
from osp_cli.settings import acting_name, parse_setting, write_setting

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring


FIGURES = ("me", "currency", "fiscal_start")


def unset(wiring: Wiring) -> tuple[str, ...]:
    """What the settings file does not hold yet; the language alone, which can be seen, is no reason to ask."""
    missing = [key for key in (*FIGURES, "language") if wiring.settings.origins.get(key) != "settings"]
    return () if missing == ["language"] else tuple(missing)


def currency_offered(wiring: Wiring) -> str:
    """The currency to begin with: who works in Chinese and has settled none most likely sells in CNY."""
    is_open = "currency" not in wiring.settings.origins
    return "CNY" if is_open and wiring.words.language == "zh" else wiring.settings.currency


def take_currency(wiring: Wiring) -> bool:
    """Where nobody can be asked: takes the currency that would be offered, and keeps it as an answer would be kept.

    Returns whether it is another one than before. A dry run writes nothing.
    """
    offered = currency_offered(wiring)
    if offered == wiring.settings.currency:
        return False
    if wiring.shared.dry_run:
        wiring.settings = replace(wiring.settings, currency=offered)
    else:
        write_setting(wiring.places.settings_file, "currency", offered)
        wiring.__dict__.pop("settings", None)
    return True


def ask_first_settings(wiring: Wiring) -> None:
    """Asks name, currency, first month of the fiscal year and language where unset, and writes them to the settings."""
    asker = wiring.asker()
    words = wiring.words
    defaults = {
        "me": acting_name(wiring.shared.who, wiring.settings),
        "currency": currency_offered(wiring),
        "fiscal_start": str(wiring.settings.fiscal_start),
        "language": words.own_language,
    }
    answers: dict[str, str | int] = {}
    try:
        for key in unset(wiring):
            default = defaults[key]
            text = asker.line(words(f"first.{key}"), default=default, check=partial(parse_setting, key))
            parsed = parse_setting(key, text)
            answers[key] = parsed if isinstance(parsed, int) else str(parsed)
    except Interrupted:
        raise Interrupted("interrupted-first") from None
    for key, value in answers.items():
        write_setting(wiring.places.settings_file, key, value)
