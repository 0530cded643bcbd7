"""Provinces, districts and wards: in texts and as typed."""

from typing import TYPE_CHECKING

from corpus.deferred import deferred
from corpus.places.queries import PlaceQuery, find_place_queries

if TYPE_CHECKING:
    from corpus.places.mentions import PlaceMention, Places, explain_places, find_places
else:
    _IN_TEXTS = ("PlaceMention", "Places", "explain_places", "find_places")
    __getattr__ = deferred(__name__, dict.fromkeys(_IN_TEXTS, "mentions"))

__all__ = [
    "PlaceMention",
    "PlaceQuery",
    "Places",
    "explain_places",
    "find_place_queries",
    "find_places",
]
