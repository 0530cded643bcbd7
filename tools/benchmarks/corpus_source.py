"""The articles of a benchmark: a file named by CORPUS, else the shipped sample repeated with
changed ids."""

import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from corpus import Article, read_articles

__all__ = ["SAMPLE_TIMES", "articles", "file_of", "repeated", "text_bytes", "write_corpus"]

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
SAMPLE_TIMES = 50


def file_of(corpus: str) -> Path:
    """Return the file or folder that CORPUS names, without it the sample."""
    return Path(corpus) if corpus else SAMPLE


def articles(corpus: str, limit: int | None = None) -> Iterator[Article]:
    """Yield the articles, at most `limit`; the sample is repeated `SAMPLE_TIMES` times, or up to
    the limit."""
    if corpus:
        return islice(read_articles([corpus]), limit)
    sample = list(read_articles(sorted(SAMPLE.glob("*.jsonl"))))
    return repeated(sample, limit or SAMPLE_TIMES * len(sample))


def repeated(collection: Iterable[Article], total: int) -> Iterator[Article]:
    """Yield `total` articles: the collection over and over, from its second time on with changed
    ids."""
    held = list(collection)
    endless = (_renamed(article, time) for time in count() for article in held)
    return islice(endless, total) if held else iter(())


def _renamed(article: Article, time: int) -> Article:
    return replace(article, id=f"{article.id}~{time}") if time else article


def write_corpus(path: Path, collection: Iterable[Article]) -> None:
    """Write articles as xz-compressed JSON lines."""
    with lzma.open(path, "wt", encoding="utf-8", preset=0) as file:
        for article in collection:
            file.write(json.dumps(article.to_record(), ensure_ascii=False) + "\n")


def text_bytes(article: Article) -> int:
    """Return the bytes of an article's text in UTF-8, against which an index is weighed."""
    return sum(len(text.encode()) for text in (article.title, article.summary, article.body))
