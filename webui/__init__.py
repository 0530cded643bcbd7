"""The web application: from an index to people and programs."""

# isort: off
from timtin import require_own_packages

require_own_packages()  # before anything is taken from a package that may be another's
# isort: on

import hashlib
from contextlib import suppress
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, current_app, g, request
from markupsafe import Markup
from werkzeug.routing import BaseConverter

from search import SearchError, SearchRequest
from search.deadline import WORK_SECONDS
from webui.formats import (
    api,
    citations,
    crawlers,
    document_feeds,
    document_graphs,
    document_tables,
    documents,
    feeds,
    openapi,
    spreadsheets,
)
from webui.formats.exports import init_exports
from webui.formats.own_address import base_url
from webui.guard import metrics
from webui.guard.admission import init_admission
from webui.guard.deadlines import init_deadlines
from webui.guard.headers import init_headers
from webui.guard.logs import Application, init_logs
from webui.guard.problems import init_problems
from webui.guard.proxies import init_proxies
from webui.heat import views
from webui.links import Links, Site
from webui.pages import article, cite_check, document, document_list, reference, search
from webui.params import LANGUAGES, PARAMETERS
from webui.query_strings import known
from webui.reader import Reader
from webui.texts import texts_in

__all__ = ["create_app", "warm_up"]

_DEFAULTS: dict[str, Any] = {
    "BASE_URL": "",
    "CORS_ORIGINS": "",
    "HOSTS": "",
    "LOG": "errors",
    "OPEN_ENGINE": None,
    "PREFIX": "",
    "PROXIES": 0,
    "RATE_LIMIT": "",
    "WORK_SECONDS": WORK_SECONDS,
    "MAX_FORM_MEMORY_SIZE": 0,
    "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,  # static addresses change with their content
}


class _TextConverter(BaseConverter):
    """Any text in a path, slashes and line ends too."""

    regex = r"(?s:.+)"
    part_isolating = False


def create_app(location: str | Path, **config: object) -> Flask:
    """Return the application over an index, which may still be missing.

    Settings come from `config`, else the environment (`TIMTIN_` before the name): BASE_URL,
    CORS_ORIGINS ("*", or whole origins as a list or with commas), HOSTS (names it is called by),
    LOG (`webui.guard.logs.LOGS`), PREFIX (the path it is served under), PROXIES (how many are
    trusted before it), RATE_LIMIT (such as "60 per minute", of each address but this machine's),
    WORK_SECONDS (processor time of a request). Raises `ValueError` for a setting that cannot be
    used.
    """
    app = Application(__name__)
    app.config.from_mapping(_DEFAULTS)
    app.config.from_prefixed_env("TIMTIN")
    app.config.from_mapping(config)
    app.config["BUILD"] = _build()
    _check_base_url(app.config["BASE_URL"])
    _check_seconds(app.config["WORK_SECONDS"])
    app.url_map.merge_slashes = False
    app.url_map.converters["text"] = _TextConverter
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    opener = app.config["OPEN_ENGINE"]
    app.extensions["reader"] = Reader(location, opener) if opener else Reader(location)
    # What runs before a request runs in this order, what runs behind it in the opposite one: the
    # log begins first and ends last, and metrics read the time at which it began.
    init_logs(app)
    app.before_request(_choose_language)
    app.context_processor(_page_context)
    init_problems(app)
    init_deadlines(app)
    init_admission(app)
    init_headers(app)
    metrics.init_metrics(app)
    init_exports(app)
    for module in (
        search,
        article,
        document,
        document_list,
        cite_check,
        document_feeds,
        document_graphs,
        document_tables,
        reference,
        api,
        feeds,
        spreadsheets,
        citations,
        documents,
        openapi,
        crawlers,
        views,
    ):
        app.register_blueprint(module.blueprint)
    init_proxies(app)
    return app


_WARMING = (
    SearchRequest("thành phố"),
    SearchRequest("quan uy quan 1", group="story"),
    SearchRequest("cong tac phuong 5 năm 2025", explain=True),
)
"""With marks and without, of a place, a number and a day, by stories and explained: each reads
tables of its own."""


def warm_up(app: Flask) -> None:
    """Answer some searches for nobody, so that the first of a user waits for nothing to be loaded;
    an index that cannot be opened is told to those who ask."""
    for name in ("layout.html", "_parts.html", "results.html", "article.html"):
        app.jinja_env.get_template(name)
    with suppress(SearchError):
        for request in _WARMING:
            page = app.extensions["reader"].engine.search(request)
            for hit in page.results:
                hit.highlights  # noqa: B018
            for name in page.facets:
                page.facets[name]
            page.suggestions  # noqa: B018


def _check_base_url(url: str) -> None:
    parts = urlsplit(url)
    if url and not (parts.scheme in ("http", "https") and parts.hostname):
        raise ValueError(
            f"BASE_URL must be an address such as https://tin.example.vn: {url[:80]!r}"
        )


def _check_seconds(value: object) -> None:
    if not isinstance(value, int | float):
        raise ValueError(f"WORK_SECONDS must be a number of seconds, such as 1.5: {value!r:.80}")


@cache
def _build() -> str:
    """Return a digest of what answers are made from: a new version changes ETags and static
    addresses."""
    digest = hashlib.blake2b(digest_size=6)
    root = Path(str(files("webui")))
    static = (path for path in (root / "static").rglob("*") if path.is_file())
    made_from = [root / "texts.tsv", *static, *(root / "templates").iterdir()]
    code = [
        path
        for name in ("corpus", "search", "webui")
        for path in Path(str(files(name))).rglob("*.py")
    ]
    for path in sorted((*made_from, *code)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _choose_language() -> None:
    asked = request.args.get("lang", "")
    named = asked if asked in LANGUAGES else ""
    g.texts = texts_in(named or LANGUAGES[0])  # Vietnamese, whatever the browser prefers
    g.site = Site(request.script_root, named)


def _page_context() -> dict[str, Any]:
    t = g.texts
    other = next(language for language in LANGUAGES if language != t.language)
    asked = list(known(request.args.items(multi=True), (*PARAMETERS, "id")))
    kept = [pair for pair in asked if pair[0] != "lang"]
    here = Links(quote(request.path, safe="/,:@"), tuple(asked)).here()
    return {
        "t": t,
        "site": g.site,
        "to": g.site.to,
        "q": dict(kept).get("q", "")[:1_000],
        "vi": "" if t.language == "vi" else _VIETNAMESE,
        "static": f"{request.script_root}/static/",
        "build": f"?v={current_app.config['BUILD']}",
        "here": here if len(here) <= _MOST_PRINTED else request.path,
        "today": t.day(date.today()),
        "other_language": other,
        "other_href": _translated(kept, other),
        "base_url": base_url(),
    }


def _translated(kept: list[tuple[str, str]], language: str) -> str:
    return Links(
        quote(request.script_root + request.path, safe="/,:@"), (*kept, ("lang", language))
    ).here()


_MOST_PRINTED = 600  # characters of an address on paper; nobody types a longer one
_VIETNAMESE = Markup(' lang="vi"')  # for what is quoted from articles on a page in another language
