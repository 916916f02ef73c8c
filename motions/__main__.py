"""The program ``motions``, which is ``python -m motions`` too."""

import atexit
import gc

from motions.cli.main import main

_ALLOCATIONS = 100_000
"""How many objects there may be more of before Python looks for cycles: far more than usual."""


def run() -> None:
    """Run the command line.

    Nearly all that a short command makes lasts until it ends. To look for cycles in it again and
    again, and once more at the end, would take a tenth of its time.
    """
    gc.set_threshold(_ALLOCATIONS)
    atexit.register(gc.freeze)
    main(prog_name="motions")


if __name__ == "__main__":
    run()
