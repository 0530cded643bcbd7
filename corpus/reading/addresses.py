"""Addresses of articles: one article under http and https, www. and m., with marks of campaigns,
has one identity."""

import hashlib
import re
from pathlib import PurePath
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

__all__ = [
    "address_id",
    "cleaned_address",
    "host_name",
    "identity",
    "mirrored_address",
    "pasted_address",
]

# "?utm_source=zalo&fbclid=..."
_CAMPAIGN = re.compile(
    r"utm_\w{1,40}|fbclid|gclid|gbraid|wbraid|zarsrc|gidzl|mibextid|igshid|ttclid|msclkid|_gl|_ga|srsltid|mc_[ce]id|yclid"
    r"|dclid|zanpid|ref_src|fb_action_\w{1,20}"
)
# "bao.example.vn:8080", "localhost"
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,6}(?:[a-z]{2,24})(?::\d{1,5})?|localhost(?::\d{1,5})?",
    re.IGNORECASE,
)
_LONGEST = 2_000
_NO_HOST = frozenset({
    "html", "htm", "xml", "json", "jsonl", "txt", "csv", "tsv", "gz", "xz", "zst", "zip",
    "php", "aspx", "asp", "jsp", "md", "pdf", "docx", "xlsx", "warc", "mhtml", "mht", "jpg",
    "png",
})  # fmt: skip


def cleaned_address(address: str) -> str:
    """Return an address without its fragment and the marks of campaigns; what is no address of the
    web as it is."""
    try:
        parts = urlsplit(address.strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
            return address.strip()
        query = parts.query.replace("&amp;", "&")
        if query and _CAMPAIGN.search(query):
            kept = [
                pair
                for pair in parse_qsl(query, keep_blank_values=True)
                if not _CAMPAIGN.fullmatch(_name(pair[0]))
            ]
            query = urlencode(kept)
        return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
    except ValueError:
        return address.strip()


def _name(name: str) -> str:
    return name.removeprefix("amp;").lower()


def identity(address: str) -> str:
    """Return what an article's address has in common with its others: https, the host without www.
    and m., no fragment."""
    address = cleaned_address(address)
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return address
    if parts.scheme.lower() not in ("http", "https"):
        return address
    for prefix in ("www.", "m.", "mobile."):
        if host.startswith(prefix) and host.count(".") > 1:
            host = host.removeprefix(prefix)
    shown = host if port in (None, 80, 443) else f"{host}:{port}"
    return urlunsplit(("https", shown, parts.path, parts.query, ""))


def address_id(address: str) -> str:
    """Return the id of an article that brings none of its own: of its identity, or of any text that
    stands for it."""
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:16]


def pasted_address(text: str) -> str:
    """Return the address of the web that a text is and nothing else, with or without its scheme; ""
    for any other text."""
    address = text.strip()
    if not address or len(address) > _LONGEST or any(map(str.isspace, address)):
        return ""
    if not re.match("https?://", address, re.IGNORECASE):
        host, slash, _ = address.partition("/")
        if not slash or not _HOST.fullmatch(host):
            return ""
        address = f"https://{address}"
    return identity(address) if host_name(address) else ""


def host_name(address: str) -> str:
    """Return the host of an address without www. and m., "" for none."""
    try:
        return urlsplit(identity(address)).hostname or ""
    except ValueError:
        return ""


def mirrored_address(path: str) -> str:
    """Return the address that a mirroring program kept as a path
    ("mirror/tin.example.vn/tin/1.html"), "" for none."""
    parts = PurePath(path).parts
    for at, part in enumerate(parts[:-1]):
        if (
            _HOST.fullmatch(part)
            and part.rpartition(".")[2].lower() not in _NO_HOST
            and part.count(".") > 0
        ):
            rest = "/".join(parts[at + 1 :])
            return f"https://{part.lower()}/" + quote(
                rest, safe="/?=&;%+,:@!$'()*~-._"
            ).removesuffix("index.html")
    return ""
