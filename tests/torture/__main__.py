"""`python -m tests.torture [ROUNDS]`: the long forms of the reliability tests; see docs/RELIABILITY.md."""

import os
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    os.environ["TIMTIN_TORTURE"] = sys.argv[1] if len(sys.argv) > 1 else "200"
    sys.exit(pytest.main([str(Path(__file__).parent), "-q", "-s", "--durations=0", "--durations-min=1"]))
