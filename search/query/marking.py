"""What of a query's words is marked in texts: words of one syllable wherever they stand, others
only where two neighbours of the query are neighbours too."""

import re
from collections.abc import Iterator, Sequence

from search.analysis import Tokens
from search.query.mark import Mark
from search.query.plan import Term

__all__ = ["FUNCTION_WORDS", "word_marks"]

FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        "ai bằng bị bởi các cái cho chưa có cũng của "
        "cùng dù do đã đang đây để đến đó đối đều được gì"
        " giữa hay hoặc hơn khi không là lại lên lúc mà mỗi mọi một này nào nên nếu ngoài nhưng"
        " những như nơi ở phải qua ra rằng rất rồi sau "
        "sẽ tại theo thì thôi trên trong trước từ từng"
        " vẫn và vào về vì với vừa xuống",
    )
)
"""Words that say how others belong together: with marks, one syllable each."""

_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
"""What a syllable looks like without its marks: "quan", "tuyen", but not "covid"."""


def word_marks(tokens: Tokens, terms: Sequence[Term]) -> Iterator[Mark]:
    """Yield the marks of neighbouring words of a query, a term a syllable."""
    inside = {place for _, start, count in tokens.words for place in range(start, start + count)}
    only = len(terms) == 1
    for place, term in enumerate(terms):
        is_function = term.text in FUNCTION_WORDS and place not in inside
        is_part = place in inside or is_function or _may_be_part(term)
        alone = only or not (is_part or _stands_before_a_number(terms, place))
        yield Mark(
            term.text,
            exact=not term.folded,
            alone=alone,
            follows=place > 0,
            counts=only or not is_function,
        )


def _stands_before_a_number(terms: Sequence[Term], place: int) -> bool:
    """Say whether a term makes a unit with a number: "quận" of "quận 1", "số" before any code."""
    following = terms[place + 1].text if place + 1 < len(terms) else ""
    return terms[place].text == "số" or following.isdigit()


def _may_be_part(term: Term) -> bool:
    """Say whether nobody knows that a term is a word of its own: a number, or a syllable without
    marks, which the segmenter cannot join to others."""
    return term.text.isdigit() or (term.folded and bool(_SYLLABLE.fullmatch(term.text)))
