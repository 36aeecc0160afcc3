"""pytest: ``--cleaner-cases FOLDER`` runs the cases of a folder, told as ``article-cleaner cases run`` tells them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.cases import Case

CASES = pytest.StashKey[dict[Path, "Case"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    group = parser.getgroup("cleaner", "clean articles")
    group.addoption(
        "--cleaner-cases",
        metavar="FOLDER",
        type=Path,
        help="run the cases of this folder too: inputs, each with an .expected file that says what is noise in it",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Find the cases, and look for tests in their folder too if no paths are given."""
    folder = config.getoption("--cleaner-cases")
    if folder is None:
        return
    from cleaner import cases  # noqa: PLC0415 - not for those who do not ask
    from cleaner.model import CaseError  # noqa: PLC0415 - as above

    here = config.invocation_params.dir
    try:
        found = cases.find(here / folder)
    except CaseError as error:
        raise pytest.UsageError(f"--cleaner-cases: {error}") from None
    config.stash[CASES] = {case.expected.resolve(): case for case in found}
    if config.args_source is pytest.Config.ArgsSource.ARGS:
        return
    searched = [(here / arg).resolve() for arg in config.args]
    # What lies below a folder that is searched is found there; pytest 8 loses the rest of it if both are named.
    if not any((here / folder).resolve().is_relative_to(parent) for parent in searched):
        config.args.append(str(here / folder))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect an ``.expected`` file of the folder."""
    case = parent.config.stash.get(CASES, {}).get(file_path.resolve())
    return CaseFile.from_parent(parent, path=file_path, case=case) if case else None


class CaseFile(pytest.File):
    """The ``.expected`` file of a case."""

    def __init__(self, *, case: Case, **rest: Any) -> None:
        super().__init__(**rest)
        self.case = case

    def collect(self) -> Iterator[pytest.Item]:
        """Give its one test."""
        yield CaseItem.from_parent(self, name=self.case.name)


class CaseItem(pytest.Item):
    """One case; fails with its differences."""

    parent: CaseFile

    def runtest(self) -> None:
        """Clean the input, and compare."""
        from cleaner import cases  # noqa: PLC0415 - loaded already, where a case was found

        outcome = cases.run(self.parent.case)
        if not outcome.passed:
            raise CaseDiffersError(cases.report(outcome))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the differences without a traceback."""
        if isinstance(excinfo.value, CaseDiffersError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Name the case in the report."""
        return self.path, None, self.name


class CaseDiffersError(Exception):
    """The library makes something else of a case than an editor expects."""
