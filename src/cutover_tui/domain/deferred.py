"""`dataclass` as the standard library has it, except that a frozen class costs next to nothing until it is used.

The standard decorator writes source text and compiles it seven times for every class as its module is loaded: half a
millisecond each, used or not, and the program declares far more than a start needs. Here what classes can share
(comparing, hashing, showing, refusing to change) is shared, and what is a class's own (its fields, its constructor) is
made when somebody first asks for it. `dataclasses.replace`, `fields`, `is_dataclass` and patterns that match work as
ever, and type checkers see the standard decorator and nothing else.
"""

from __future__ import annotations

import dataclasses
from inspect import get_annotations
from operator import attrgetter, ge, gt, le, lt
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_T = TypeVar("_T")

_OWN: Final = ("__init__", "__dataclass_fields__", "__dataclass_params__", "__match_args__", "__values__", "__held__")
"""What is made for each class by itself, on demand.

`__values__` reads the fields two objects are compared by; `__held__` names all of them.
"""

_MAKING: Final = RLock()
"""Held while that is made: the recorder's thread uses the same classes as the screen's."""


def put_off(
    cls: type | None = None, /, *, frozen: bool = False, order: bool = False, slots: bool = False, kw_only: bool = False
) -> Callable[[type[_T]], type[_T]] | type:
    """Make a class a dataclass, on first use where it is frozen; one that can change is made at once.

    Raises:
        TypeError: A frozen class asks for slots. The class would have to be made a second time for them, which alone
            takes longer than declaring thirty.
    """

    def make(kind: type[_T]) -> type[_T]:
        if not frozen:
            return dataclasses.dataclass(frozen=frozen, order=order, slots=slots, kw_only=kw_only)(kind)
        if slots:
            raise TypeError(f"{kind.__qualname__} is frozen, so it has no slots: leave slots=True out.")
        return _prepared(kind, _SHARED | _ORDER if order else _SHARED, kw_only=kw_only)

    return make if cls is None else make(cls)


def changed(thing: _T, /, **changes: object) -> _T:
    """A copy with some fields changed, as `dataclasses.replace` gives it, at a tenth of its cost.

    The state of a run has dozens of fields and is made anew by every entry, so this is most of what folding a log
    takes.

    Raises:
        TypeError: There is no such field.
    """
    kind: Any = type(thing)
    if "__held__" not in vars(kind) or hasattr(kind, "__post_init__"):
        return cast("_T", dataclasses.replace(cast("Any", thing), **changes))
    held, old = kind.__held__, vars(thing)
    if not held >= changes.keys():
        unknown = min(changes.keys() - held)
        raise TypeError(f"{kind.__qualname__} has no field {unknown!r}.")
    new = object.__new__(kind)
    vars(new).update({name: changes[name] if name in changes else old[name] for name in held})
    return cast("_T", new)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 (this module's name for it)
    from dataclasses import replace as replace  # noqa: PLC0414
else:
    dataclass = put_off
    replace = changed


def _prepared(cls: type[_T], shares: Mapping[str, Callable[..., object]], *, kw_only: bool) -> type[_T]:
    """Give a class what is shared, and stand-ins for what is its own."""
    for name, shared in shares.items():
        if vars(cls).get(name) is None:  # beside an `__eq__` of the class's own, Python has put `__hash__ = None`
            setattr(cls, name, shared)
    for name in _OWN:
        setattr(cls, name, _Unmade(cls, name, kw_only=kw_only))
    return cls


class _Unmade:
    """Stands in a class for something of its own until somebody asks for it; then all of it is made."""

    def __init__(self, cls: type, name: str, *, kw_only: bool) -> None:
        self._cls = cls
        self._name = name
        self._kw_only = kw_only

    def __get__(self, instance: object, owner: type) -> object:
        """Give the real thing, which from now on stands in the class itself."""
        with _MAKING:
            if isinstance(vars(self._cls)["__init__"], _Unmade):
                _make_own(self._cls, kw_only=self._kw_only)
        return getattr(owner if instance is None else instance, self._name)


def _make_own(cls: Any, *, kw_only: bool) -> None:  # noqa: ANN401 (what is set is not declared)
    """Make what is a class's own. The constructor comes last: another thread may take it as soon as it stands there."""
    inherited = [getattr(base, "__dataclass_fields__", {}) for base in reversed(cls.__mro__[1:])]
    declared = _declared_fields(cls, kw_only=kw_only)
    for name, field in declared.items():
        if vars(cls).get(name) is field:  # declared with `field(...)`, which gives way to the default, if it has one
            if field.default is dataclasses.MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, field.default)
    cls.__dataclass_params__ = _PARAMETERS
    cls.__dataclass_fields__ = {name: field for fields in (*inherited, declared) for name, field in fields.items()}
    fields = dataclasses.fields(cls)
    positional = tuple(field.name for field in fields if not field.kw_only)
    setattr(cls, "__match_args__", positional)  # noqa: B010 (type checkers let nobody else set it)
    compared = [field.name for field in fields if field.compare]
    cls.__held__ = frozenset(field.name for field in fields)
    cls.__values__ = attrgetter(*compared) if compared else staticmethod(_no_values)
    cls.__init__ = _constructor(cls, fields)


