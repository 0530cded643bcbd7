"""Which documents of a committed segment live."""

from pathlib import Path

import numpy as np

from search.errors import IndexDamaged
from search.whoosh_engine.storage.arrays import Array, ArrayFile
from search.whoosh_engine.storage.manifest import SegmentEntry

__all__ = ["open_live"]


def open_live(folder: Path, entry: SegmentEntry) -> Array:
    """Return a boolean a document of a segment: whether it lives."""
    if not entry.live:
        return np.ones(entry.documents, bool)
    live = ArrayFile(folder / entry.live)["live"]
    if len(live) != entry.documents:
        raise IndexDamaged(f"{entry.live} is of another segment")
    return live.astype(bool)
