"""Ways to damage or forge an index, and to use it afterwards."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from search import SearchError, SearchRequest, open_engine
from search.engine import Engine
from search.opening import check_index, index_status, stored_articles
from search.whoosh_engine.storage.arrays import ArrayFile, write_arrays
from search.whoosh_engine.storage.manifest import Manifest, checksum, read_manifest, write_manifest

Q1, Q10 = "Quận 1, Thành phố Hồ Chí Minh", "Quận 10, Thành phố Hồ Chí Minh"


def use(engine: Engine) -> list[Any]:
    """Ask an engine for everything it can tell; return all of it."""
    told: list[Any] = []
    requests = [
        SearchRequest(q=q, districts=districts, sort=sort)
        for q in ("", "quan uy", "đảng bộ", '"tuyên truyền"', "05-CT/TW", "tuy*", "quận -hoà")
        for districts, sort in (((), "relevance"), ((Q1,), "newest"))
    ]
    for request in requests:
        page = engine.search(request)
        told.append(
            [
                (hit.id, hit.title, hit.score, hit.published, hit.codes, hit.highlights)
                for hit in page.results
            ]
        )
        told.append([page.total, {name: page.facets[name] for name in page.facets}])
    told.append([hit.id for hit in engine.scan(SearchRequest(q="quận"))])
    told.append([engine.article(id) for id in ("a1", "a2", "b", "?")])
    told.append(
        [
            [hit.id for hit in engine.similar("a1")],
            engine.suggest("tuyên tr"),
            engine.suggest("quan 1"),
            engine.span(),
        ]
    )
    return told


def flip(path: Path, place: int, bit: int) -> None:
    """Turn one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << bit
    path.write_bytes(data)


def told_of_damage(folder: Path) -> bool:
    """Use a damaged index in every way, and say whether open, check or check --deep tells of it."""
    told = bool(check_index(folder)) | bool(check_index(folder, deep=True))
    assert index_status(folder).state in ("ok", "stale", "damaged")
    try:
        use(open_engine(folder))
        list(stored_articles(folder))
    except SearchError as error:
        assert "\n" not in str(error)
        told = True
    return told


def manifest_with(**changes: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        record = json.loads((folder / "manifest.json").read_bytes())
        del record["crc"]
        record |= changes
        crc = zlib.crc32(json.dumps(record, sort_keys=True, ensure_ascii=False).encode())
        (folder / "manifest.json").write_text(json.dumps({**record, "crc": crc}))

    return change


def rewrite(folder: Path, name: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change arrays of a file so that every checksum is right again, as a bug or a forger would."""
    held = {key: np.array(value) for key, value in ArrayFile(folder / name).items()}
    change(held)
    (folder / name).unlink()
    write_arrays(folder / name, held)
    manifest = read_manifest(folder)
    files = {**manifest.files, name: checksum(folder / name)}
    write_manifest(
        folder,
        Manifest(
            manifest.generation,
            manifest.segments,
            files,
            manifest.schema,
            manifest.analysis,
            manifest.updated,
        ),
    )


def file_of(folder: Path, ending: str) -> str:
    return max(
        (path for path in folder.glob(f"*{ending}")), key=lambda path: path.stat().st_size
    ).name
