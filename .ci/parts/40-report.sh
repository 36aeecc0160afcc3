#!/usr/bin/env bash
# The report in a real browser: Playwright from PyPI with the system's Chromium.
set -euo pipefail
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
command -v chromium >/dev/null || command -v google-chrome >/dev/null || { as_root apt-get update -qq && as_root apt-get install -y -qq chromium; }
python3 -m venv .venv-report
.venv-report/bin/pip install -q -e '.[test,browser]'
CLEANER_HOSTS=required .venv-report/bin/python -m pytest tests/integrations/test_report_browser.py
