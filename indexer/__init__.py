"""From articles to an index: extraction, pipeline and the `index` command."""
