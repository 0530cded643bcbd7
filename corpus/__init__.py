"""What the news is and what it talks about."""

from corpus.article import Article
from corpus.readers import read_articles

__all__ = ["Article", "read_articles"]
