# The kit's commands. Each sets up .venv by itself, once; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: report final check status facts claims forms test test-long lint fuzz lab docs sheets bench help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
SIDE_BY_SIDE := --numprocesses 3 --dist loadfile
YEAR ?=
BOARD ?=
FILE ?=
CELLS := outputs/lint/cells

report: require-year .venv/ready ## Build the reports of a year: make report YEAR=2020 [BOARD=lrsab]
	@$(BIN)/sabreport build --year $(YEAR) $(if $(BOARD),--board $(BOARD))

final: require-year require-board .venv/ready ## Make a signed report final, and write publication/: make final YEAR=2020 BOARD=lrsab
	@$(BIN)/sabreport build --final --year $(YEAR) --board $(BOARD)

check: require-year .venv/ready ## Check params, extracts and notebooks without building: make check YEAR=2020 [BOARD=lrsab]
	@$(BIN)/sabreport check --year $(YEAR) $(if $(BOARD),--board $(BOARD))

status: require-year .venv/ready ## Show what each board has in hand and what is missing: make status YEAR=2020
	@$(BIN)/sabreport status --year $(YEAR) $(if $(BOARD),--board $(BOARD))

facts: require-year require-board .venv/ready ## List every figure with its name and its source: make facts YEAR=2020 BOARD=lrsab
	@$(BIN)/sabreport facts --year $(YEAR) --board $(BOARD)

claims: require-year require-board .venv/ready ## Say what each number in a text rests on: make claims YEAR=2020 BOARD=lrsab FILE=draft.docx
	@test -n "$(FILE)" || { echo 'Name the text, such as FILE=draft.docx.' >&2; exit 2; }
	@$(BIN)/sabreport claims "$(FILE)" --year $(YEAR) --board $(BOARD)

forms: require-year .venv/ready ## Write the Word form that each member fills in: make forms YEAR=2020 [BOARD=lrsab]
	@$(BIN)/sabreport template partners --year $(YEAR) $(if $(BOARD),--board $(BOARD))

test: .venv/ready ## Run the tests, but those that take long, in some minutes
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not long"

test-long: .venv/ready ## Run the tests that take long by nature: many edits, kills, harms, boards
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m long

lint: .venv/ready ## Look at the code without running it: format, style, types, dependencies, what nothing uses, imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/deptry lib
	@rm -rf $(CELLS) && $(BIN)/jupyter nbconvert --log-level=ERROR --to=python --output-dir=$(CELLS) notebooks/*/*.ipynb
	@$(BIN)/mypy $(CELLS)
	@$(BIN)/vulture lib scripts benchmarks $(CELLS)
	@$(BIN)/vulture tests lib scripts benchmarks $(CELLS)
	@$(BIN)/lint-imports --no-cache

fuzz: .venv/ready ## Look for files on which the readers crash or hang: make fuzz [SECONDS=3600] (needs pip install atheris)
	@$(BIN)/python tests/fuzz.py outputs/fuzz -max_total_time=$(or $(SECONDS),3600)

lab: .venv/ready ## Open JupyterLab on the chapters' notebooks
	@$(BIN)/jupyter lab notebooks/sab_annual_report

docs: .venv/ready ## Write what is generated: the data dictionary and the picture in the README
	@$(BIN)/python -m sabreport.dictionary docs/data_dictionary.md
	@$(BIN)/python scripts/make_picture.py

sheets: .venv/ready ## Take pictures of three reports for docs/contact_sheets, a few minutes (needs pdftoppm, LibreOffice, Chromium)
	@$(BIN)/python scripts/make_contact_sheets.py

bench: .venv/ready ## Time the kit beside its peers, and print ratios: make bench [PART=one|many|parallel|claims|review|drafts|words]
	@$(BIN)/python benchmarks/run.py $(PART)

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name what; do printf '  make %-10s %s\n' "$$name" "$$what"; done

.PHONY: require-year require-board
require-year:
	@case "$(YEAR)" in [12][0-9][0-9][0-9]) ;; *) echo 'Give the year in which the financial year ends, such as YEAR=2020 for 2019-20.' >&2; exit 2;; esac
require-board:
	@test -n "$(BOARD)" || { echo 'Name the board by its folder in params/, such as BOARD=lrsab.' >&2; exit 2; }

# Everything pinned and checked by hash; the file `ready` is written last, so that a broken-off install starts again.
.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or later is needed, and no python3 was found.' >&2; exit 1; }
	@$(PYTHON) scripts/set_up.py
