"""Bytes that make no sense: whoever reads them is told that the index is damaged, not how Python
fell over them.

It stands only where bytes of a file become numbers and texts, and numbers are held to what they
count there; whatever goes wrong anywhere else is a mistake of the program, and none of the index.
"""

import struct
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from msgspec import DecodeError
from zstandard import ZstdError

from search.errors import IndexDamaged

__all__ = ["NONSENSE", "damage_named"]

P = ParamSpec("P")
T = TypeVar("T")

NONSENSE = (
    ArithmeticError,
    AttributeError,
    DecodeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    ZstdError,
    struct.error,
)
"""What is raised over wrong bytes, by whatever reads them."""


class damage_named:
    """Turn what goes wrong over wrong numbers and texts into `IndexDamaged`. Also a decorator, one
    that costs nothing while all goes well: it stands around look-ups of a microsecond."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        if isinstance(error, NONSENSE):
            raise _damaged() from error

    def __call__(self, function: Callable[P, T]) -> Callable[P, T]:
        """Return the function, guarded."""

        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return function(*args, **kwargs)
            except NONSENSE as error:
                raise _damaged() from error

        return guarded


def _damaged() -> IndexDamaged:
    return IndexDamaged("what the index holds makes no sense; run `index check --deep`")
