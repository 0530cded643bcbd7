"""Texts that editors of web pages keep as trees of blocks: Editor.js, ProseMirror and TipTap,
Slate, Lexical, Draft.js."""

from collections.abc import Mapping
from typing import Any

__all__ = ["is_rich_text", "paragraphs"]

_BRANCHES = ("blocks", "children", "content", "root", "document", "nodes", "data", "items")
"""Names under which a block keeps what is inside of it."""

_INLINE = frozenset({"", "text", "span", "link", "hardBreak", "linebreak", "a"})
"""Types of what is a piece of a line and no line."""

_DEPTH = 12
"""Lists in quotes in columns: no article nests deeper."""


def is_rich_text(value: object) -> bool:
    """Say whether a record is such a tree: of blocks with a type, or of pieces of text."""
    if not isinstance(value, Mapping):
        return False
    root = value.get("root")
    inner = root if isinstance(root, Mapping) else value
    lists = (inner[name] for name in _BRANCHES[:3] if isinstance(inner.get(name), list))
    blocks: list[Any] = next(lists, [])
    return any(isinstance(block, Mapping) and _type(block) for block in blocks[:3])


def paragraphs(value: Mapping[str, Any]) -> list[str]:
    """Return the lines of a tree in order; blocks without text, such as pictures, leave none."""
    lines: list[str] = []
    _gather(value, lines, 0)
    return [line for line in map(str.strip, lines) if line]


def _type(block: Mapping[str, Any]) -> str:
    said = block.get("type", block.get("_type", ""))
    return said if isinstance(said, str) else ""


def _gather(value: object, lines: list[str], depth: int) -> None:
    """Add the text of a block: its own, or that of what is inside, in one line where all of it is
    pieces of a line."""
    if isinstance(value, str):
        lines.append(value)
    elif isinstance(value, list) and depth < _DEPTH:
        _gather_all(value, lines, depth)
    elif isinstance(value, Mapping) and depth < _DEPTH:
        text = value.get("text")
        inner = next((value[name] for name in _BRANCHES if value.get(name)), None)
        if isinstance(text, str):
            lines.append(text)
        elif isinstance(inner, list | Mapping):
            _gather(inner, lines, depth + 1)


def _gather_all(blocks: list[Any], lines: list[str], depth: int) -> None:
    inline = all(isinstance(block, Mapping) and _type(block) in _INLINE for block in blocks)
    inside: list[str] = lines if not inline else []
    for block in blocks:
        if inline and _type(block) in ("hardBreak", "linebreak"):
            inside.append("\n")
        _gather(block, inside, depth + 1)
    if inline:
        lines.append("".join(inside))
