.PHONY: demo test
PYTHON ?= python3

demo:
	@$(PYTHON) run.py demo
test:
	@$(PYTHON) run.py test
