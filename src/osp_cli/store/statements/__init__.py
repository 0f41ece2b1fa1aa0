"""Every statement, built once, by name. Each module here brings `STATEMENTS`, and `FRAGMENTS` where parts vary.

A statement is written with SQLAlchemy, so that it is checked against the tables; it is run as the text that
`python -m osp_cli.store.generate` makes of it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from osp_cli.store.statements.parts import Statement


def statements() -> dict[str, Statement]:
    """Every statement of every module; a name that is given twice is refused."""
    return _merged("STATEMENTS")


def fragments() -> dict[str, Any]:
    """The conditions and orders that statements are composed from: the only text that ever varies."""
    return _merged("FRAGMENTS")


def _merged(attribute: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda each: each.name):
        named: Mapping[str, Any] = getattr(import_module(f"{__name__}.{module.name}"), attribute, {})
        if twice := found.keys() & named.keys():
            raise ValueError(f"given twice: {', '.join(sorted(twice))}")
        found.update(named)
    return found
