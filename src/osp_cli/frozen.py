"""Frozen dataclasses that cost next to nothing to define, and do not load the standard library's.

`dataclasses` brings `inspect` along and compiles six methods for each class; with some seventy values on the way of
every command that was a third of its start. A class made here still is a dataclass to whoever asks: `fields`,
`replace`, `is_dataclass` and `match` work on it, it compares, hashes, shows and refuses changes as the standard ones
do. Only pickle and copy do not know it, and a field without a default stands before those that have one.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "field_names", "replace"]

FEW = 20
_MISSING = object()


class _Field:
    """What is declared of one field: how its value is made, and what it takes part in."""

    __slots__ = ("compare", "default", "default_factory", "init", "repr")

    def __init__(self, default: Any, default_factory: Any, *, init: bool, repr: bool, compare: bool) -> None:
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.compare = init, repr, compare

    @property
    def maker(self) -> Callable[[], Any] | None:
        """What makes the value where none is given, None where one must be."""
        if self.default_factory is not _MISSING:
            made: Callable[[], Any] = self.default_factory
            return made
        return None if self.default is _MISSING else lambda: self.default


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:

    def field(
        *,
        default: Any = _MISSING,
        default_factory: Any = _MISSING,
        init: bool = True,
        repr: bool = True,
        compare: bool = True,
    ) -> _Field:
        """What a field is beside its name and type, as in the standard library."""
        return _Field(default, default_factory, init=init, repr=repr, compare=compare)

    def dataclass(*, frozen: bool, slots: bool = False) -> Callable[[type], type]:
        """The decorator: `@dataclass(frozen=True, slots=True)`; what is not frozen is the standard library's."""
        if not frozen:
            raise TypeError("only frozen dataclasses are made here")
        return lambda cls: _made(cls, has_slots=slots)

    def replace(value: Any, /, **changes: Any) -> Any:
        """The value with some of its fields changed."""
        cls = value.__class__
        kept = {name: getattr(value, name) for name in cls.__match_args__}
        kept.update(changes)
        return cls(**kept)


def field_names(kind: type) -> tuple[str, ...] | None:
    """The names of the fields of a class that was made here, None for any other class."""
    fields = getattr(kind, "__frozen_fields__", None)
    return None if fields is None else tuple(fields)


def _made(cls: Any, *, has_slots: bool) -> Any:
    """The class as a value: its fields in order of declaration, those of its bases first."""
    fields: dict[str, _Field] = {}
    for base in reversed(cls.__mro__[1:]):
        fields.update(base.__dict__.get("__frozen_fields__", {}))
    # `inspect`, which would find them in the approved way, is what must not be loaded here
    own = list(cls.__dict__.get("__annotations__", {}))  # noqa: RUF063
    for name in own:
        given = cls.__dict__.get(name, _MISSING)
        fields[name] = (
            given if isinstance(given, _Field) else _Field(given, _MISSING, init=True, repr=True, compare=True)
        )
    added = {
        "__frozen_fields__": fields,
        "__match_args__": tuple(name for name, each in fields.items() if each.init),
        **{name: _Standard(own, name) for name in ("__dataclass_fields__", "__dataclass_params__")},
        "__init__": _first_init,
        "__eq__": _equal,
        "__hash__": _hashed,
        "__repr__": _shown,
        "__setattr__": _refused,
        "__delattr__": _refused,
    }
    if has_slots:  # a class with slots has to be made anew, without the defaults that stand where the slots will
        kept = {name: each for name, each in vars(cls).items() if name not in (*own, "__dict__", "__weakref__")}
        return type(cls)(cls.__name__, cls.__bases__, {**kept, **added, "__slots__": tuple(own)})
    defaults = {name: fields[name].default for name in own if isinstance(vars(cls).get(name), _Field)}
    for name, each in {**defaults, **added}.items():
        if each is _MISSING:
            delattr(cls, name)
        else:
            setattr(cls, name, each)
    return cls


