"""Score documents and relations in the marked articles: which are named, titles, days, identity,
who did what with which.

    TIMTIN_TEST_DATA=... python -m tools.quality.documents [--accept REASON] [--errors]

A relation counts once an article, by its ends and type; `bodies` are those in which a body or an
unnumbered draft acts, whatever it is called. What is marked as doubtful counts neither way. The
scores must not be lower than those of documents-baseline.json.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.codes import code_key
from corpus.extraction import extract, extraction_record
from corpus.vietnamese.text import fold
from tools.quality.facets import Difference, Score, article_of, flatten, lowered, table

BASELINE = Path(__file__).with_name("documents-baseline.json")
SETS = {
    "real": "gold/relations-dev.jsonl",
    "party": "gold/party-dev.jsonl",
    "party2": "gold/party2-dev.jsonl",
}
Record = Mapping[str, Any]
Edge = tuple[str, str, str]

_YEAR = re.compile(r"[ (]*(?:nam )?((?:19|20)[0-9]{2})\)?.*")
_SESSION = re.compile(r"khoa ([ivx]{1,5})")
_TERM = re.compile(r"dai hoi.*?\b([ivx]{1,5})\b")


def key_of(document: Record) -> str:
    """Return what two records of one document share: its code, else type, number and term or
    year."""
    if document.get("code"):
        return _code(str(document["code"]))
    printed = fold(str(document["printed"][0]))
    kind = fold(str(document.get("type") or ""))
    if kind in ("luat", "bo luat", "phap lenh", "hien phap") and not document.get("number"):
        year = document.get("year") or (_YEAR.search(printed) or [""] * 2)[1]
        return f"{_YEAR.sub('', printed)} {year}"
    if not document.get("number") and (congress := _TERM.search(printed)):
        return f"{kind} congress {congress[1]}"
    plenum = re.search(r"trung uong|\btw|\btu\b|t\.u", printed) is not None
    term = document.get("session") or (_SESSION.search(printed) or [""] * 2)[1]
    session = fold(str(term)) if plenum else ""
    return f"{kind} {str(document.get('number') or '').lstrip('0')} {session}".strip()


def _code(code: str) -> str:
    return "#" + "".join(map(str, code_key(code))).lstrip("0")


def names_of(*records: Record) -> dict[str, str]:
    """Return every printed form of the documents of articles -> key; the first record wins."""
    names: dict[str, str] = {}
    for record in records:
        for document in [*record.get("documents", []), *record.get("documents_optional", [])]:
            for form in [document.get("code"), *document["printed"]]:
                if form:
                    names.setdefault(fold(str(form)), key_of(document))
    return names


def end_of(name: str, names: Mapping[str, str]) -> str:
    """Return the key of a relation's end: a printed form or a code."""
    return names.get(fold(name)) or _code(name)


def edges(relations: Iterable[Record], names: Mapping[str, str], bodies: bool) -> set[Edge]:
    """Return (from, type, to) of relations between documents, or of those in which a body acts."""
    found = set()
    for one in relations:
        if bodies != (one.get("from") is None):
            continue
        ends = ["" if bodies else end_of(one["from"], names), end_of(one["to"], names)]
        if one["type"] == "linked" and not bodies:
            ends.sort()
        found.add((ends[0], str(one["type"]), ends[1]))
    return found


