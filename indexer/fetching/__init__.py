"""From a site to articles: found, asked for politely, read, kept until the index has them."""
