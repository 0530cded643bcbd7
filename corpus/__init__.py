"""What the news is and what it talks about."""

from corpus.article import Article

__all__ = ["Article"]
