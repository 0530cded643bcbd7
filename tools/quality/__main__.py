"""python -m tests.quality: the facets found in text, then known-item search; fails when either got worse.

`python -m tests.quality.facets` and `python -m tests.quality.relevance` run one alone, with options.
"""

import sys

from tests.quality import facets, relevance


def main() -> int:
    """Run both measures; return the exit status."""
    return max(facets.main(), relevance.main())


if __name__ == "__main__":
    sys.exit(main())
