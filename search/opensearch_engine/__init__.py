"""The distributed engine: the same index on an OpenSearch cluster."""
