"""``python -m motions`` is the command ``motions``."""

from motions.cli.main import main

if __name__ == "__main__":
    main(prog_name="motions")
