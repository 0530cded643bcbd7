"""Vietnamese word segmentation: pyvi's words, an order of magnitude sooner.

```
tokens      pyvi's tokenising pattern, made linear
crf_model   pyvi's weights and word list, read from its files
lexicon     words of two and three syllables, looked up for many tokens at a time
vocabulary  what is known of each token by itself, remembered
scores      what tokens and their neighbours speak for
viterbi     the best labels of many texts at once
exact       the labels of one text, rounded as CRFsuite rounds
segmenter   all of it put together
```
Only this package names pyvi, and it does not import it.
"""

from search.analysis.segmentation.crf_model import model_digest, pyvi_version
from search.analysis.segmentation.segmenter import TokenBatch, segment, tokenize, tokenize_batch
from search.analysis.segmentation.tokens import scan

__all__ = [
    "TokenBatch",
    "model_digest",
    "pyvi_version",
    "scan",
    "segment",
    "tokenize",
    "tokenize_batch",
]
