"""Addresses of pages: one spelling of each, which site it belongs to, which the user wants."""

import re
from collections.abc import Collection
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

from corpus.reading.addresses import cleaned_address

__all__ = [
    "LONGEST",
    "host_of",
    "is_wanted",
    "key_of",
    "looks_like_a_file",
    "normal",
    "origin_of",
    "shape_of",
    "site_of",
]

LONGEST = 2_000
"""Characters of an address; longer ones are traps."""

# "/anh/1.jpg", "/van-ban.pdf"
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|avif|bmp|css|js|json|woff2?|ttf|eot|mp[34]|m4[av]|webm|avi|mov|wav|ogg|"
    r"pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|tgz|exe|apk|ics)$",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def normal(address: str, base: str = "") -> str:
    """Return an address in its one spelling, without fragment and tracking; "" when it is none of
    the web's."""
    try:
        parts = urlsplit(cleaned_address(urljoin(base, address.strip())))
        host = (parts.hostname or "").encode("idna").decode().lower() if parts.hostname else ""
        port = parts.port
    except (ValueError, UnicodeError):
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host or "@" in parts.netloc:
        return ""
    place = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[scheme]:
        place += f":{port}"
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*[]-._")
    url = urlunsplit((scheme, place, path, quote(parts.query, safe="/%:=&~+!$,;'@()*[]-._?"), ""))
    return url if len(url) <= LONGEST else ""


def host_of(url: str) -> str:
    """Return the name of the host, without port."""
    return urlsplit(url).hostname or ""


def origin_of(url: str) -> str:
    """Return scheme, host and port: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def site_of(url: str) -> str:
    """Return host and port without "www.": what a run that began there does not leave."""
    return urlsplit(url).netloc.removeprefix("www.")


def key_of(url: str) -> str:
    """Return what is equal for one page under http and https, with and without "www."."""
    return url.partition("://")[2].removeprefix("www.")


def looks_like_a_file(url: str) -> bool:
    """Say whether a link leads to a picture, a style, a download: by its ending only."""
    return bool(_FILES.search(urlsplit(url).path))


def is_wanted(url: str, allow: Collection[str], deny: Collection[str]) -> bool:
    """Say whether a page is asked for: it matches a glob of `allow`, if there are any, and none of
    `deny`.

    A glob is held against the whole address and against path and query alone.
    """
    if any(_matches(url, glob) for glob in deny):
        return False
    return not allow or any(_matches(url, glob) for glob in allow)


def _matches(url: str, glob: str) -> bool:
    return fnmatchcase(url, glob) or fnmatchcase(url.removeprefix(origin_of(url)), glob)


def shape_of(url: str) -> str:
    """Return an address with its numbers and values left out: pages of one kind mostly share it."""
    parts = urlsplit(url)
    names = "&".join(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    return re.sub(r"\d+", "#", parts.path) + (f"?{names}" if names else "")
