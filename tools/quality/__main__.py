"""python -m tools.quality: what is read of pages, the facets found in text, documents and
relations, then known-item search; fails when one of them got worse.

`python -m tools.quality.pages`, `.facets`, `.documents` and `.relevance` run one alone, with
options.
"""

import sys

from tools.quality import documents, facets, pages, relevance


def main() -> int:
    """Run all measures; return the exit status."""
    return max(pages.main(), facets.main(), documents.main(), relevance.main())


if __name__ == "__main__":
    sys.exit(main())
