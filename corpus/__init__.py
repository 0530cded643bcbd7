"""What the news is and what it talks about."""

from corpus.article import Article
from corpus.reading.files import read_articles

__all__ = ["Article", "read_articles"]
