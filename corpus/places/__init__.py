"""Provinces, districts and wards: in texts and as typed."""

from corpus.places.mentions import (
    PlaceMention,
    PlaceQuery,
    Places,
    Refused,
    explain_places,
    find_place_queries,
    find_places,
)

__all__ = [
    "PlaceMention",
    "PlaceQuery",
    "Places",
    "Refused",
    "explain_places",
    "find_place_queries",
    "find_places",
]
