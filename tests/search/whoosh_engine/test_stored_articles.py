"""What is stored of articles is read back, also from an index of an older build."""

import struct

import zstandard

from corpus.vietnamese.sentences import sentence_ends
from search.whoosh_engine.storage.articles import ArticleStore, store_articles
from search.whoosh_engine.storage.strings import Strings
from tests.index_model import document

BODY = "Sáng 5/6, Huyện ủy Nhà Bè họp. Hội nghị do Thường trực Huyện ủy chủ trì."


def stored() -> ArticleStore:
    return store_articles([document("a", body=BODY)])


def test_a_body_is_read_with_the_ends_of_its_sentences() -> None:
    """A passage is cut without the text being read anew."""
    assert stored().body(0) == (BODY, tuple(sentence_ends(BODY)))


def test_articles_of_an_older_index_can_be_exported() -> None:
    """Up to layout 8 the sign of each sentence stood before the body: an index that has to be
    rebuilt still gives back its articles, whatever those bytes are."""
    ends = sentence_ends(BODY)
    older = struct.pack(f"<{len(ends) + 1}I", len(ends), *ends) + b"\xff" * 16 * len(ends)
    arrays = stored().to_arrays()
    bodies = Strings.pack([zstandard.ZstdCompressor().compress(older + BODY.encode())])
    del arrays["texts"], arrays["texts_starts"]
    store = ArticleStore.from_arrays(
        arrays | {"bodies": bodies.blob, "bodies_starts": bodies.offsets}
    )
    assert [one.article.body for one in store.articles()] == [BODY]
