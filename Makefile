# What a developer runs; .ci/run does all of it, from a bare machine.
PYTHON ?= .venv/bin/python

.PHONY: quick test lint docs bench

quick:  ## the tests that start no program, and what they cost: half a minute
	$(PYTHON) tools/quick_tests.py

test:  ## every test
	$(PYTHON) -m pytest

lint:  ## ruff and mypy
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

docs:  ## the examples, sessions and links of the documentation, and the generated pages
	$(PYTHON) tools/picture.py --check
	$(PYTHON) tools/walks.py
	$(PYTHON) -m pytest -q README.md docs tests/end_to_end/test_readme.py

bench:  ## both benchmarks in short; without --quick they write their reports
	$(PYTHON) -m benchmarks.planning --quick
	$(PYTHON) benchmarks/documents.py --quick
