"""Score what is found in the marked articles: precision, recall and F1 of codes, districts, wards,
dates, event date.

    TIMTIN_TEST_DATA=... python -m tools.quality.facets [--accept REASON] [--errors]

The scores must not be lower than those of facets-baseline.json; `--accept REASON` writes a new
baseline.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.extraction import extract, extraction_record
from corpus.vietnamese.text import clean

BASELINE = Path(__file__).with_name("facets-baseline.json")
SETS = {"facets": "gold/facets-dev.jsonl", "party": "gold/party-dev.jsonl"}
TOLERANCE = 0.0005


@dataclass
class Score:
    """Counts of one kind of facet over one set of articles, each value once an article."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        counted = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / counted if counted else 1.0

    def add(self, found: set[str], expected: set[str]) -> None:
        """Count the values of one article."""
        self.right += len(found & expected)
        self.wrong += len(found - expected)
        self.missed += len(expected - found)


@dataclass(frozen=True)
class Difference:
    """What one article has too much or too little of one kind."""

    article: str
    kind: str
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


def article_of(marked: Mapping[str, Any]) -> Article:
    """Return the article of a marked record."""
    day = marked.get("published")
    return Article(
        id=str(marked["id"]),
        title=clean(marked.get("title") or ""),
        summary=clean(marked.get("summary") or ""),
        body=clean(marked["text"]),
        published=date.fromisoformat(day[:10]) if day else None,
    )


def values(
    marked: Mapping[str, Any], record: Mapping[str, Any]
) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield (kind, found, expected) of one article, optional values taken out of both."""
    aliases = {
        str(other): code
        for code, same in (marked.get("codes_alias") or {}).items()
        for other in _list(same)
    }
    codes = {aliases.get(code, code) for code in record["doc_codes"]}
    yield _scored(
        "codes",
        codes,
        {aliases.get(code, code) for code in marked["doc_codes"]},
        marked,
        "doc_codes_optional",
    )
    yield _scored(
        "districts", record["districts"], marked["districts"], marked, "districts_optional"
    )
    if "wards" in marked:
        yield _scored(
            "wards", record["wards"], marked["wards"], marked, "wards_optional", "wards_historical"
        )
    yield _scored("dates", _days(record["dates"]), _days(marked["dates"]), marked, "dates_optional")
    if "event_date" in marked:
        yield "event date", {str(record["event_date"])}, {str(marked["event_date"])}


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _days(dates: Iterable[Any]) -> set[str]:
    return {day if isinstance(day, str) else day["date"] or day["month_day"] for day in dates}


def _scored(
    kind: str,
    found: Iterable[str],
    expected: Iterable[str],
    marked: Mapping[str, Any],
    *optional: str,
) -> tuple[str, set[str], set[str]]:
    ignored = {value for name in optional for value in _days(marked.get(name) or ())}
    return kind, set(found) - ignored, set(expected) - ignored


def measure(data: Path) -> tuple[dict[str, dict[str, Score]], list[Difference]]:
    """Return the scores by set and kind, and every difference."""
    scores: dict[str, dict[str, Score]] = {}
    differences = []
    for name, path in SETS.items():
        for line in (data / path).read_text(encoding="utf-8").splitlines():
            marked = json.loads(line)
            record = extraction_record(extract(article_of(marked)))
            for kind, found, expected in values(marked, record):
                scores.setdefault(name, {}).setdefault(kind, Score()).add(found, expected)
                if found != expected:
                    wrong, missed = tuple(sorted(found - expected)), tuple(sorted(expected - found))
                    differences.append(Difference(f"{name} {marked['id']}", kind, wrong, missed))
    return scores, differences


def flatten(scores: Mapping[str, Mapping[str, Score]]) -> dict[str, float]:
    """Return "set kind" -> F1, as the baseline file holds it."""
    return {
        f"{name} {kind}": round(score.f1, 4)
        for name, kinds in scores.items()
        for kind, score in kinds.items()
    }


def lowered(scores: Mapping[str, float], baseline: Mapping[str, float]) -> list[str]:
    """Return a line for every score that is below the baseline or gone."""
    return [
        f"{name}: {scores.get(name, 0.0):.4f} < {before:.4f}"
        for name, before in baseline.items()
        if scores.get(name, 0.0) < before - TOLERANCE
    ]


def table(scores: Mapping[str, Mapping[str, Score]]) -> str:
    """Return the scores as lines to print."""
    lines = [
        f"{'set':8}{'kind':12}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>7}{'wrong':>7}{'missed':>7}"
    ]
    for name, kinds in scores.items():
        for kind, score in kinds.items():
            figures = f"{score.precision:10.4f}{score.recall:8.4f}{score.f1:8.4f}"
            lines.append(
                f"{name:8}{kind:12}{figures}{score.right:7}{score.wrong:7}{score.missed:7}"
            )
    return "\n".join(lines)


def main() -> int:
    """Measure, print, compare; return the exit status."""
    arguments = argparse.ArgumentParser(
        description="Score the facets found in the marked articles."
    )
    arguments.add_argument(
        "--accept", metavar="REASON", help="write the scores as the new baseline, with the reason"
    )
    arguments.add_argument("--errors", action="store_true", help="print every difference")
    options = arguments.parse_args()
    scores, differences = measure(Path(os.environ["TIMTIN_TEST_DATA"]))
    print(table(scores))
    if options.errors:
        for difference in differences:
            print(asdict(difference))
    if options.accept:
        kept = {"reason": options.accept, "f1": flatten(scores)}
        BASELINE.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return 0
    worse = lowered(flatten(scores), json.loads(BASELINE.read_text(encoding="utf-8"))["f1"])
    print(
        "\n".join(["lower than the baseline (--accept REASON to allow it):", *worse])
        if worse
        else "baseline kept"
    )
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
