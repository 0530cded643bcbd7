"""The cache of what was worked out for hot terms."""

from collections import Counter, OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

__all__ = ["Cache"]

T = TypeVar("T")

AGED_AFTER = 20_000
"""After so many questions each count of them is halved, so that what was hot once does not stay
so."""

OVERHEAD = 2_000
"""Bytes that an entry takes besides its value: keys, objects, the places in two tables."""


class Cache:
    """Values within a bound of bytes: the least recently used gives way, unless it was asked for
    more often.

    Without that exception a set of terms slightly larger than the room would push itself out all
    the time (Einziger, Friedman and Manes 2017, TinyLFU). Threads may race to compute a value; both
    are right.
    """

    def __init__(self, room: int) -> None:
        self._values: OrderedDict[object, tuple[Any, int]] = OrderedDict()
        self._asked: Counter[object] = Counter()
        self._questions = 0
        self._capacity = self._room = room
        self._lock = Lock()

    def peek(self, key: object) -> Any:
        """Return the value kept under `key`, None when there is none. The question counts."""
        with self._lock:
            self._asked[key] += 1
            self._questions += 1
            if self._questions >= AGED_AFTER:
                self._age()
            entry = self._values.get(key)
            if entry is None:
                return None
            self._values.move_to_end(key)
            return entry[0]

    def holds(self, key: object) -> bool:
        """Say whether a value is kept; the question does not count."""
        return key in self._values

    def is_worth(self, key: object, times: int, cost: int) -> bool:
        """Say whether a value was asked for so often, and would be kept now if it had so many
        bytes."""
        with self._lock:
            return self._asked[key] >= times and self._has_place(key, cost + OVERHEAD)

    def _has_place(self, key: object, cost: int) -> bool:
        oldest = next(iter(self._values), None)
        hotter = self._asked[key] > self._asked.get(oldest, 0)
        return cost <= self._room or (cost <= self._capacity and hotter)

    def get(self, key: object, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """Return the value kept under `key`, made now when it is not there."""
        kept: T | None = self.peek(key)
        return self.put(key, make(), size) if kept is None else kept

    def put(self, key: object, value: T, size: Callable[[T], int]) -> T:
        """Keep a value, if it is asked for more often than what would give way to it; return it."""
        with self._lock:
            self._put(key, value, size(value) + OVERHEAD)
        return value

    def close(self) -> None:
        """Let go of everything and keep nothing from now on; questions are still answered."""
        with self._lock:
            self._values.clear()
            self._capacity = self._room = 0

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
        self._questions = 0
        self._asked = Counter({key: count // 2 for key, count in self._asked.items() if count > 1})
