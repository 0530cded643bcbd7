"""By how much of an article others are compared with it, the same for both engines."""

__all__ = ["DISTINCTIVE", "MOST_TEXT", "SIMILAR"]

MOST_TEXT = 20_000
"""Characters of a body that are read for what is distinctive in it."""

DISTINCTIVE = 25
"""So many of an article's terms decide; the rest is the common language of the trade."""

SIMILAR = 0.3
"""An article that scores less than this share of what an article scores for its own distinctive
terms is not shown as similar: of 24 real pairs read by title, all but one below were of other
matters."""
