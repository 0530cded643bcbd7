"""Standing behind proxies and under a path: what they say is believed as far as it is configured,
and only if sound."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

__all__ = ["init_proxies"]

_Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_SOUND = {
    "HTTP_X_FORWARDED_PREFIX": re.compile(r"(/[\w.~-]{1,100}){1,8}/?|/", re.ASCII),
    "HTTP_X_FORWARDED_PROTO": re.compile(r"https?(, ?https?){0,8}"),
}
"""Many proxies pass these on as the client sent them: "//elsewhere" as a prefix would make every
link lead there."""


def init_proxies(app: Flask) -> None:
    """Let an application believe `PROXIES` proxies, and stand under `PREFIX` or the prefix that
    they name."""
    wsgi: _Wsgi = app.wsgi_app
    prefix = "/" + str(app.config["PREFIX"]).strip("/")
    proxies = _number(app.config["PROXIES"])
    if proxies:
        named = proxies if prefix == "/" else 0
        wsgi = _sound(
            ProxyFix(wsgi, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=named)
        )
    app.wsgi_app = wsgi if prefix == "/" else _under(wsgi, prefix)  # type: ignore[method-assign, assignment]


def _number(given: object) -> int:
    if isinstance(given, int | str) and str(given).isdecimal():
        return int(given)
    raise ValueError(
        f"PROXIES must be the number of proxies before the server, 0 or more: {str(given)[:80]!r}"
    )


def _sound(wsgi: _Wsgi) -> _Wsgi:
    def sounded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        for name, form in _SOUND.items():
            if not form.fullmatch(environ.get(name, "")):
                environ.pop(name, None)
        return wsgi(environ, start_response)

    return sounded


def _under(wsgi: _Wsgi, prefix: str) -> _Wsgi:
    def prefixed(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["SCRIPT_NAME"] = prefix
        path = environ.get("PATH_INFO", "")
        if path == prefix or path.startswith(prefix + "/"):
            environ["PATH_INFO"] = path[len(prefix) :]
        return wsgi(environ, start_response)

    return prefixed
