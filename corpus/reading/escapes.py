"""Escapes of programming languages that stayed in a text: JSON that was packed twice, texts that
Python printed."""

import re

__all__ = ["unescaped"]

# "Qu\u1eadn" and "\ud83d\ude00"
_UNICODE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
# "Qu\xe1\xba\xadn", UTF-8 byte by byte, and "\xa0"
_BYTES = re.compile(r"(?:\\x[0-9a-fA-F]{2})+")
# "b'Qu\xe1\xba\xadn'"
_BYTE_STRING = re.compile(r"b(['\"])(.*)\1", re.DOTALL)
# "họp.\n\nHội nghị", not "D:\news"
_LINE_END = re.compile(r"(?<!:)\s?(?:\\r|\\n)+")
# "05-CT\/TW" and \"được\", as PHP and JSON write them
_SIGN = re.compile(r"\\([\"/])")
# of texts that Python printed
_BLANK = re.compile(r"\\xa0|\\u00a0|\\u200b")
LEAST = 3
"""Escaped letters from which on they are meant: one may be what an article is about."""


def unescaped(text: str) -> str:
    """Return a text with its escapes read, as far as they are no part of it."""
    if _is_escaped(text):
        if whole := _BYTE_STRING.fullmatch(text.strip()):
            text = whole[2]
        text = _BYTES.sub(_of_bytes, _UNICODE.sub(_of_units, text))
    text = _SIGN.sub(r"\1", _BLANK.sub(" ", text))
    return _LINE_END.sub("\n", text) if _ends_lines(text) else text


def _is_escaped(text: str) -> bool:
    return len(_UNICODE.findall(text)) + len(_BYTES.findall(text)) >= LEAST


def _of_units(run: re.Match[str]) -> str:
    units = bytes.fromhex(run[0].replace("\\u", ""))
    return units.decode("utf-16-be", "replace")


def _of_bytes(run: re.Match[str]) -> str:
    data = bytes.fromhex(run[0].replace("\\x", ""))
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")  # "\xa0" of a text that Python printed


def _ends_lines(text: str) -> bool:
    """Say whether line ends are written out: a text of paragraphs has real ones."""
    return text.count("\\n") + text.count("\\r") > text.count("\n") and bool(_SURE_END.search(text))


# "\n" where only a line can end: behind a full stop, or twice
_SURE_END = re.compile(r"[.!?:;”\"]\s?(?:\\r)?\\n|\\n(?:\\r)?\\n")
