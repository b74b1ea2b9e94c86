# What a developer or a coordinator does, on one page. Needs git, make and Python 3.11+ with venv.
PY ?= python3
PORT ?= 8000
DAY ?= -12
export PORT
VENV := .venv
BIN := $(VENV)/bin
UV := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml

.PHONY: demo demo-data run dev test check lint fmt lock

demo: demo-data          ## Carrowby, served: make demo [FRESH=1] [DAY=-25|-12|0|24] [PORT=8000]
	DEMO=1 $(BIN)/python manage.py serve --port $(PORT)

demo-data: $(VENV)/.runs
	DEMO=1 $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	DEMO=1 $(BIN)/python manage.py demo --day=$(DAY) $(if $(FRESH),--fresh)

run: $(VENV)/.runs       ## your own network, empty at first
	DEMO=0 $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	DEMO=0 $(BIN)/python manage.py migrate --verbosity 0
	DEMO=0 $(BIN)/python manage.py serve --port $(PORT)

dev: $(VENV)/.tests      ## the demo's data on Django's reloading server
	DEMO=1 DEBUG=1 $(BIN)/python manage.py demo --day=$(DAY) $(if $(FRESH),--fresh)
	DEMO=1 DEBUG=1 $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: $(VENV)/.tests
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup $(ARGS)

check: $(VENV)/.tests    ## all that CI does
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python manage.py makemigrations --check --dry-run
	HTTPS=1 ALLOWED_HOSTS=tightrope.example SITE_URL=https://tightrope.example EMAIL_URL=smtp://localhost $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(MAKE) --no-print-directory test

lint: $(VENV)/.tests
	$(BIN)/ruff check .

fmt: $(VENV)/.tests
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:                    ## maintainers: needs uv
	$(UV) -o requirements.lock
	$(UV) --extra postgres --extra mail --group dev -o requirements-dev.lock

$(VENV)/bin/pip:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tightrope needs Python 3.11 or newer; name one with: make PY=python3.12 …"; exit 1; }
	@$(PY) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/.runs: $(VENV)/bin/pip requirements.lock | .env
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.tests: $(VENV)/bin/pip requirements-dev.lock | .env
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.runs

.env:                    ## this installation's own key, made once and never committed
	@(umask 077; printf 'SECRET_KEY=%s\nALLOWED_HOSTS=127.0.0.1,localhost\n' "$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')" > $@)
