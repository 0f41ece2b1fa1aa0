"""The data version of a document that shows the facts of several records: a name for all that it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osp_cli.domain.opportunity import Account, Opportunity
from osp_cli.domain.plan import digest
from osp_cli.frozen import field_names

_NO_FACTS = ("id", "at", "as_of", "today", "data_version")  # how a store keeps a fact, and when it was read
_COUNTED = (Account, Opportunity)  # their `version` counts changes of the record, shown or not


def named_by_facts(document: object) -> str:
    """The name of the facts of a document, eight hex digits: another one as soon as one of them is another."""
    return digest({"facts": _plain(document)})[:8]


def _plain(value: Any) -> Any:
    """A value as lists and text, without what is no fact."""
    if names := field_names(type(value)):
        unseen = (*_NO_FACTS, "version") if isinstance(value, _COUNTED) else _NO_FACTS
        return [_plain(getattr(value, name)) for name in names if name not in unseen]
    if isinstance(value, Mapping):
        return [[str(key), _plain(each)] for key, each in value.items()]
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return None if value is None else str(value)
