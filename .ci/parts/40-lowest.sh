#!/usr/bin/env bash
# The oldest versions that pyproject.toml allows of what the library itself needs: the fixtures come out the same with them.
set -euo pipefail
python3 -m venv .venv-lowest
.venv-lowest/bin/pip install -q -e '.[test]'
oldest='import tomllib; print(*(one.replace(">=", "==") for one in tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]))'
read -ra pins < <(.venv-lowest/bin/python -c "$oldest")
.venv-lowest/bin/pip install -q "${pins[@]}"
.venv-lowest/bin/article-cleaner cases run
.venv-lowest/bin/python -m pytest tests/test_html_{document,foreign,prune,segment,state}.py tests/test_{public,render}.py
