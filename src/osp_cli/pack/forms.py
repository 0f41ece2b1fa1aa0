"""The base of all forms of a pack's files, and how a form with faults is still read as far as it goes.

Read strictly, a form takes no unknown keys and converts no types. Read as far as it goes (the context `AS_FAR`), it
keeps whatever is well formed, so that what the rest refers to can be followed in the same round: a key that does not
belong is taken off, what is missing or unfit is `UNKNOWN`, and a text may lack a language. The faults themselves are
told by the strict reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator, model_validator

AS_FAR = {"as_far_as_it_goes": True}
MARK = "\0"  # no TOML file holds it: what carries it was made of something unknown
KEPT_AS_TEXT = ("literal_error", "string_pattern_mismatch", "string_too_short")
# By these the forms of a criterion are told apart; pydantic lets no validator stand before them.
OF_CRITERIA = ("question", "questions", "or_record", "or_confirmed", "limit", "section", "role", "names", "step")
OF_CRITERIA_TOO = ("dates", "what", "fields", "is_record")


class Unknown(str):
    """Stands where something should be and is not, or is unfit: holds nothing, and is neither more nor less."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__

    def items(self) -> tuple[()]:
        """A table of nothing."""
        return ()


UNKNOWN = Unknown(MARK)


def is_as_far(info: ValidationInfo) -> bool:
    """Whether this is the reading that keeps what it can."""
    return bool((info.context or {}).get("as_far_as_it_goes"))


class Form(BaseModel):
    """Whatever stands in a pack: no unknown keys, no conversion of types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, data: Any, info: ValidationInfo) -> Any:
        if not (is_as_far(info) and isinstance(data, dict)):
            return data
        lacking = {name for name, field in cls.model_fields.items() if field.is_required()} - set(data)
        known = {name: value for name, value in data.items() if name in cls.model_fields}
        return known | dict.fromkeys(lacking, UNKNOWN)


class OpenForm(Form):
    """A form of which every value can be unknown."""

    @field_validator("*", mode="wrap")
    @classmethod
    def _as_far_as_it_goes(cls, value: Any, handler: Callable[[Any], Any], info: ValidationInfo) -> Any:
        return _read(value, handler, info)


class ChoiceForm(Form):
    """A form that is one of several, told apart by `by` and `rule`: every other value can be unknown."""

    @field_validator(*OF_CRITERIA, *OF_CRITERIA_TOO, mode="wrap", check_fields=False)
    @classmethod
    def _as_far_as_it_goes(cls, value: Any, handler: Callable[[Any], Any], info: ValidationInfo) -> Any:
        return _read(value, handler, info)


def _read(value: Any, handler: Callable[[Any], Any], info: ValidationInfo) -> Any:
    if not is_as_far(info):
        return handler(value)
    if value is UNKNOWN:
        return _nothing(handler)
    try:
        return handler(value)
    except ValidationError as problem:
        first = problem.errors()[0]
        return _good_part(value, handler, first["type"], is_inside=bool(first["loc"]))


def _good_part(value: Any, handler: Callable[[Any], Any], fault: str, *, is_inside: bool) -> Any:
    """What can be used of an unfit value: words as they are, a number as the text it should be, the fit entries."""
    if isinstance(value, str) and fault in KEPT_AS_TEXT:
        return value
    if fault == "string_type" and isinstance(value, int | float):
        return str(value)
    if not is_inside:
        return [] if fault == "too_short" else _nothing(handler)
    if isinstance(value, list):
        return [entry for each in value for entry in _fit([each], handler)]
    if isinstance(value, Mapping):
        return {key: entry for key, each in value.items() for entry in _fit({key: each}, handler).values()}
    return _nothing(handler)


def _nothing(handler: Callable[[Any], Any]) -> Any:
    """A table of which nothing is known, where a table should be, or just something unknown."""
    try:
        return handler({})
    except ValidationError:
        return UNKNOWN


def _fit(one: Any, handler: Callable[[Any], Any]) -> Any:
    """A list or table of one entry as the form reads it; an empty one where the entry is unfit."""
    try:
        return handler(one)
    except ValidationError:
        return type(one)()
