"""Text whose first lines name the fields of an article: "Tiêu đề: ...", "Ngày đăng: ...", then the
text."""

import re
from collections.abc import Iterator
from itertools import dropwhile

from corpus.reading.field_names import columns
from corpus.reading.outcomes import Settings

__all__ = ["labelled_fields"]

# "Ngày đăng: 09/01/2025"
_LABEL = re.compile(r"\s{0,4}([^\W\d_][^:\n]{0,40}?)\s?:(?!//)\s?(.*)")
_RULE = re.compile(r"\s*[-=*]{3,}\s*")
_LEAST = 2
"""Fields that must be named besides the text; one of them is the title."""


def labelled_fields(text: str, settings: Settings) -> dict[str, object] | None:
    """Return the fields that the head of a text names, under its own names, and what follows as its
    text; None when it names too few."""
    lines = text.split("\n")
    head = list(_head(lines, settings))
    fields: dict[str, object] = {name: value for name, value, _ in head}
    paths = columns(fields, settings.names).paths
    if sum(map(bool, paths.values())) - bool(paths["body"]) < _LEAST or not paths["title"]:
        return None
    below = dropwhile(_is_empty, lines[head[-1][2] + 1 :])
    rest = "\n".join(below).strip()
    if paths["body"]:
        fields[paths["body"][0][0]] = f"{head[-1][1]}\n{rest}".strip()
    else:
        fields["body"] = rest
    return fields


def _head(lines: list[str], settings: Settings) -> Iterator[tuple[str, str, int]]:
    """Yield (name, value, number of its line) of the lines that name fields, up to the text."""
    for number, line in enumerate(lines[:_LONGEST]):
        if _is_empty(line):
            continue
        label = _LABEL.fullmatch(line)
        if label is None:
            return
        yield label[1], label[2].strip(), number
        if columns([label[1]], settings.names).paths["body"]:
            return


def _is_empty(line: str) -> bool:
    return not line.strip() or bool(_RULE.fullmatch(line))


_LONGEST = 30
"""Lines in which the head stands."""
