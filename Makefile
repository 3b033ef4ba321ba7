# What a newcomer needs: `make chat` and `make test`. Each does its own set-up in .venv.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: chat test check soak fuzz lint format passages docs screenshots wheel clean

chat: $(VENV)/installed
	@$(RUN)/onrecord chat

test: $(VENV)/installed-dev
	@$(RUN)/python -m pytest

# How good the answers are on a fresh index. The minimums lie one or two questions below what was measured, docs/check.md.
check: $(VENV)/installed
	rm -rf build/check/index
	$(RUN)/onrecord index data/passages.jsonl --to build/check/index
	$(RUN)/onrecord check data/questions.jsonl --index build/check/index --texts data/texts \
		--min Success@1=.76 --min Success@3=.85 --min RR@10=.82 --min nDCG@10=.82 --min R@10=.88 \
		--min SpeakerAccuracy=.98 --min SilencePrecision=.75 --min SilenceRecall=.71 --min Verbatim=1 --min Passed=.78 \
		--json build/check/report.json --html build/check/report.html --junit build/check/junit.xml

# Ten minutes of changes, questions and kills on an index: nothing acknowledged is lost, nothing is mixed.
soak: $(VENV)/installed
	$(RUN)/python bench/soak.py

# The laws on thousands of new articles, for the search for what no test knows yet.
fuzz: $(VENV)/installed-dev
	$(RUN)/python -m pytest tests/index --hypothesis-profile=fuzz -k "laws or any_text"

lint: $(VENV)/installed-dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

format: $(VENV)/installed-dev
	$(RUN)/ruff check --fix .
	$(RUN)/ruff format .

# The committed passages, read anew from the articles.
passages: $(VENV)/installed
	$(RUN)/onrecord read data/articles -o data/passages.jsonl

# docs/commands.md, from the commands' own help.
docs: $(VENV)/installed-dev
	$(RUN)/python docs/commands.py

# The pictures in docs/, in Chromium.
screenshots: $(VENV)/installed-dev
	PYTHONPATH=.:bench $(RUN)/python docs/screenshots.py

wheel: $(VENV)/installed-dev
	$(RUN)/python -m build --wheel --no-isolation

clean:
	rm -rf $(VENV) data/index build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("onrecord needs Python 3.11 or later; say which with make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "setting up $(VENV): the first time takes a few minutes"
	$(RUN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "setting up $(VENV): the first time takes a few minutes"
	$(RUN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/installed
