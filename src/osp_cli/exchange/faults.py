"""What Pydantic finds wrong with a file's form, as faults that any language can tell."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from osp_cli.domain.names import excerpt
from osp_cli.errors import Located

CODES: Mapping[str, str] = {
    "extra_forbidden": "fault-unknown-key",
    "missing": "fault-missing",
    "string_type": "fault-not-text",
    "date_from_datetime_parsing": "fault-not-day",
    "date_parsing": "fault-not-day",
}
CHOICES = ("str", "FullAnswer")  # the forms among which Pydantic chose: they are in no file


def form_faults(error: ValidationError) -> list[Located]:
    """Every fault by its key; each key once, for a value that fits none of several forms is one fault."""
    found: dict[str, Located] = {}
    for each in error.errors(include_url=False):
        place = ".".join(str(part) for part in each["loc"] if part not in CHOICES)
        code = CODES.get(each["type"], "fault-unfit")
        if place not in found or code != "fault-not-text":
            found[place] = Located(place, code, {"value": excerpt(str(each["input"]))})
    return list(found.values())
