"""The embedded index by its folder: what `search.opening` opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from search.engine import Writer
from search.model import Status
from search.whoosh_engine.engine import WhooshEngine
from search.whoosh_engine.maintenance import check_index, index_status, stored_articles

__all__ = ["FolderBackend"]


@dataclass(frozen=True, slots=True)
class FolderBackend:
    """A `search.opening.Backend` over a folder."""

    folder: Path

    @property
    def shown(self) -> str:
        """Return the folder as it was given."""
        return str(self.folder)

    def engine(self) -> WhooshEngine:
        """Open the index for reading."""
        return WhooshEngine(self.folder)

    def writer(self, *, memory_mb: int, rebuild: bool) -> Writer:
        """Open the index for writing."""
        from search.whoosh_engine.writer import WhooshWriter  # only a writer needs Whoosh

        return WhooshWriter(self.folder, memory_mb=memory_mb, rebuild=rebuild)

    def articles(self) -> Iterator[Article]:
        """Yield the stored articles."""
        return stored_articles(self.folder)

    def status(self) -> Status:
        """Describe the index."""
        return index_status(self.folder)

    def check(self, *, deep: bool) -> list[str]:
        """Return what is damaged, a line each."""
        return check_index(self.folder, deep=deep)
