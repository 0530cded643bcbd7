"""The tables of `corpus/data`, as text."""

from pathlib import Path

__all__ = ["data_text"]

_FOLDER = Path(__file__).parent / "data"


def data_text(name: str) -> str:
    """Return a file of `corpus/data`."""
    return (_FOLDER / name).read_text(encoding="utf-8")
