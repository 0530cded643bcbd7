"""Bytes that make no sense: whoever reads them is told that the index is damaged, not how Python fell over them."""

from collections.abc import Iterator
from contextlib import contextmanager

from search.errors import IndexDamaged

__all__ = ["damage_named"]


@contextmanager
def damage_named() -> Iterator[None]:
    """Turn what goes wrong over wrong numbers and texts into `IndexDamaged`. Also a decorator."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as exc:
        raise IndexDamaged("what the index holds makes no sense; run `index check --deep`") from exc
