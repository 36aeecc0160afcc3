"""Many records, through worker processes, to one file: nothing lost, nothing twice, whatever a record does."""

from cleaner.batch.inputs import STDIN, Records, Unread
from cleaner.batch.jobs import Answer, Clean, Learn
from cleaner.batch.output import OutputFile, StandardOutput, Tally, part_of
from cleaner.batch.pool import RECORD_SECONDS, Pool

__all__ = [
    "RECORD_SECONDS",
    "STDIN",
    "Answer",
    "Clean",
    "Learn",
    "OutputFile",
    "Pool",
    "Records",
    "StandardOutput",
    "Tally",
    "Unread",
    "part_of",
]
