# Two commands do all the set-up: `make demo` and `make test`. Both install into .venv, and nothing outside it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# From a folder whose name is not plain ASCII the package is copied: Python reads the path of an editable install in the
# encoding of the locale, and fails where that is not UTF-8.
EDITABLE := $(if $(shell printf %s '$(CURDIR)' | LC_ALL=C tr -d ' -~'),,-e)
COPIED := $(if $(EDITABLE),,$(shell find negcli schemas -name '*.py' -o -name '*.yaml' -o -name '*.json'))

.PHONY: demo test fuzz editors bundle docs bench clean

demo: $(VENV)/.installed
	$(BIN)/negcli demo --into build/demo

test: $(VENV)/.tested editors
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto -rs -m 'registry or not registry'

# The language server that editors use, into build/, so that tests/test_editors.py asks the real one. Where it cannot be
# had, the others still run and these are skipped, saying why.
SERVER := yaml-language-server@>=1.19 <2
editors:
	@test -d build/editors/node_modules/yaml-language-server || npm install --prefix build/editors --no-save \
		--no-package-lock --no-audit --no-fund --loglevel=error '$(SERVER)' \
		|| echo 'NOTE: $(SERVER) could not be installed (no npm, or no registry); the tests of editors are skipped.'

# A folder from which negcli is installed without a network, for this computer or another:
# make bundle PLATFORM=win_amd64 PYTHON_VERSION=3.12
bundle: $(VENV)/.tested
	$(BIN)/python -m bundle '$(PLATFORM)' '$(PYTHON_VERSION)'

# The handbook in Chinese and English, as static pages: build/docs/index.html.
docs: $(VENV)/.documented
	$(BIN)/python -m handbook build/docs

# A minute of random bytes: always the same ones, so that a failure can be repeated; others with make fuzz FROM=123.
FROM ?= 1000
fuzz: $(VENV)/.tested
	NEGCLI_FUZZ_SECONDS=60 NEGCLI_FUZZ_FROM=$(FROM) $(BIN)/python -m pytest -n0 tests/test_fuzz.py

bench: $(VENV)/.benched
	$(BIN)/python -m benchmarks

$(VENV)/.installed: pyproject.toml $(COPIED)
	@echo 'Installing negcli and what it needs into $(VENV) · 正在安装到 $(VENV) …'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(EDITABLE) .
	touch $@

$(VENV)/.tested: pyproject.toml $(VENV)/.installed
	@echo 'Installing what the tests need · 正在安装测试所需的程序包 …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

$(VENV)/.documented: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	touch $@

$(VENV)/.benched: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	touch $@

clean:
	rm -rf $(VENV) build dist
