"""XML as sites write it, made such that a parser goes on: blanks before the declaration, `&` and
`&nbsp;` without a declaration, control characters, a wrong name of the encoding."""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import BinaryIO

from corpus.reading.elements import blocks_after
from corpus.reading.encodings import in_utf_8, marked_encoding
from corpus.reading.streams import stream_of

__all__ = ["repaired"]

_BLOCK = 65_536
_LONGEST = 64
"""Bytes of the longest thing that is replaced: held back at the end of a block."""

_OPEN, _CLOSE = b"<![CDATA[", b"]]>"
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_AMPERSAND = re.compile(rb"&(?:#([0-9]{1,7});|#x([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
# <?xml version="1.0" encoding="utf-16"?>
_DECLARED = re.compile(rb"(<\?xml[^>]{0,200}?encoding\s*=\s*[\"'])([\w.:-]{1,40})")


def repaired(stream: BinaryIO, encoding: str) -> BinaryIO:
    """Return a stream of XML that a parser can read, in UTF-8 where its mark or the user (by
    `encoding`) says another encoding, else in its own."""
    head = stream.peek(_BLOCK) if hasattr(stream, "peek") else b""
    decoded = bool(marked_encoding(head) or encoding)
    stream = in_utf_8(stream, encoding)
    head = stream.read(_BLOCK).removeprefix(b"\xef\xbb\xbf").lstrip()
    return stream_of(_repaired(blocks_after(_declared(head, decoded), stream)))


def _declared(head: bytes, decoded: bool) -> bytes:
    """Return the first bytes with the encoding in which they are: .NET writes "utf-16" over
    UTF-8."""
    declared = _DECLARED.match(head)
    if declared and (decoded or declared[2].lower().startswith(b"utf-16")):
        head = declared[1] + b"utf-8" + head[declared.end() :]
    return _ROOT.sub(_with_prefixes, head, 1)


# <rss version="2.0">
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)\b[^>]{0,4000}>")
_PREFIXES = (
    b"content", b"dc", b"media", b"slash", b"wfw", b"atom", b"itunes", b"georss", b"sy", b"thr",
)  # fmt: skip
_CONTENT = b"http://purl.org/rss/1.0/modules/content/"


def _with_prefixes(root: re.Match[bytes]) -> bytes:
    """Return the root of a feed with the prefixes declared that feeds use without."""
    missing = [prefix for prefix in _PREFIXES if b"xmlns:" + prefix + b"=" not in root[0]]
    added = b"".join(
        b' xmlns:%s="%s"' % (prefix, _CONTENT if prefix == b"content" else b"urn:" + prefix)
        for prefix in missing
    )
    at = -2 if root[0].endswith(b"/>") else -1
    return root[0][:at] + added + root[0][at:]


def _repaired(blocks: Iterator[bytes]) -> Iterator[bytes]:
    held, inside = b"", False
    for block in blocks:
        text = held + block.translate(None, _CONTROLS)
        done, inside, at = _pieces(text, inside, _safe_end(text))
        held = text[at:]
        yield done
    yield _pieces(held, inside, len(held))[0]


def _safe_end(text: bytes) -> int:
    """Return up to where a text can be repaired before what follows is known."""
    end = max(0, len(text) - _LONGEST)
    open_at = text.rfind(b"&", max(0, end - _LONGEST), end)
    return open_at if open_at >= 0 and b";" not in text[open_at:end] else end


def _pieces(text: bytes, inside: bool, end: int) -> tuple[bytes, bool, int]:
    """Return some text repaired up to about an end, whether that is inside of CDATA, where it
    is."""
    done, at = [], 0
    while at < end:
        sign = _CLOSE if inside else _OPEN
        found = text.find(sign, at)
        met = 0 <= found < end
        stop = found + len(sign) if met else end
        done.append(text[at:stop] if inside else _AMPERSAND.sub(_reference, text[at:stop]))
        inside, at = inside != met, stop
    return b"".join(done), inside, at


def _reference(found: re.Match[bytes]) -> bytes:
    decimal, hexadecimal, name = found.groups()
    if decimal or hexadecimal:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        return found[0] if _is_letter(code) else b""
    if name in _OWN:
        return found[0]
    letters = html5.get(f"{name.decode()};") if name else None
    return "".join(f"&#{ord(x)};" for x in letters).encode() if letters else b"&amp;" + found[0][1:]


def _is_letter(code: int) -> bool:
    """Say whether XML 1.0 knows a character of a code."""
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or (
        0x10000 <= code < 0x110000
    )  # fmt: skip
