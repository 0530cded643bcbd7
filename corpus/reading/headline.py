"""A title for a text that has none: its first sentence."""

from corpus.vietnamese.sentences import sentence_around

__all__ = ["headline"]

_MAX_TITLE = 120


def headline(text: str) -> str:
    """Return the first sentence without its full stop, cut at 120 characters on a word."""
    text = text[: 4 * _MAX_TITLE]
    _, end = sentence_around(text, 0, 0, len(text))
    sentence = " ".join(text[:end].split()).removesuffix(".")
    if len(sentence) <= _MAX_TITLE:
        return sentence
    return (sentence[: _MAX_TITLE + 1].rpartition(" ")[0] or sentence[:_MAX_TITLE]).rstrip(" ,;:-–")
