"""Packed files: read, cut off, damaged, or made to burst."""

import gzip
import lzma
import random
import resource

import pytest
import zstandard
from records import line

PACKERS = {".gz": gzip.compress, ".xz": lzma.compress, ".zst": zstandard.compress}


@pytest.mark.parametrize("ending", PACKERS)
def test_packed_files_are_read_also_from_several_streams(read, tmp_path, ending):
    """An archive is read by its second ending; archives joined end to end are one file."""
    path = tmp_path / f"tin.JSONL{ending}"
    path.write_bytes(
        b"".join(PACKERS[ending](f"{line(id)}\n".encode()) for id in ("a1", "a2", "a3"))
    )
    articles, rejections = read(path)
    assert [article.id for article in articles] == ["a1", "a2", "a3"] and rejections == []


@pytest.mark.parametrize("ending", PACKERS)
def test_truncated_archive_keeps_the_articles_before(read, tmp_path, ending):
    """A cut-off archive ends with a rejection, not with silence, and loses only what is missing."""
    noise = random.Random(7).randbytes(200_000).hex()  # noqa: S311
    path = tmp_path / f"tin.jsonl{ending}"
    packed = PACKERS[ending](f"{line('a1')}\n{line('a2', body=noise)}\n".encode())
    path.write_bytes(PACKERS[ending](f"{line('a0')}\n".encode()) + packed[: len(packed) // 2])
    articles, rejections = read(path)
    assert articles[0].id == "a0" and all(article.id != "a2" for article in articles)
    assert "the archive ends too early" in rejections[-1].reason and rejections[-1].line is None


@pytest.mark.parametrize("ending", PACKERS)
def test_damaged_archive_is_refused(read, tmp_path, ending):
    """Bytes that are no archive are named so."""
    path = tmp_path / f"tin.jsonl{ending}"
    path.write_bytes(b"khong phai tep nen" * 10)
    articles, [rejection] = read(path)
    assert articles == [] and rejection.reason.startswith("the archive is damaged")


@pytest.mark.parametrize("ending", PACKERS)
def test_decompression_bomb_is_stopped(read, tmp_path, ending):
    """What unpacks to hundreds of times its size is given up soon; the articles before it stay."""
    path = tmp_path / f"tin.jsonl{ending}"
    path.write_bytes(
        PACKERS[ending](f"{line('a1')}\n".encode()) + PACKERS[ending](bytes(200_000_000))
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    articles, rejections = read(path)
    assert [article.id for article in articles] == ["a1"]
    assert "decompression bomb" in rejections[-1].reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize("ending", [".gz", ".xz"])
def test_padding_of_any_length_is_no_damage(read, tmp_path, ending):
    """Zero bytes behind an archive, as tapes and blocks leave them, and another archive behind
    them."""
    path = tmp_path / f"tin.jsonl{ending}"
    first, second = (PACKERS[ending](f"{line(id)}\n".encode()) for id in ("a1", "a2"))
    path.write_bytes(first + bytes(200_000) + second + bytes(4_000))
    articles, rejections = read(path)
    assert [article.id for article in articles] == ["a1", "a2"] and rejections == []