def _declared_fields(cls: type, *, kw_only: bool) -> dict[str, dataclasses.Field[Any]]:
    """The fields a class adds to those of its bases, read by the standard decorator off a sketch of it."""
    annotations = get_annotations(cls)
    defaults = {name: vars(cls)[name] for name in annotations if name in vars(cls)}
    facts = {"__module__": cls.__module__, "__doc__": cls.__doc__ or cls.__name__, "__annotations__": annotations}
    sketch: Any = type(cls.__name__, (), {**facts, **defaults})
    read = dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=kw_only)(sketch)
    fields: dict[str, dataclasses.Field[Any]] = read.__dataclass_fields__
    return fields


def _constructor(cls: type, fields: Sequence[dataclasses.Field[Any]]) -> Callable[..., None]:
    """The constructor of a class, compiled: it is the one thing where that makes objects quicker to make."""
    known: dict[str, Any] = {"__put__": object.__setattr__, "__missing__": dataclasses.MISSING}
    parameters, lines = ["self"], []
    for field in sorted(fields, key=lambda field: bool(field.kw_only)):
        name = value = field.name
        if field.kw_only and "*" not in parameters:
            parameters.append("*")
        if field.default_factory is not dataclasses.MISSING:
            known[f"__{name}"] = field.default_factory
            parameters.append(f"{name}=__missing__")
            value = f"__{name}() if {name} is __missing__ else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"__{name}"] = field.default
            parameters.append(f"{name}=__{name}")
        else:
            parameters.append(name)
        lines.append(f" __put__(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), known)  # noqa: S102 (see above)
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {**{field.name: field.type for field in fields}, "return": None}
    return made


# -- what all of them share -------------------------------------------------------------------------------------------


def _no_values(_thing: object) -> tuple[()]:
    """The values of a class without fields."""
    return ()


def _eq(self: Any, other: Any) -> object:  # noqa: ANN401 (any of these classes)
    """Equal when of the same class and with the same values."""
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self.__values__(self) == self.__values__(other)


def _hash(self: Any) -> int:  # noqa: ANN401
    """Equal things have equal hashes."""
    return hash(self.__values__(self))


def _repr(self: Any) -> str:  # noqa: ANN401
    """The call that would make it."""
    shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({shown})"


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    """Frozen."""
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    """Frozen."""
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


_SHARED: Final[dict[str, Callable[..., object]]] = {
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
}


def _ordered(compare: Callable[[Any, Any], object]) -> Callable[[Any, Any], object]:
    """A comparison of the values of two things of the same class."""

    def compared(self: Any, other: Any) -> object:  # noqa: ANN401 (any of these classes)
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compare(self.__values__(self), other.__values__(other))

    return compared


_ORDER: Final = {f"__{compare.__name__}__": _ordered(compare) for compare in (lt, le, gt, ge)}
"""For classes that say they have an order."""


@dataclasses.dataclass(frozen=True)
class _Sample:
    """A frozen dataclass as the standard library makes it, for its parameters."""


_PARAMETERS: Final = getattr(_Sample, "__dataclass_params__")  # noqa: B009 (not declared to type checkers)
