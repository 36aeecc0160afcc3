"""Coverage-guided fuzzing of one target, with the seeds in ``tests/guarantees/seeds``.

    pip install -e '.[test,fuzz]'
    python tests/guarantees/fuzz.py html -max_total_time=1200 FOLDER

What follows the target's name goes to libFuzzer. A finding is written to ``crash-…``; put it, made small
(``-minimize_crash=1``), into the target's folder below ``findings``, and once it is mended below ``seeds``:
``test_fuzz.py`` runs both.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # of the extra "fuzz"

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE.parent), str(HERE)]

with atheris.instrument_imports(include=["cleaner"]):
    import cleaner.html
    import cleaner.render  # noqa: F401

import fuzz_targets  # noqa: E402 - what comes before is instrumented


def main(name: str, options: list[str]) -> None:
    limits = [f"-max_len={fuzz_targets.MOST_BYTES}", "-timeout=20", "-rss_limit_mb=1500", "-print_final_stats=1"]
    dictionary = HERE / "seeds" / f"{name}.dict"
    told = [f"-dict={dictionary}"] if dictionary.exists() else []
    seeds = [str(folder)] if (folder := HERE / "seeds" / name).exists() else []
    atheris.Setup([sys.argv[0], *limits, *told, *options, *seeds], fuzz_targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
