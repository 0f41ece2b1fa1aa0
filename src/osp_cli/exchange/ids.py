"""The ids of other tools, as they are kept."""

from __future__ import annotations

import re

from osp_cli.errors import WrongUsage
from osp_cli.exchange.presets import HISTORY

_CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def whole_id(text: str, source: str) -> str:
    """An id as it is kept; one that a spreadsheet has written in short (1E+10) could be that of several deals."""
    if re.fullmatch(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,2}", text):
        raise WrongUsage("import-id-shortened", {"id": text})
    return short_id(text) if source in ("salesforce", HISTORY) else text


def short_id(text: str) -> str:
    """The id of Salesforce in 15 characters, which reports show; its interfaces add three that tell the capitals.

    Source: the three are, for five characters each, the bits that say which are capitals, as a letter or figure.
    """
    if not re.fullmatch(r"[A-Za-z0-9]{15}[A-Z0-5]{3}", text):
        return text
    parts = [text[place : place + 5] for place in (0, 5, 10)]
    checks = [_CHECKS[sum(letter.isupper() << place for place, letter in enumerate(part))] for part in parts]
    return text[:15] if "".join(checks) == text[15:] else text
