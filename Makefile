# The commands of the project; `make help` lists them. Paths are relative, so the folder may lie anywhere.

PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet --progress-bar off
STAMPS := $(VENV)/.stamps

# Bytecode is kept wherever these commands run, so that workers and processes need not compile the same again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup setup-dev run test soak check bench screenshots lock clean always

help: ## these lines
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/p' Makefile | expand -t 22

setup: $(STAMPS)/lus ## .venv with the app and its pinned libraries (.venv/bin/lus)

setup-dev: $(STAMPS)/lus $(STAMPS)/dev ## … and the tools for tests and benchmarks

run: setup ## the app on http://127.0.0.1:8501 (PORT=… for another); demo data where no store exists
	@data="$${LUS_DATA:-data}"; case "$$data" in *://*) ;; *) \
	    [ -d "$$data/store" ] || [ -d "$$data/demo/store" ] || $(BIN)/lus demo ;; esac
	@exec $(BIN)/lus serve --port $(PORT)

# Polars with a thread for each worker: small frames gain nothing from more, and the workers fill the cores.
# mypy has one core's work for half a minute, so it goes beside the tests; what it says stands last, and fails alike.
test: setup-dev lint ## everything: style, types, every kind of test with small budgets
	@CHROMIUM="$$($(BIN)/python tools/find_browser.py)" || exit 1; export CHROMIUM; \
	    $(BIN)/mypy > $(STAMPS)/types 2>&1 & types=$$!; \
	    POLARS_MAX_THREADS=1 $(BIN)/python -m pytest -m "not soak" -n 3 --dist loadfile; tests=$$?; \
	    wait $$types; types=$$?; cat $(STAMPS)/types; exit $$((tests ? tests : types))

soak: setup-dev ## the long versions of the tests
	@CHROMIUM="$$($(BIN)/python tools/find_browser.py)" && export CHROMIUM && \
	    LUS_SOAK=1 $(BIN)/python -m pytest

.PHONY: lint style
lint:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

style: lint
	@$(BIN)/mypy

check: setup-dev style ## style, types and the layers, in seconds
	@$(BIN)/python -m pytest -q tests/house

bench: setup-dev ## the speed figures, each beside what one would use instead
	@$(BIN)/python -m benchmarks

screenshots: setup-dev ## pictures of the pages, and the three in README
	@CHROMIUM="$$($(BIN)/python tools/find_browser.py)" && export CHROMIUM && \
	    $(BIN)/python tools/screenshots.py

# The pins hold for Python 3.11–3.13 on every platform and name no index: the machine's own is used.
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --quiet
lock: ## compile both requirements files again from pyproject.toml (needs uv)
	$(COMPILE) --group build -o requirements.txt
	$(COMPILE) --group build --group dev -c requirements.txt -o requirements-dev.txt

clean: ## remove what these commands made, but never data/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist screenshots *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A .venv knows the folder it was made in: one that was moved or copied along would run the old folder's code.
# It is made again then, and where its Python is gone.
ifneq ($(shell $(BIN)/python -c pass 2>/dev/null && cat $(STAMPS)/folder),$(CURDIR))
$(STAMPS)/folder: always
endif

$(STAMPS)/folder:
	@python="$$(PYTHON="$(PYTHON)" sh tools/find_python.sh)" || exit 1; \
	    echo "Skapar $(VENV) med $$("$$python" --version) …"; \
	    "$$python" -m venv --clear $(VENV) && $(BIN)/python -m pip --version >/dev/null || { \
	    echo "Det gick inte att skapa $(VENV) med pip. Kör: sudo apt install python3-venv, och sedan make igen. (Could not make .venv with pip.)" >&2; exit 1; }
	@mkdir -p $(STAMPS) && pwd -P > $@

$(STAMPS)/runtime: requirements.txt $(STAMPS)/folder
	@echo "Installerar biblioteken (requirements.txt) …"
	@$(PIP) --require-hashes -r requirements.txt
	@touch $@

$(STAMPS)/lus: pyproject.toml $(STAMPS)/runtime
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# Compiled when it is first imported: most of the tools' modules never are.
$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/runtime
	@echo "Installerar utvecklingsverktygen (requirements-dev.txt) …"
	@$(PIP) --no-compile --require-hashes -r requirements-dev.txt
	@touch $@
