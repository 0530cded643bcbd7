"""Files of the index: arrays, postings, segments, manifest. Knows no query."""
