"""What of a query's words is marked in texts: words of one syllable wherever they stand, others
only where two neighbours of the query are neighbours too."""

import re
from collections.abc import Iterator, Sequence

from corpus.vietnamese.text import fold
from search.analysis import Tokens
from search.query.mark import Mark
from search.query.plan import And, Node, Or, Term, name_of
from search.query.shorthand import Shorthand

__all__ = ["FUNCTION_WORDS", "other_marks", "word_marks", "writings"]

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


def other_marks(short: Shorthand, terms: Sequence[Term]) -> Iterator[Mark]:
    """Yield the marks of the other writings of what is cut short or written out in a query."""
    typed = tuple(term.text for term in (*terms[short.start : short.end], *short.name))
    name = tuple(term.text for term in short.name)
    exact = not any(term.folded for term in short.name)
    for other in short.others:
        text = " ".join((*other, *name))
        yield Mark(text if exact else fold(text), exact=exact, instead_of=typed)


def writings(node: Node, typed: Sequence[str]) -> Iterator[Mark]:
    """Yield the marks of all writings of some syllables of a query: Q3 is Q.3 and quận 3."""
    if isinstance(node, And):
        for one in node.nodes:
            yield from writings(one, typed)
    elif isinstance(node, Or):
        for one in node.nodes:
            printed = one.nodes[0] if isinstance(one, And) else one
            yield Mark(name_of(printed), exact=True, instead_of=tuple(typed))


def _stands_before_a_number(terms: Sequence[Term], place: int) -> bool:
    """Say whether a term makes a unit with a number: "quận" of "quận 1", "số" before any code."""
    following = terms[place + 1].text if place + 1 < len(terms) else ""
    return terms[place].text == "số" or following.isdigit()


def _may_be_part(term: Term) -> bool:
    """Say whether nobody knows that a term is a word of its own: a number, or a syllable without
    marks, which the segmenter cannot join to others."""
    return term.text.isdigit() or (term.folded and bool(_SYLLABLE.fullmatch(term.text)))
