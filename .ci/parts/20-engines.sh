#!/usr/bin/env bash
# The recipes of docs/engines.md against the real engines; Spark needs Java 17 or later, datatrove's WARC reader libmagic.
set -euo pipefail
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
debian() { as_root apt-get update -qq && as_root apt-get install -y -qq "$@"; }
command -v java >/dev/null || debian default-jre-headless
python3 -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library("magic"))' || debian libmagic1
python3 -m venv .venv-engines
.venv-engines/bin/pip install -q -e '.[test,arrow,datatrove,ray,spark]' datasets duckdb polars
CLEANER_HOSTS=required .venv-engines/bin/python -m pytest tests/integrations/test_{arrow,engines}.py \
  src/cleaner/arrow.py src/cleaner/integrations/{datatrove,ray,spark}.py