class _Standard:
    """What the standard library looks for in a dataclass, made by itself when it first looks."""

    def __init__(self, own: list[str], name: str) -> None:
        self.own, self.name = own, name

    def __get__(self, instance: object, owner: type) -> Any:
        import dataclasses

        cls: Any = next(each for each in owner.__mro__ if each.__dict__.get(self.name) is self)
        body: dict[str, Any] = {"__annotations__": {name: cls.__annotations__[name] for name in self.own}}
        for name in self.own:
            each = cls.__frozen_fields__[name]
            body[name] = dataclasses.field(
                default=dataclasses.MISSING if each.default is _MISSING else each.default,
                default_factory=dataclasses.MISSING if each.default_factory is _MISSING else each.default_factory,
                init=each.init, repr=each.repr, compare=each.compare,
            )  # fmt: skip
        declared = type(cls.__name__, cls.__bases__, body)
        standard: type = dataclasses.dataclass(frozen=True, init=False, repr=False, eq=False)(declared)
        for name in ("__dataclass_fields__", "__dataclass_params__"):
            type.__setattr__(cls, name, standard.__dict__[name])
        return standard.__dict__[self.name]


def _first_init(self: Any, *arguments: Any, **named: Any) -> None:
    """An `__init__` for the first few instances: to compile one costs as much as 20 calls of this one save.

    Where the arguments do not fit, the compiled one refuses them in the words of Python.
    """
    cls = next(each for each in self.__class__.__mro__ if "__frozen_fields__" in each.__dict__)
    fields = cls.__frozen_fields__
    _CALLS[cls] = calls = _CALLS.get(cls, 0) + 1
    rest = cls.__match_args__[len(arguments) :]
    if (
        calls > FEW
        or len(arguments) > len(cls.__match_args__)
        or not named.keys() <= set(rest)
        or not all(name in named or fields[name].maker for name in rest)
    ):
        cls.__init__ = _compiled_init(cls)
        cls.__init__(self, *arguments, **named)
        return
    for name, value in zip(cls.__match_args__, arguments, strict=False):
        _set(self, name, value)
    for name in rest:
        _set(self, name, named[name] if name in named else fields[name].maker())
    for name, each in fields.items():
        if not each.init:
            _set(self, name, each.maker())
    if hasattr(cls, "__post_init__"):
        self.__post_init__()


def _compiled_init(cls: Any) -> Callable[..., None]:
    parameters, body = ["self"], []
    names: dict[str, Any] = {"_set": _set, "_made": _MADE}
    for name, each in cls.__frozen_fields__.items():
        default, factory, value = f"_d_{name}", f"_f_{name}", name
        if each.default_factory is not _MISSING:
            names[factory] = each.default_factory
            value = f"({factory}() if {name} is _made else {name})" if each.init else f"{factory}()"
            default = "_made"
        elif each.default is not _MISSING:
            names[default] = each.default
            value = name if each.init else default
        else:
            default = ""
        if each.init:
            parameters.append(f"{name}={default}" if default else name)
        body.append(f" _set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(body or [" pass"]), names)  # noqa: S102  as dataclasses does
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


_set = object.__setattr__
_MADE = object()  # stands for a value that a factory makes
_CALLS: dict[type, int] = {}
_GETTERS: dict[type, Callable[[Any], Any]] = {}


def _compared(value: Any) -> Any:
    """The fields that count in a comparison."""
    cls = value.__class__
    getter = _GETTERS.get(cls)
    if getter is None:
        names = [name for name, each in cls.__frozen_fields__.items() if each.compare]
        getter = _GETTERS[cls] = attrgetter(*names) if names else _nothing
    return getter(value)


def _nothing(_value: Any) -> tuple[()]:
    return ()


def _equal(self: Any, other: object) -> Any:
    return _compared(self) == _compared(other) if other.__class__ is self.__class__ else NotImplemented


def _hashed(self: Any) -> int:
    return hash((self.__class__, _compared(self)))


def _shown(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, each in self.__frozen_fields__.items() if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refused(self: Any, name: str, *_value: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"{self.__class__.__name__}.{name} cannot be changed")
