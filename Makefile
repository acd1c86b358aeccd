# The two that set everything up on a fresh machine: make briefing, make test.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SAMPLE ?= 120
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: briefing test web vscode pull-proof coverage mutants fuzz bench lint types contracts check wheel site desktop container sbom fonts lock clean

briefing: $(VENV)/.runtime
	$(BIN)/jzdocs build

test: $(VENV)/.dev
	@$(if $(COVERAGE),mkdir -p build/coverage)
	$(BIN)/python -m pytest $(if $(COVERAGE),--cov --cov-report=term)

# edits every paragraph of every sample in every way and prints how many edits come home
pull-proof: $(VENV)/.dev
	JZDOCS_PULL_PROOF=1 $(BIN)/python -m pytest -n 0 -s tests/pull/test_every_edit.py

# the tests once, with branch coverage; fails below the share that pyproject.toml asks for
coverage:
	$(MAKE) test COVERAGE=1

# plants SAMPLE faults and sees whether the tests notice; MODULES="layout style/load" chooses folders or modules
mutants: $(VENV)/.dev
	PYTHONPATH=tools $(BIN)/python -m mutants --sample $(SAMPLE) $(if $(SEED),--seed $(SEED)) $(MODULES)

# damages inputs of every kind for SECONDS and looks for internal errors; the cases are those of SEED
fuzz: $(VENV)/.dev
	PYTHONPATH=tools:src $(BIN)/python -m fuzz --seconds $(or $(SECONDS),30) $(if $(SEED),--seed $(SEED))

# the page of `jzdocs serve`, into the package; users of the wheel need no npm
web: src/jzdocs/serve/static/index.html

web/node_modules/.installed: web/package.json web/package-lock.json web/.npmrc
	npm --prefix web ci --silent --no-audit --no-fund
	@touch $@

src/jzdocs/serve/static/index.html: web/node_modules/.installed web/build.mjs web/tsconfig.json $(shell find web/src -type f)
	npm --prefix web run --silent types
	npm --prefix web run --silent build
	@touch $@

# the extension for VS Code: editors/vscode/jzdocs.vsix
vscode: editors/vscode/jzdocs.vsix

editors/vscode/node_modules/.installed: editors/vscode/package.json editors/vscode/package-lock.json editors/vscode/.npmrc
	npm --prefix editors/vscode ci --silent --no-audit --no-fund
	@touch $@

editors/vscode/jzdocs.vsix: editors/vscode/node_modules/.installed $(shell find editors/vscode/src editors/vscode/syntaxes editors/vscode/l10n -type f) $(wildcard editors/vscode/package.nls*.json)
	npm --prefix editors/vscode run --silent package
	@touch $@

bench: $(VENV)/.bench
	$(BIN)/python bench/run.py
	$(BIN)/python bench/growth.py
	$(if $(wildcard src/jzdocs/serve/static/index.html),$(BIN)/python bench/typing_to_page.py)

lint: $(VENV)/.dev
	$(BIN)/ruff check src tests fonts bench tools packaging
	$(BIN)/ruff format --check src tests fonts bench tools packaging

types: $(VENV)/.dev
	$(BIN)/mypy
	MYPYPATH=tools $(BIN)/mypy -p mutants

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

check: lint types contracts test

# wheel and sdist; the same sources give the same bytes, SOURCE_DATE_EPOCH sets the dates in them
wheel: $(VENV)/.dev web
	$(BIN)/python -m build --wheel --sdist --no-isolation

# the documentation in Chinese and English, into build/site: pictures drawn, references generated, every link checked
site: $(VENV)/.dev
	PYTHONPATH=tools:src $(BIN)/python -m docsite --out build/site

# a program of one file for this system, which is then tried
desktop: $(VENV)/.desktop web
	PYTHONPATH=src $(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist/desktop --workpath build/desktop packaging/jzdocs.spec
	$(BIN)/python packaging/try_desktop.py dist/desktop/jzdocs

# the steps of the Containerfile, where there is no container engine; from the wheel and its locked packages alone
container:
	$(PYTHON) packaging/try_container.py

# what a run of jzdocs is made of, as CycloneDX
sbom: $(VENV)/bin/python
	@mkdir -p build
	$(BIN)/python tools/sbom.py > build/jzdocs.cdx.json

# needs npm; makes fonts/*.ttf again from the named originals
fonts: $(VENV)/.dev
	$(BIN)/python fonts/make_fonts.py

# keeps the versions that are locked and still fit pyproject.toml; `make lock UPGRADE=--upgrade` takes the newest.
# pip-tools gets an environment of its own.
COMPILE = "$$tools"/bin/python -m piptools compile -q $(UPGRADE) --strip-extras --generate-hashes --no-header \
  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra build --extra serve
lock:
	set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(PYTHON) -m venv "$$tools"; "$$tools"/bin/python -m pip install --quiet pip-tools; \
	$(COMPILE) -o lock/runtime.txt pyproject.toml; \
	$(COMPILE) --extra data --extra cluster --extra dev --extra fonts -c lock/runtime.txt -o lock/dev.txt pyproject.toml; \
	$(COMPILE) --extra bench -c lock/runtime.txt -o lock/bench.txt pyproject.toml; \
	$(COMPILE) --extra desktop -c lock/runtime.txt -o lock/desktop.txt pyproject.toml
	sed -i '1i # Made by `make lock`; versions are pinned with the hashes of their files.\n' lock/runtime.txt lock/dev.txt lock/bench.txt lock/desktop.txt

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("jzdocs needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: lock/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r lock/runtime.txt
	$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: lock/dev.txt $(VENV)/.runtime
	$(PIP) install --require-hashes -r lock/dev.txt
	@touch $@

$(VENV)/.bench: lock/bench.txt $(VENV)/.runtime
	$(PIP) install --require-hashes -r lock/bench.txt
	@touch $@

$(VENV)/.desktop: lock/desktop.txt $(VENV)/.runtime
	$(PIP) install --require-hashes -r lock/desktop.txt
	@touch $@

clean:
	rm -rf $(VENV) build dist .external web/node_modules editors/vscode/node_modules editors/vscode/dist src/jzdocs/serve/static .pytest_cache .mypy_cache .ruff_cache .hypothesis
