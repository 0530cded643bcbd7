"""A search as references for a paper: BibTeX and RIS, every article of the set.

RIS: the tags of the reference managers' exchange format, type NEWS. BibTeX: @misc, the type that
all styles know. Both are a few fixed lines an entry, less than the glue to a library.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain

from flask import Blueprint, Response, abort, request, stream_with_context

from search.model import Hit
from search.request import SearchRequest
from webui.formats.own_address import base_url, file_name
from webui.links import article_path
from webui.query_strings import check_names, read_export
from webui.reader import engine

__all__ = ["blueprint", "event_day"]

blueprint = Blueprint("citations", __name__)

Entry = Callable[[Hit, str], str]

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_KEY = re.compile(r"[^A-Za-z0-9-]+")


@blueprint.get("/search.bib")
def as_bibtex() -> Response:
    """Return the articles of a search as BibTeX; `all=1` gives all, else one page."""
    return _answer("bib", "application/x-bibtex", _bibtex)


@blueprint.get("/search.ris")
def as_ris() -> Response:
    """Return the articles of a search as RIS; `all=1` gives all, else one page."""
    return _answer("ris", "application/x-research-info-systems", _ris)


@blueprint.get("/trich-dan.bib")
def one_as_bibtex() -> Response:
    """Return one article, by its id, as BibTeX."""
    return _one("bib", "application/x-bibtex", _bibtex)


@blueprint.get("/trich-dan.ris")
def one_as_ris() -> Response:
    """Return one article, by its id, as RIS."""
    return _one("ris", "application/x-research-info-systems", _ris)


def _one(ending: str, mimetype: str, entry: Entry) -> Response:
    given = check_names(request.args.items(multi=True), ("id", "lang"))
    id = given.get("id", [""])[0]
    found = engine().article(id)
    if found is None:
        abort(404, f"There is no article with the id {id[:80]!r}")
    article = found.article
    hit = Hit(
        id=article.id,
        title=article.title,
        summary=article.summary,
        source=article.source,
        url=article.url,
        published=article.published,
        event_date=found.event_date,
        date_inferred=found.date_inferred,
        date_reason=found.date_reason,
        districts=(),
        codes=found.facets.get("code", ()),
        score=0.0,
    )
    body = entry(hit, hit.url or base_url() + article_path(hit.id))
    response = Response(body, mimetype=mimetype)
    response.headers["Content-Disposition"] = file_name(SearchRequest(q=article.title[:80]), ending)
    return response


def _answer(ending: str, mimetype: str, entry: Entry) -> Response:
    wanted, whole = read_export(request.args.items(multi=True))
    hits = engine().scan(wanted) if whole else iter(engine().search(wanted).results)
    entries = _entries(hits, entry, base_url())
    first = next(entries, "")  # a wrong request fails here, before the answer begins
    entries = chain([first], entries)
    body = stream_with_context(entries) if whole else "".join(entries)
    response = Response(body, mimetype=mimetype)
    response.headers["Content-Disposition"] = file_name(wanted, ending)
    return response


def _entries(hits: Iterable[Hit], entry: Entry, root: str) -> Iterator[str]:
    return (entry(hit, hit.url or root + article_path(hit.id)) for hit in hits)


def _bibtex(hit: Hit, address: str) -> str:
    day = hit.published
    fields = {
        "title": f"{{{_escaped(hit.title or hit.id)}}}",
        "howpublished": _escaped(hit.source),
        "year": str(day.year) if day else "",
        "month": str(day.month) if day else "",
        "day": str(day.day) if day else "",
        "url": address.replace("{", "%7B").replace("}", "%7D"),
        "note": _escaped(_event_note(hit)),
        "keywords": _escaped(", ".join(hit.codes)),
    }
    lines = (f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{_key(hit.id)},\n" + ",\n".join(lines) + "\n}\n\n"


def _key(id: str) -> str:
    return "timtin-" + (_KEY.sub("-", id).strip("-") or "article")


def _escaped(text: str) -> str:
    return " ".join("".join(_BIBTEX.get(char, char) for char in text).split())


def _event_note(hit: Hit) -> str:
    """An inferred day is said to be one: "sự kiện ngày 9/1/[2025], không rõ ngày đăng"."""
    if hit.published or not hit.event_date:
        return ""
    return f"sự kiện ngày {event_day(hit.event_date, hit.date_inferred)}, không rõ ngày đăng"


def event_day(day: date, inferred: bool) -> str:
    """Return the day of an event as a citation writes it, its year in brackets when inferred."""
    return f"{day.day}/{day.month}/" + (f"[{day.year}]" if inferred else str(day.year))


def _ris(hit: Hit, address: str) -> str:
    day = hit.published
    lines = [("TY", "NEWS"), ("ID", hit.id), ("TI", hit.title or hit.id)]
    lines += [("T2", hit.source), ("AB", hit.summary), ("UR", address)]
    lines += [("PY", str(day.year)), ("DA", f"{day:%Y/%m/%d}")] if day else []
    lines += [("N1", _event_note(hit)), *(("KW", code) for code in hit.codes), ("LA", "vi")]
    written = (f"{tag}  - {' '.join(value.split())}" for tag, value in lines if value)
    return "\r\n".join([*written, "ER  - "]) + "\r\n\r\n"
