"""What was read by eye says how many of today's first articles are right."""

from tools.quality.counts import QUERIES, precision, read_by_eye


def test_articles_that_nobody_read_are_told_apart() -> None:
    """A new article among the first neither raises nor lowers the share."""
    assert precision(["a", "b"], {"a", "b", "z"}, set()) == "2/2"
    assert precision(["a", "b", "c"], {"a"}, {"b"}) == "1/2, 1 unread"


def test_each_article_was_judged_once() -> None:
    """All of the forty were read, and no article is both right and wrong."""
    forty = QUERIES.read_text(encoding="utf-8").split("\n\n")[0].split("\n")
    read = read_by_eye()
    assert list(read) == forty
    assert all(right and not right & wrong for right, wrong in read.values())
