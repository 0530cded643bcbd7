"""Where a cluster's index is: https://user:password@host:9200,host2:9200/name?shards=2&replicas=1.

User, password and the file of a private certificate authority may also come from
TIMTIN_OPENSEARCH_USER, TIMTIN_OPENSEARCH_PASSWORD and TIMTIN_OPENSEARCH_CA. What is printed never
holds a password.
"""

import os
import re
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from search.errors import SearchError

__all__ = ["Location", "read_location"]

CONNECTIONS = 16
"""Connections to each node, as many as threads may ask at once."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
_PORTS = {"http": 9200, "https": 443}


@dataclass(frozen=True, slots=True)
class Location:
    """An index on a cluster: its addresses, the alias under which it is searched, and how it is
    laid out when made."""

    scheme: str
    hosts: tuple[tuple[str, int], ...]
    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""
    shards: int = 1
    replicas: int = 1
    timeout: int = 30

    def __str__(self) -> str:
        hosts = ",".join(
            f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in self.hosts
        )
        return f"{self.scheme}://{hosts}/{self.name}"

    def client_options(self) -> dict[str, Any]:
        """Return the arguments of an OpenSearch client."""
        secure = self.scheme == "https"
        options: dict[str, Any] = {
            "hosts": [{"host": host, "port": port} for host, port in self.hosts],
            "use_ssl": secure,
            "verify_certs": secure,
            "timeout": self.timeout,
            "max_retries": max(2, len(self.hosts)),
            "pool_maxsize": CONNECTIONS,
        }
        if self.user:
            login = b64encode(f"{self.user}:{self.password}".encode()).decode()
            options["headers"] = {"authorization": f"Basic {login}"}
        if secure and self.authority:
            options["ca_certs"] = self.authority
        return options


def read_location(text: str) -> Location:
    """Read an address. Raises `SearchError` that says what is wrong with it, without its
    password."""
    parts = urlsplit(text)
    login, _, hosts = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    name = parts.path.strip("/")
    if not _NAME.fullmatch(name):
        raise SearchError(
            "the address of an index is http(s)://host:port/name, "
            "the name in small letters and digits"
        )
    options = _options(parts.query)
    return Location(
        scheme=parts.scheme.lower(),
        hosts=tuple(_host(host, _PORTS[parts.scheme.lower()]) for host in hosts.split(",")),
        name=name,
        user=unquote(user) or os.environ.get("TIMTIN_OPENSEARCH_USER", ""),
        password=unquote(password) or os.environ.get("TIMTIN_OPENSEARCH_PASSWORD", ""),
        authority=os.environ.get("TIMTIN_OPENSEARCH_CA", ""),
        **options,
    )


def _host(text: str, port: int) -> tuple[str, int]:
    match = re.fullmatch(r"(?:\[([^\]]+)\]|([^:\[\]]+))(?::(\d{1,5}))?", text)
    if not match:
        raise SearchError("the address of an index names no host: http(s)://host:port/name")
    return match[1] or match[2], int(match[3] or port)


_LIMITS = {"shards": (1, 1024), "replicas": (0, 20), "timeout": (1, 600)}


def _options(query: str) -> dict[str, int]:
    options: dict[str, int] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        low, high = _LIMITS.get(name, (1, 0))
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            known = ", ".join(f"{name}={low}-{high}" for name, (low, high) in _LIMITS.items())
            raise SearchError(f"the address of an index takes {known} and nothing else")
        options[name] = int(value)
    return options
