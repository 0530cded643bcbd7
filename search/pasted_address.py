"""From the address of an article, as pasted, to the article."""

import re
from urllib.parse import unquote, urlsplit

from corpus.reading.addresses import address_id, identity, pasted_address
from search.engine import Engine
from search.request import MAX_PER_PAGE, SearchRequest

__all__ = ["article_at"]

_MOST_WORDS = 12
_WORD = re.compile(r"[^\W\d_]+")


def article_at(engine: Engine, text: str) -> str:
    """Return the id of the article whose address some text is, under http or https, with www., m.
    or the marks of campaigns; "" where it is none, or of no article.

    An article with an id of its own is found by the words of its address, which most sites take
    from the headline.
    """
    address = pasted_address(text)
    if not address:
        return ""
    same = {address, address.rstrip("/"), address.rstrip("/") + "/"}
    for one in sorted(same):
        if engine.article(address_id(one)):
            return address_id(one)
    words = _WORD.findall(unquote(urlsplit(address).path.rpartition(".")[0] or address))
    wanted = SearchRequest(q=" ".join(words[-_MOST_WORDS:]), per_page=MAX_PER_PAGE)
    hits = engine.search(wanted).results if words else ()
    return next((hit.id for hit in hits if hit.url and identity(hit.url) in same), "")
