"""Segmentation against pyvi: every article of the real corpus, word for word, and tokens a second
of both.

    TIMTIN_TEST_DATA=... python -m tools.benchmarks.segmentation [--articles N] [--json FILE]

One process, one thread, the same texts (title, summary and text of each article), processor time.
Nothing is known of the corpus beforehand; what is learnt on the way is part of the time. Exits with
1 when any article differs.
"""

import argparse
import json
import lzma
import os
import sys
import time
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from search.analysis.segmentation import pyvi_version, segment, segmenter, tokenize_batch

ARTICLES_A_BATCH = 64
Text = tuple[str, str]
"""The id of an article, one of its texts."""


@dataclass(slots=True)
class Figures:
    """What was measured; seconds of processor time. `segment` takes and returns what pyvi does, a
    text at a time."""

    pyvi_version: str = field(default_factory=pyvi_version)
    articles: int = 0
    tokens: int = 0
    differing: list[str] = field(default_factory=list)
    load_seconds: float = 0.0
    pyvi_seconds: float = 0.0
    batch_seconds: float = 0.0
    segment_seconds: float = 0.0

    def report(self) -> str:
        """The figures as a table."""
        lines = [
            (
                f"{self.articles:,} articles, {self.tokens:,} "
                f"tokens, {len(self.differing)} articles differ"
            )
        ]
        ways = {
            "pyvi": self.pyvi_seconds,
            "tokenize_batch": self.batch_seconds,
            "segment": self.segment_seconds,
        }
        for way, seconds in ways.items():
            lines.append(
                f"{way:15} {self.tokens / seconds:12,.0f} tokens/s "
                f"{self.articles / seconds:9,.0f} articles/s"
                f" {1000 * seconds / self.articles:8.3f} ms/article "
                f"{self.pyvi_seconds / seconds:6.1f} x pyvi"
            )
        return "\n".join([*lines, f"model and lexicon loaded in {1000 * self.load_seconds:.0f} ms"])


def read_batches(path: Path, limit: int | None) -> Iterator[list[Text]]:
    """Yield the texts of 64 articles at a time, in NFC."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        articles = (json.loads(line) for line in islice(lines, limit))
        while batch := list(islice(articles, ARTICLES_A_BATCH)):
            yield [
                (str(article["id"]), unicodedata.normalize("NFC", article[name]))
                for article in batch
                for name in ("title", "summary", "text")
            ]


def joined(tokens: Sequence[str], glued: Sequence[bool]) -> str:
    """Return a text as pyvi writes it."""
    return "".join(
        ("_" if glue else " ") + token for token, glue in zip(tokens, glued, strict=True)
    )[1:]


def compare(batches: Iterable[list[Text]], pyvi: Callable[[str], str], figures: Figures) -> None:
    """Segment every text with both, pyvi and ours in turn, adding to the figures."""
    for batch in batches:
        texts = [text for _id, text in batch]
        start = time.process_time()
        ours = list(tokenize_batch(texts))
        middle = time.process_time()
        theirs = [pyvi(text) for text in texts]
        figures.batch_seconds += middle - start
        figures.pyvi_seconds += time.process_time() - middle
        figures.articles += len({article for article, _text in batch})
        figures.tokens += sum(len(tokens) for tokens, _starts, _glued in ours)
        for (article, text), (tokens, _starts, glued), words in zip(
            batch, ours, theirs, strict=True
        ):
            if (joined(tokens, glued) if tokens else text) != words:
                figures.differing.append(article)
        print(
            f"\r{figures.articles:,} articles, {len(figures.differing)} texts differ",
            end="",
            file=sys.stderr,
            flush=True,
        )
    print(file=sys.stderr)


def time_segment(batches: Iterable[list[Text]], figures: Figures) -> None:
    """Segment every text alone, with nothing remembered at the start."""
    segmenter._segmenter.cache_clear()
    segment("")
    for batch in batches:
        start = time.process_time()
        for _id, text in batch:
            segment(text)
        figures.segment_seconds += time.process_time() - start


def load_pyvi() -> Callable[[str], str]:
    """The original."""
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="invalid escape sequence"
        )  # in its source, when first compiled
        from pyvi import ViTokenizer
    original: Callable[[str], str] = ViTokenizer.tokenize
    return original


def main() -> None:
    """Compare, print the table, and write the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, help="only the first so many")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    path = Path(os.environ["TIMTIN_TEST_DATA"]) / "data" / "vinews.jsonl.xz"
    figures = Figures()
    start = time.process_time()
    segment("")
    figures.load_seconds = time.process_time() - start
    compare(read_batches(path, options.articles), load_pyvi(), figures)
    time_segment(read_batches(path, options.articles), figures)
    print(figures.report())
    if options.json:
        options.json.write_text(json.dumps(asdict(figures), indent=1) + "\n")
    sys.exit(1 if figures.differing else 0)


if __name__ == "__main__":
    main()
