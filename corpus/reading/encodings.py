"""Letters out of bytes: UTF-8, UTF-16 by its mark, and the encodings of older Vietnamese files on
request.

TCVN 3 (TCVN 5712:1993) has one byte a letter; VNI for Windows writes a letter and its marks as two.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BufferedReader
from typing import BinaryIO

from corpus.reading.outcomes import Unacceptable
from corpus.reading.streams import stream_of

__all__ = ["check_encoding", "decode", "in_letters", "in_utf_8", "marked_encoding", "old_letters"]

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_BLOCK = 65_536
_LONGEST_LINE = 1_000_000

_TCVN3 = dict(zip(
    b"\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9"
    b"\xca\xcb\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9"
    b"\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    strict=True,
))  # fmt: skip
_VNI_MARKS = {
    "a": ("øàùáûảõãïạêăèằéắúẳüẵëặââàầáấåẩãẫäậ"),
    "e": ("øèùéûẻõẽïẹâêàềáếåểãễäệ"),
    "o": ("øòùóûỏõõïọâôàồáốåổãỗäộ"),
    "ô": ("øờùớûởõỡïợ"),
    "u": ("øùùúûủõũïụ"),
    "ö": ("øừùứûửõữïự"),
    "y": ("øỳùýûỷõỹ"),
}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


@cache
def _vni_letters() -> dict[str, str]:
    pairs = {
        base + marks[at]: marks[at + 1]
        for base, marks in _VNI_MARKS.items()
        for at in range(0, len(marks), 2)
    }
    both = pairs | _VNI_ALONE
    upper = {key.upper(): letter.upper() for key, letter in both.items()}
    mixed = {key[0].upper() + key[1]: letter.upper() for key, letter in pairs.items()}
    return both | mixed | upper


@cache
def _vni_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_vni_letters(), key=len, reverse=True)))


def _single_bytes(data: bytes) -> str:
    """Return bytes as the letters of windows-1252 over which an old font was laid, also when kept
    as UTF-8."""
    try:
        return data.decode()
    except UnicodeError:
        return data.decode("cp1252", "replace")


def _from_tcvn3(data: bytes) -> str:
    return _single_bytes(data).translate(_TCVN3)


def _from_vni(data: bytes) -> str:
    return _vni_pattern().sub(lambda found: _vni_letters()[found[0]], _single_bytes(data))


_OLD = {"tcvn3": _from_tcvn3, "vni": _from_vni}
_NAMES = {
    "abc": "tcvn3", "tcvn": "tcvn3", "tcvn5712": "tcvn3", "xviettcvn5712": "tcvn3",
    "vniwin": "vni", "vniwindows": "vni", "xvietvni": "vni", "unicode": "utf-16",
}  # fmt: skip


def in_letters(text: str, encoding: str) -> str:
    """Return a text over which an old font was laid ("tcvn3", "vni") in its letters; with another
    encoding as it is: it was read by it already."""
    return _OLD[encoding](text.encode("utf-8", "replace")) if encoding in _OLD else text


def check_encoding(name: str) -> str:
    """Return the name under which `decode` knows an encoding. Raises `ValueError` for what is
    none."""
    plain = re.sub("[^a-z0-9]", "", name.lower())
    plain = _NAMES.get(plain, plain)
    if plain in _OLD:
        return plain
    try:
        info = codecs.lookup(name.strip())
        "đ".encode().decode(info.name, "replace")
    except (LookupError, ValueError, UnicodeError):
        raise ValueError(
            f"{name!r} is no encoding; known are utf-8, utf-16, windows-1258, tcvn3, vni ..."
        ) from None
    return info.name


def marked_encoding(head: bytes) -> str:
    """Return the encoding that the first bytes name by their mark (BOM), or show as UTF-16 without
    one, or ""."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), "") or _wide(head)


def _wide(head: bytes) -> str:
    """Return "utf-16-le" or "utf-16-be" when every other byte is mostly zero, as it is of Latin
    letters, and what comes of it is text; "" else."""
    head = head[: _LOOKED_AT & ~1]
    if len(head) < _LEAST_WIDE or 0 not in head:
        return ""
    low, high = head[::2], head[1::2]
    for name, zeros, letters in (("utf-16-le", high, low), ("utf-16-be", low, high)):
        if zeros.count(0) * 5 > len(zeros) * 2 and 0 not in letters:
            text = head[: len(head) & ~1].decode(name, "replace")
            return "" if _CONTROL.search(text) else name
    return ""


_LOOKED_AT = 4_000
_LEAST_WIDE = 16
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")


def decode(data: bytes, encoding: str = "") -> str:
    """Return bytes as text, by their mark, else the given encoding, else UTF-8. Raises
    `Unacceptable`."""
    name = marked_encoding(data) or encoding
    if name in _OLD:
        return _OLD[name](data)
    if not name.startswith("utf-"):
        _check_no_zero(data)
    try:
        text = data.decode(name or "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Unacceptable(_not_encoded(data, error, name)) from None
    return unicodedata.normalize("NFC", text) if name == "cp1258" else text


def _check_no_zero(data: bytes) -> None:
    at = data.find(0)
    if at >= 0:
        raise Unacceptable(f"a raw NUL byte at byte {at + 1:,}")


def _not_encoded(data: bytes, error: UnicodeDecodeError, name: str) -> str:
    place = f"byte 0x{data[error.start]:02x} at byte {error.start + 1:,}"
    if name:
        return f"not {name}: {place}"
    old = old_letters(data[:_BLOCK])
    return f"not UTF-8: {place}" + (f"; it looks like {old}: give --encoding {old}" if old else "")


_COMMON = re.compile(
    "(?<![^\\W\\d_])(?:và|của|các|có|được|trong|là|đã|với|cho"
    "|những|để|tại|đảng|không|người|về|công|hội|tổ|chức|ngày"
    "|quận|thực|hiện|đồng|chí|phường|tác|nghị|khai|kế"
    "|hoạch|năm|thành|phố|việc|đến|nhân|dân)(?![^\\W\\d_])"
)


def old_letters(data: bytes) -> str:
    """Return which old encoding reads bytes as Vietnamese: "windows-1258", "tcvn3", "vni", or ""
    for none."""
    texts = {
        "windows-1258": data.decode("cp1258", "replace"),
        **{name: read(data) for name, read in _OLD.items()},
    }
    counts = {
        name: len(_COMMON.findall(unicodedata.normalize("NFC", text).lower()))
        for name, text in texts.items()
    }
    plain = len(_COMMON.findall(data.decode("latin-1").lower()))
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] > max(1, plain) else ""


def in_utf_8(stream: BinaryIO, encoding: str) -> BinaryIO:
    """Return a stream as UTF-8, by its mark, else the given encoding; without either as it is.

    Bytes that are no letters of the encoding become U+FFFD, by which the record they spoil is
    known.
    """
    head = stream.peek(_LOOKED_AT) if isinstance(stream, BufferedReader) else b""
    name = marked_encoding(head) or encoding
    if name in ("", "utf-8", "utf-8-sig"):
        return stream
    return stream_of(_by_line(stream, name) if name in _OLD else _by_block(stream, name))


def _by_block(stream: BinaryIO, name: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(name)("replace")
    while block := stream.read(_BLOCK):
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def _by_line(stream: BinaryIO, name: str) -> Iterator[bytes]:
    while line := stream.readline(_LONGEST_LINE):
        yield _OLD[name](line).encode("utf-8", "replace")
