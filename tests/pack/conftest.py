"""Tests of packs read the same few files hundreds of times, one of them spoilt: each text is parsed once."""

from __future__ import annotations

import pickle
import tomllib
from typing import Any

import pytest

_loads = tomllib.loads
_PARSED: dict[str, bytes] = {}


def _parsed(text: str) -> dict[str, Any]:
    if text not in _PARSED:
        _PARSED[text] = pickle.dumps(_loads(text))
    made: dict[str, Any] = pickle.loads(_PARSED[text])
    return made


@pytest.fixture(autouse=True)
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made of a text is kept, and given as a value of its own each time."""
    monkeypatch.setattr(tomllib, "loads", _parsed)
