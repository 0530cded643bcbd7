"""The index on a cluster by its address: what `search.opening` opens."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import Article
from search.model import Status
from search.opensearch_engine.connection.location import Location
from search.opensearch_engine.engine import OpenSearchEngine
from search.opensearch_engine.maintenance import check_index, index_status, stored_articles
from search.opensearch_engine.writer import OpenSearchWriter

__all__ = ["ClusterBackend"]


@dataclass(frozen=True, slots=True)
class ClusterBackend:
    """A `search.opening.Backend` over an index of a cluster."""

    location: Location

    @property
    def shown(self) -> str:
        """Return the address without user and password."""
        return str(self.location)

    def engine(self) -> OpenSearchEngine:
        """Open the index for reading."""
        return OpenSearchEngine(self.location)

    def writer(self, *, memory_mb: int, rebuild: bool) -> OpenSearchWriter:
        """Open the index for writing."""
        return OpenSearchWriter(self.location, memory_mb=memory_mb, rebuild=rebuild)

    def articles(self) -> Iterator[Article]:
        """Yield the stored articles."""
        return stored_articles(self.location)

    def status(self) -> Status:
        """Describe the index."""
        return index_status(self.location)

    def check(self, *, deep: bool) -> list[str]:
        """Return what is damaged, a line each."""
        return check_index(self.location, deep=deep)
