"""Lists of phrases as expressions."""

__all__ = ["any_of"]


def any_of(phrases: str) -> str:
    """Return an expression for any of the phrases that a text lists with " | " between them, whole
    words only.

    >>> any_of("có hiệu lực | đã")
    '(?:có hiệu lực|đã)(?!\\\\w)'
    """
    return rf"(?:{'|'.join(' '.join(phrase.split()) for phrase in phrases.split(' | '))})(?!\w)"
