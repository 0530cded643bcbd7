"""The tree of a document as GraphML, for programs that draw and count graphs, and as a picture."""

from collections.abc import Iterator
from html import escape
from itertools import chain

from flask import Blueprint, Response, render_template

from search.answer.dossier import Dossier, Edge
from search.documents import UNDECIDED, read_value
from webui.formats.documents import asked_dossier
from webui.pages.labels import short_place

__all__ = ["blueprint"]

blueprint = Blueprint("document_graphs", __name__)

KEYS = (
    ("label", "node"),
    ("place", "node"),
    ("type", "edge"),
    ("sentence", "edge"),
    ("day", "edge"),
)
WIDTH, HEIGHT, GAP = 240, 44, 56
MAX_SHOWN = 40


@blueprint.get("/api/v1/documents/<text:name>/graphml")
def as_graphml(name: str) -> Response:
    """Return what is told of a document as a graph: documents and bodies, each edge with its
    sentence and day."""
    edges = _edges(asked_dossier(name))
    body = "".join(chain(_head(), _nodes(edges), map(_edge, edges), ["</graph></graphml>\n"]))
    return Response(body, mimetype="application/graphml+xml")


def _edges(found: Dossier) -> list[Edge]:
    told = (*found.carries_out, *found.carried_out_by, *found.done, *found.others)
    return list({(edge.source, edge.type, edge.target): edge for edge in told}.values())


def _head() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for name, kind in KEYS:
        yield f'<key id="{name}" for="{kind}" attr.name="{name}" attr.type="string"/>'
    yield '<graph edgedefault="directed">'


def _nodes(edges: list[Edge]) -> Iterator[str]:
    for value in dict.fromkeys(end for edge in edges for end in (edge.source, edge.target)):
        label, place = _shown(value)
        node = escape(_plain(value))
        yield f'<node id="{node}">{_data("label", label)}{_data("place", place)}</node>'


def _edge(edge: Edge) -> str:
    said = edge.sentence
    source, target = escape(_plain(edge.source)), escape(_plain(edge.target))
    data = _data("type", edge.type)
    data += _data("sentence", said.text) + _data("day", said.day) if said else ""
    return f'<edge source="{source}" target="{target}">{data}</edge>'


def _data(name: str, text: str) -> str:
    return f'<data key="{name}">{escape(_plain(text))}</data>' if text else ""


def _plain(text: str) -> str:
    """Return a text without what XML has no way to write."""
    return "".join(char for char in text if char.isprintable() or char == "\n")


def _shown(value: str) -> tuple[str, str]:
    """Return the name of a document or body, and where it is."""
    name, place = value.split(" | ")[0], read_value(value).place
    return name, "" if place == UNDECIDED else short_place(place)


@blueprint.get("/api/v1/documents/<text:name>/svg")
def as_svg(name: str) -> Response:
    """Return the tree of carrying out as a picture: above what a document carries out, below what
    carries it out."""
    found = asked_dossier(name)
    rows = _rows(found)
    places = {
        value: (column * (WIDTH + GAP // 2), row * (HEIGHT + GAP))
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    }
    lines = [
        (places[edge.source], places[edge.target])
        for edge in (*found.carries_out, *found.carried_out_by)
        if edge.source in places and edge.target in places
    ]
    body = render_template(
        "tree.svg",
        boxes=[(*at, *map(_plain, _shown(value))) for value, at in places.items()],
        lines=[(x + WIDTH // 2, y, u + WIDTH // 2, v + HEIGHT) for (x, y), (u, v) in lines],
        width=WIDTH,
        height=HEIGHT,
        whole=(max(map(len, rows)) * (WIDTH + GAP // 2), len(rows) * (HEIGHT + GAP)),
        title=_plain(found.name),
    )
    return Response(body, mimetype="image/svg+xml")


def _rows(found: Dossier) -> list[list[str]]:
    """Return the documents of the tree by their distance from the one in the middle, the farthest
    that it carries out first."""
    above = _layers([(edge.source, edge.target) for edge in found.carries_out], found.chosen)
    below = _layers([(edge.target, edge.source) for edge in found.carried_out_by], found.chosen)
    return [*reversed(above), list(found.chosen), *below]


def _layers(steps: list[tuple[str, str]], roots: tuple[str, ...]) -> list[list[str]]:
    """Return what is one step from the roots, two steps, and so on, each only once."""
    seen, now, layers = set(roots), set(roots), []
    while now:
        beside = dict.fromkeys(end for start, end in steps if start in now and end not in seen)
        now = set(beside)
        seen |= now
        if beside:
            layers.append(list(beside)[:MAX_SHOWN])
    return layers
