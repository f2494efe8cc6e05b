# The targets that people use; `make help` lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN    := $(VENV)/Scripts
endif
RUN    := $(BIN)/python

.PHONY: help setup test test-long check fix docs demo gazetteer train bench lock licences sbom clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/'

setup: $(VENV)/.ready  ## make the virtual environment with the locked dependencies

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup  ## run the tutorial's case from drafts to released editions, into demo/
	$(RUN) docs/demo.py demo

test: setup  ## run the tests (under ten minutes)
	$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not long"

test-long: setup  ## run what takes longer too
	$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: setup  ## lint, types, and whether the generated docs are current
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(RUN) docs/generate.py --check

fix: setup  ## mend what the linter can mend
	$(RUN) -m ruff check --fix .

docs: setup  ## write the generated pages: docs/cli.md, docs/rules.md, docs/checks.md
	$(RUN) docs/generate.py

gazetteer: setup  ## renew the list of places from GeoNames (needs the extra "gazetteer")
	$(RUN) docs/gazetteer.py

train: setup  ## fit anew what finds telling phrases and numbers, likely names, and who told (training/*.py; five minutes)
	$(RUN) training/train.py
	$(RUN) training/numbered.py
	$(RUN) training/capitals.py
	$(RUN) training/sources.py

BATCH := 10 100

bench: setup  ## measure speed, memory, the batch (BATCH="10 100 1000": an hour), formats and the review; one page: bench/bench.html
	$(RUN) docs/bench.py bench
	$(RUN) docs/bench_decision.py
	$(RUN) docs/bench_formats.py
	$(RUN) docs/bench_review.py
	$(RUN) docs/bench_batch.py bench/batch $(BATCH)
	$(RUN) docs/bench_page.py

lock: setup  ## renew requirements.lock (needs uv: python -m pip install uv)
	$(RUN) -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -q -o requirements.lock

licences: setup  ## write docs/licences.md from what is installed
	$(RUN) docs/supply.py licences

sbom: setup  ## write what the program is made of, with hashes and licences, as CycloneDX: dist/redact.cdx.json
	$(RUN) docs/supply.py sbom dist/redact.cdx.json

clean:  ## remove everything that was made
	rm -rf $(VENV) demo bench build dist .pytest_cache .mypy_cache .ruff_cache samples/*/drafts
