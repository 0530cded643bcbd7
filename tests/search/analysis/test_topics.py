"""What an article is about, and how that orders hits which do not hold every word."""

from pathlib import Path

import numpy as np
from index_contents import ids, reopen
from index_model import document, write

from search.analysis.topics import WORDS, topic_words
from search.query.plan import Plan, Term
from search.whoosh_engine.ranking.executor import run


def _words(uses: dict[str, int], in_title: str = "") -> list[int]:
    """Return the topic words of one document that uses words so often."""
    terms = sorted(uses)
    numbers = np.repeat(np.arange(len(terms)), [uses[term] for term in terms])
    in_body = np.array([terms[number] != in_title for number in numbers])
    return topic_words(terms, numbers, np.zeros(len(numbers), np.int64), in_body, 1).tolist()


def test_the_most_used_words_first() -> None:
    """A word used more often stands before one used less; a word of the title counts three
    times."""
    often, once = _words({"cải_cách": 3})[0], _words({"hành_chính": 1})[0]
    assert _words({"cải_cách": 3, "hành_chính": 1})[:3] == [often, once, 0]
    assert _words({"cải_cách": 2, "hành_chính": 1}, in_title="hành_chính")[:3] == [once, often, 0]


def test_only_so_many_words() -> None:
    """A long article keeps the words it uses most, and its row has one length."""
    uses = {f"từ_{number}": number for number in range(1, 101)}
    kept = _words(uses)
    assert len(kept) == WORDS
    assert kept[0] == _words({"từ_100": 1})[0]
    assert _words({"từ_1": 1})[0] not in kept


def test_no_words_at_all() -> None:
    """Documents without a word of two syllables have an empty row each."""
    empty = np.empty(0, np.int64)
    assert topic_words([], empty, empty, empty.astype(bool), 2).tolist() == [0] * 2 * WORDS


def test_hits_about_the_same_matter_move_up(tmp_path: Path) -> None:
    """Of two hits that lack the same word, the one that talks of what the best hit talks of comes
    first."""
    about = "tinh gọn bộ máy cải cách hành chính"
    other = "giải bóng đá học sinh mùa hè vui khoẻ"
    filler = [document(f"x{n}", "", "đường phố hôm nay thông thoáng") for n in range(8)]
    write(
        tmp_path,
        [
            document("other", "", f"hội nghị sơ kết {other}"),
            document("same", "", f"hội nghị sơ kết {about}"),
            document("best", "", f"hội nghị sơ kết kiểm tra {about}"),
            *filler,
        ],
    )
    snapshot = reopen(tmp_path)
    words = tuple(map(Term, ("hội", "nghị", "sơ", "kết", "kiểm", "tra")))
    found, least = run(snapshot, Plan(words=words, relax=True))
    names = ids(snapshot)
    ranked = [names[doc] for doc in found.docs[np.argsort(-found.weights)].tolist()]
    assert (ranked, least) == (["best", "same", "other"], 3)
