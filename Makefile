# Every target on one screen: make help
SHELL := /bin/sh
PY := .venv/bin/python
SUITE ?= crash
SIZES ?=
DATA ?=
JSON ?=
ONLY ?=
BUNDLE ?=
OUT ?= dist/bundle
OCI ?= dist/muster-oci.tar
RELEASE ?=
ARGS ?=
BENCH = $(PY) -m tests.benchmarks
export SIZES DATA JSON ONLY BUNDLE

.PHONY: help setup setup-dev demo test test-full bench bench-reading bench-matching bench-search bench-delivery lint types wheels \
	check-offline build smoke bundle repro oci screenshots sample-data clean

help:            ## print this
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

setup:           ## make .venv with the locked wheels; Debian packages when root
	@sh packaging/setup.sh run

setup-dev:       ## the same with what tests and builds need
	@sh packaging/setup.sh dev

demo: setup      ## import, search, match and serve the sample data (ARGS=--no-serve ends after the shortlist)
	@sh packaging/demo.sh $(ARGS)

test: setup-dev  ## every suite with small counts, browser tests included
	$(PY) -m pytest -q $(ARGS)

test-full: setup-dev ## one suite with its full counts: SUITE=crash|delivery|hardened|hostile|jail|matching|search
	MUSTER_FULL=1 $(PY) packaging/test_full.py $(SUITE)

bench: setup-dev ## the whole program: files/s, page latency, start, memory, size (SIZES, JSON=file)
	$(PY) tests/benchmarks/bench_main.py

bench-reading: setup-dev ## reading against the sets in DATA=folder
	$(PY) tests/benchmarks/bench_reading.py

bench-matching: setup-dev ## one requisition against everybody (SIZES="10000 100000", JSON=file)
	$(PY) tests/benchmarks/bench_matching.py

bench-search: setup-dev ## the search engine side by side (SIZES="10000 100000")
	$(PY) tests/benchmarks/bench_search.py
	$(PY) tests/benchmarks/bench_page.py

bench-delivery: setup-dev ## the bundle and what is done with it (ONLY="part …", BUNDLE=folder, made if there is none)
	@test -n "$(BUNDLE)" || test -f dist/bundle/MANIFEST.json || $(MAKE) bundle OUT=dist/bundle
	$(PY) tests/benchmarks/bench_delivery.py

lint: setup-dev  ## ruff: format and rules
	.venv/bin/ruff format --check -q .
	.venv/bin/ruff check -q .

types: setup-dev ## mypy, strict
	.venv/bin/mypy

wheels:          ## fill offline_wheels/ with exactly the wheels of the manifest
	@/usr/bin/python3 packaging/wheels.py fill

check-offline: setup-dev ## install and import from offline_wheels/ alone, without a network
	@sh packaging/check_offline.sh

build: setup-dev ## the binary: dist/muster/muster
	@sh packaging/build.sh

smoke: build     ## drive the binary alone: import, search, match, serve, stop
	/usr/bin/python3 packaging/smoke.py dist/muster/muster

bundle: setup-dev ## the folder for the stick: OUT=folder (RELEASE=1 ROOTS=… KEYRING=… KEY=… for people)
	@MUSTER_ROOTS="$(ROOTS)" sh packaging/build.sh $(if $(RELEASE),--release)
	@$(PY) packaging/bundle/make.py $(OUT) $(if $(RELEASE),--release --keyring "$(KEYRING)" --key "$(KEY)")

repro:           ## build twice under different circumstances and compare the bytes
	@sh packaging/repro.sh

oci: build       ## the same program as an OCI image in a tar file, checked by running it: OCI=file
	@$(PY) packaging/oci/make.py $(OCI)
	@/usr/bin/python3 packaging/oci/check.py $(OCI)

screenshots: setup-dev ## the pictures of docs/use/
	$(PY) packaging/screenshots.py

sample-data: setup-dev ## write packaging/sample_data/files again
	$(PY) packaging/sample_data/make.py

clean:           ## remove what make made, .venv too
	rm -rf .venv build dist demo-data .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf appliance/doors/web/static/vendor
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
