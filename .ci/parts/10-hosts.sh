#!/usr/bin/env bash
# The programs that call the library: Scrapy, the extractors and parsers, crawl4ai, LangChain, Haystack, LlamaIndex, tables, pytest.
set -euo pipefail
python3 -m venv .venv-hosts
.venv-hosts/bin/pip install -q -U 'pip>=25' # older ones fail on lxml[html_clean] asked for twice
.venv-hosts/bin/pip install -q -e '.[test,hosts]'
CLEANER_HOSTS=required .venv-hosts/bin/python -m pytest tests/integrations/test_{recipes,scrapy,documents,objects,pytest}.py \
  src/cleaner/integrations --ignore=src/cleaner/integrations/datatrove.py # which is tested with the engines
