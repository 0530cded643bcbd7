"""`python -m tools.torture [ROUNDS] [PYTEST OPTIONS]`: the long forms of the reliability tests, and
their figures.

ROUNDS (200 when nothing is said) is how often `index add` is killed; the other tests scale with it.
TIMTIN_TEST_DATA names the folder with the real articles; without it the sample is taken. See
docs/RELIABILITY.md.
"""

import os
import sys
from pathlib import Path

import pytest


class Figures:
    """Gathers what tests record as their figures (`record_property`), and prints them as a table at
    the end."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self._rows += [(name, *told) for name, told in report.user_properties]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line("\n| what | how often | outcome |\n|---|---|---|")
        for row in self._rows:
            terminalreporter.write_line(f"| {' | '.join(map(str, row))} |")


if __name__ == "__main__":
    rounds, *options = sys.argv[1:] or ["200"]
    os.environ["TIMTIN_TORTURE"] = rounds
    where = options or [
        str(Path(__file__).parent),
        str(Path(__file__).parents[2] / "tests" / "corpus" / "test_linear_time.py"),
    ]
    sys.exit(pytest.main([*where, "-q", "--durations=0", "--durations-min=1"], plugins=[Figures()]))
