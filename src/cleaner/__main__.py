"""``python -m cleaner``: the command without its installed name."""

from __future__ import annotations

from cleaner.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
