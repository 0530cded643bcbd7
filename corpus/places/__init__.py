"""Provinces, districts and wards: in texts and as typed."""

from corpus.places.mentions import PlaceMention, Places, explain_places, find_places
from corpus.places.queries import PlaceQuery, find_place_queries

__all__ = [
    "PlaceMention",
    "PlaceQuery",
    "Places",
    "explain_places",
    "find_place_queries",
    "find_places",
]
