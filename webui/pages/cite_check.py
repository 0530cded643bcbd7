"""The page that checks the documents which a pasted text cites."""

from dataclasses import dataclass

from flask import Blueprint, g, render_template, request

from corpus.vietnamese.text import clean
from search import QueryError
from search.answer.cite_check import Doubt, check_citations
from search.documents import read_value
from webui.links import Link, Site, article_path, code_path
from webui.query_strings import page_names
from webui.reader import engine
from webui.texts import Texts

__all__ = ["blueprint"]

blueprint = Blueprint("cite_check", __name__)

_MAX_TEXT = 6_000
"""Characters of a text that is checked in the address; a longer one is for `index cite-check`."""

MAX_DOUBTS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """What is wrong with one code: why, which documents may be meant, the sentence that says so."""

    printed: str
    why: str
    suggestions: tuple[Link, ...]
    said: str
    article: Link | None


@blueprint.get("/kiem-tra-vien-dan")
def cite_check() -> str:
    """Show the form, and what is wrong with the codes of the text that was given."""
    given = page_names(list(request.args.items(multi=True)), ("text",)).get("text", [""])[0]
    text = clean(given)
    if len(text) > _MAX_TEXT:
        raise QueryError("text", f"the text is longer than {_MAX_TEXT:,} characters")
    doubts = list(check_citations(engine(), text))[:MAX_DOUBTS] if text.strip() else []
    return render_template(
        "cite_check.html",
        text=text,
        most=_MAX_TEXT,
        rows=[_row(one, g.site, g.texts) for one in doubts],
        canonical="/kiem-tra-vien-dan",
    )


def _row(one: Doubt, site: Site, t: Texts) -> Row:
    said = one.sentence
    names = dict.fromkeys(read_value(value).name for value in one.suggestions)
    title = said and Link(said.title or said.id, site.to(article_path(said.id)))
    return Row(
        one.printed,
        t(f"cite.{one.kind}"),
        tuple(Link(name, site.to(code_path(name))) for name in names),
        said.text if said else "",
        title or None,
    )
