# The commands of this project; `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check fix prove bench environment developer

BIN := .venv/bin
# Production settings with values that mean nothing: only the settings themselves are checked.
PRODUCTION := DJANGO_SETTINGS_MODULE=qcdc_portal.settings.prod \
	SECRET_KEY=checked-by-make-check-0123456789-abcdefghijklmnopqrstuvwxyz ALLOWED_HOSTS=qcdc.example \
	DATABASE_URL=postgresql://checked@127.0.0.1:1/checked REDIS_URL=redis://127.0.0.1:1/0 \
	EMAIL_URL=smtp://127.0.0.1:25 DEFAULT_FROM_EMAIL=qcdc@example.invalid

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

environment:
	@tools/bootstrap.sh
	@tools/system_packages.sh

developer:
	@tools/bootstrap.sh --dev
	@tools/system_packages.sh

run: environment ## the portal with its database on this machine: PORT=8000 QCDC_DATA_DIR=var
	@exec $(BIN)/python -m qcdc_portal.run

test: developer ## the whole suite on a real database, broker and browser
	@tools/pdf_tools.sh
	@browser=$$(tools/browser.sh); QCDC_CHROMIUM="$$browser" $(BIN)/pytest -n auto --dist loadgroup $(ARGS)

check: developer ## format, lint, types, templates, import order, migrations, translations, settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/djlint templates --check --quiet
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=qcdc_portal.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=qcdc_portal.settings.test $(BIN)/python manage.py check_translations
	DJANGO_SETTINGS_MODULE=qcdc_portal.settings.test $(BIN)/python manage.py drawn_documents --check
	@export QCDC_SEAL_KEY_FILE=$$(mktemp -u); trap 'rm -f $$QCDC_SEAL_KEY_FILE' EXIT; set -x; \
	$(PRODUCTION) $(BIN)/python manage.py make_seal_key; \
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

fix: developer ## repairs what the checks can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint templates --reformat --quiet || true
	DJANGO_SETTINGS_MODULE=qcdc_portal.settings.test $(BIN)/python manage.py drawn_documents
	DJANGO_SETTINGS_MODULE=qcdc_portal.settings.test $(BIN)/python manage.py check_translations --update

prove: developer ## what does not fit the suite; writes docs/proofs
	@tools/pdf_tools.sh
	@office=$$(tools/office.sh); set -x; QCDC_SOFFICE="$$office" $(BIN)/pytest -m prove -n 0 -q
	$(BIN)/python -m bench.prove $(ARGS)

bench: developer ## how fast it is; writes docs/proofs
	$(BIN)/python -m bench $(ARGS)
