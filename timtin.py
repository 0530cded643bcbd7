"""The door of the program: are the packages that answer those of this distribution?

Their names are those of things (search, corpus), which others use too: a `search.py` in the working
folder, or another distribution that wrote over a file of ours, would else end in a riddle.
"""

import gc
import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import Distribution

__all__ = ["main", "require_own_packages"]

PACKAGES = ("corpus", "search", "indexer", "webui")
_HOME = Path(__file__).resolve().parent
_ADVICE = "an environment of its own keeps them apart: pipx, uv or python -m venv"


def main() -> None:
    """Run the `index` command; a package of somebody else's in place of ours is one line and exit
    code 1."""
    # Nothing here multiplies large matrices, for which NumPy would start a thread a core; and
    # modules and tables stay, so that looking through them for garbage every 700 objects finds
    # none. Either would cost more than a search.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(20_000, 20, 50)
    try:
        require_own_packages()
        from indexer.cli import cli

        cli(prog_name="index")
    except Exception as error:
        message = str(error) if isinstance(error, _Shadowed) else next(_overwritten(), "")
        if not message:
            raise
        sys.exit(f"Error: {message}")


class _Shadowed(ImportError):
    """A package of somebody else's is found before ours."""


def require_own_packages() -> None:
    """Raise `ImportError` with what is found before a package of ours."""
    for name in PACKAGES:
        found = _origin(name)
        if found != _HOME / name / "__init__.py":
            raise _Shadowed(
                f"{found or 'nothing'} is found as `{name}`, not that of timtin in {_HOME}; rename "
                f"it or start in another folder; {_ADVICE}"
            )


def _origin(name: str) -> Path | None:
    try:
        spec = find_spec(name)
    except ValueError:  # imported already, by no usual way
        spec = None
    return Path(spec.origin).resolve() if spec and spec.origin else None


def _overwritten() -> Iterator[str]:
    """Yield, of each file of ours that is gone or was changed after the installation, who has it
    now."""
    from importlib.metadata import PackageNotFoundError, distribution, distributions

    try:
        own = distribution("timtin")
    except PackageNotFoundError:
        return
    for file in own.files or ():
        path = Path(str(file.locate()))
        if file.suffix != ".py" or not file.hash or _digest(path) == file.hash.value:
            continue
        others = [one.name for one in distributions() if one.name != "timtin" and _has(one, path)]
        by = f" by the distribution {others[0]}" if others else ""
        yield f"{path} of timtin was changed or removed{by}; install it anew; {_ADVICE}"


def _digest(path: Path) -> str:
    import base64
    import hashlib

    try:
        digest = hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return ""
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _has(other: "Distribution", path: Path) -> bool:
    return any(Path(str(file.locate())) == path for file in other.files or ())
