"""The command: data on standard output, one line for every failure on standard error, never a traceback."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cleaner
from cleaner import cli
from cleaner.cli import terminal

STORY = """River towns brace for a second flood

The river rose twelve centimetres overnight, officials said.

JUST IN: Bridge reopens after storm

Crews worked until dawn, and the sandbags held on both banks.
"""
TITLE, FIRST, NOISE, LAST = STORY.strip().split("\n\n")
CLEANED = f"{TITLE}\n\n{FIRST}\n\n{LAST}\n"


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return str(path)


@pytest.fixture
def stdin(monkeypatch):
    def put(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put


def run(capsys, *arguments):
    code = cli.main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_clean_writes_the_article(capsys, story):
    assert run(capsys, "clean", story) == (0, CLEANED, "")


def test_cleaning_again_changes_nothing(capsys, stdin):
    stdin(CLEANED.encode())
    assert run(capsys, "clean", "-") == (0, CLEANED, "")


def test_standard_input_is_the_default(capsys, stdin):
    stdin(STORY.encode())
    assert run(capsys, "clean") == (0, CLEANED, "")


def test_a_category_can_be_kept(capsys, story):
    assert NOISE not in run(capsys, "clean", story)[1]
    assert NOISE in run(capsys, "clean", story, "--keep", "advert", "--keep", "cross-promotion")[1]


def test_a_pack_of_one_s_own_is_used_and_a_malformed_one_is_misuse(capsys, tmp_path):
    (tmp_path / "story.txt").write_text(f"{STORY}\nHave your say: Ring the harbour office\n", encoding="utf-8")
    pack = tmp_path / "mine.toml"
    pack.write_text(
        """[[rule]]
