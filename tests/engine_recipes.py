"""The recipes of docs/engines.md as programs, and how to start their engines small, quiet and on this machine alone."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "engines.md").read_text("utf-8")
RECIPES = re.findall(r"^## ([^\n]+)\n.*?```python\n(.*?)```", PAGE, re.M | re.S)
QUIET = {
    "SPARK_LOCAL_IP": "127.0.0.1",
    "PYSPARK_PYTHON": sys.executable,
    "RAY_USAGE_STATS_ENABLED": "0",
    "HF_HUB_OFFLINE": "1",
    "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
}
_LOCAL_SPARK = (
    "--master local[2] --driver-memory 1g --driver-java-options -XX:TieredStopAtLevel=1 --conf spark.ui.enabled=false"
    " --conf spark.sql.files.maxPartitionBytes={partition_bytes} pyspark-shell"
)
_LOCAL_RAY = (
    "import ray\n"
    "ray.init(num_cpus=2, include_dashboard=False, object_store_memory=200_000_000, _node_ip_address='127.0.0.1')\n"
)


def program(heading: str, *, learn: bool = True) -> str:
    """Give the recipe of a heading and, after it, what its engine learns."""
    wanted = {heading, f"Learn on {heading}"} if learn else {heading}
    return _LOCAL_RAY * (heading == "Ray") + "\n".join(code for name, code in RECIPES if name in wanted)


def environment(folder: Path, *, partition_bytes: int = 100_000) -> dict[str, str]:
    """Give the environment of a program; Spark cuts its input into partitions of so many bytes."""
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return {
        **os.environ,
        **QUIET,
        "PYSPARK_SUBMIT_ARGS": _LOCAL_SPARK.format(partition_bytes=partition_bytes),
        "PYTHONPATH": path,
        "HF_HOME": str(folder / "cache"),
    }
