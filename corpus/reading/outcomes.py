"""What comes out of a file of a stranger: records that may become articles, rejections, and notes
on what was done."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.reading.sites import Sites

__all__ = [
    "CHOSEN", "DAY", "MAX_RECORD", "MENDED", "PARTS", "PASSED", "UNUSED",
    "NoArticle", "Note", "Outcome", "Record", "Rejection", "Settings", "Unacceptable",
]  # fmt: skip

MAX_RECORD = 8_000_000
"""Bytes of one record: a line of JSONL, an element of a JSON array, a row of a table, a whole .txt
or .html file."""

DAY, MENDED, CHOSEN, UNUSED = "day", "mended", "chosen", "unused"
PASSED, PARTS = "passed over", "parts passed over"
"""Kinds of notes: a day that cannot be read, letters put right, one of two candidates taken,
columns that no field takes, files that hold no article, parts of a file that are none."""

_NUMBERS = re.compile(r"[0-9][0-9,.]*|0x[0-9a-f]+|'[^']*'?|\"[^\"]*\"?")


class Unacceptable(ValueError):
    """A record or file cannot be read; the message is the reason, in words for the user."""


class NoArticle(Unacceptable):
    """A page is sound and holds no article: a list of links, a frame; it is passed over with its
    reason."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """What was skipped: `line` counts from 1 and is None when the whole file or path is meant."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"{_place(self.path, self.line)}: {self.reason}"

    @property
    def kind(self) -> str:
        """The reason without what differs from record to record."""
        return _NUMBERS.sub("", self.reason.partition(": ")[0])


@dataclass(frozen=True, slots=True)
class Note:
    """What costs no article and is told all the same; `text` is in words for the user, `value` what
    is counted."""

    path: str
    line: int | None
    kind: str
    text: str
    value: str = ""

    def __str__(self) -> str:
        return f"{_place(self.path, self.line)}: {self.text}"


def _place(path: str, line: int | None) -> str:
    return path if line is None else f"{path}:{line}"


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of what may become an article, under the names of its file.

    `place` is where it stands when that is not a line of the file; `plain` says that texts hold no
    markup any more; `named` that names beyond those taken are worth telling; `page` that it is a
    page of the web, `feed` that it is of a feed: what they say of their source is the site's name.
    """

    fields: Mapping[str, object]
    line: int | None = None
    place: str = ""
    plain: bool = False
    named: bool = False
    page: bool = False
    feed: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user says of the files: see the options of `index add`."""

    encoding: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    records: str = ""
    source: str = ""
    strict: bool = False
    sites: Sites | None = None
    """The names of the sites whose pages are read; without it `read_articles` begins anew."""


Outcome = Record | Rejection | Note