id = "mine.comments.have-your-say"
category = "comments"
target = "block"
phrases = ["have your say"]
form = "{phrase}: …"
strength = 3.0
why = "The paper asks its readers to write in."
must_match = ["Have your say: Send us a letter"]
must_keep = ["He had his say."]
""",
        encoding="utf-8",
    )
    story = str(tmp_path / "story.txt")
    assert "Have your say" in run(capsys, "clean", story)[1]
    assert "Have your say" not in run(capsys, "clean", story, "--pack", str(pack))[1]
    assert "mine.comments.have-your-say" in run(capsys, "explain", story, "--pack", str(pack))[1]
    assert "mine.comments.have-your-say" in run(capsys, "report", story, "--pack", str(pack))[1]
    folder = ("cases", "--folder", str(tmp_path / "cases"))
    run(capsys, *folder, "add", story, "--lang", "en", "--name", "comments--say")
    expected = tmp_path / "cases" / "en" / "comments--say.expected"
    wanted = expected.read_text("utf-8").replace("  Have", "x {comments} Have").replace("proposed", "reviewed")
    expected.write_text(wanted, encoding="utf-8")
    assert run(capsys, *folder, "run")[0] == 1
    assert run(capsys, *folder, "--pack", str(pack), "run")[0] == 0
    pack.write_text("[[rule]]\nid = 'x'\n", encoding="utf-8")
    assert run(capsys, "clean", story, "--pack", str(pack))[0] == 2
    assert run(capsys, "clean", story, "--pack", str(tmp_path / "none.toml"))[0] == 2


def test_markdown_and_html(capsys, story):
    assert run(capsys, "clean", story, "--format", "markdown")[1].startswith(f"# {TITLE}\n\n{FIRST}")
    assert f"<p>{FIRST}</p>" in run(capsys, "clean", story, "--format", "html")[1]


def test_json_is_one_object_a_line_and_a_failure_is_a_record(capsys, story, tmp_path):
    code, out, err = run(capsys, "clean", story, str(tmp_path / "none.txt"), story, "--format", "json")
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [record.get("title") for record in records] == [TITLE, None, TITLE]
    assert [record["text"] for record in records[0]["removed"]] == [NOISE]
    assert "schema_version" in records[0]
    assert records[1] == {
        "source": str(tmp_path / "none.txt"),
        "error": f"{tmp_path / 'none.txt'}: No such file or directory",
    }
    assert len(err.splitlines()) == 1


def test_several_files_as_text(capsys, story):
    assert run(capsys, "clean", story, story) == (0, f"{CLEANED}\n{CLEANED}", "")


def test_output_to_a_file_is_all_or_nothing(capsys, story, tmp_path):
    out = tmp_path / "out.txt"
    assert run(capsys, "clean", story, "-o", str(out)) == (0, "", "")
    assert out.read_text(encoding="utf-8") == CLEANED
    assert run(capsys, "clean", str(tmp_path / "typo.txt"), "-o", str(out))[0] == 1
    assert out.read_text(encoding="utf-8") == CLEANED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.txt", "story.txt"]


@pytest.mark.parametrize("command", ["clean", "report", "learn"])
def test_an_output_that_cannot_be_written_is_one_line_and_nothing_is_read(capsys, stdin, tmp_path, command):
    stdin(b"")  # not read: an empty input would fail
    for name, says in (("no/folder/out", "there is no such folder"), (".", "is a folder"), ("", "is empty")):
        output = name and f"{tmp_path}/{name}"
        code, _, err = run(capsys, command, "-", "-o", output)
        assert (code, err.count("\n")) == (2, 1)
        assert err.startswith(f"article-cleaner: {output}: " if output else "article-cleaner: the name of a file ")
        assert says in err


def test_a_link_stays_and_a_pipe_is_written_to(capsys, story, tmp_path):
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(tmp_path / "real.txt")
    for _ in range(2):
        assert run(capsys, "clean", story, "-o", str(link)) == (0, "", "")
        assert link.readlink() == tmp_path / "real.txt"
        assert (tmp_path / "real.txt").read_text(encoding="utf-8") == CLEANED
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run(capsys, "clean", story, "-o", str(pipe)) == (0, "", "")
    assert os.read(reader, 10_000).decode() == CLEANED
    os.close(reader)
    assert pipe.is_fifo()


def test_a_name_that_is_empty_is_no_folder(capsys):
    for arguments in (["clean", ""], ["explain", ""], ["report", ""]):
        assert run(capsys, *arguments) == (1, "", "article-cleaner: the name of an input is empty\n")
    for option in ("--pack", "--memory"):
        assert run(capsys, "clean", "-", option, "") == (2, "", "article-cleaner: the name of a file is empty\n")


def test_a_file_that_an_option_names_and_that_is_not_there_is_misuse(capsys, story, tmp_path):
    for option in ("--pack", "--memory"):
        for name, says in (("none.toml", "No such file or directory"), (".", "Is a directory")):
            code, _, err = run(capsys, "clean", story, option, str(tmp_path / name))
            assert code == 2
            assert err.endswith(f": {says}\n")
            assert "Errno" not in err
            assert (tmp_path / name).name in err


def test_markup_is_seen_by_its_name_or_its_first_tags(capsys, tmp_path, stdin):
    page = f"<html><body><article><h1>{TITLE}</h1><p>{FIRST}</p><p>{LAST}</p></article></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert "<p>" not in run(capsys, "clean", str(tmp_path / "page.html"))[1]
    stdin(page.encode())
    code, out, _ = run(capsys, "clean")
    assert code == 0
    assert FIRST in out
    assert "<p>" not in out


def test_the_form_can_be_forced(capsys, stdin):
    stdin(b"Why <p> is the tag that everybody forgets to close, and what a browser makes of it.")
    assert "<p>" in run(capsys, "clean", "--text")[1]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04rest", "a zip archive"),
        (b"\x89PNG\r\n", "image"),
        (b"\x7fELF\x00\x00", "a program"),
        ("Le café était fermé.".encode("latin-1"), "not UTF-8; name its encoding"),
    ],
)
def test_bad_input_is_one_clear_line(capsys, tmp_path, data, says):
    path = tmp_path / "input.txt"
    path.write_bytes(data)
    for command in ("clean", "explain"):
        code, out, err = run(capsys, command, str(path))
        assert (code, out) == (1, "")
        assert err.startswith(f"article-cleaner: {path}: ")
        assert says in err
        assert err.count("\n") == 1


def test_a_missing_file_and_a_folder(capsys, tmp_path):
    for name, says in ((tmp_path / "none", "No such file"), (tmp_path, "Is a directory")):
        code, _, err = run(capsys, "clean", str(name))
        assert (code, err.count("\n")) == (1, 1)
        assert says in err
    assert run(capsys, "clean", "a\0b")[0] == 1


def test_a_named_encoding_is_used(capsys, tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes("Le café était fermé depuis la crue.".encode("latin-1"))
    assert "café était fermé" in run(capsys, "clean", str(path), "--encoding", "latin-1")[1]
    assert "not utf-16" in run(capsys, "clean", str(path), "--encoding", "utf-16")[2]
    path.write_bytes(b"\xef\xbb\xbf" + STORY.encode())
    assert run(capsys, "clean", str(path))[1] == CLEANED
    path.write_bytes(STORY.encode("utf-16"))
    assert run(capsys, "clean", str(path))[1] == CLEANED


@pytest.mark.parametrize("name", ["klingon", "undefined", "rot13"])
def test_an_unknown_encoding_is_misuse_of_text_and_of_markup(capsys, story, name):
    for form in ("--text", "--html"):
        with pytest.raises(SystemExit, match="2"):
            cli.main(["clean", story, form, "--encoding", name])
        assert f"unknown encoding '{name}'" in capsys.readouterr().err


def test_a_wrong_argument_shows_what_its_command_takes(capsys):
    for arguments, says in (
        (["clean", "-", "--keep", "bogus"], "choose from 'advert', 'cross-promotion', "),
        (["clean", "-", "--bogus"], "usage: article-cleaner clean "),
        (["packs", "check", "--workers", "0"], "from 1 on"),
    ):
        with pytest.raises(SystemExit, match="2"):
            cli.main(arguments)
        assert says in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["wash"],
        ["clean", "--keep", "adverts", "-"],
        ["clean", "--format", "docx", "-"],
        ["clean", "--text", "--html", "-"],
        ["cases"],
        ["packs"],
    ],
)
def test_misuse_is_exit_code_2(capsys, arguments):
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2
    assert capsys.readouterr().out == ""


def test_explain_shows_what_went_and_the_score_as_a_sum(capsys, story):
    code, out, err = run(capsys, "explain", story)
    rows = out.splitlines()
    assert (code, err) == (0, "")
    assert rows[:3] == [f"  # {TITLE}", f"  {FIRST}", f"x {{cross-promotion}} {NOISE}"]
    assert " en.cross-promotion." in rows[3]
    assert rows[4:] == [f"  {LAST}"]
    score, total = rows[3].split(" = ")
    terms = re.findall(r"(?:([-+]) )?(\d+\.\d) [a-z]", total)
    assert float(score) == pytest.approx(sum(float(sign + number) for sign, number in terms), abs=0.1)


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_explain_is_coloured_on_a_terminal_only(capsys, story, monkeypatch, no_colour, coloured):
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert ("\033[" in run(capsys, "explain", story)[1]) is coloured


@pytest.mark.parametrize("width", [40, 72])
def test_explain_fits_the_terminal_and_says_the_same(capsys, story, monkeypatch, width):
    wide = (STORY.replace("\n\n", "\n\n" + "静河大桥提前三周重新开放" * 6 + "\n\n", 1)).strip()
    Path(story).write_text(wide, encoding="utf-8")
    piped = run(capsys, "explain", story)[1]
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = re.sub(r"\x1b\[[\d;]*m", "", run(capsys, "explain", story)[1])
    assert max(map(terminal.columns, shown.splitlines())) <= width
    assert "".join(shown.split()) == "".join(piped.split())


def test_cases_are_added_run_accepted_and_scored(capsys, story, tmp_path):
    folder = ("cases", "--folder", str(tmp_path / "mine"))
    added = ("--lang", "en", "--name", "cross-promotion--just-in")
    assert run(capsys, *folder, "run")[0] == 2
    assert run(capsys, *folder, "add", story, *added)[0] == 0
    assert run(capsys, *folder, "add", story, *added)[0] == 2
    code, out, _ = run(capsys, *folder, "run")
    assert code == 1
    assert "proposed" in out
    assert run(capsys, *folder, "accept", "cross-promotion--just-in")[0] == 0
    assert run(capsys, *folder, "run") == (0, "1 of 1 cases pass\n", "")
    assert run(capsys, *folder, "run", "nothing")[0] == 2
    code, out, _ = run(capsys, *folder, "score", "--raise")
    assert code == 0
    assert out.splitlines()[0].split() == ["cross-promotion", "1", "of", "1", "1.000"]
    assert "cross-promotion = 1.0" in (tmp_path / "mine" / "floors.toml").read_text(encoding="utf-8")


def test_a_lost_line_and_a_fallen_floor_fail_the_score(capsys, story, tmp_path):
    folder = ("cases", "--folder", str(tmp_path))
    run(capsys, *folder, "add", story, "--lang", "en", "--name", "keep--x")
    run(capsys, *folder, "accept", "keep--x")
    expected = tmp_path / "en" / "keep--x.expected"
    written = expected.read_text(encoding="utf-8")
    expected.write_text(written.replace("x {cross-promotion} ", "  "), encoding="utf-8")
    assert run(capsys, *folder, "score")[0] == 1
    expected.write_text(written.replace(f"  {FIRST}", f"x {{advert}} {FIRST}"), encoding="utf-8")
    (tmp_path / "floors.toml").write_text("[caught]\nadvert = 1.0\n", encoding="utf-8")
    code, _, err = run(capsys, *folder, "score", "--raise")
    assert code == 1
    assert "below its floor" in err


def test_a_malformed_case_or_floor_is_misuse(capsys, tmp_path):
    (tmp_path / "keep--x.txt").write_text(STORY, encoding="utf-8")
    code, _, err = run(capsys, "cases", "--folder", str(tmp_path), "run")
    assert (code, err.count("\n")) == (2, 1)


def test_packs_list_and_check(capsys, tmp_path):
    code, out, _ = run(capsys, "packs", "list")
    assert code == 0
    assert "en.cross-promotion." in out
    (tmp_path / "mine.toml").write_text("[[rule]]\nid = 'x'\n", encoding="utf-8")
    code, out, _ = run(capsys, "packs", "check", str(tmp_path / "mine.toml"))
    assert code == 1
    assert "mine.toml" in out


def in_a_process(*arguments, **options):
    # a clean environment: what is tested must not hang on the locale of whoever runs the tests
    source = str(Path(cli.__file__).parents[2])
    environment = {"PYTHONPATH": source, "LC_ALL": "C", "PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-m", "cleaner", *arguments], capture_output=True, check=False, env=environment, **options
    )


def test_the_output_is_utf_8_whatever_the_locale(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("“Über alles,” said the mayor – 川 – “the river.”", encoding="utf-8")
    done = in_a_process("clean", str(path))
    assert done.stderr == b""
    assert "“Über alles,” said the mayor – 川".encode() in done.stdout


def test_a_closed_pipe_is_no_traceback(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(
        "\n\n".join(f"The river rose {number} centimetres overnight." for number in range(9000)), encoding="utf-8"
    )
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "cleaner", "clean", str(path)],
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])},
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_what_a_site_repeats_is_explained_with_its_memory(capsys, tmp_path):
    line = "Follow the river bulletin on the blue channel"
    body = "The {0} road is dry.\n\nThe ferry at {0} waits for two days, and so do the miller and his men.\n\n{1}\n"
    texts = [f"{town} is dry\n\n{body.format(town, line)}" for town in ("Orr", "Mill", "Gate", "Weir")]
    memory = cleaner.SiteMemory(cleaner.clean_text(text, url="https://a.test/") for text in texts)
    memory.save(tmp_path / "site.memory")
    (tmp_path / "a.txt").write_text(texts[0], encoding="utf-8")
    options = (str(tmp_path / "a.txt"), "--url", "https://a.test/", "--memory", str(tmp_path / "site.memory"))
    assert f"x {{repeated}} {line}" in run(capsys, "explain", *options)[1]
    assert line not in run(capsys, "clean", *options)[1]
    (tmp_path / "site.memory").write_bytes(b"")
    code, _, err = run(capsys, "clean", *options)
    assert (code, err.count("\n")) == (2, 1)
