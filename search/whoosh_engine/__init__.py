"""The embedded engine: a Whoosh index whose postings are plain arrays."""
