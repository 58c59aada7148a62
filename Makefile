# Everything a person does with a checkout. `make run` and `make test` set the machine up by themselves.
# Windows without make: the same in README.md. Another Python: make PYTHON=python3.12 run

ifeq ($(OS),Windows_NT)
PYTHON ?= py
VENV_PYTHON := .venv/Scripts/python.exe
else
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
endif

NAME ?=
ARGS ?=
MINUTES ?=

.DEFAULT_GOAL := help
.PHONY: help setup setup-bench setup-bundle bundle run test check bench torture lock screenshots guide clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 22

setup: ## system packages (Debian, Ubuntu) and .venv; nothing if they are there
	@"$(PYTHON)" .ci/setup.py

setup-bench:
	@"$(PYTHON)" .ci/setup.py --bench

setup-bundle:
	@"$(PYTHON)" .ci/setup.py --bundle

run: setup ## set up if need be, then start the program (ARGS="…" is handed on)
	@$(VENV_PYTHON) main.py $(or $(ARGS),--demo)

test: export QT_QPA_PLATFORM := offscreen
test: setup ## set up if need be, then all tests (ARGS="-k words" for some)
	$(VENV_PYTHON) -m pytest -n 2 --dist loadfile $(ARGS)

check: setup ## lint, types, layers, then all tests
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m mypy
	$(VENV_PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])"
	@$(MAKE) --no-print-directory test

bench: setup-bench ## measure against peers: NAME=routing ARGS="--data DIR"; without NAME all
	$(VENV_PYTHON) -m benchmarks $(NAME) $(ARGS)

torture: export QT_QPA_PLATFORM := offscreen
torture: setup ## mistreat it for half an hour (MINUTES=5 for a short one; ARGS="kills power" for some rows)
	$(VENV_PYTHON) -m tests.torture $(if $(MINUTES),--minutes $(MINUTES)) $(ARGS)

lock: setup ## resolve the dependencies anew (ARGS=--upgrade for newer ones)
	@$(VENV_PYTHON) -m uv --version >/dev/null 2>&1 || $(VENV_PYTHON) -m pip install --quiet uv
	$(VENV_PYTHON) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 pyproject.toml \
		--group dev -o requirements.lock --custom-compile-command "make lock" $(ARGS)
	$(VENV_PYTHON) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
		--group bench -c requirements.lock -o requirements-bench.lock --custom-compile-command "make lock" $(ARGS)
	$(VENV_PYTHON) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
		--group bundle -c requirements.lock -o requirements-bundle.lock --custom-compile-command "make lock" $(ARGS)

screenshots: setup ## pictures of every screen in out/screens (ARGS=--all for every look)
	@QT_QPA_PLATFORM=offscreen $(VENV_PYTHON) -m wms.gui.screenshots $(ARGS)

guide: setup ## take the pictures of the user guide anew, in both languages
	@QT_QPA_PLATFORM=offscreen $(VENV_PYTHON) -m wms.gui.guide_pictures $(ARGS)

clean: ## caches and build leftovers; .venv and your databases stay
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis ./*.egg-info
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
