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

docs:  ## the examples, sessions and links of the documentation, and the generated picture
	$(PYTHON) tools/picture.py --check
	$(PYTHON) -m pytest -q README.md docs tests/end_to_end/test_readme.py

bench:  ## the planner and, in short, the making of documents
	$(PYTHON) -m benchmarks.planning
	$(PYTHON) benchmarks/documents.py --quick
