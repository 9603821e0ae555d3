"""Makes the enumerations of Qt cheaper, of which a window that opens needs two hundred with three thousand names.

PySide6 asks Python's `enum` for each of them as `IntEnum("Key", [("Key_A", 65), …])`. `enum` then treats every name as
if it might be a method, a property, private or of an unknown type, which is a seventh of the time in which the window
opens. Names and whole numbers need none of it: here such a class is made from the parts that `enum` itself made for
one of the same kind, and its members are put in. What comes out is the same to every attribute (a test compares all
of them); what is anything else, and any Python whose `enum` has other parts, goes the usual way.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Sequence
from typing import Any

_CONTENTS = {"_member_names_", "_member_map_", "_value2member_map_", "_unhashable_values_"}
_MANNER = {"_generate_next_value_", "_new_member_", "_use_args_", "_member_type_", "_value_repr_", "__new__"}
_BITS = {"_boundary_", "_flag_mask_", "_singles_mask_", "_all_bits_", "_inverted_"}
_SIGNS = {"__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"}
_PARTS = _CONTENTS | _MANNER | {"__module__", "__doc__"}
_FLAG_PARTS = _PARTS | _BITS | _SIGNS
_BASES = {
    enum.Enum: _PARTS,
    enum.IntEnum: _PARTS | {"__format__"},
    enum.Flag: _FLAG_PARTS,
    enum.IntFlag: _FLAG_PARTS | {"__format__"},
}
"""What a class of each kind is made of, in the Python that this was written for (3.11; flags from 3.11.4 on)."""

_usual = enum.EnumType._create_  # type: ignore[attr-defined]
_made: dict[type, tuple[dict[str, Any], frozenset[str]]] = {}
"""By kind: the parts that do not change from class to class, and the names that mean something in it already."""


def _learn() -> None:
    for base, parts in _BASES.items():
        first = _usual(base, "First", [("A_NAME", 1)], module=__name__)
        found = {name: value for name, value in vars(first).items() if name != "A_NAME"}
        if found.keys() == parts and vars(first.A_NAME).keys() == {"_value_", "_name_", "__objclass__", "_sort_order_"}:
            taken = {name for kind in first.__mro__ for name in vars(kind)} | {"mro"}
            _made[base] = found, frozenset(taken - {"A_NAME"})


def _create(
    cls: Any, class_name: str, names: Any, *, module: str | None = None, qualname: str | None = None, **others: Any
) -> Any:
    """In the place of `EnumType._create_`: the way in of `Enum("Name", [(name, value), …])`."""
    if module is None:  # as there: that of the caller of Enum(…)
        module = sys._getframe(2).f_globals.get("__name__")
    known = _made.get(cls)
    if known is None or module is None or qualname is not None or others.get("type") is not None:
        return _usual(cls, class_name, names, module=module, qualname=qualname, **others)
    parts, taken = known
    if not _is_plain(names, taken, is_flag="_flag_mask_" in parts):
        return _usual(cls, class_name, names, module=module, **others)
    boundary = others.get("boundary")
    return _filled(type.__new__(enum.EnumType, class_name, (cls,), _own_parts(parts, module, boundary)), names)


def _is_plain(names: Any, taken: frozenset[str], *, is_flag: bool) -> bool:
    """Whether these are pairs of a name of no other meaning, each once, and a whole number."""
    if type(names) is not list or not names or type(names[0]) is not tuple:
        return False
    seen = dict(names)
    return (
        len(seen) == len(names)
        and taken.isdisjoint(seen)
        and all(type(value) is int for value in seen.values())
        and not any(name[0] == "_" for name in seen)
        and not (is_flag and min(seen.values()) < 0)
    )


def _own_parts(parts: dict[str, Any], module: str, boundary: Any) -> dict[str, Any]:
    own = {
        **parts,
        "__module__": module,
        "_member_names_": [],
        "_member_map_": {},
        "_value2member_map_": {},
        "_unhashable_values_": [],
    }
    if boundary is not None and "_boundary_" in own:
        own["_boundary_"] = boundary
    return own


def _filled(made: Any, names: Sequence[tuple[str, int]]) -> Any:
    listed, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
    is_number, is_flag = made._member_type_ is int, "_flag_mask_" in vars(made)
    put, mask, singles = type.__setattr__, 0, 0
    for name, value in names:
        if is_flag:
            mask |= value
        member = by_value.get(value)
        if member is None:
            member = int.__new__(made, value) if is_number else object.__new__(made)
            member.__dict__.update(_value_=value, _name_=name, __objclass__=made, _sort_order_=len(listed))
            by_value[value] = member
            is_single = value != 0 and value & (value - 1) == 0
            if is_flag and is_single:
                singles |= value
            if not is_flag or is_single:
                listed.append(name)
        put(made, name, member)
        by_name[name] = member
    if is_flag:
        put(made, "_flag_mask_", mask)
        put(made, "_singles_mask_", singles)
        put(made, "_all_bits_", (1 << mask.bit_length()) - 1)
        values = [by_name[name]._value_ for name in listed]
        if values != sorted(values):
            put(made, "_iter_member_", made._iter_member_by_def_)
    return made


def make_enums_quickly() -> None:
    """From now on; called before PySide6 is loaded. Once is enough."""
    if not _made:
        _learn()
        enum.EnumType._create_ = _create  # type: ignore[attr-defined]
