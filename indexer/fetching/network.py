"""To which addresses of the network a program that follows strangers' links may connect.

A name is resolved once, what it stands for is judged, and that very address is connected to: a name
that means another address a moment later (DNS rebinding) gains nothing.
"""

import socket
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from indexer.fetching.failures import AddressRefused, PageFailed

__all__ = ["Addresses", "is_public"]

_NAT64 = ip_network("64:ff9b::/96")

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]


def is_public(address: Address) -> bool:
    """Say whether an address, and what it embeds of IPv4, belongs to the public network."""
    inner = _embedded(address)
    return address.is_global and not address.is_multicast and (inner is None or is_public(inner))


def _embedded(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return (
        address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    )


def _is_of_a_home_network(address: Address) -> bool:
    """Say whether a person can mean this address: link-local ones, where clouds keep secrets,
    nobody does."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    address = mapped or address
    refused = address.is_link_local or address.is_multicast or address.is_unspecified
    return (address.is_private or address.is_loopback) and not refused


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


class Addresses:
    """Names to addresses; only of the hosts in `private` may an address be a private or a loopback
    one."""

    def __init__(self, private: Collection[str] = (), resolve: Resolve = _resolve) -> None:
        self._private = frozenset(private)
        self._resolve = resolve

    def of(self, host: str, port: int) -> list[str]:
        """Return where a host may be connected to. Raises `AddressRefused`, or `PageFailed` for an
        unknown name."""
        try:
            found = [ip_address(text) for text in self._resolve(host, port)]
        except (OSError, UnicodeError) as error:
            raise PageFailed(f"the name {host} cannot be resolved", of_host=True) from error
        may = [
            str(address) for address in found if is_public(address) or self._is_named(host, address)
        ]
        if not may:
            hint = (
                ""
                if host in self._private
                else "; --private allows it for a host named in the command"
            )
            raise AddressRefused(
                f"{host} is at the private address {', '.join(map(str, found))}{hint}"
            )
        return may

    def _is_named(self, host: str, address: Address) -> bool:
        return host in self._private and _is_of_a_home_network(address)
