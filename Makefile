# One door for every command; CI uses the same ones.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check lint types imports unit lock bench clean words

run: ## set up and open a chat on the embedded fact base
	@$(PYTHON) scripts/bootstrap.py run
	@$(BIN)/factbot chat

test: ## set up and run every check and every test
	@$(PYTHON) scripts/bootstrap.py dev
	@$(MAKE) --no-print-directory lint types imports unit

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

unit:
	$(BIN)/pytest --cov -n 2 --dist loadscope

lock: ## write locks/*.txt anew
	scripts/lock.sh

bench:
	$(BIN)/python -m bench

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage dist

words: ## bring the catalogues up to date with the sentences in the code
	$(BIN)/pybabel -q extract -F babel.cfg --no-default-keywords -k say -k counted:1,2 -k N_ --sort-output --no-location --project=factbot -o bot/wording/locale/factbot.pot .
	$(BIN)/pybabel -q update -i bot/wording/locale/factbot.pot -d bot/wording/locale -D factbot --no-fuzzy-matching --ignore-obsolete
	@# Babel adds headers that say nothing here and differ with each run.
	sed -i -E '/^"(Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):/d' bot/wording/locale/*/LC_MESSAGES/factbot.po
	rm bot/wording/locale/factbot.pot
