"""A frozen class is a dataclass in every way, and is made only when it is first used."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import subprocess
import sys
from functools import cached_property
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from cutover_tui.domain.deferred import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Point:
    """Given by place or by name."""

    x: int
    y: int = 0
    KIND: ClassVar[str] = "point"


@dataclass(frozen=True, kw_only=True)
class Named:
    """Given by name only."""

    name: str
    facts: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Placed(Named):
    """Adds to what it inherits."""

    at: Point = Point(1, 2)


@dataclass(frozen=True)
class Nothing:
    """Without fields."""


@dataclass(frozen=True)
class Shouted:
    """Says in its own way what it is, and when two are the same."""

    word: str
    length: int = dataclasses.field(default=0, compare=False, repr=False)

    def __eq__(self, other: object) -> bool:
        """Whatever the case."""
        return isinstance(other, Shouted) and other.word.upper() == self.word.upper()

    def __hash__(self) -> int:
        """As `__eq__` says."""
        return hash(self.word.upper())

    def __str__(self) -> str:
        """Loud."""
        return self.word.upper()


@dataclass
class Changing:
    """Can be changed."""

    count: int = 0


@dataclass(frozen=True, order=True)
class Version:
    """Can be put in order."""

    number: int


def fresh(**facts: object) -> Any:  # noqa: ANN401 (a class nobody has used yet)
    """A frozen class that is declared now."""
    kind = type("Fresh", (), {"__annotations__": dict.fromkeys(facts, "object"), "__doc__": "Fresh.", **facts})
    return dataclass(frozen=True)(kind)


def is_made(kind: type) -> bool:
    """Whether a class has its own constructor, looked at without asking for it."""
    return inspect.isfunction(vars(kind)["__init__"])


def test_a_class_is_not_made_by_being_declared() -> None:
    kind = fresh(a=1)

    assert not is_made(kind)
    kind()
    assert is_made(kind)


@pytest.mark.parametrize(
    "ask",
    [dataclasses.fields, dataclasses.is_dataclass, inspect.signature, lambda kind: kind.__match_args__],
    ids=["fields", "is_dataclass", "signature", "match_args"],
)
def test_a_class_is_made_when_somebody_asks_what_it_holds(ask: Any) -> None:  # noqa: ANN401
    kind = fresh(a=1)

    assert ask(kind)
    assert is_made(kind)


def test_no_event_of_the_program_is_made_by_loading_the_program() -> None:
    look = (
        "import inspect, cutover_tui.runner.run\n"
        "from cutover_tui.domain.events import EVENT_TYPES\n"
        "print([kind.__name__ for kind in EVENT_TYPES if inspect.isfunction(vars(kind)['__init__'])])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_values_are_taken_by_place_by_name_and_by_default() -> None:
    assert (Point(3).x, Point(3).y) == (3, 0)
    assert Point(x=3, y=4) == Point(3, 4)
    assert Named(name="a").facts == {}
    assert Named(name="a").facts is not Named(name="a").facts


@pytest.mark.parametrize("call", ["Point()", "Point(1, 2, 3)", "Point(1, z=3)", "Named('a')", "Named()"])
def test_a_wrong_call_is_refused(call: str) -> None:
    with pytest.raises(TypeError):
        eval(call)  # noqa: S307 (the calls above)


def test_a_subclass_holds_what_it_inherits_first() -> None:
    placed = Placed(name="here")

    assert [field.name for field in dataclasses.fields(placed)] == ["name", "facts", "at"]
    assert placed.at == Point(1, 2)
    assert [field.name for field in dataclasses.fields(Named)] == ["name", "facts"]


def test_things_of_one_class_are_equal_by_their_values() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert hash(Point(1, 2)) == hash(Point(1, 2))
    assert Point(1, 2) != Point(2, 1)
    assert Named(name="a") != Placed(name="a")
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1
    unlike: object = (1, 0)
    assert Point(1) != unlike


def test_a_class_keeps_what_it_says_itself() -> None:
    assert Shouted("go") == Shouted("GO")
    assert len({Shouted("go"), Shouted("GO")}) == 1
    assert f"{Shouted('go')}" == "GO"
    assert repr(Shouted("go", 2)) == "Shouted(word='go')"


def test_a_default_stands_in_the_class_as_ever() -> None:
    Shouted("go")
    Named(name="a")

    assert Shouted.length == 0
    assert not hasattr(Named, "facts")


def test_it_shows_itself_as_the_call_that_makes_it() -> None:
    assert repr(Placed(name="a")) == "Placed(name='a', facts={}, at=Point(x=1, y=2))"


def test_nothing_about_a_frozen_thing_can_be_changed() -> None:
    point: Any = Point(1)

    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.z = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert point == Point(1)


def test_replace_copy_and_patterns_work_as_ever() -> None:
    point = Point(1, 2)

    assert dataclasses.replace(point, y=5) == Point(1, 5)
    assert copy.copy(point) == copy.deepcopy(point) == point
    assert dataclasses.asdict(Placed(name="a")) == {"name": "a", "facts": {}, "at": {"x": 1, "y": 2}}
    match point:
        case Point(x, y=2):
            assert x == 1
        case _:
            pytest.fail("the pattern names its fields in order")


def test_the_standard_decorator_may_add_to_a_frozen_class() -> None:
    @dataclasses.dataclass(frozen=True)
    class Deep(Point):
        z: int = 0

    assert Deep(1, 2, 3) == Deep(x=1, y=2, z=3)
    with pytest.raises(TypeError, match="non-frozen"):

        @dataclasses.dataclass
        class Loose(Point):  # type: ignore[misc]  # that is what is refused
            z: int = 0


def test_what_can_change_is_made_at_once() -> None:
    changing = Changing()
    changing.count += 1

    assert changing == Changing(1)


def test_what_has_an_order_is_put_in_it_by_its_values() -> None:
    @dataclass(frozen=True, order=True)
    class Edition:
        """Has an order of its own."""

        number: int
        letter: str = ""

    assert not is_made(Edition)
    assert Edition(1, "b") < Edition(2, "a")
    assert Edition(2) <= Edition(2) < Edition(2, "a")
    assert Edition(3) > Edition(2, "z") >= Edition(2, "z")
    assert sorted([Edition(2), Edition(1, "b"), Edition(1)]) == [Edition(1), Edition(1, "b"), Edition(2)]
    with pytest.raises(TypeError, match="not supported between"):
        assert Edition(1) < Version(2)  # type: ignore[operator]  # that is what is refused


def test_a_changed_copy_is_what_the_standard_library_gives() -> None:
    placed = Placed(name="a", facts={"x": 1})

    for thing, changes in (
        (Point(1), {"y": 5}),
        (Point(1, 2), {}),
        (placed, {"name": "b", "at": Point(3)}),
        (Nothing(), {}),
        (Shouted("a", 3), {"word": "b"}),
        (Changing(1), {"count": 2}),
    ):
        copied = replace(thing, **changes)

        assert vars(copied) == vars(dataclasses.replace(thing, **changes))
        assert type(copied) is type(thing)
        assert copied is not thing
    assert placed == Placed(name="a", facts={"x": 1})


def test_a_changed_copy_carries_nothing_that_was_worked_out_before() -> None:
    @dataclass(frozen=True)
    class Square:
        """Knows how big it is."""

        side: int

        @cached_property
        def area(self) -> int:
            """How big it is."""
            return self.side**2

    square = Square(2)
    assert square.area == 4
    assert replace(square, side=3).area == 9


def test_a_field_there_is_not_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match=r"^Point has no field 'z'\.$"):
        replace(Point(1), z=1)  # type: ignore[call-arg]  # that is what is refused
    with pytest.raises(TypeError, match="KIND"):
        replace(Point(1), KIND="line")  # type: ignore[call-arg]  # that is what is refused


def test_a_copy_of_what_checks_itself_is_checked_too() -> None:
    @dataclass(frozen=True)
    class Even:
        """Takes even numbers."""

        number: int

        def __post_init__(self) -> None:
            """Refuse an odd one."""
            if self.number % 2:
                raise ValueError("odd")

    assert replace(Even(2), number=4) == Even(4)
    with pytest.raises(ValueError, match="odd"):
        replace(Even(2), number=3)


def test_slots_are_refused_with_words_that_say_what_to_do() -> None:
    with pytest.raises(TypeError, match="leave slots=True out"):

        @dataclass(frozen=True, slots=True)
        class Slotted:
            a: int


def test_two_threads_may_use_a_class_first() -> None:
    kinds = [fresh(a=1, b=2, c=3) for _ in range(50)]
    ready = Barrier(4)
    made: list[bool] = []

    def use() -> None:
        ready.wait()
        made.extend(hash(kind()) == hash((1, 2, 3)) for kind in kinds)

    threads = [Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == [True] * 200
