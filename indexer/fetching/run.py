"""One run of `index fetch`: each address in turn, what came handed to the index, the time of a good
run noted."""

import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.reading import Settings
from indexer.fetching.archive import Archive
from indexer.fetching.client import Client, user_agent
from indexer.fetching.delivery import Delivery
from indexer.fetching.failures import HostResting, PageFailed
from indexer.fetching.network import Addresses
from indexer.fetching.pace import Pace
from indexer.fetching.site import Site
from indexer.fetching.state import State
from indexer.fetching.taking import Taking
from indexer.fetching.tally import Tally
from indexer.fetching.urls import host_of, site_of
from indexer.fetching.visitor import Visitor
from indexer.fetching.wish import DELAY, Wish
from indexer.sites import known_sites
from search.beside import FETCHED, STATE, beside
from search.errors import IndexDamaged, IndexMissing, IndexStale
from search.opening import index_status

__all__ = ["Means", "fetch"]


@dataclass(frozen=True, slots=True)
class Means:
    """How a run goes about it: seconds between requests (`delay`), private addresses of the hosts
    named allowed or not, where pages are saved, whether articles of pages that are gone are
    removed, whom a site can write to.
    """

    delay: float = DELAY
    private: bool = False
    save: Path | None = None
    prune: bool = False
    contact: str = ""


def fetch(starts: Iterable[str], location: str, wish: Wish, means: Means, tally: Tally) -> bool:
    """Fetch from addresses (`urls.normal`) into an index; return whether anything was found.

    Raises `Busy` when another run, or at the end another writer, is at work: what was fetched is
    kept.
    """
    starts = list(dict.fromkeys(starts))
    is_new = _is_new(location)
    agent = user_agent(means.contact)
    client = Client(Addresses(_named(starts) if means.private else ()), agent)
    paces: dict[str, Pace] = {}
    with ExitStack() as stack:
        state = stack.enter_context(State(beside(location, STATE)))
        if is_new:
            state.begin_anew()
        archive = stack.enter_context(Archive(means.save, agent)) if means.save else None
        settings = Settings(sites=known_sites(location))
        delivery = Delivery(state, location, tally)
        for start in starts:
            visitor = Visitor(client, paces.setdefault(site_of(start), Pace(means.delay)), start)
            _take(start, Taking(visitor, state, tally, wish, archive, settings, delivery.taken))
        delivery.deliver()
        if means.prune:
            delivery.prune()
        tally.lost = len(state.gone())
        found = any(state.has_found(start) for start in starts) or bool(tally.older + tally.left)
    if found and not tally.resting:
        _note_time(location)
    tally.finish()
    return found


def _is_new(location: str) -> bool:
    """Find out before the long part whether the index could take anything; True when there is
    none."""
    try:
        status = index_status(location)
    except IndexMissing:
        return True
    if status.state != "ok":
        error = IndexStale if status.state == "stale" else IndexDamaged
        raise error(f"the index is {status.state}: {status.detail or 'run `index add --rebuild`'}")
    return False


def _named(starts: Iterable[str]) -> set[str]:
    hosts = {host_of(start) for start in starts}
    return hosts | {f"www.{host}" for host in hosts} | {host.removeprefix("www.") for host in hosts}


def _take(start: str, taking: Taking) -> None:
    tally = taking.tally
    tally.tried = []
    before = len(tally.resting)
    try:
        Site(start, taking).run()
    except HostResting as rest:
        tally.resting.append(f"{host_of(start)} is left alone: {rest}")
        tally.tell(f"{tally.resting[-1]}; run the same command later to go on")
    except PageFailed as failure:
        tally.failed += 1
        tally.tried.append(str(failure))
        tally.tell(f"{start}: {failure}; the next run asks again")
    if (
        not taking.state.has_found(start)
        and len(tally.resting) == before
        and not tally.older + tally.left
    ):
        tally.tell(f"{start}: no article was found; tried {', '.join(tally.tried)}")


def _note_time(location: str) -> None:
    path = beside(location, FETCHED)
    partial = path.with_name(path.name + ".tmp")
    record = {"finished": datetime.now(UTC).isoformat(timespec="seconds")}
    partial.write_text(json.dumps(record), "utf-8")
    partial.replace(path)
