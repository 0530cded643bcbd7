"""The links and tags of a page."""

from collections.abc import Iterator
from html.parser import HTMLParser


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append(dict(attrs))


def hrefs(text: str, start: str = "") -> Iterator[str]:
    for link in Links(text).links:
        if (link["href"] or "").startswith(start):
            yield link["href"] or ""
