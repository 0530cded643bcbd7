"""The stock way on one core: read, segment with pyvi, index with Whoosh; every step timed apart.

python -m tools.benchmarks.stock_ingest ARTICLES FOLDER COUNT [--folded]
"""

import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

__all__ = ["stock_ingest"]

ROOT = Path(__file__).parents[2]


def stock_ingest(articles: Path, folder: Path, count: int, *, folded: bool) -> dict[str, float]:
    """Run this module in a process of its own; return seconds by step, and the number of
    articles."""
    command = [
        sys.executable,
        "-m",
        "tools.benchmarks.stock_ingest",
        str(articles),
        str(folder),
        str(count),
    ]
    run = subprocess.run(  # noqa: S603
        [*command, *(["--folded"] if folded else [])],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    seconds: dict[str, float] = json.loads(run.stdout)
    return seconds


def _measure(path: str, folder: str, count: int, folded: bool) -> dict[str, float]:
    from corpus import read_articles
    from tools.benchmarks.documents import FIELDS, FOLDED, PeerDocument, in_batches
    from tools.benchmarks.peers.stock_whoosh import StockWhoosh

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyvi import ViTokenizer
    ViTokenizer.tokenize("một câu để nạp mô hình")

    def document(title: str, texts: tuple[str, str, str]) -> PeerDocument:
        tokens = {
            name: _terms(ViTokenizer.tokenize(text))
            for name, text in zip(FIELDS, texts, strict=True)
        }
        if folded:
            from corpus.vietnamese.text import fold

            tokens |= {name + FOLDED: fold(text) for name, text in tokens.items()}
        return PeerDocument("", title, tokens, (), (), 0, 0)

    engine = StockWhoosh(Path(folder), folded=folded)
    clock = _Clock()
    used = process_time()
    batches = in_batches(islice(read_articles([path]), count))
    done = 0
    while True:
        with clock.step("read"):
            batch = next(batches, None)
        if batch is None:
            break
        with clock.step("segment"):
            documents = [document(one.title, (one.title, one.summary, one.body)) for one in batch]
        with clock.step("index"):
            engine.add(documents)
        done += len(batch)
    with clock.step("index"):
        engine.commit()
    return {"articles": done, "processor": process_time() - used, **clock.seconds}


def _terms(segmented: str) -> str:
    """Return syllables and behind them words, in lower case, as timtin indexes them."""
    words = segmented.lower().split()
    return " ".join(
        [
            *(part for word in words for part in word.split("_")),
            *(word for word in words if "_" in word),
        ]
    )


class _Clock:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - start


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], sys.argv[2], int(sys.argv[3]), "--folded" in sys.argv)))
