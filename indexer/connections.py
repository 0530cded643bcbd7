"""Watching the connections of this process from the side of the system: who takes nothing of an
answer, who keeps a place and says nothing.

What is looked at is what Linux knows of a TCP connection (`tcp_info`, linux/tcp.h), so nothing here
depends on the server that answers. On other systems nothing is watched.
"""

import os
import socket
import stat
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

__all__ = ["Connection", "Watch", "open_connections"]

_INFO_BYTES = 192
_ESTABLISHED, _CLOSE_WAIT = 1, 8
_STATE = struct.Struct("<B")
_UNACKED = struct.Struct("<I")  # segments on their way
_UNACKED_AT, _LAST_SENT_AT, _LAST_RECEIVED_AT = 24, 44, 52  # ms since, two of them
_ACKED = struct.Struct("<Q")  # bytes that the other side has taken
_ACKED_AT, _NOT_SENT_AT = 120, 144


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection: its file, which is open in this process, and what the system knows of it."""

    file: int
    inode: int
    waits: bool
    """Bytes of an answer wait for the other side."""
    taken: int
    """Bytes that the other side has taken so far."""
    idle: float
    """Seconds since anything came or went."""

    def address(self) -> str:
        """Return the other side's address, "" when it is gone."""
        with suppress(OSError), socket.socket(fileno=os.dup(self.file)) as own:
            return str(own.getpeername()[0])
        return ""

    def end(self) -> None:
        """Shut the connection, if its file is still the same."""
        with suppress(OSError), socket.socket(fileno=os.dup(self.file)) as own:
            if os.fstat(own.fileno()).st_ino == self.inode:
                own.shutdown(socket.SHUT_RDWR)


def open_connections() -> Iterator[Connection]:
    """Yield the TCP connections of this process."""
    if sys.platform != "linux":
        return
    for file in list(Path("/proc/self/fd").iterdir()):
        with suppress(OSError):
            if found := _connection(int(file.name)):
                yield found


def _connection(file: int) -> Connection | None:
    status = os.fstat(file)
    if not stat.S_ISSOCK(status.st_mode):
        return None
    with socket.socket(fileno=os.dup(file)) as own:
        info = own.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _INFO_BYTES)
    if len(info) < _INFO_BYTES or _STATE.unpack_from(info)[0] not in (_ESTABLISHED, _CLOSE_WAIT):
        return None

    def number(at: int) -> int:
        return int(_UNACKED.unpack_from(info, at)[0])

    return Connection(
        file=file,
        inode=status.st_ino,
        waits=bool(number(_UNACKED_AT) or number(_NOT_SENT_AT)),
        taken=int(_ACKED.unpack_from(info, _ACKED_AT)[0]),
        idle=min(number(_LAST_SENT_AT), number(_LAST_RECEIVED_AT)) / 1000,
    )


class Watch:
    """Ends connections that take nothing of their answer for `stall` seconds, and when more than
    `places` are taken those that have been silent longest, of the addresses with most of them
    first."""

    def __init__(self, stall: float, places: int) -> None:
        self._stall, self._places = stall, places
        self._moved: dict[int, tuple[int, float]] = {}  # by inode: bytes taken, and since when

    def look(self) -> bool:
        """Look once; say whether there was a crowd, so that it should soon be looked again."""
        found, now = list(open_connections()), monotonic()
        self._moved = {one.inode: self._since(one, now) for one in found if one.waits}
        for one in found:
            if one.waits and now - self._moved[one.inode][1] > self._stall:
                one.end()
        if crowded := len(found) > self._places:
            self._make_room(found)
        return crowded

    def rest(self) -> bool:
        """Say whether no answer is on its way to anybody."""
        return not any(one.waits for one in open_connections())

    def end(self) -> None:
        """End every connection."""
        for one in open_connections():
            one.end()

    def _since(self, one: Connection, now: float) -> tuple[int, float]:
        taken, since = self._moved.get(one.inode, (-1, now))
        return (taken, since) if taken == one.taken else (one.taken, now)

    def _make_room(self, found: list[Connection]) -> None:
        """End silent connections until a quarter of the places is free."""
        silent = [one for one in found if not one.waits]
        addresses = {one.file: one.address() for one in silent}
        held = Counter(addresses.values())
        share = self._places // 4
        silent.sort(key=lambda one: (held[addresses[one.file]] <= share, -one.idle))
        for one in silent[: len(found) - self._places * 3 // 4]:
            one.end()
