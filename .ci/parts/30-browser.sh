#!/usr/bin/env bash
# A real Chromium, by Playwright from PyPI with the system's browser: a page whose text arrives by script, and the report.
set -euo pipefail
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
command -v chromium >/dev/null || { as_root apt-get update -qq && as_root apt-get install -y -qq chromium; }
python3 -m venv .venv-browser
.venv-browser/bin/pip install -q -e '.[test,browser]'
CLEANER_HOSTS=required .venv-browser/bin/python -m pytest tests/integrations/test_{playwright,report_browser}.py
