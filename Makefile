# Everything on a fresh machine with Python 3.11+: `make sweep` runs the main job, `make test` the tests.

PYTHON ?= python3
BIN := .venv/bin
MODEL ?=
SUITE ?= article nano:30
TOKENS ?= 512
OUT ?= runs/$(or $(notdir $(MODEL)),sweep)

export OMP_NUM_THREADS ?= 1

.PHONY: sweep test clients check nano clean

sweep: .venv/installed  ## 12 temperatures x 33 problems x 5 runs: table and page; MODEL=smollm2-135m for another model
	$(if $(filter smollm2-135m,$(MODEL)),$(BIN)/setpoint models pull $(MODEL))
	$(BIN)/setpoint sweep $(MODEL:%=--model %) --suite $(SUITE) --max-tokens $(TOKENS) --out $(OUT)

test: .venv/installed  ## unit and functional tests
	$(BIN)/python -m pytest

clients: .venv/clients  ## the server, asked by the clients of others (Python, Node), and tried against its own description
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest tests/clients tests/unit/server/test_schema.py

check: .venv/installed  ## style, types, layers, dependencies, dead code, spelling
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/vulture
	$(BIN)/codespell

nano: .venv/installed  ## train the bundled model again (one thread, about 85 minutes) and measure it
	$(BIN)/python -m tools.nano.train --out runs/nano
	$(BIN)/python -m tools.nano.evaluate runs/nano/model --out runs/nano/results

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

.venv/clients: .venv/installed tests/clients/package.json
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[clients]'
	cd tests/clients && PATH="$(CURDIR)/$(BIN):$$PATH" npm install --silent --no-audit --no-fund || \
	  echo "no packages for Node here: that test is skipped" >&2
	touch $@

clean:
	rm -rf .venv
