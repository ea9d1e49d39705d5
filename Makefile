# `make demo` and `make test` need Python 3.11 or newer, pip and make; everything else is installed into .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV := .venv/bin/uv
PY := .venv/bin/python
INSTALLED := .venv/.installed
export OMP_NUM_THREADS ?= 1

.PHONY: help demo test check lint types contract bench torture fuzz gold confidence ftm lock docs clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(UV):
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check "uv>=0.9,<1"

$(INSTALLED): uv.lock pyproject.toml | $(UV)
	$(UV) export --quiet --frozen --no-emit-project --output-file .venv/requirements.txt > /dev/null
	$(UV) pip install --quiet --python $(PY) --require-hashes --requirement .venv/requirements.txt
	$(UV) pip install --quiet --python $(PY) --no-deps --editable .
	@touch $@

demo: $(INSTALLED)  ## set up, read the bundled sample, show what was found, serve it (DEMO=--no-serve: without)
	@.venv/bin/retinue demo $(DEMO)

test: $(INSTALLED)  ## every test, in parallel; the gold in ../shared too when it is there
	$(PY) -m pytest --numprocesses 2 --dist loadgroup

check: lint types contract test  ## linters, types, import contract, tests

lint: $(INSTALLED)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: $(INSTALLED)
	.venv/bin/mypy

contract: $(INSTALLED)
	.venv/bin/lint-imports

bench: $(INSTALLED)  ## speed of each room and of the whole line against spaCy's default pipeline
	$(PY) benchmarks/line_bench.py
	$(PY) benchmarks/mixed_bench.py
	$(PY) benchmarks/flat_bench.py
	$(PY) benchmarks/pool_bench.py

torture: $(INSTALLED)  ## the reliability suite: kills, full disks, hostile documents; writes the table of docs/reliability.md
	TORTURE=full nice -n 5 $(PY) -m pytest tests/torture --numprocesses 2 --dist load
	$(PY) tools/docs.py

SECONDS ?= 60
fuzz: $(INSTALLED)  ## fuzz cleaning, dates and importers, SECONDS=60 each; what is found stops it
	$(UV) export --quiet --frozen --no-emit-project --group fuzz --output-file .venv/fuzz.txt > /dev/null
	$(UV) pip install --quiet --python $(PY) --require-hashes --requirement .venv/fuzz.txt
	for target in page text dates lists lines packed_lines warc packed_warc; do \
	  nice -n 10 $(PY) tests/torture/fuzz.py $$target $(SECONDS) || exit 1; done

gold: $(INSTALLED)  ## score the record against ../shared/gold/en and tests/sample gold, by field
	$(PY) -m pytest tests/gold --no-header -rA

confidence: $(INSTALLED)  ## fit the weights behind confidences anew on the annotated articles in GOLD="DIR …"
	$(UV) export --quiet --frozen --no-emit-project --group train --output-file .venv/train.txt > /dev/null
	$(UV) pip install --quiet --python $(PY) --require-hashes --requirement .venv/train.txt
	$(PY) tools/confidence.py $(GOLD)
	$(PY) tools/docs.py

ftm: $(INSTALLED)  ## validate the FollowTheMoney export with the library itself (needs a C++ compiler and ICU)
	$(UV) export --quiet --frozen --no-emit-project --group ftm --output-file .venv/ftm.txt > /dev/null
	$(UV) pip install --quiet --python $(PY) --require-hashes --requirement .venv/ftm.txt
	$(PY) -m pytest tests/export/test_export_ftm.py

lock: $(UV)  ## resolve dependencies anew; the lock names no index, so any index can serve it
	$(UV) lock
	$(PY) tools/lock.py

docs: $(INSTALLED)  ## rewrite the generated parts of docs/
	$(PY) tools/docs.py

clean:  ## remove what the targets made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis demo
