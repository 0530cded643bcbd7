"""What programs read: JSON, CSV, Atom, NDJSON, OpenAPI, what crawlers ask for."""
