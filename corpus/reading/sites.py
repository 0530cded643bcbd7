"""One name for each site: the one that its first page gave it, also in later runs when it is
kept."""

from collections.abc import Callable, Mapping

from corpus.reading.addresses import host_name

__all__ = ["Sites"]

Keep = Callable[[Mapping[str, str]], None]


class Sites:
    """Host -> name of its site; `keep` is given all names when one has come to them."""

    def __init__(self, names: Mapping[str, str] | None = None, keep: Keep | None = None) -> None:
        self._names = dict(names or {})
        self._keep = keep

    def name(self, address: str, said: str, *, may_name: bool) -> str:
        """Return the source of an article at an address: the name that its site has, else what is
        `said`, which becomes the site's name if it is one (no host) and `may_name`."""
        host = host_name(address)
        if not host:
            return said
        known = self._names.get(host)
        if known is None and may_name and said not in ("", host):
            self._names[host] = said
            if self._keep:
                self._keep(self._names)
        return known or said
