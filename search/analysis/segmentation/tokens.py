"""pyvi's tokenising pattern, in linear time.

No alternative of the pattern crosses white space and none looks behind, so every run between two
spaces is tokenised by itself. pyvi's own pattern is quadratic: at every token of "a.a.a.a" or
"------" it looks to the end of the run for the @ of an e-mail address. So that alternative is tried
only where it is known to match.
"""

import re
from collections.abc import Iterator

__all__ = ["scan"]

_FIRST = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n|\w+://[^\s]+"
_LAST = r"\d+(?:[.,_]\d+)+|[^\w\s]|\w+"
_DOMAIN = r"@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_LOCAL_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-"

_plain = re.compile(f"{_FIRST}|{_LAST}")
_with_email = re.compile(f"{_FIRST}|[a-zA-Z0-9_.+-]+{_DOMAIN}|{_LAST}")
_domain = re.compile(_DOMAIN)


def scan(text: str) -> Iterator[tuple[int, str]]:
    """Yield the tokens of NFC text in order, each as (offset in characters, token)."""
    at = 0
    for first, last in _email_ranges(text) if "@" in text else ():
        while at < last:
            match = (_with_email if at >= first else _plain).match(text, at)
            if match:
                yield at, match.group()
            at = match.end() if match else at + 1  # no match: white space
    for match in _plain.finditer(text, at):
        yield match.start(), match.group()


def _email_ranges(text: str) -> list[tuple[int, int]]:
    """Return where an e-mail address can begin: the letters before each @ that a domain follows."""
    ranges = []
    after_last = 0
    at = text.find("@")
    while at >= 0:
        local = text[after_last:at]
        size = len(local) - len(local.rstrip(_LOCAL_LETTERS))
        if size and _domain.match(text, at):
            ranges.append((at - size, at))
        after_last = at + 1
        at = text.find("@", after_last)
    return ranges
