"""Files of news in any form, read to articles; what cannot be read is told with its reason."""

from corpus.reading.files import read_articles
from corpus.reading.outcomes import Note, Rejection, Settings

__all__ = ["Note", "Rejection", "Settings", "read_articles"]
