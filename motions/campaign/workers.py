"""Where rows are made: in this process, in several, or on other machines. All look alike."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

from motions.base.errors import MotionsError

DASK = "dask://"

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Here(Executor):
    """Does what it is given at once, in this process."""

    def submit(
        self, task: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        done: Future[Result] = Future()
        done.set_result(task(*args, **kwargs))
        return done


def open_executor(address: str, jobs: int) -> Executor:
    """Return what rows are made by: *jobs* processes, or the dask cluster at *address*.

    Raises MotionsError where there is no such cluster, or no dask.
    """
    if address:
        return _dask(address)
    if jobs <= 1:
        return Here()
    return ProcessPoolExecutor(jobs, initializer=_end_with_parent)


def _dask(address: str) -> Executor:
    if not address.startswith(DASK):
        raise MotionsError(f"--executor {address!r} is not known; write {DASK}HOST:PORT.")
    try:
        from distributed import Client  # noqa: PLC0415 an extra
    except ImportError as error:
        raise MotionsError(
            "--executor dask:// needs the extra: pip install 'model-motions[dask]', here and on "
            "the workers."
        ) from error
    where = f"tcp://{address.removeprefix(DASK)}"
    try:
        client: Any = Client(where, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise MotionsError(f"There is no dask scheduler at {where}: {error}") from error
    executor: Executor = client.get_executor(pure=False)
    return executor


def _end_with_parent() -> None:
    """End this process when the one that began it is killed; else it would wait for ever.

    Ctrl-C is for that one alone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
