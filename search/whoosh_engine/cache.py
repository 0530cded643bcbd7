"""The cache of what was worked out for hot terms."""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import TypeVar

__all__ = ["Cache"]

T = TypeVar("T")


class Cache:
    """Least recently used values within a bound of bytes. Threads may race to compute a value; both are right."""

    def __init__(self, room: int) -> None:
        self._values: OrderedDict[object, tuple[object, int]] = OrderedDict()
        self._room = room
        self._lock = Lock()

    def get(self, key: object, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """Return the value kept under `key`, made now when it is not there."""
        entry = self._values.get(key)
        if entry is not None:
            with suppress(KeyError):
                self._values.move_to_end(key)
            return entry[0]  # type: ignore[return-value]
        value = make()
        with self._lock:
            self._put(key, value, size(value))
        return value

    def _put(self, key: object, value: object, cost: int) -> None:
        replaced = self._values.pop(key, None)
        self._room += (replaced[1] if replaced else 0) - cost
        self._values[key] = value, cost
        while self._room < 0 and self._values:
            self._room += self._values.popitem(last=False)[1][1]
