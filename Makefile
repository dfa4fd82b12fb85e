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

.PHONY: run test check format lint types contracts docs lock bench-speed clean

run: $(INSTALLED)  ## run config.yaml end to end; the report is in outputs/latest
	$(BIN)/themeline run $(CONFIG)

test: $(INSTALLED)  ## pass the tests
	$(BIN)/python -m pytest

check: $(INSTALLED) lint types contracts test  ## everything that CI asks

format: $(INSTALLED)  ## rewrite the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(INSTALLED)  ## code, scripts and templates; what linters cannot ask is in tests/architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/oxlint pipeline tests
	$(BIN)/djlint pipeline --lint --quiet

types: $(INSTALLED)
	$(BIN)/mypy

contracts: $(INSTALLED)
	$(BIN)/lint-imports

docs: export NO_MKDOCS_2_WARNING = 1
docs: $(INSTALLED)  ## the pages as a site in site/; what is dead in them stops it
	$(BIN)/python -m docs
	$(BIN)/mkdocs build --strict --quiet

bench-speed: $(INSTALLED)  ## time the commands on the papers; python -m benchmarks.speed --help says what else
	$(BIN)/python -m benchmarks.speed

# The complete closure with hashes and without download addresses, for every supported
# platform and Python at once. uv resolves; pip installs.
lock:  ## resolve pyproject.toml into requirements.lock again
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --upgrade uv
	.venv-lock/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-header --quiet --output-file requirements.lock
	rm -rf .venv-lock

clean:  ## remove the environment and caches; outputs stay
	rm -rf .venv .venv-lock site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis tests/artefacts

# Each line of the lock carries its hash, so nothing is resolved and nothing else is fetched.
# pip compiles Python to bytecode; UMAP's machine code, made by numba, belongs beside it.
$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else f'Themeline needs Python 3.11 to 3.13; this is {sys.version.split()[0]}. Name another: make PYTHON=python3.12')"
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo "compiling UMAP, once for this environment ..."
	$(BIN)/python -c "from pipeline.reduce.umap import UMAP; UMAP().prepare(100)"
	$(BIN)/python -c "open('$(INSTALLED)', 'w').close()"
