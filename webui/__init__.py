"""From an index to people and programs: pages, API, feeds."""
