# The two commands a user needs: make run, make test. The rest is for those who change the code.
# Python 3.11 to 3.13; choose one with `make PYTHON=python3.12 ...`.

PYTHON ?= python3
CONFIG ?= config.yaml

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
INSTALLED := .venv/installed
DEVELOPING := .venv/developing
PIP := -m pip --disable-pip-version-check --quiet install --no-deps

.PHONY: run test faults check format lint types contracts docs lock wheels test-lowest bench-speed clean

run: $(INSTALLED)  ## run config.yaml end to end; the report is in outputs/latest
	$(BIN)/themeline run $(CONFIG)

# one more than there are processors, since many tests wait for processes of their own
WORKERS := $(shell $(PYTHON) -c "import os; print(min(4, os.cpu_count() + 1))")

test: $(DEVELOPING)  ## pass the tests
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

TALLY := tests/artefacts/faults.jsonl

faults: $(DEVELOPING)  ## hit every write, damage every file: all of what `make test` tries a part of
	mkdir -p $(dir $(TALLY)) && rm -f $(TALLY)
	THEMELINE_TALLY=$(TALLY) $(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 \
	    --dist load --timeout 3600 tests/faults
	$(BIN)/python tests/faults/tally.py $(TALLY) docs/faults.md

check: $(DEVELOPING) lint types contracts test  ## everything that CI asks

format: $(DEVELOPING)  ## rewrite the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(DEVELOPING)  ## code, scripts and templates; what linters cannot ask is in tests/architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/oxlint pipeline tests
	$(BIN)/djlint pipeline --lint --quiet

types: $(DEVELOPING)
	$(BIN)/mypy

contracts: $(DEVELOPING)
	$(BIN)/lint-imports

docs: export NO_MKDOCS_2_WARNING = 1
docs: $(DEVELOPING)  ## the pages as a site in site/; what is dead in them stops it
	$(BIN)/python -m docs
	$(BIN)/mkdocs build --strict --quiet

bench-speed: $(INSTALLED)  ## time the commands on the papers; python -m benchmarks.speed --help says what else
	$(BIN)/python -m benchmarks.speed

# Both closures with hashes and without download addresses, for every supported platform and
# Python at once: what a run takes, and what development takes beyond it. They are one
# resolution, cut in two; a package that development takes on more platforms than a run does
# is in both. uv resolves; pip installs. Versions stay unless pyproject.toml forbids
# them or UPGRADE=--upgrade is given.
UV := .venv-lock/bin/uv
RESOLVE = $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
    --no-header --quiet
ALL := .venv-lock/all.txt

lock: $(UV)  ## resolve pyproject.toml into the two locks again
	cat requirements.lock requirements-dev.lock > $(ALL)
	$(RESOLVE) $(UPGRADE) --group dev --output-file $(ALL)
	cp $(ALL) requirements.lock
	$(RESOLVE) --group build --output-file requirements.lock
	cp $(ALL) requirements-dev.lock
	$(RESOLVE) --group dev --output-file requirements-dev.lock \
	    $$(grep -Fxf requirements.lock $(ALL) | sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p')
	$(MAKE) wheels

# The hashes in a lock do not say what they are of; the registry does.
PLATFORMS := x86_64-manylinux_2_28 aarch64-manylinux_2_28 aarch64-apple-darwin x86_64-pc-windows-msvc

wheels: $(UV)  ## see that all that is locked has a wheel for every supported platform and Python
	@for platform in $(PLATFORMS); do for python in 3.11 3.12 3.13; do \
	    echo "wheels for $$platform, Python $$python"; \
	    MACOSX_DEPLOYMENT_TARGET=14.0 $(UV) pip install --dry-run --quiet --no-deps \
	        --require-hashes --only-binary :all: --python-platform $$platform \
	        --python-version $$python --target .venv-lock/nothing \
	        -r requirements.lock -r requirements-dev.lock || exit 1; \
	done; done

LOWEST := .venv-lowest/bin/python

test-lowest: $(UV)  ## pass the quick tests with the lowest versions that pyproject.toml allows
	python3.11 -m venv --clear .venv-lowest
	$(UV) pip compile pyproject.toml --group build --group test --resolution lowest-direct \
	    --python $(LOWEST) --only-binary :all: --no-header --quiet \
	    --output-file .venv-lowest/requirements.txt
	$(LOWEST) $(PIP) --only-binary :all: -r .venv-lowest/requirements.txt
	$(LOWEST) $(PIP) --no-build-isolation --editable .
	$(LOWEST) -m pytest -m "not model" tests/assign tests/cli/test_commands.py tests/cluster \
	    tests/describe tests/embed tests/evaluate tests/load tests/reduce

$(UV):
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python $(PIP) uv

clean:  ## remove the environment and caches; outputs stay
	rm -rf .venv .venv-lock .venv-lowest site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis tests/artefacts

# Each line of a lock carries its hash, so nothing is resolved and nothing else is fetched.
# pip compiles Python to bytecode; UMAP's machine code, made by numba, belongs beside it.
$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else f'Themeline needs Python 3.11 to 3.13; this is {sys.version.split()[0]}. Name another: make PYTHON=python3.12')"
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python $(PIP) --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python $(PIP) --no-build-isolation --editable .
	@echo "compiling UMAP, once for this environment ..."
	$(BIN)/python -c "from pipeline.reduce.umap import UMAP; UMAP().prepare(100)"
	$(BIN)/python -c "open('$(INSTALLED)', 'w').close()"

$(DEVELOPING): $(INSTALLED) requirements-dev.lock
	$(BIN)/python $(PIP) --require-hashes --only-binary :all: -r requirements-dev.lock
	$(BIN)/python -c "open('$(DEVELOPING)', 'w').close()"
