"""What is told of words without marks."""

from known_words import Words

from search.query.plan import Term
from search.query.words import folded_forms


def test_the_forms_that_most_articles_hold_are_told() -> None:
    """Five of them, most articles first, and nothing of words that stand as they are."""
    words = Words(quàn=1, quán=4, quân=70, quăn=2, quản=60, quận=50, tổ=9)
    terms = [Term("quan", folded=True), Term("tổ"), Term("xyz", folded=True)]
    (told,) = folded_forms(terms, words)  # type: ignore[arg-type]
    assert (told.text, told.value) == ("quan", "quân, quản, quận, quán, quăn")
