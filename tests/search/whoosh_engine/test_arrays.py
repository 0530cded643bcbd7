"""Array files: what was put in comes out, and anything else in the file is refused or told."""

import json
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import IndexDamaged
from search.whoosh_engine.storage.arrays import (
    PAGE,
    ArrayFile,
    ArrayWriter,
    run_lengths,
    smallest_dtype,
    write_arrays,
)
from search.whoosh_engine.storage.strings import Strings, join_strings

DTYPES = {
    "|u1": 2**8 - 1,
    "<u2": 2**16 - 1,
    "<u4": 2**32 - 1,
    "<u8": 2**64 - 1,
    "<i4": 2**31 - 1,
    "<i8": 2**63 - 1,
}
fast = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def columns(draw: st.DrawFn) -> np.ndarray:
    dtype = draw(st.sampled_from(sorted(DTYPES)))
    return np.array(draw(st.lists(st.integers(0, DTYPES[dtype]), max_size=40)), dtype)


@fast
@given(st.dictionaries(st.text(max_size=8), columns(), max_size=5))
def test_arrays_come_back(tmp_path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Every array is read back with its type, read-only, under its name; the checksums are
    right."""
    path = tmp_path / f"{os.urandom(6).hex()}.x"
    write_arrays(path, arrays)
    file = ArrayFile(path)
    assert set(file) == set(arrays) and len(file) == len(arrays)
    for name, array in arrays.items():
        assert file[name].dtype == array.dtype
        assert file[name].tolist() == array.tolist()
        assert not (len(array) and file[name].flags.writeable)
    assert list(file.verify()) == []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_arrays(
        tmp_path / "a",
        {"one": np.arange(9, dtype="<u4"), "none": np.empty(0, "<i8"), "two": np.ones(3, "|u1")},
    )
    return tmp_path / "a"


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    """A copy of the folder taken at any moment holds no half file under a name that a manifest will
    tell."""
    with ArrayWriter(tmp_path / "a") as writer:
        writer.add("one", "<u4", 3)[:] = 7
        assert not (tmp_path / "a").exists()
        writer.seal()
    assert ArrayFile(tmp_path / "a")["one"].tolist() == [7, 7, 7]
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_room_is_made_where_the_system_has_no_call_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system without posix_fallocate (macOS) writes the same file, and takes its blocks first."""
    counts = {"numbers": 700_000, "few": 3}

    def written(name: str) -> bytes:
        with ArrayWriter(tmp_path / name) as writer:
            arrays = {key: writer.add(key, "<u4", count) for key, count in counts.items()}
            taken = (tmp_path / f"{name}.tmp").stat().st_blocks * 512
            assert taken >= 4 * sum(counts.values())
            for array in arrays.values():
                array[:] = np.arange(len(array))
            writer.seal()
        return (tmp_path / name).read_bytes()

    usual = written("usual")
    monkeypatch.delattr(os, "posix_fallocate", raising=False)
    assert written("without") == usual


def test_a_name_that_is_not_there(path: Path) -> None:
    """Asking for an array that the file lacks is damage, with the names of both."""
    with pytest.raises(IndexDamaged, match="a lacks the array three"):
        ArrayFile(path)["three"]


def test_every_bit_counts(path: Path) -> None:
    """Each bit of the file, turned, is told by opening or by `verify`."""
    sound = path.read_bytes()
    used = [
        *range(12),
        *range(PAGE, PAGE + 40),
        *range(2 * PAGE, 2 * PAGE + 8),
        *range(3 * PAGE - 2, len(sound)),
    ]
    for place in used:
        data = bytearray(sound)
        data[place] ^= 1 << place % 8
        path.write_bytes(data)
        try:
            assert list(ArrayFile(path).verify()), place
        except IndexDamaged as error:
            assert str(error) == "a is truncated or damaged"


def test_every_length_but_the_right_one(path: Path) -> None:
    """A file cut or grown anywhere is refused when it is opened."""
    sound = path.read_bytes()
    for length in (*range(40), PAGE, 2 * PAGE + 3, *range(len(sound) - 40, len(sound))):
        path.write_bytes(sound[:length])
        with pytest.raises(IndexDamaged):
            ArrayFile(path)
    path.write_bytes(sound + b"\0")
    with pytest.raises(IndexDamaged):
        ArrayFile(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    """What cannot be opened at all is damage with the reason."""
    with pytest.raises(IndexDamaged, match="b is gone"):
        ArrayFile(tmp_path / "b")
    with pytest.raises(IndexDamaged, match="cannot be read"):
        ArrayFile(tmp_path)


def _forged(directory: object, **changes: int) -> bytes:
    data = directory if isinstance(directory, bytes) else json.dumps(directory).encode()
    start = b"TIMTIN\x00\x01".ljust(2 * PAGE, b"\0")
    length = changes.get("length", len(start) + len(data) + 28)
    end = struct.pack(
        "<IIIQ8s",
        changes.get("size", len(data)),
        zlib.crc32(data),
        changes.get("version", 1),
        length,
        b"TIMTIN\x00\x01",
    )
    return start + data + end


_ENTRY = {"dtype": "<u4", "count": 2, "offset": PAGE, "crc": 0}


def test_the_forger_knows_the_format(tmp_path: Path) -> None:
    """The next test's files differ from a right one in one thing each: this one is read."""
    (tmp_path / "a").write_bytes(_forged({"x": _ENTRY}))
    assert ArrayFile(tmp_path / "a")["x"].tolist() == [0, 0]


@pytest.mark.parametrize(
    "data",
    [
        _forged({"x": _ENTRY | {"dtype": "|O"}}),
        _forged({"x": _ENTRY | {"dtype": "<f8"}}),
        _forged({"x": _ENTRY | {"dtype": ["<u4"]}}),
        _forged({"x": _ENTRY | {"count": -1}}),
        _forged({"x": _ENTRY | {"count": 2**62}}),
        _forged({"x": _ENTRY | {"count": "2"}}),
        _forged({"x": _ENTRY | {"count": 1.5}}),
        _forged({"x": _ENTRY | {"offset": 0}}),
        _forged({"x": _ENTRY | {"offset": 2**70}}),
        _forged({"x": _ENTRY | {"offset": None}}),
        _forged({"x": {}}),
        _forged({"x": 1}),
        _forged([1]),
        _forged(b"[" * 100_000),
        _forged(b"\xff"),
        _forged({"x": _ENTRY}, version=2),
        _forged({"x": _ENTRY}, length=1),
        _forged({"x": _ENTRY}, size=2**32 - 1),
        b"",
        b"TIMTIN\x00\x01",
    ],
)
def test_forged_files_are_refused(tmp_path: Path, data: bytes) -> None:
    """Whatever a directory claims under a right checksum, the answer is `IndexDamaged`."""
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(IndexDamaged):
        ArrayFile(tmp_path / "a")


def test_the_smallest_type_that_holds_a_number() -> None:
    """Frequencies and positions take no more room than they need, and never less."""
    for top, dtype in ((0, "u1"), (255, "u1"), (256, "u2"), (65_536, "u4"), (2**32, "u8")):
        assert smallest_dtype(top) == np.dtype(dtype)


def test_overlapping_runs_are_refused() -> None:
    """Starts that go back can only come from damage, and would ask for absurd amounts of memory."""
    assert run_lengths(np.array([0, 2, 2, 5], "<u8")).tolist() == [2, 0, 3]
    for starts in ([0, 2, 1], [0, 2**63, 5]):
        with pytest.raises(ValueError, match="overlap"):
            run_lengths(np.array(starts, "<u8"))


texts = st.lists(st.text(max_size=6), max_size=12)


@fast
@given(texts, st.text(max_size=4))
def test_packed_strings_are_a_list(values: list[str], wanted: str) -> None:
    """Packed strings read as the list they came from; the sorted ones can be searched, exactly and
    by prefix."""
    assert list(Strings.pack(values)) == values
    ordered = sorted(set(values), key=str.encode)
    packed = Strings.pack(ordered)
    assert [packed[index] for index in range(len(packed))] == ordered
    assert packed.find(wanted) == (ordered.index(wanted) if wanted in ordered else -1)
    start, end = packed.prefix_range(wanted)
    assert ordered[start:end] == [value for value in ordered if value.startswith(wanted)]


@fast
@given(st.lists(texts, min_size=1, max_size=3), st.data())
def test_packed_strings_join_and_select(lists: list[list[str]], data: st.DataObject) -> None:
    """Joining lists and taking some of their items are what they are for lists."""
    joined = join_strings("x", [Strings.pack(values) for values in lists])
    whole = [value for values in lists for value in values]
    assert list(joined) == whole
    chosen = data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=5)) if whole else []
    assert list(Strings(*joined.take(np.array(chosen, np.int64)))) == [
        whole[index] for index in chosen
    ]


@pytest.mark.parametrize("look_up", [Strings.find, Strings.prefix_range])
def test_what_is_no_unicode_is_not_found(look_up: Callable[[Strings, str], object]) -> None:
    """Half a surrogate pair, as a broken terminal sends it, is no term and no error."""
    found = look_up(Strings.pack(["?", "a"]), "\ud800")
    assert found == -1 or found[0] == found[1]  # type: ignore[index]
