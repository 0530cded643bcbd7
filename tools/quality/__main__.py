"""python -m tools.quality: the facets found in text, then known-item search; fails when either got
worse.

`python -m tools.quality.facets` and `python -m tools.quality.relevance` run one alone, with
options.
"""

import sys

from tools.quality import facets, relevance


def main() -> int:
    """Run both measures; return the exit status."""
    return max(facets.main(), relevance.main())


if __name__ == "__main__":
    sys.exit(main())
