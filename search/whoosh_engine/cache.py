"""The cache of what was worked out for hot terms."""

from collections import Counter, OrderedDict
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import TypeVar

__all__ = ["Cache"]

T = TypeVar("T")

AGED_AFTER = 20_000
"""After so many questions each count of them is halved, so that what was hot once does not stay so."""


class Cache:
    """Values within a bound of bytes: the least recently used gives way, unless it was asked for more often.

    Without that exception a set of terms slightly larger than the room would push itself out all the time (Einziger,
    Friedman and Manes 2017, TinyLFU). Threads may race to compute a value; both are right.
    """

    def __init__(self, room: int) -> None:
        self._values: OrderedDict[object, tuple[object, int]] = OrderedDict()
        self._asked: Counter[object] = Counter()
        self._questions = 0
        self._capacity = self._room = room
        self._lock = Lock()

    def peek(self, key: object) -> object | None:
        """Return the value kept under `key`, if any. The question counts."""
        self._asked[key] += 1
        self._questions += 1
        if self._questions >= AGED_AFTER:
            self._age()
        entry = self._values.get(key)
        if entry is None:
            return None
        with suppress(KeyError):
            self._values.move_to_end(key)
        return entry[0]

    def times_asked(self, key: object) -> int:
        """Return how often a value was asked for lately."""
        return self._asked.get(key, 0)

    def has_place(self, key: object, cost: int) -> bool:
        """Say whether a value of so many bytes would be kept now."""
        with self._lock:
            oldest = next(iter(self._values), None)
            hotter = self._asked[key] > self._asked.get(oldest, 0)
            return cost <= self._room or (cost <= self._capacity and hotter)

    def get(self, key: object, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """Return the value kept under `key`, made now when it is not there."""
        kept = self.peek(key)
        if kept is not None:
            return kept  # type: ignore[return-value]
        value = make()
        with self._lock:
            self._put(key, value, size(value))
        return value

    def _put(self, key: object, value: object, cost: int) -> None:
        replaced = self._values.pop(key, None)
        self._room += replaced[1] if replaced else 0
        while self._room < cost <= self._capacity:
            oldest = next(iter(self._values))
            if self._asked.get(oldest, 0) > self._asked[key]:
                self._values.move_to_end(oldest)
                return
            self._room += self._values.pop(oldest)[1]
        if cost <= self._room:
            self._values[key] = value, cost
            self._room -= cost

    def _age(self) -> None:
        with self._lock:
            self._questions = 0
            self._asked = Counter({key: count // 2 for key, count in self._asked.items() if count > 1})
