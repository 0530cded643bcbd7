"""Side by side in one run: timtin, stock Whoosh, tantivy and SQLite FTS5 over the same articles,
tokens and queries.

```
corpus_source   which articles, repeated with changed ids when more are wanted
documents       an article as the peers get it: the tokens of timtin's own analysis
queries         what is asked, in kinds
answers         what every engine has to hand over, and how answers are compared
ours, peers/    the engines
race            search, interleaved query by query
ingestion       articles a second, size on disk
fresh           opening and memory, in a process of its own
growth, load    a million articles; many clients and a writer
report          tables and JSON
```
"""
