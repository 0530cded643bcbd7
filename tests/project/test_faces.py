"""What each package and module offers to the others."""

import ast
import importlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

PACKAGES = ("corpus", "search", "indexer", "webui")
ROOT = Path(__file__).parents[2]

FACES = {
    "corpus": ["Article", "read_articles"],
    "corpus.codes": [
        "CodeKey",
        "CodeMention",
        "CodeQuery",
        "DocumentCode",
        "code_key",
        "explain_codes",
        "find_code_queries",
        "find_codes",
        "parse_code",
    ],
    "corpus.dates": [
        "DateMention",
        "PeriodQuery",
        "event_date",
        "explain_dates",
        "find_dates",
        "find_periods",
        "parse_period",
    ],
    "corpus.documents": [
        "ArticleDocuments",
        "Document",
        "DocumentMention",
        "Identity",
        "Relation",
        "kind_named",
        "read_documents",
    ],
    "corpus.places": [
        "PlaceMention",
        "PlaceQuery",
        "Places",
        "explain_places",
        "find_place_queries",
        "find_places",
    ],
    "corpus.reading": ["Note", "Rejection", "Settings", "read_articles"],
    "search.analysis": [
        "ANALYSIS",
        "MAX_TERM",
        "Tokens",
        "analysis_version",
        "analyze",
        "analyze_batch",
        "is_folded",
        "spellings",
        "syllables",
        "term_of",
        "terms",
    ],
}


def modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = dict(modules())


@pytest.mark.parametrize("package", FACES)
def test_the_face_of_a_package(package: str) -> None:
    """What a package offers changes only on purpose, and each name is there."""
    face = importlib.import_module(package)
    assert list(face.__all__) == FACES[package]
    assert all(hasattr(face, name) for name in face.__all__)


def offered(module: str) -> set[str]:
    """Return the names in `__all__` and the modules within."""
    within = {name.rpartition(".")[2] for name in MODULES if name.rpartition(".")[0] == module}
    return within | set(getattr(importlib.import_module(module), "__all__", ()))


def borrowed(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of what a file imports from our packages."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module in MODULES:
            yield from ((node.module, alias.name) for alias in node.names)


def test_nobody_takes_what_is_not_offered() -> None:
    """A name that another module imports stands in the `__all__` of its own."""
    taken = {
        (f"{module}.{name}", importer)
        for importer, path in MODULES.items()
        for module, name in borrowed(path)
        if name not in offered(module)
    }
    assert taken == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_types_are_offered_to_checkers(package: str) -> None:
    """A program that uses a package is checked against its types (PEP 561)."""
    assert (files(package) / "py.typed").is_file()
