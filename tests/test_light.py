"""The light `dataclass` makes what the library's makes: objects, comparing, hashing, printing, copies, refusals."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import typing
from dataclasses import FrozenInstanceError, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop import light

MADE_BY = (light.dataclass, dataclasses.dataclass)
VALUES = st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2), st.floats())


def both(**options: bool) -> tuple[type, type]:
    """The same class by the light decorator and by the library's."""

    def made(decorate: typing.Any) -> type:
        @decorate(**options)
        class Row:
            """A row."""

            kept: typing.ClassVar[int] = 3
            name: str
            amount: object = None
            notes: list[int] = field(default_factory=list)
            seen: object = field(default=0, compare=False)
            hidden: object = field(default=1, repr=False)

            @property
            def doubled(self) -> object:
                return self.name * 2

        Row.__qualname__ = "Row"
        return Row

    first, second = (made(decorate) for decorate in MADE_BY)
    return first, second


@pytest.mark.parametrize("options", [{"frozen": True, "slots": True}, {"frozen": True}, {"slots": True}, {}])
@given(data=st.data())
def test_objects_are_as_the_librarys(options: dict[str, bool], data: st.DataObject) -> None:
    names = ("name", "amount", "notes", "seen", "hidden")
    given_values = {name: data.draw(VALUES) for name in data.draw(st.sets(st.sampled_from(names)))} | {"name": "Việc"}
    others = given_values | {data.draw(st.sampled_from(names)): data.draw(VALUES)}
    ours, theirs = ((kind(**given_values), kind(**others)) for kind in both(**options))
    assert repr(ours[0]) == repr(theirs[0])
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert ours[0] == copy.copy(ours[0])
    assert repr(dataclasses.replace(ours[0], amount=5)) == repr(dataclasses.replace(theirs[0], amount=5))
    assert dataclasses.asdict(ours[0]) == dataclasses.asdict(theirs[0]) or "nan" in repr(ours[0])
    assert ours[0] != theirs[0]
    if options.get("frozen"):
        outcomes = []
        for one in (ours[0], theirs[0]):
            try:
                outcomes.append(isinstance(hash(one), int))
            except TypeError:
                outcomes.append("unhashable")
        assert outcomes[0] == outcomes[1]
        with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
            ours[0].name = "khác"
        with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
            del ours[0].name
    else:
        assert type(ours[0]).__hash__ is None
        ours[0].name = "khác"
        assert ours[0].doubled == "kháckhác"


@pytest.mark.parametrize("options", [{"frozen": True, "slots": True}, {"slots": True}, {}])
def test_classes_say_of_themselves_what_the_librarys_say(options: dict[str, bool]) -> None:
    ours, theirs = both(**options)
    assert str(inspect.signature(ours)).replace("<factory>", "…").count("=") == 4
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)
    assert [one.name for one in dataclasses.fields(ours)] == [one.name for one in dataclasses.fields(theirs)]
    assert ours.__match_args__ == theirs.__match_args__
    assert getattr(ours, "__slots__", None) == getattr(theirs, "__slots__", None)
    assert ours.kept == 3
    assert hasattr(ours("a"), "__dict__") == hasattr(theirs("a"), "__dict__")
    assert ours("a").notes is not ours("a").notes
    with pytest.raises(TypeError):
        ours()
    with pytest.raises(TypeError):
        ours("a", wrong=1)


WRONG_CALLS: list[tuple[tuple[object, ...], dict[str, object]]] = [
    ((), {}),
    (("a",), {"wrong": 1}),
    (("a",), {"name": "b"}),
    (("a", 1, [], 0, 1, 2), {}),
    ((), {"amount": 1}),
]


@pytest.mark.parametrize("options", [{"frozen": True, "slots": True}, {"slots": True}, {}])
@pytest.mark.parametrize("call", WRONG_CALLS)
@pytest.mark.parametrize("objects_before", [0, 1, 100])
def test_a_wrong_call_is_refused_in_the_same_words(options, call, objects_before) -> None:
    said = []
    for kind in both(**options):
        for _object in range(objects_before):
            kind("a")
        with pytest.raises(TypeError) as refused:
            kind(*call[0], **call[1])
        said.append(str(refused.value).rpartition("__init__()")[2])
    assert said[0] == said[1]


@pytest.mark.parametrize("options", [{"frozen": True, "slots": True}, {"frozen": True}, {"slots": True}, {}])
def test_the_first_objects_are_as_the_later_ones(options: dict[str, bool]) -> None:
    ours, theirs = both(**options)
    calls = [(("a",), {}), (("a", 5, ["n"]), {}), (("a",), {"seen": 2}), ((), {"hidden": 3, "name": "a"})]
    for _turn in range(60):
        for given_values, named in calls:
            assert dataclasses.asdict(ours(*given_values, **named)) == dataclasses.asdict(
                theirs(*given_values, **named)
            )
    assert inspect.isfunction(vars(ours)["__init__"])


@light.dataclass(frozen=True, slots=True)
class Place:
    """Here, so that it can be pickled."""

    row: int
    words: tuple[str, ...] = ()


@light.dataclass(frozen=True, slots=True)
class NamedPlace(Place):
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name.strip())


def test_pickles_and_classes_of_classes() -> None:
    place = NamedPlace(3, ("a",), name=" Thôn 1 ")
    assert pickle.loads(pickle.dumps(place)) == place
    assert copy.deepcopy(place) == place
    assert place.name == "Thôn 1"
    assert place != Place(3, ("a",))
    assert typing.get_type_hints(NamedPlace.__init__) == {
        "row": int,
        "words": tuple[str, ...],
        "name": str,
        "return": type(None),
    }
    with pytest.raises(AttributeError):
        place.__dict__  # noqa: B018


def test_what_it_does_not_know_is_refused() -> None:
    class NotAsked:
        name: str = field(init=False)

    class Gap:
        first: int = 0
        second: int

    class Passing:
        only: dataclasses.InitVar[int]

    for kind in (NotAsked, Gap, Passing):
        with pytest.raises(TypeError, match=kind.__name__):
            light.dataclass(kind)


def test_by_identity_where_equality_is_not_asked_for() -> None:
    @light.dataclass(slots=True, eq=False)
    class Handle:
        number: int

    assert Handle(1) != Handle(1)
    assert len({Handle(1), Handle(1)}) == 2
