"""The sample corpus as an index, for tests that search it."""

from pathlib import Path

from corpus import Article, read_articles
from indexer.indexed import to_indexed
from search.engine import Engine
from search.opening import open_engine, open_writer

__all__ = ["indexed", "sample_articles"]

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"


def sample_articles() -> list[Article]:
    """Read the sample."""
    return list(read_articles([SAMPLE]))


def indexed(articles: list[Article], folder: Path | str) -> Engine:
    """Index articles at an empty place and open it."""
    with open_writer(folder) as writer:
        writer.add(writer.prepare([to_indexed(article) for article in articles]))
        writer.commit()
    return open_engine(folder)
