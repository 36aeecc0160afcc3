"""The one command that must be green: format, lint, types, packs, tests and fixtures.

``python check.py`` checks; ``python check.py --write`` also formats and rebuilds what is generated.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

WRITE = "--write" in sys.argv[1:]
PYTHON = sys.executable
CLEANER = [PYTHON, "-m", "cleaner"]
STEPS = {
    "build": [*CLEANER, "packs", "build"] if WRITE else None,
    "structure": [PYTHON, "tests/structure.py"] if WRITE else None,
    "format": [PYTHON, "-m", "ruff", "format", *([] if WRITE else ["--check"]), "."],
    "lint": [PYTHON, "-m", "ruff", "check", *(["--fix"] if WRITE else []), "."],
    "types": [PYTHON, "-m", "mypy"],
    "packs": [*CLEANER, "packs", "check", "--mutate"],
    "docs": [PYTHON, "-m", "sphinx", "-q", "-W", "--keep-going", "docs", "dist/docs"],
    "tests": [PYTHON, "-m", "pytest"],
    "cases": [*CLEANER, "cases", "run"],
    "floors": [*CLEANER, "cases", "score"],
}


def main() -> int:
    failed = []
    for name, command in STEPS.items():
        if command is None:
            continue
        start = time.monotonic()
        code = subprocess.run(command, check=False, env={**os.environ, "PYTHONHASHSEED": "0"}).returncode
        print(f"{'ok  ' if code == 0 else 'FAIL'} {name}  {time.monotonic() - start:.1f} s", flush=True)
        if code:
            failed.append(name)
    print("all green" if not failed else f"failed: {', '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
