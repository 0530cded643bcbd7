"""What the news is and what it talks about."""

from typing import TYPE_CHECKING

from corpus.article import Article
from corpus.deferred import deferred

if TYPE_CHECKING:
    from corpus.reading.files import read_articles
else:
    __getattr__ = deferred(__name__, {"read_articles": "reading.files"})

__all__ = ["Article", "read_articles"]
