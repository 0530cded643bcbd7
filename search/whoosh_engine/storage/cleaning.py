"""Removing the files of an index folder that no kept snapshot names: old generations and what a
dead writer left."""

import re
from contextlib import suppress
from pathlib import Path

from search.whoosh_engine.storage.manifest import MANIFEST, Manifest

__all__ = ["is_index_file", "remove_leftovers"]

# "MAIN_0123456789abcdef.terms", "_MAIN_3.toc"
_OURS = re.compile(
    r"MAIN_[0-9a-f]{16}\.(?:terms|postings|documents|articles|\d+\.live)(?:\.tmp)?|_MAIN_\d+\.toc(?:\.[\d.]+|\.tmp)?"
)


def is_index_file(name: str) -> bool:
    """Say whether a name can only be a file of an index snapshot."""
    return bool(_OURS.fullmatch(name)) or name == f"{MANIFEST}.tmp"


def remove_leftovers(folder: Path, *snapshots: Manifest) -> None:
    """Remove index files that neither these snapshots nor those before them name; other files are
    let be."""
    kept = {
        name for one in snapshots for kept in (one, one.previous) if kept for name in kept.files
    }
    for path in folder.iterdir():
        if is_index_file(path.name) and path.name not in kept:
            with suppress(OSError):  # the next writer tries again
                path.unlink()
