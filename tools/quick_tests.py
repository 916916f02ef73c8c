"""Run the tests that are not slow, and hold what they cost.

    python tools/quick_tests.py [--no-limits] [what pytest takes]

Costs are CPU seconds of this one process, not time on the clock: a busy machine is no fault of the
tests. Exit status 1 says that a test failed, or that the tests have become too slow.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_IN_ALL, MOST_IN_A_FILE = 45.0, 2.0
SHOWN = 5


class Costs:
    """A plugin that adds up the CPU seconds of each test file, its fixtures among them."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Measure one test."""
        began = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.location[0]] += time.process_time() - began  # type: ignore[assignment]


def faults(costs: Counter[str], in_all: float) -> list[str]:
    """Return what is over a limit, as sentences."""
    found = [
        f"{name} takes {seconds:.1f} s, more than {MOST_IN_A_FILE:g} s: mark its slow tests"
        for name, seconds in costs.most_common()
        if seconds > MOST_IN_A_FILE
    ]
    if in_all > MOST_IN_ALL:
        found.append(f"the quick tests take {in_all:.1f} s, more than {MOST_IN_ALL:g} s")
    return found


def main(arguments: list[str]) -> int:
    """Run the tests; return the exit status."""
    limits = "--no-limits" not in arguments
    costs = Costs()
    rest = [one for one in arguments if one != "--no-limits"]
    status = int(pytest.main(["--rootdir", str(ROOT), "-m", "not slow", "-q", *rest], [costs]))
    in_all = time.process_time()
    print(f"CPU: {in_all:.1f} s in all; the dearest files:")
    for name, seconds in costs.seconds.most_common(SHOWN):
        print(f"{seconds:7.2f} s  {name}")
    found = faults(costs.seconds, in_all) if limits else []
    for fault in found:
        print(fault)
    return status or int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
