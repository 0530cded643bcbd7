"""How often the reliability tests repeat what they do, and with which articles."""

import json
import lzma
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from corpus import read_articles

LONG = int(os.environ.get("TIMTIN_TORTURE", "0"))
"""Rounds of the long form, 0 for the short one that runs with all tests."""

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"


def rounds(short: int, of: int = 200) -> int:
    """Return `short`, or `of` rounds in 200 of the long form."""
    return max(short, LONG * of // 200) if LONG else short


def chance(seed: int) -> Random:
    """Return a source of chance that is the same in every run."""
    return Random(seed)  # noqa: S311


def records(count: int, start: int = 0, prefix: str = "r") -> list[dict[str, Any]]:
    """Return articles with ids of their own: real ones in the long form where there are, else the
    sample again."""
    texts = list(islice(_texts(), start, start + count))
    return [{"id": f"{prefix}{start + number}", **text} for number, text in enumerate(texts)]


def _texts() -> Iterator[dict[str, Any]]:
    real = Path(os.environ.get("TIMTIN_TEST_DATA", "")) / "data" / "vinews.jsonl.xz"
    if LONG and real.is_file():
        with lzma.open(real, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield {"title": record["title"], "body": record.get("body") or record["text"]}
    sample = [
        {"title": article.title, "body": article.body} for article in read_articles([SAMPLE], print)
    ]
    while True:
        yield from sample


def write_jsonl(path: Path, lines: list[dict[str, Any]]) -> Path:
    """Write records as JSON lines."""
    path.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    return path
