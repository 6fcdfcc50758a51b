# Every target installs what it needs, and can run twice.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# The tests and the guide start the program hundreds of times; without its bytecode each start takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo test lint docs bench clean

setup: $(READY)

# uv is fast; if pip cannot install it, pip does the same work.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "frictionaudit needs Python 3.11 or newer"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv 2>/dev/null || true
	@if test -x $(BIN)/uv; \
	then $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python -c constraints.txt -e '.[dev]'; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'; fi
	@touch $@

# Audits the twelve scenes. Findings are the purpose of the demo, so they do not fail it.
demo: $(READY)
	@$(BIN)/frictionaudit audit processes/*.yaml --fail-on never
	@echo
	@echo "The effect of the improved return procedure:"
	@$(BIN)/frictionaudit diff processes/return-a-product.yaml processes/improved/return-a-product.yaml
	@echo
	@echo "A plan with up to three simplifications:"
	@$(BIN)/frictionaudit plan processes/return-a-product.yaml --max-changes 3 --show 1
	@mkdir -p build
	@$(BIN)/frictionaudit audit processes/*.yaml --fail-on never --format html > build/report.html
	@echo "The full report, to read and print: build/report.html"
	@echo "Next: $(BIN)/frictionaudit audit processes/return-a-product.yaml"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest -n auto --dist loadgroup -q

# Rewrites the generated reference, and the output in the guide and the README. A test fails if they are out of date.
docs: $(READY)
	$(BIN)/python docs/generate.py

bench: $(READY)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
