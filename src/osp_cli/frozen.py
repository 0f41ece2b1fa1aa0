"""Frozen dataclasses that cost next to nothing to define: the methods of a class are made when it is first used.

The decorator of the standard library compiles six methods for each class at import; with some seventy values on the
way of every command that was a quarter of its start. A class made here still is a dataclass: `fields`, `replace`,
`is_dataclass` and `match` work on it, it compares, hashes, shows and refuses changes as the standard ones do. Only
pickle and copy do not know it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

FEW = 20

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool = False) -> Callable[[type], type]:
        """The decorator: `@dataclass(frozen=True, slots=True)`; what is not frozen is the standard library's."""
        if not frozen:
            raise TypeError("only frozen dataclasses are made here")

        def made(cls: type) -> type:
            cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
            cls.__init__ = _first_init(cls)
            cls.__eq__, cls.__hash__, cls.__repr__ = _equal, _hashed, _shown
            cls.__setattr__, cls.__delattr__ = _refused, _refused
            return cls

        return made


def _first_init(cls: Any) -> Callable[..., None]:
    """An `__init__` for the first few instances: to compile one costs as much as 20 calls of this one save.

    Where the arguments do not fit, the compiled one refuses them in the words of Python.
    """
    names = [field.name for field in dataclasses.fields(cls) if field.init]
    made = {field.name: maker for field in dataclasses.fields(cls) if (maker := _maker(field))}
    hidden = [field.name for field in dataclasses.fields(cls) if not field.init]
    left = FEW

    def init(self: Any, *arguments: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        rest = names[len(arguments) :]
        if left < 0 or len(arguments) > len(names) or not named.keys() <= set(rest) <= named.keys() | made.keys():
            cls.__init__ = _compiled_init(cls)
            cls.__init__(self, *arguments, **named)
            return
        for name, value in zip(names, arguments, strict=False):
            _set(self, name, value)
        for name in rest:
            _set(self, name, named[name] if name in named else made[name]())
        for name in hidden:
            _set(self, name, made[name]())
        if hasattr(cls, "__post_init__"):
            self.__post_init__()

    return init


def _maker(field: dataclasses.Field[Any]) -> Callable[[], Any] | None:
    """What makes the value of a field that is not given."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory
    return None if field.default is dataclasses.MISSING else lambda: field.default


def _compiled_init(cls: Any) -> Callable[..., None]:
    parameters, body = ["self"], []
    names: dict[str, Any] = {"_set": _set, "_made": _MADE}
    for field in dataclasses.fields(cls):
        default, factory, value = f"_d_{field.name}", f"_f_{field.name}", field.name
        if field.default_factory is not dataclasses.MISSING:
            names[factory] = field.default_factory
            value = f"({factory}() if {field.name} is _made else {field.name})" if field.init else f"{factory}()"
            default = "_made"
        elif field.default is not dataclasses.MISSING:
            names[default] = field.default
            value = field.name if field.init else default
        else:
            default = ""
        if field.init:
            parameters.append(f"{field.name}={default}" if default else field.name)
        body.append(f" _set(self, {field.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(body or [" pass"]), names)  # noqa: S102  as dataclasses does
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


_set = object.__setattr__
_MADE = object()  # stands for a value that a factory makes
_GETTERS: dict[type, Callable[[Any], Any]] = {}


def _compared(value: Any) -> Any:
    """The fields that count in a comparison."""
    cls = value.__class__
    getter = _GETTERS.get(cls)
    if getter is None:
        names = [field.name for field in dataclasses.fields(cls) if field.compare]
        getter = _GETTERS[cls] = attrgetter(*names) if names else _nothing
    return getter(value)


def _nothing(_value: Any) -> tuple[()]:
    return ()


def _equal(self: Any, other: object) -> Any:
    return _compared(self) == _compared(other) if other.__class__ is self.__class__ else NotImplemented


def _hashed(self: Any) -> int:
    return hash((self.__class__, _compared(self)))


def _shown(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refused(self: Any, name: str, *_value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"{self.__class__.__name__}.{name} cannot be changed")
