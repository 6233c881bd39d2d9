# Two commands for a fresh machine: `make grade` and `make test`.
# Both make `.venv` with everything in it first; PYTHON chooses the interpreter.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: grade test audit attacks clean

grade: .venv/ready
	$(BIN)/grade solutions
	@echo
	@echo 'Next: . .venv/bin/activate; grade init mine; grade mine'

test: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder
	$(BIN)/grade audit

# All right answers as well, and each mistake before its users: half an hour.
audit: .venv/dev
	ANSWERS=all $(BIN)/pytest -n 2 tests/test_answers.py
	$(BIN)/grade audit --answers tests/answers/right --pairs

# Every hostile submission at every level of isolation.
attacks: .venv/dev
	ATTACKS=all $(BIN)/pytest tests/test_hostile.py

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --disable-pip-version-check --editable .
	touch $@

.venv/dev: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --disable-pip-version-check --no-compile --editable ".[dev]"
	$(BIN)/python -m compileall -q -j 0 .venv/lib > /dev/null || true
	touch .venv/ready $@

clean:
	rm -rf .venv