def values(marked: Record, record: Record) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield (kind, found, expected) of one article."""
    names = names_of(marked, record)
    yield from _relations(marked, record, names)
    if not marked.get("documents"):
        return
    found = {names.get(fold(_form(one)), key_of(one)): one for one in record["documents"]}
    expected = {key_of(one): one for one in marked["documents"]}
    doubtful = {key_of(one) for one in marked.get("documents_optional", [])} - set(expected)
    yield "documents", set(found) - doubtful, set(expected)
    pairs = [(key, found[key], one) for key, one in expected.items() if key in found]
    lost = {key for key in expected if key not in found}
    yield from _titles(pairs, expected, lost)
    yield "days", _days(found[key] for key, _, _ in pairs), _days(expected.values())
    yield from _identities(marked, record)


def _form(document: Record) -> str:
    return str(document.get("code") or document["printed"][0])


def _days(documents: Iterable[Record]) -> set[str]:
    return {f"{key_of(one)} {one['date']}" for one in documents if one.get("date")}


def _titles(
    pairs: list[tuple[str, Record, Record]], expected: Mapping[str, Record], lost: set[str]
) -> Iterator[tuple[str, set[str], set[str]]]:
    """Titles of documents without a marked one are not looked at: the marks leave out some."""
    wanted = {f"{key}: {one['title']}" for key, one in expected.items() if one.get("title")}
    have = set()
    for key, mine, one in pairs:
        if one.get("title") and mine.get("title"):
            same = same_title(str(mine["title"]), str(one["title"]))
            have.add(f"{key}: {one['title'] if same else mine['title']}")
    yield "titles", have, wanted


def same_title(one: str, other: str) -> bool:
    """Say whether two titles are equal up to a tail: nine tenths of the words, none half as
    long."""
    first, second = _words(one), _words(other)
    shorter, longer = sorted((len(first), len(second)))
    same = sum(a == b for a, b in zip(first, second, strict=False))
    return shorter > 0 and same >= 0.9 * shorter and shorter >= 0.6 * longer


def _words(title: str) -> list[str]:
    words = re.findall(r"\w+", fold(title))
    return words[2:] if words[:2] == ["ve", "viec"] else words[1:] if words[:1] == ["ve"] else words


def _identities(marked: Record, record: Record) -> Iterator[tuple[str, set[str], set[str]]]:
    """Each marked document is one value, right when some document of its code has that identity."""
    found, expected, claimed = set(), set(), set()
    for number, document in enumerate(marked["documents"]):
        if not (wanted := document.get("identity")):
            continue
        mine = [o["identity"] for o in record["documents"] if key_of(o) == key_of(document)]
        name = f"{number} {_form(document)}: {_identity(wanted)}"
        expected.add(name)
        fits = [one for one in mine if _identity(one) == _identity(wanted)]
        found |= {name} if fits else {f"{number} {_identity(one)}" for one in mine[:1]}
        here = [one for one in mine if one["place"] == wanted["place"]]
        if here and not wanted["decided"] and all(one["decided"] for one in here):
            claimed.add(name)
    if expected:
        yield "identity", found, expected
        yield "claimed though open", claimed, set()


def _identity(one: Record) -> str:
    if not one["decided"]:
        return f"{one['place']} open"
    return f"{one['place']} {one['term']} {one['year']}"


def _relations(
    marked: Record, record: Record, names: Mapping[str, str]
) -> Iterator[tuple[str, set[str], set[str]]]:
    soft = {end_of(f, names) for o in marked.get("documents_optional", []) for f in o["printed"]}
    related = marked.get("relations", [])
    told = {end for one in edges(related, names, False) for end in (one[0], one[2])}
    for bodies in (False, True):
        if bodies and not marked.get("documents"):
            continue
        expected = edges(related, names, bodies)
        doubtful = edges(marked.get("relations_optional", []), names, bodies)
        pairs = {frozenset((a, b)) for a, _, b in doubtful} - {
            frozenset((a, b)) for a, _, b in expected
        }
        found = {
            one
            for one in edges(record["relations"], names, bodies)
            if one in expected
            or not (
                one in doubtful
                or {one[0], one[2]} & soft
                or frozenset((one[0], one[2])) in pairs
                or (bodies and one[2] in told)
            )
        }
        yield from _scored("bodies" if bodies else "relations", found, expected, not bodies)


def _scored(
    name: str, found: set[Edge], expected: set[Edge], each: bool
) -> Iterator[tuple[str, set[str], set[str]]]:
    yield name, set(map(" ".join, found)), set(map(" ".join, expected))
    untyped = [{" - ".join(sorted((a, b))) for a, _, b in one} for one in (found, expected)]
    yield f"{name} untyped", untyped[0], untyped[1]
    for kind in sorted({one[1] for one in found | expected} if each else ()):
        same = [{" ".join(one) for one in both if one[1] == kind} for both in (found, expected)]
        yield f"  {kind}", same[0], same[1]


def measure(data: Path) -> tuple[dict[str, dict[str, Score]], list[Difference]]:
    """Return the scores by set and kind, and every difference."""
    scores: dict[str, dict[str, Score]] = {}
    differences = []
    for name, path in SETS.items():
        for line in (data / path).read_text(encoding="utf-8").splitlines():
            marked = json.loads(line)
            article = article_of(marked)
            record = extraction_record(extract(article))
            inexact = {one["evidence"] for one in record["relations"]} - _cut(article.text, record)
            for kind, found, expected in [*values(marked, record), ("evidence", inexact, set())]:
                scores.setdefault(name, {}).setdefault(kind, Score()).add(found, expected)
                if found != expected:
                    wrong, missed = sorted(found - expected), sorted(expected - found)
                    difference = Difference(f"{name} {marked['id']}", kind, (*wrong,), (*missed,))
                    differences.append(difference)
    return scores, differences


def _cut(text: str, record: Record) -> set[str]:
    return {text[one["start"] : one["end"]] for one in record["relations"]}


def main() -> int:
    """Measure, print, compare; return the exit status."""
    arguments = argparse.ArgumentParser(description="Score documents and relations.")
    arguments.add_argument("--accept", metavar="REASON", help="write the new baseline")
    arguments.add_argument("--errors", action="store_true", help="print every difference")
    options = arguments.parse_args()
    scores, differences = measure(Path(os.environ["TIMTIN_TEST_DATA"]))
    print(table(scores))
    if options.errors:
        for one in differences:
            print(f"{one.article} {one.kind}: wrong {list(one.wrong)} missed {list(one.missed)}")
    if options.accept:
        kept = {"reason": options.accept, "f1": flatten(scores)}
        text = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
        BASELINE.write_text(text, encoding="utf-8")
        return 0
    worse = lowered(flatten(scores), json.loads(BASELINE.read_text(encoding="utf-8"))["f1"])
    print("\n".join(["lower than the baseline:", *worse]) if worse else "baseline kept")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
