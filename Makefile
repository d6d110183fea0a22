# Every target sets up what it needs. See README.md.
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := it_equipment
DCE := build/samples/$(SAMPLE)/DCE_$(SAMPLE).zip
REPORT := build/demo/rapport.html
# The day whose law applies in the demonstration: a launch after the Climate law's duties began.
AS_OF := 2026-10-01
SCORE := ../shared/tenders/score.py
# Annotated tenders of others, and the part of the corpus that is scored (the other one trains the learned baseline).
GOLD ?= ../shared/tenders
SPLIT ?= test
# Odd and broken files to try the readers on: any folder of files.
ODD ?= ../shared/files

.DELETE_ON_ERROR:
.PHONY: help test check demo bench evaluate score benchmark paraphrases model agree odd hostile fuzz fuzz-coverage matrix coverage lock clean

help:
	@echo "make demo   check a sample tender, write its HTML report"
	@echo "make test   all tests          make check  style, types, imports, rules"
	@echo "make bench  speed              make score  quality on annotated tenders, where present"
	@echo "make evaluate  all figures: samples written otherwise, corpus, annotated tenders where present"
	@echo "make model  train the model that proposes passages to review"
	@echo "make paraphrases  how much of the bank of wordings the rules find, and how often near misses deceive them"
	@echo "make odd    what becomes of a folder of odd files (ODD=FOLDER)"
	@echo "make matrix every rule on every other rule's texts  make coverage  renew docs/reference/coverage.md"
	@echo "make hostile files made to hurt: each contained, answered by name, the next one read"
	@echo "make fuzz   mutants of healthy files through the readers (MUTANTS=100000 SERIES=1 FIRST=0)"
	@echo "make lock   renew the locked versions              make clean"

.venv/installed: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

test: .venv/installed
	@.ci/debian-packages build/tests-that-remain
	$(BIN)/pytest -n 2 -m "$$(cat build/tests-that-remain)"

check: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/clausecheck rules lint

$(DCE): .venv/installed $(wildcard corpus/sources/$(SAMPLE)/*) $(wildcard corpus/generators/*.py)
	@$(BIN)/python -m corpus.generators.build build/samples $(SAMPLE)

# A sample has faults: they are what the demonstration shows, so they do not fail it (--fail-on never).
demo: $(DCE)
	@mkdir -p $(dir $(REPORT))
	@$(BIN)/clausecheck check $(DCE) --as-of $(AS_OF) --fail-on never
	@$(BIN)/clausecheck check $(DCE) --as-of $(AS_OF) --fail-on never --format html --output $(REPORT)
	@echo "Rapport HTML : $(abspath $(REPORT))"

bench: .venv/installed
	$(BIN)/python -m tests.speed.bench

evaluate: .venv/installed
	@$(BIN)/python -m corpus.generators.sample_gold build/evaluated/samples
	@$(BIN)/clausecheck evaluate build/evaluated/samples --robustness
	@$(BIN)/python -m corpus.generators.gold build/benchmark
	@$(BIN)/clausecheck evaluate build/benchmark --split $(SPLIT) --baselines
	@if [ -f $(GOLD)/gold.jsonl ]; then $(BIN)/clausecheck evaluate $(GOLD) --baselines --train build/benchmark; \
	else echo "$(GOLD) is not here: no real tender to measure on"; fi

score: .venv/installed
	@if [ -f $(SCORE) ]; then $(BIN)/python $(SCORE) --exe $(BIN)/clausecheck; \
	else echo "$(SCORE) is not here: nothing to measure against"; fi

# Some minutes: LibreOffice converts, Tesseract recognises.
agree: .venv/installed
	$(BIN)/python -m tests.agreement.run --losses

# The annotated tenders of corpus/, written apart from the rules: whoever mends rules reads the split dev alone.
benchmark: .venv/installed
	@$(BIN)/python -m corpus.generators.gold build/benchmark

# The model that proposes passages of a theme where no rule fires: the same examples give the same file.
model: benchmark
	@$(BIN)/python -m corpus.training build/benchmark

# Clauses and near misses as many buyers word them; figures of both halves, texts of neither.
paraphrases: .venv/installed
	@for split in dev test; do echo "$$split"; $(BIN)/python -m corpus.paraphrases.measure --split $$split || exit 1; done

odd: .venv/installed
	@if [ -d $(ODD) ]; then $(BIN)/python tests/odd/tally.py $(ODD); else echo "$(ODD) is not here: name a folder, make odd ODD=…"; fi

matrix: .venv/installed
	$(BIN)/clausecheck rules matrix tests/rules/matrix.yaml

coverage: .venv/installed
	$(BIN)/clausecheck rules coverage --markdown > docs/reference/coverage.md
	@$(BIN)/clausecheck rules coverage

hostile: .venv/installed
	$(BIN)/python tests/hostile/run.py

# Mutant K of a series is always the same file: FIRST goes on where a run ended. Those that fail are kept in build/fuzz/;
# .venv/bin/python tests/fuzz/run.py --minimise FILE makes one small.
MUTANTS ?= 100000
SERIES ?= 1
FIRST ?= 0
fuzz: .venv/installed
	$(BIN)/python tests/fuzz/run.py --mutants $(MUTANTS) --series $(SERIES) --first $(FIRST)

# Needs atheris in .venv: pip install atheris. SECONDS_EACH for each of the pure parsers.
SECONDS_EACH ?= 60
fuzz-coverage: .venv/installed
	@for target in quantities names zip wire rules; do \
		$(BIN)/python tests/fuzz/coverage.py $$target -max_total_time=$(SECONDS_EACH) || exit 1; done

# Needs pip-tools in the environment of PYTHON. No option that would write the name of an index into the files.
COMPILE := -m piptools compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock:
	$(PYTHON) $(COMPILE) --output-file requirements.lock pyproject.toml
	$(PYTHON) $(COMPILE) --extra dev --build-deps-for editable --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf .venv build dist
