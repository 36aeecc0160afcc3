"""The pytest plugin, run by the real pytest in a repository of somebody else's."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys

import pytest
import recipes

from cleaner import cases

PLUGIN = "cleaner.integrations.pytest"
SLOGAN = "Brine & Sons, at your side since 1911"
NOISY = "It rained all night, and the river rose.\n\nAdvertisement\n"
GOOD = "@lang en\n@status reviewed\n\n  It rained all night, and the river rose.\nx {advert} Advertisement\n"
BAD = GOOD.replace("x {advert} Advertisement", "  Advertisement")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "test_mine.py").write_text("def test_mine():\n    pass\n")
    for name, expected in (("en/advert--good", GOOD), ("en/advert--bad", BAD), ("de/keep--good", GOOD)):
        path = tmp_path / "cases" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".txt").write_text(NOISY)
        path.with_suffix(".expected").write_text(expected)
    return tmp_path


def run(folder, *arguments):
    command = [sys.executable, "-m", "pytest", "-p", PLUGIN, "-p", "no:cacheprovider", *arguments]
    environment = {**os.environ, **recipes.ENVIRONMENT, "PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, env=environment)
    return done.returncode, done.stdout + done.stderr


def test_cases_run_beside_other_tests_with_the_same_display(folder):
    code, told = run(folder, "--cleaner-cases", "cases")
    [bad] = cases.find(folder / "cases", "bad")
    assert code == 1
    assert cases.report(cases.run(bad)) in told
    assert "1 failed, 3 passed" in told
    assert "Traceback" not in told


def test_cases_of_one_folder_run_alone(folder):
    assert "1 passed" in run(folder, "--cleaner-cases", "cases", "cases/de")[1]
    assert "1 passed, 3 deselected" in run(folder, "--cleaner-cases", "cases", "-k", "keep--good")[1]


def test_without_the_option_nothing_is_collected(folder):
    assert "1 passed" in run(folder)[1]


def test_a_folder_that_cannot_be_read_is_misuse(folder):
    code, told = run(folder, "--cleaner-cases", "missing")
    assert (code, "missing: not a folder" in told) == (4, True)
    (folder / "cases" / "en" / "advert--bad.txt").unlink()
    code, told = run(folder, "--cleaner-cases", "cases")
    assert (code, "its input is missing" in told) == (4, True)


def test_the_recipe_shows_what_is_shown(tmp_path):
    options, shown, settings = [block.text for block in recipes.blocks("pytest.md")]
    name, _, _ = shown.partition(": differs\n")
    source = tmp_path / "cases" / f"{name}.txt"
    source.parent.mkdir(parents=True)
    source.write_text(f"It rained all night, and the river rose.\n\n{SLOGAN}\n")
    source.with_suffix(".expected").write_text(GOOD.replace("Advertisement", SLOGAN))
    shown, _, _ = shown.partition(";")  # what is nearest depends on the rules
    assert shown in run(tmp_path, *options.split()[1:])[1]
    (tmp_path / "pyproject.toml").write_text(settings)
    assert shown in run(tmp_path)[1]


def test_pytest_finds_the_plugin_by_itself():
    if os.environ.get("CLEANER_HOSTS") != "required":
        pytest.skip("asks for the library as it is installed")
    assert PLUGIN in {point.value for point in importlib.metadata.entry_points(group="pytest11")}
