"""What answers for programs say of themselves: the site's address, and the name of a file."""

import re
from datetime import UTC, datetime
from urllib.parse import quote

from flask import current_app, request

from corpus.vietnamese.text import fold
from search.request import SearchRequest

__all__ = ["base_url", "file_name"]

_MAX_NAME = 60


def base_url() -> str:
    """Return the site's address without a slash at the end: as configured, else as the browser
    called it."""
    configured: str = current_app.config["BASE_URL"]
    return configured.rstrip("/") or request.url_root.rstrip("/")


def file_name(wanted: SearchRequest, ending: str) -> str:
    """Return the Content-Disposition of a download named after its query and day."""
    asked = wanted.q or " ".join(value for _, values in wanted.choices() for value in values)
    words = re.sub(r"[^a-z0-9]+", "-", fold(asked)).strip("-")[:_MAX_NAME].rstrip("-")
    day = datetime.now(UTC).date().isoformat()
    name = "-".join(filter(None, ("timtin", words, day)))
    return f'attachment; filename="{quote(name, safe="-")}.{ending}"'
