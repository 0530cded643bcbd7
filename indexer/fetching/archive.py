"""Fetched pages as an archive in WARC 1.1 (ISO 28500:2017), one packed member a record, which
`index add` reads."""

import os
import zlib
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from indexer.fetching.client import Answer

__all__ = ["Archive"]

_OF_THE_WIRE = frozenset(
    {"transfer-encoding", "content-encoding", "content-length", "connection", "keep-alive"}
)
_CHUNK = 1 << 20


class Archive:
    """A file to which pages are added; a context manager. What a killed run left half written is
    cut off first."""

    def __init__(self, path: Path, agent: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = _whole_bytes(path) if path.exists() else 0
        self._file = path.open("r+b" if path.exists() else "xb")
        self._file.seek(whole)
        self._file.truncate()
        if not whole:
            writer = _writer()
            info = {
                "software": agent.partition(" ")[0],
                "format": "WARC File Format 1.1",
                "http-header-user-agent": agent,
            }
            self._add(writer, writer.create_warcinfo_record(path.name, info))

    def keep(self, answer: Answer) -> None:
        """Add a page as it was answered, its body unpacked."""
        kept = {**answer.headers}
        kept["content-type"] = kept.get("content-type") or "text/html"  # as it was read
        headers = [
            (name, " ".join(value.split()))
            for name, value in kept.items()
            if name not in _OF_THE_WIRE
        ]
        headers.append(("content-length", str(len(answer.body))))
        status = StatusAndHeaders(
            f"{answer.status} {answer.reason}".rstrip(), headers, protocol="HTTP/1.1"
        )
        writer = _writer()
        record = writer.create_warc_record(
            answer.url,
            "response",
            payload=BytesIO(answer.body),
            length=len(answer.body),
            http_headers=status,
        )
        self._add(writer, record)

    def _add(self, writer: WARCWriter, record: object) -> None:
        writer.write_record(record)
        self._file.write(writer.out.getvalue())
        self._file.flush()
        os.fsync(self._file.fileno())

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *exc: object) -> None:
        self._file.close()


def _writer() -> WARCWriter:
    return WARCWriter(BytesIO(), gzip=True, warc_version="WARC/1.1")


def _whole_bytes(path: Path) -> int:
    """Return how many bytes of a file are whole members of gzip. Raises `OSError` for a file of
    another kind."""
    whole = at = 0
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with path.open("rb") as file:
        while data := file.read(_CHUNK):
            at += len(data)
            while data:
                try:
                    member.decompress(data)
                except zlib.error:
                    if whole:
                        return whole
                    raise OSError(
                        0, "is no .warc.gz file, and is not written over", str(path)
                    ) from None
                if not member.eof:
                    break
                data = member.unused_data
                whole = at - len(data)
                member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return whole
