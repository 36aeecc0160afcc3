# A page whose text arrives by script, in a real Chromium.
command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; } ||
  { sudo apt-get update -qq && sudo apt-get install -y -qq chromium; }
python3 -m venv .venv-browser
.venv-browser/bin/pip install -q -e '.[test,browser]'
CLEANER_HOSTS=required .venv-browser/bin/python -m pytest tests/integrations/test_playwright.py
