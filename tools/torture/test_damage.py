"""Damage at random places of every file: found in all cases, and never a traceback."""

import shutil
from collections.abc import Callable
from pathlib import Path

from damaging import flip, told_of_damage

from tools.torture.rounds import chance, rounds


def test_bits_and_lengths(
    built: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """In every file, single bits and truncations at random places: open, check or check --deep
    tells of each."""
    places, random = rounds(3, 500), chance(5)
    folder = Path(shutil.copytree(built, tmp_path / "index"))
    names = sorted(path.name for path in folder.iterdir() if path.name != "write.lock")
    done = 0
    for name in names:
        sound = (folder / name).read_bytes()
        for turn in range(-(-places // len(names)) if places > 100 else places):
            (folder / name).write_bytes(sound)
            if turn % 4:
                flip(folder / name, random.randrange(len(sound)), random.randrange(8))
            else:
                (folder / name).write_bytes(sound[: random.randrange(len(sound))])
            assert told_of_damage(folder), name
            done += 1
        (folder / name).write_bytes(sound)
    record_property(
        "bits turned and truncations at random places", (done, f"{len(names)} files, all told of")
    )
