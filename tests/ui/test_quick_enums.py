"""Enumerations that are made quickly are those that Python's `enum` makes, to every attribute."""

from __future__ import annotations

import enum
import pickle
import sys
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtCore, QtGui, QtWidgets

from kh57_desktop.ui import quick_enums

quick_enums.make_enums_quickly()
BASES = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
NAMES = st.from_regex(r"[A-Za-z_]{1,3}[0-9]?", fullmatch=True) | st.sampled_from(
    ["mro", "name", "value", "real", "_x_"]
)
VALUES = st.integers(-4, 70) | st.integers(0, 40).map(lambda place: 1 << place)


def made(way, base: type, names, boundary=enum.KEEP):
    """What comes out, or which error."""
    try:
        return way(base, "Made", names, module=__name__, boundary=boundary)
    except Exception as error:
        return type(error)


def shown(cls) -> dict[str, object]:
    """Every attribute in words that do not name the class itself."""
    told: dict[str, object] = {}
    for name, value in vars(cls).items():
        if isinstance(value, cls):
            told[name] = vars(value) | {"__objclass__": value.__objclass__ is cls}
        elif isinstance(value, enum.property):
            told[name] = "property"
        elif isinstance(value, dict):
            told[name] = [(key, member._name_) for key, member in value.items()]
        else:
            told[name] = getattr(value, "__func__", value)
    return told


def attempt(what: Callable[[], object]) -> object:
    """`enum` itself fails at some uses of odd flags; then both fail alike."""
    try:
        return what()
    except Exception as error:
        return type(error), str(error)


def habits(cls) -> Iterator[object]:
    """What it does when it is used."""
    yield [member.name for member in cls]
    yield len(cls)
    members = list(cls.__members__.values())
    for member in members:
        yield repr(member), str(member), f"{member}", hash(member), member.value, cls(member.value) is member
        with pytest.raises(AttributeError):
            setattr(cls, member.name, 1)
    for value in (0, 3, -1, 1 << 41):
        yield attempt(lambda value=value: repr(cls(value)))
    if issubclass(cls, enum.Flag):
        for one in members[:6]:
            for other in members[:6]:
                yield repr(one | other), repr(one & other), repr(one ^ other), other in one
            yield attempt(lambda one=one: (repr(~one), [part.name for part in one]))


def compare(base: type, names) -> None:
    usual, quick = (made(way, base, names) for way in (quick_enums._usual, quick_enums._create))
    if isinstance(usual, enum.EnumType):
        assert list(vars(quick)) == list(vars(usual)) or set(vars(quick)) == set(vars(usual))
        assert shown(quick) == shown(usual)
        assert list(habits(quick)) == list(habits(usual))
    else:
        assert quick is usual


def enumerations() -> Iterator[type[enum.Enum]]:
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            for within in vars(getattr(module, name)).values() if isinstance(getattr(module, name), type) else ():
                if isinstance(within, enum.EnumType):
                    yield within


def test_those_of_qt_are_what_enum_makes_of_their_names():
    found = list(enumerations())
    assert len(found) > 300
    for cls in found:
        compare(cls.__mro__[1], [(name, member.value) for name, member in cls.__members__.items()])


@given(st.sampled_from(BASES), st.lists(st.tuples(NAMES, VALUES), max_size=12))
def test_any_names_and_numbers_are_taken_as_enum_takes_them(base, names):
    compare(base, names)


@pytest.mark.parametrize("names", ["A B C", ["A", "B"], {"A": 1}, [("A", "x")], [("A", True)], [], [["A", 1]]])
@pytest.mark.parametrize("base", BASES)
def test_other_ways_to_name_members_stay_as_they_are(base, names):
    compare(base, names)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="written for the parts of enum in Python 3.11")
def test_they_are_made_quickly_here():
    """Else this file compares the usual way with itself."""
    flags = sys.version_info >= (3, 11, 4)  # before, flags have other parts and are made the usual way
    assert set(quick_enums._made) == (set(BASES) if flags else {enum.Enum, enum.IntEnum})
    assert enum.EnumType._create_ is quick_enums._create


def test_members_of_qt_survive_being_kept():
    for member in (QtCore.Qt.Key.Key_A, QtCore.Qt.AlignmentFlag.AlignLeft | QtCore.Qt.AlignmentFlag.AlignTop):
        assert pickle.loads(pickle.dumps(member)) == member


def test_the_module_of_the_caller_is_written_in():
    assert enum.Enum("Mine", [("A", 1)]).__module__ == __name__
