"""Bytes that make no sense: whoever reads them is told that the index is damaged, not how Python
fell over them."""

from contextlib import ContextDecorator

from search.errors import IndexDamaged

__all__ = ["damage_named"]


_NONSENSE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class damage_named(ContextDecorator):
    """Turn what goes wrong over wrong numbers and texts into `IndexDamaged`. Also a decorator."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        if isinstance(error, _NONSENSE):
            raise IndexDamaged(
                "what the index holds makes no sense; run `index check --deep`"
            ) from error
