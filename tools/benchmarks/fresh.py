"""In a process of its own: how long an index takes to open, and what serving searches makes of its
memory.

python -m tools.benchmarks.fresh INDEX < addresses.json
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from time import perf_counter

__all__ = ["fresh_process"]

ROOT = Path(__file__).parents[2]


def fresh_process(index: Path, addresses: Sequence[str]) -> dict[str, float]:
    """Run this module: it opens an index and serves each address ("?q=...") once as JSON and once
    as a page."""
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tools.benchmarks.fresh", str(index)],
        input=json.dumps(addresses),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


def _memory() -> dict[str, float]:
    """Return megabytes from smaps_rollup: pages no other process has, and those of them that are no
    file's."""
    lines = (line.split() for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    kilobytes = {words[0].rstrip(":"): int(words[1]) for words in lines}
    private = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    return {"private_mb": private / 1024, "anonymous_mb": kilobytes["Anonymous"] / 1024}


def _measure(index: str, addresses: Sequence[str]) -> dict[str, float]:
    started = perf_counter()
    import_module("search.whoosh_engine.engine")
    from search import SearchRequest, open_engine

    imported = perf_counter()
    engine = open_engine(index)
    opened = perf_counter()
    engine.search(SearchRequest("thành phố")).facets["district"]
    answered = perf_counter()

    from webui import create_app

    client = create_app(index, OPEN_ENGINE=lambda _: engine).test_client()
    for address in addresses:
        for endpoint in ("/search.json", "/search"):
            status = client.get(endpoint + address).status_code
            if status != 200:
                raise RuntimeError(f"{endpoint}{address}: {status}")
    return {
        "import_ms": (imported - started) * 1000,
        "open_ms": (opened - imported) * 1000,
        "first_search_ms": (answered - opened) * 1000,
        "searches": len(addresses),
        "peak_rss_mb": _peak_kb() / 1024,
        **_memory(),
    }


def _peak_kb() -> int:
    """Return this process's own peak; `ru_maxrss` would begin with that of the process it was
    forked from."""
    line = next(
        line
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM:")
    )
    return int(line.split()[1])


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], json.load(sys.stdin))))
