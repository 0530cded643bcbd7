"""What every response carries: security headers, ETag and 304, gzip, CORS.

Content Security Policy Level 3, RFC 9110 (conditional requests), the Fetch standard (CORS).
"""

import hashlib
import zlib
from collections.abc import Iterable
from functools import partial

from flask import Flask, Response, current_app, g, request

from search import SearchError

__all__ = ["UNCACHED", "init_headers"]

_CSP = "; ".join(
    f"{directive} {source}"
    for directive, source in {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }.items()
)
_SECURITY = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Headers": "If-None-Match, X-Request-ID",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Max-Age": "86400",
}
_SHORT = 1_000
_GZIP_LEVEL = 4
UNCACHED = {"static", "api.healthz", "api.readyz", "metrics.metrics"}


def init_headers(app: Flask) -> None:
    """Hook the headers into an application."""
    app.before_request(_answer_from_etag)
    origins = _listed(app.config["CORS_ORIGINS"])
    for hook in (
        _add_security,
        _add_etag,
        _compress,
        partial(_add_cors, origins),
    ):  # Flask runs the last one first
        app.after_request(hook)


def _etag() -> str | None:
    """Return a digest of snapshot, address, language and version; None when there is no index."""
    try:
        snapshot = current_app.extensions["reader"].engine.status().snapshot
    except SearchError:
        return None
    parts = (
        snapshot,
        request.host,
        request.script_root,
        request.full_path,
        g.texts.language,
        current_app.config["BUILD"],
        current_app.config["BASE_URL"],
    )
    return hashlib.blake2b(
        "\x00".join(parts).encode("utf-8", "replace"), digest_size=12
    ).hexdigest()


def _answer_from_etag() -> Response | None:
    if request.endpoint is None or request.endpoint in UNCACHED:
        return None
    g.etag = _etag()
    wanted = request.if_none_match
    if g.etag and not wanted.star_tag and wanted.contains_weak(g.etag):
        return Response(status=304)
    return None


def _add_etag(response: Response) -> Response:
    if request.endpoint == "static":
        return response
    if (etag := g.get("etag")) and response.status_code in (200, 304):
        response.set_etag(etag, weak=True)
        if (
            request.if_none_match.star_tag
        ):  # any version will do, but there must be one: that is known only now
            response.close()
            response.set_data(b"")
            response.status_code = 304
    response.headers["Cache-Control"] = "no-cache" if g.get("etag") else "no-store"
    response.vary.update(("Accept-Encoding", "Accept-Language"))
    return response


def _add_security(response: Response) -> Response:
    for name, value in _SECURITY.items():
        response.headers.setdefault(name, value)
    return response


def _compress(response: Response) -> Response:
    """Gzip text; a conditional request still works, since the ETag is weak."""
    if request.endpoint == "static":
        response.direct_passthrough = False
        response.make_sequence()
        response.close()  # the file, at once: nobody does after a 304, or when the reader goes away
    if request.endpoint == "static" and response.status_code == 200:
        response.set_etag(response.get_etag()[0] or "", weak=True)
        response.vary.add("Accept-Encoding")
    elif response.direct_passthrough or response.is_streamed:
        return response
    if (
        response.status_code != 200
        or not request.accept_encodings["gzip"]
        or not (response.mimetype or "").startswith(("text/", "application/"))
        or len(body := response.get_data()) < _SHORT
    ):
        return response
    gzip = zlib.compressobj(_GZIP_LEVEL, wbits=31)
    response.set_data(gzip.compress(body) + gzip.flush())
    response.headers["Content-Encoding"] = "gzip"
    return response


def _listed(configured: str | Iterable[str]) -> frozenset[str]:
    names = configured.replace(",", " ").split() if isinstance(configured, str) else configured
    return frozenset(names)


def _add_cors(allowed: frozenset[str], response: Response) -> Response:
    """Let pages of the allowed origins, or of any when "*" is among them, read the API."""
    origin = request.headers.get("Origin")
    if (
        not allowed
        or not origin
        or not request.path.startswith(("/api/", "/search.", "/openapi.json"))
    ):
        return response
    if "*" not in allowed:
        response.vary.add("Origin")
    if "*" in allowed or origin in allowed:
        response.headers["Access-Control-Allow-Origin"] = "*" if "*" in allowed else origin
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After, X-Request-ID"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            response.headers |= _PREFLIGHT
    return response
