"""`dataclass` for the modules that are loaded before the window is painted: the same classes, sooner made.

The decorator of the standard library writes and compiles six methods for every class when its module is loaded,
though a start makes objects of few of them; that was a seventh of the time in which the window opens. Here comparing,
hashing and printing are ordinary functions over the names of the fields, and `__init__` is written when a class has
had its first few objects. What the library's `fields`, `replace` and `asdict` ask of a class is there.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from functools import partial
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

_FEW = 30

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, eq=True, frozen=False, slots=False):
        """As `dataclasses.dataclass`, of whose parameters it knows these; every field is one of `__init__`."""
        if cls is None:
            return lambda bare: _made(bare, has_eq=eq, is_frozen=frozen, has_slots=slots)
        return _made(cls, has_eq=eq, is_frozen=frozen, has_slots=slots)


def _made(bare: type, *, has_eq: bool, is_frozen: bool, has_slots: bool) -> type:
    if bare.__doc__ is None:
        bare.__doc__ = bare.__name__  # else the library writes a signature here, which needs `__init__`
    asks_bases = is_frozen and any(dataclasses.is_dataclass(base) for base in bare.__bases__)
    cls: Any = dataclasses.dataclass(init=False, repr=False, eq=False, frozen=asks_bases)(bare)
    fields = dataclasses.fields(cls)
    _refuse_what_is_not_known(cls, fields)
    params: Any = cls.__dataclass_params__
    params.init = params.repr = True
    params.eq = has_eq
    params.frozen = is_frozen
    names = tuple(field.name for field in fields)
    if has_slots:
        cls = _with_slots(cls, names, is_frozen=is_frozen)
    written: dict[str, Any] = {"__init__": _LaterInit(cls, is_frozen=is_frozen)}
    written["__repr__"] = _repr_of(tuple(field.name for field in fields if field.repr))
    compared = _values_of(tuple(field.name for field in fields if field.compare))
    if has_eq:
        written["__eq__"] = _eq_of(compared)
    for name, method in written.items():
        if name not in cls.__dict__:
            setattr(cls, name, method)
    if has_eq and cls.__dict__.get("__hash__") is None:
        cls.__hash__ = _hash_of(compared) if is_frozen else None
    if is_frozen:
        _freeze(cls, frozenset(names))
    made: type = cls
    return made


def _refuse_what_is_not_known(cls: type, fields: tuple[Field[Any], ...]) -> None:
    """A class that asks for more than is made here belongs to the library's decorator."""
    if any(not field.init or field.kw_only or field.hash is not None for field in fields):
        raise TypeError(f"{cls.__name__}: fields with init, kw_only or hash of their own are not known here")
    if len(fields) != sum("ClassVar" not in str(one.type) for one in cls.__dataclass_fields__.values()):  # type: ignore[attr-defined]
        raise TypeError(f"{cls.__name__}: InitVar is not known here")
    has_default = False
    for field in fields:
        if field.default is not MISSING or field.default_factory is not MISSING:
            has_default = True
        elif has_default:
            raise TypeError(f"{cls.__name__}: {field.name} has no default and follows one that has")


def _with_slots(cls: type, names: tuple[str, ...], *, is_frozen: bool) -> type:
    """The class anew with slots, which a class cannot be given later."""
    inherited = {name for base in cls.__mro__[1:-1] for name in getattr(base, "__slots__", ())}
    content = {name: value for name, value in cls.__dict__.items() if name not in names}
    content["__slots__"] = tuple(name for name in names if name not in inherited)
    content.pop("__dict__", None)
    content.pop("__weakref__", None)
    if is_frozen:  # copies and pickles of frozen objects with slots need a way around `__setattr__`
        content.setdefault("__getstate__", lambda self: [getattr(self, name) for name in names])
        content.setdefault("__setstate__", _set_state)
    made: type = type(cls)(cls.__name__, cls.__bases__, content)
    made.__qualname__ = cls.__qualname__
    return made


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if not names:
        return lambda _self: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda self: (get(self),)


def _eq_of(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, object], Any]:
    def equals(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    return equals


def _hash_of(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], int]:
    return lambda self: hash(values(self))


def _repr_of(names: tuple[str, ...]) -> Callable[[Any], str]:
    @recursive_repr("...")
    def said(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({values})"

    return said


def _freeze(cls: Any, names: frozenset[str]) -> None:
    def set_attribute(self: Any, name: str, value: object) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def delete_attribute(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    cls.__setattr__, cls.__delattr__ = set_attribute, delete_attribute


class _LaterInit:
    """Stands as `__init__` until a class has many objects or anyone looks at it: writing one takes as long as filling
    these few without.
    """

    __slots__ = ("_cls", "_is_frozen", "_left")

    def __init__(self, cls: type, *, is_frozen: bool) -> None:
        self._cls = cls
        self._is_frozen = is_frozen
        self._left = _FEW

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is not None and self._left > 0:
            self._left -= 1
            return partial(self._fill, instance)
        init = self._written()
        return init if instance is None else init.__get__(instance, owner)

    def _written(self) -> Any:
        init = _written_init(self._cls, is_frozen=self._is_frozen)
        self._cls.__init__ = init  # type: ignore[misc]
        return init

    def _fill(self, instance: object, /, *given: object, **named: object) -> None:
        fields = dataclasses.fields(self._cls)
        values: dict[str, object] = {}
        for field in fields[len(given) :]:
            if field.name in named:
                values[field.name] = named[field.name]
            elif field.default is not MISSING:
                values[field.name] = field.default
            elif field.default_factory is not MISSING:
                values[field.name] = field.default_factory()
        if len(given) + len(values) != len(fields) or not named.keys() <= values.keys():
            self._written()(instance, *given, **named)  # says what is wrong with the call
            return
        put = object.__setattr__ if self._is_frozen else setattr
        for field, value in zip(fields, (*given, *values.values()), strict=True):
            put(instance, field.name, value)
        if hasattr(self._cls, "__post_init__"):
            instance.__post_init__()  # type: ignore[attr-defined]


def _written_init(cls: Any, *, is_frozen: bool) -> Any:
    """The same text that the library compiles; in the names of its module, so that its annotations can be read."""
    given: dict[str, Any] = {"_set": object.__setattr__, "_none": MISSING}
    defaults, lines = [], []
    fields = dataclasses.fields(cls)
    for field in fields:
        name, words = field.name, field.name
        if field.default_factory is not MISSING:
            given[f"_make_{name}"] = field.default_factory
            words = f"_make_{name}() if {name} is _none else {name}"
            defaults.append(MISSING)
        elif field.default is not MISSING:
            defaults.append(field.default)
        lines.append(f"_set(self, {name!r}, {words})" if is_frozen else f"self.{name} = {words}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    head = f" def __init__({', '.join(('self', *(field.name for field in fields)))}):"
    body = "\n".join(f"  {line}" for line in lines or ["pass"])
    text = f"def _write({', '.join(given)}):\n{head}\n{body}\n return __init__"
    module = sys.modules.get(cls.__module__)
    made: dict[str, Any] = {}
    exec(text, module.__dict__ if module is not None else {}, made)  # noqa: S102 - of the names of a class of ours
    init = made["_write"](**given)
    init.__defaults__ = tuple(defaults) or None
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {field.name: field.type for field in fields} | {"return": None}
    return init
