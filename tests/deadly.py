"""The command, but a record may kill its worker: workers import this module too, and are changed as the parent is."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner import records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner import Article, Cleaner

clean_article = records.clean_article


def deadly(record: Mapping[str, Any], wash: Cleaner) -> Article:
    if record.get("text") == "abort":
        os.abort()
    if record.get("text") == "die once" and not Path(record["url"]).exists():
        Path(record["url"]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    while record.get("text") == "for ever":
        pass
    if record.get("text") == "raise":
        raise RecursionError("too deep")
    return clean_article(record, wash)


records.clean_article = deadly

if __name__ == "__main__":
    from cleaner.cli import main

    raise SystemExit(main())
