"""A search as a table of places (or issuers, types, codes) and times: HTML, JSON, CSV."""
