"""The first write on a terminal: the four settings that colour every figure, asked once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from osp_cli.settings import acting_name, parse_setting, write_setting

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring


def ask_first_settings(wiring: Wiring) -> None:
    """Asks name, currency, first month of the fiscal year and language, and writes them to the settings."""
    asker = wiring.asker()
    words = wiring.words
    defaults = {
        "me": acting_name(wiring.shared.who, wiring.settings),
        "currency": wiring.settings.currency,
        "fiscal_start": str(wiring.settings.fiscal_start),
        "language": words.own_language,
    }
    answers: dict[str, str | int] = {}
    for key, default in defaults.items():
        text = asker.line(words(f"first.{key}"), default=default, check=partial(parse_setting, key))
        parsed = parse_setting(key, text)
        answers[key] = parsed if isinstance(parsed, int) else str(parsed)
    for key, value in answers.items():
        write_setting(wiring.places.settings_file, key, value)
