"""An article as it is cited: one line for a text, BibTeX and RIS for reference managers."""

from dataclasses import dataclass
from datetime import date

from corpus.article import Article
from search.model import IndexedArticle
from webui.formats.citations import event_day
from webui.texts import Texts

__all__ = ["cited"]


@dataclass(frozen=True, slots=True)
class _Days:
    published: date | None
    event: date | None
    inferred: bool


def cited(indexed: IndexedArticle, today: date, t: Texts) -> str:
    """Return the line; without a day of publication it says the event's, its year in brackets when
    inferred, and the day of access."""
    article: Article = indexed.article
    pieces = (
        ", ".join(article.authors),
        f"“{article.title or article.id}”",
        article.source,
        _when(_Days(article.published, indexed.event_date, indexed.date_inferred), today, t),
        article.url,
    )
    return ", ".join(filter(None, pieces)) + "."


def _when(days: _Days, today: date, t: Texts) -> str:
    if days.published:
        return t.day(days.published)
    accessed = t("citation.accessed", day=t.day(today))
    if days.event is None:
        return f"{t('citation.no_day')}; {accessed}"
    shown = event_day(days.event, days.inferred)
    return f"{t('citation.event', day=shown)}, {t('citation.no_day')}; {accessed}"
