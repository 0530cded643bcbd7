"""What browsers and crawlers ask for: search plug-in (OpenSearch 1.1), sitemap, robots, favicon."""

from collections.abc import Iterator
from itertools import islice

from flask import (
    Blueprint,
    Response,
    current_app,
    render_template,
    request,
    send_from_directory,
    stream_with_context,
)
from markupsafe import escape

from search import SearchRequest
from search.model import Hit
from webui.formats.own_address import base_url
from webui.links import article_path
from webui.reader import engine

__all__ = ["blueprint"]

blueprint = Blueprint("crawlers", __name__)

_SITEMAP_LIMIT = 50_000


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search box to browsers."""
    text = render_template("opensearch.xml", root=base_url())
    return Response(text, mimetype="application/opensearchdescription+xml")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Let crawlers read articles and documents, not every search there could be."""
    root = request.script_root
    lines = [
        "User-agent: *",
        *(f"Disallow: {root}{path}" for path in ("/search", "/chon/", "/api/v1/")),
        f"Sitemap: {base_url()}/sitemap.xml",
        "",
    ]
    return Response("\n".join(lines), mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the newest articles, as many as one sitemap may hold (sitemaps.org)."""
    hits = islice(
        engine().scan(SearchRequest(sort="newest")), _SITEMAP_LIMIT - 2
    )  # and two pages of our own
    return Response(stream_with_context(_sitemap(hits, base_url())), mimetype="application/xml")


def _sitemap(hits: Iterator[Hit], root: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    yield f"<url><loc>{escape(root)}/</loc></url>\n<url><loc>{escape(root)}/tro-giup</loc></url>\n"
    for hit in hits:
        yield f"<url><loc>{escape(root + article_path(hit.id))}</loc></url>\n"
    yield "</urlset>\n"


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Serve the icon where browsers look for it unasked."""
    return send_from_directory(
        f"{current_app.root_path}/static", "favicon.svg", mimetype="image/svg+xml"
    )
