"""The words of a CRM that its files held, and what they mean here: so that a list goes back in its own words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.settings import replace_file_by

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

Words = dict[str, dict[str, str]]


def known_words(wiring: Wiring, crm: str) -> Words:
    """What stages and kinds are called in the files of this CRM; nothing where no file told or it cannot be read."""
    try:
        told = json.loads(_path(wiring, crm).read_text(encoding="utf-8"))
        return {field: {str(word): str(to) for word, to in words.items()} for field, words in told.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def keep_words(wiring: Wiring, crm: str, words: Mapping[tuple[str, str], str]) -> None:
    """Keeps the words of one more file."""
    known = known_words(wiring, crm)
    merged = {field: dict(told) for field, told in known.items()}
    for (field, word), meaning in words.items():
        merged.setdefault(field, {})[word] = meaning
    if merged != known:
        text = json.dumps(merged, ensure_ascii=False, indent=1)
        replace_file_by(_path(wiring, crm), lambda stream: stream.write(text))


def _path(wiring: Wiring, crm: str) -> Path:
    return wiring.places.settings_file.parent / "import-maps" / f"{crm}-words.json"
