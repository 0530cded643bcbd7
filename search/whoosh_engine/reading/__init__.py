"""A snapshot of several segments as one body of arrays."""
