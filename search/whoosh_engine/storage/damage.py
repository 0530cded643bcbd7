"""Bytes that make no sense: whoever reads them is told that the index is damaged, not how Python
fell over them.

It stands only where bytes of a file become numbers and texts, and numbers are held to what they
count there; whatever goes wrong anywhere else is a mistake of the program, and none of the index.
"""

import struct
from contextlib import ContextDecorator

from zstandard import ZstdError

from search.errors import IndexDamaged

__all__ = ["NONSENSE", "damage_named"]


NONSENSE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    ZstdError,
    struct.error,
)
"""What is raised over wrong bytes, by whatever reads them."""


class damage_named(ContextDecorator):
    """Turn what goes wrong over wrong numbers and texts into `IndexDamaged`. Also a decorator."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        if isinstance(error, NONSENSE):
            raise IndexDamaged(
                "what the index holds makes no sense; run `index check --deep`"
            ) from error
