"""python -m tools.quality: what is read of pages, the facets found in text, documents and
relations, then known-item search and the counts of short queries; fails when one of them got worse.

`python -m tools.quality.pages`, `.facets`, `.documents`, `.relevance` and `.counts` run one alone,
with options.
"""

import sys

from tools.quality import counts, documents, facets, pages, relevance


def main() -> int:
    """Run all measures; return the exit status."""
    return max(pages.main(), facets.main(), documents.main(), relevance.main(), counts.main())


if __name__ == "__main__":
    sys.exit(main())
