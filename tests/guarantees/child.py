"""Cleans hostile inputs, each in a forked child of its own with limits; one JSON object a line in, one out.

Started once by `harness.Runner`, so that every child begins with a warm and small process.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cleaner

if TYPE_CHECKING:
    from collections.abc import Callable

HEADROOM_SECONDS = 5  # over the promise, so that a slow answer is measured and not only killed
HEADROOM_BYTES = 2 << 30  # address space, which is far more than what is resident


def clean(job: dict[str, Any]) -> cleaner.Article:
    data = Path(job["path"]).read_bytes()
    source = data if job["input"] == "bytes" else data.decode("utf-8", "surrogatepass")
    if job["path"].endswith(".txt"):
        return cleaner.clean_text(source if isinstance(source, str) else data.decode("utf-8", "replace"))
    return cleaner.clean_html(source)


def outputs(article: cleaner.Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "text": article.text,
        "markdown": article.to_markdown(),
        "html": article.to_html(),
        "removed": [removal.text for removal in article.removed],
        "hidden": [removal.text for removal in article.removed if removal.category == "hidden"],
        "doubtful": [removal.text for removal in article.doubtful],
        "fields": [article.title, article.dek, *article.byline, article.site, *article.document.metadata.tags],
        "blocks": [block.text for block in article.blocks],
        "marks": [mark for block in article.document.blocks for mark in (block.mark, block.href, block.alt)],
        "links": [link.href for block in article.document.blocks for link in block.links],
        "repairs": [repair.before for repair in article.repairs],
    }


def answer(job: dict[str, Any]) -> dict[str, Any]:
    start = time.process_time()
    try:
        found = outputs(clean(job))
    except cleaner.CleanerError as error:
        return {"outcome": "refused", "error": f"{type(error).__name__}: {error}"}
    except Exception as error:
        return {"outcome": "raised", "error": f"{type(error).__name__}: {error}"[:300]}
    found["seconds"] = time.process_time() - start
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if not job.get("measure_only"):
        found["same"] = json.dumps(outputs(clean(job))) == json.dumps({key: found[key] for key in outputs_keys(found)})
        found["again"] = cleaner.clean_text(found["text"]).text
    return {"outcome": "ok", **found}


def outputs_keys(found: dict[str, Any]) -> list[str]:
    return [key for key in found if key not in {"seconds", "megabytes"}]


def limit(job: dict[str, Any]) -> None:
    seconds = int(3 * job["seconds"]) + HEADROOM_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    size = HEADROOM_BYTES + (int(job["megabytes"]) << 20)
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def in_child(job: dict[str, Any], answer: Callable[[dict[str, Any]], dict[str, Any]] = answer) -> dict[str, Any]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        limit(job)
        with os.fdopen(writer, "w") as out:
            json.dump(answer(job), out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as result:
        text = result.read()
    _, status = os.waitpid(pid, 0)
    return json.loads(text) if text and status == 0 else {"outcome": "killed", "error": f"wait status {status}"}


def main() -> None:
    prose = "The river rose all night, and the towns below the weir waited for the morning."
    cleaner.clean_text(prose)
    if hasattr(cleaner, "clean_html"):
        cleaner.clean_html(f"<article><h1>River</h1><p>{prose}</p></article>")
    for line in sys.stdin:
        print(json.dumps(in_child(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
