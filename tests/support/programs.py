"""Other programs that a test reads our files with."""

from __future__ import annotations

import os
import shutil

import pytest


def need(name: str) -> str:
    """Return the path of the program *name*; without it skip the test, but fail it in CI."""
    path = shutil.which(name)
    if path is None:
        miss(f"{name} is not installed")
    return str(path)


def miss(reason: str) -> None:
    """Skip the test for *reason*, something that is missing on this machine; in CI fail it."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}: the continuous integration must have it")
    pytest.skip(reason)
