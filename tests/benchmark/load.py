"""What rules and weights of words cost to load: milliseconds of CPU a language, each in a process, and memory of all.

    python tests/benchmark/load.py [--tries 5]

Loading ends when a first line has been asked about. The language comes with ``any`` and the agencies, as it does for a
document; the best of the tries counts. Memory is what Python holds once every pack has been asked about a line.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from cleaner import packs

MEASURED = """
import sys, time, tracemalloc
from cleaner import packs, plain, rules, wording
line = plain.parse("Rain fell all night")
languages = sys.argv[1:]
if len(languages) > 1:
    tracemalloc.start()
start = time.process_time()
for language in languages:
    rules.find(line, packs.load(language))
    wording.suspects(line, [language])
print(1e3 * (time.process_time() - start), tracemalloc.get_traced_memory()[0] / 1e6)
"""


def measure(*languages: str) -> tuple[float, float]:
    """Milliseconds to load the packs of some languages; if several, also the megabytes that they take."""
    done = subprocess.run([sys.executable, "-c", MEASURED, *languages], capture_output=True, text=True, check=True)
    milliseconds, megabytes = map(float, done.stdout.split())
    return milliseconds, megabytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tries", type=int, default=5)
    tries = parser.parse_args().tries
    languages = [path.stem for path in packs.sources() if path.parent.name == "packs" and path.stem != "any"]
    for language in languages:
        print(f"{language}  {min(measure(language)[0] for _ in range(tries)):5.1f} ms", flush=True)
    print(f"all {len(languages)}: {measure(*languages)[1]:.1f} MB")


if __name__ == "__main__":
    main()
