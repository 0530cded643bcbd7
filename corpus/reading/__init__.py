"""Files of any form, read as articles."""

from corpus.reading.files import read_articles
from corpus.reading.record import Rejection

__all__ = ["Rejection", "read_articles"]
