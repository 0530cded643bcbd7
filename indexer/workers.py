"""Worker processes: started apart ("spawn"), deaf to Ctrl-C, gone with their parent."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from corpus.article import Article
from search.errors import SearchError
from search.model import IndexedArticle

__all__ = ["pool", "prepare", "result"]

Batch = TypeVar("Batch")
Submit = Callable[[Callable[[Sequence[IndexedArticle]], Batch], Sequence[Article]], "Future[Batch]"]


def prepare(
    function: Callable[[Sequence[IndexedArticle]], Batch], articles: Sequence[Article]
) -> Batch:
    """Find the facets of some articles and do an engine's heavy work for them."""
    from indexer.indexed import to_indexed

    return function([to_indexed(article) for article in articles])


@contextmanager
def pool(jobs: int) -> Iterator[Submit[Any]]:
    """Start `jobs` processes, give the function that hands them work, drop what is not begun at the
    end.

    They are spawned, not forked: a fork would keep the parent's index lock and open files.
    """
    executor = ProcessPoolExecutor(
        jobs, multiprocessing.get_context("spawn"), initializer=_follow_parent
    )
    try:
        with _interrupts_ignored():  # the processes inherit it: Ctrl-C is the parent's to handle
            for _ in range(jobs):
                executor.submit(os.getpid)
        yield lambda function, articles: executor.submit(prepare, function, articles)
    finally:
        executor.shutdown(cancel_futures=True)


def result(future: "Future[Batch]") -> Batch:
    """Wait for prepared documents. Raises `SearchError` when a process was killed."""
    try:
        return future.result()
    except BrokenExecutor as error:
        raise SearchError(
            "a worker process ended (out of memory?): run again with --jobs 1"
        ) from error


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _follow_parent() -> None:
    """End this process when its parent has: one that was killed cannot say so."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
