"""A title for a text that has none: its first sentence."""

import re

__all__ = ["MAX_TITLE", "headline"]

MAX_TITLE = 120

_STOP = re.compile(r"[.!?…][\"”’»)]*(?=\s)|\n")
_ABBREVIATIONS = frozenset({
    "tp", "q", "p", "h", "tx", "tt", "tr", "st",
    "gs", "pgs", "ts", "ths", "ks", "bs", "ls", "kts", "nsnd", "nsưt",
})  # fmt: skip


def headline(text: str) -> str:
    """Return the first sentence without its full stop, cut at 120 characters on a word."""
    sentence = text[: 4 * MAX_TITLE]
    for stop in _STOP.finditer(sentence):
        if _ends_sentence(sentence, stop):
            sentence = sentence[: stop.end()]
            break
    sentence = " ".join(sentence.split()).removesuffix(".")
    if len(sentence) <= MAX_TITLE:
        return sentence
    return (sentence[: MAX_TITLE + 1].rpartition(" ")[0] or sentence[:MAX_TITLE]).rstrip(" ,;:-–")


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    if stop.group() == "\n":
        return True
    words = text[max(0, stop.start() - 12) : stop.start()].split()
    following = text[stop.end() : stop.end() + 12].lstrip()[:1]
    abbreviated = stop.group() == "." and (not words or words[-1].lower() in _ABBREVIATIONS)
    return not abbreviated and not following.islower()
