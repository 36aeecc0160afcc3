"""Many records: nothing lost, nothing twice, whatever happens to a record, a worker, the disk or the run."""

from __future__ import annotations

import contextlib
import fcntl
import gzip
import io
import json
import os
import pty
import resource
import shutil
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path
from random import Random

import pytest

import cleaner
import sites
from cleaner import batch, cli
from cleaner.batch import packages
from cleaner.records import clean_record

LARGE = bool(os.environ.get("CLEANER_LARGE"))
COMMAND = [sys.executable, "-m", "cleaner"]
DEADLY = [sys.executable, str(Path(__file__).parent / "deadly.py")]
SECONDS = 120


def pages(count: int, **options: int) -> list[dict]:
    return [{"id": i, "url": page.url, "html": page.html} for i, page in enumerate(sites.pages(count, **options))]


def write(path: Path, records: list) -> Path:
    lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def lines_of(path: Path, records: list[dict]) -> list[str]:
    """What `batch` must write for the records of a JSONL file."""
    wash = cleaner.Cleaner()
    told = ({**record, "source": f"{path}:{number}"} for number, record in enumerate(records, 1))
    return [json.dumps(clean_record(record, wash), ensure_ascii=False) for record in told]


def read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def run(*arguments: object, command: list[str] = COMMAND, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True, timeout=SECONDS, check=False, **options
    )


@pytest.fixture
def start():
    """Start the command; what it is left with is closed when the test ends."""
    with contextlib.ExitStack() as stack:

        def started(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            process = stack.enter_context(subprocess.Popen([*COMMAND, *map(str, arguments)], **pipes | options))
            stack.callback(process.kill)
            return process

        yield started


def wait_until(holds) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.005)


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def workers_of(pid: int) -> list[int]:
    children: list[str] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a thread may end while its file is read
            children += (task / "children").read_text().split()
    named = ((int(child), Path(f"/proc/{child}/cmdline").read_bytes()) for child in children)
    return [child for child, name in named if b"spawn_main" in name]


# -- what comes out ------------------------------------------------------------------------------------


def test_records_in_articles_out_in_order(tmp_path):
    records = pages(40)
    path, out = write(tmp_path / "in.jsonl", records), tmp_path / "out.jsonl"
    done = run("batch", path, "-o", out, "--workers", 2)
    assert read(out) == lines_of(path, records)
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr.startswith("article-cleaner: 40 records in ")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_bad_record_costs_one_record(tmp_path):
    good = {"id": "good", "text": "It rained all night.\n\nJUST IN: Bridge reopens after storm"}
    bad = [
        "{not json", "[1]", "7", '{"id": NaN, "text": "a"}', {"id": 1}, {"id": 2, "text": 3}, {"id": 3, "html": ["a"]},
        {"id": 4, "text": "a", "url": 1}, "[" * 100_000, {"id": 5, "text": "raise"}, {"html": "a", "encoding": 1},
    ]  # fmt: skip
    odd = ['{"id": "\\ud800", "text": "\\ud800 rain"}', {"id": [1], "html": ""}, {"id": None, "text": ""}, ""]
    path, out = write(tmp_path / "in.jsonl", [good, *bad, good, *odd, good]), tmp_path / "out.jsonl"
    done = run("batch", path, "-o", out, "--workers", 1, command=DEADLY)
    found = [json.loads(line) for line in read(out)]
    assert done.returncode == 1
    assert ["error" in record for record in found] == [False, *[True] * len(bad), *[False] * 5]
    assert [record["source"].rpartition(":")[2] for record in found] == [str(i) for i in range(1, 19) if i != 17]
    assert [found[0][key] for key in ("id", "text")] == ["good", "It rained all night."]
    assert found[10]["error"] == "RecursionError: too deep"
    assert [record["id"] for record in found if "id" in record][-3:] == ["\ud800", [1], "good"]
    rejects = tmp_path / "out.jsonl.rejects.jsonl"
    assert [json.loads(line) for line in read(rejects)] == [record for record in found if "error" in record]
    assert str(rejects) in done.stderr
    assert "removed: cross-promotion 3" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_worker_that_dies_costs_one_record_and_an_innocent_one_none(tmp_path):
    story = {"text": "It rained all night, and the river rose."}
    records = [
        story,
        {"text": "abort"},
        story,
        {"text": "die once", "url": str(tmp_path / "once")},
        story,
        {"text": "abort"},
    ]
    path, out = write(tmp_path / "in.jsonl", records), tmp_path / "out.jsonl"
    done = run("batch", path, "-o", out, "--workers", 2, command=DEADLY, preexec_fn=no_core_dump)
    found = [json.loads(line) for line in read(out)]
    assert done.returncode == 1
    assert [record.get("error", "") for record in found] == [
        "", "its worker process died 2 times: SIGABRT", "", "", "", "its worker process died 2 times: SIGABRT",
    ]  # fmt: skip
    assert [record.get("text") for record in found if "error" not in record] == [
        story["text"],
        story["text"],
        "die once",
        story["text"],
    ]


def test_a_record_that_takes_for_ever_costs_one_record(tmp_path):
    story = {"text": "It rained all night, and the river rose."}
    path, out = write(tmp_path / "in.jsonl", [story, {"text": "for ever"}, story]), tmp_path / "out.jsonl"
    done = run("batch", path, "-o", out, "--workers", 1, "--timeout", 4, command=DEADLY)
    found = [json.loads(line) for line in read(out)]
    assert done.returncode == 1
    assert [record.get("error", "") for record in found] == ["", "took longer than 4 s", ""]
    assert run("batch", path, "-o", out, "--timeout", "nan").returncode == 2


def no_core_dump() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def test_memory_is_learnt_and_used(tmp_path):
    found = sites.pages(30)
    path = write(tmp_path / "in.jsonl", [{"url": page.url, "text": page.text} for page in found])
    memory, out = tmp_path / "site.memory", tmp_path / "out.jsonl"
    done = run("learn", path, "-o", memory, "--workers", 2)
    assert (done.returncode, done.stdout) == (0, "")
    assert "30 records, 0 failed; 30 pages of 1 hosts" in done.stderr
    assert cleaner.SiteMemory.load(memory) == cleaner.SiteMemory(
        cleaner.clean_text(page.text, url=page.url) for page in found
    )
    done = run("batch", path, "-o", out, "--memory", memory, "--workers", 1)
    assert done.returncode == 0
    assert "removed: repeated " in done.stderr
    assert json.loads(read(out)[0])["text"] == "\n\n".join(found[0].own)
    memory.write_bytes(b"junk")
    done = run("batch", path, "-o", out, "--memory", memory)
    assert (done.returncode, done.stderr) == (
        2,
        f"article-cleaner: {memory}: no site memory; article-cleaner learn writes one\n",
    )


# -- being stopped ------------------------------------------------------------------------------------


def test_killed_at_any_moment_it_resumes_and_loses_and_doubles_nothing(start, tmp_path):
    kills = 20 if LARGE else 3
    records = [*pages(40 * kills), {"id": "bad"}]
    path, out = write(tmp_path / "in.jsonl", records), tmp_path / "out.jsonl"
    part = tmp_path / "out.jsonl.part"
    random, seen = Random(os.environ.get("CLEANER_SEED")), 0
    for _ in range(kills):
        before = size(part)
        process = start("batch", path, "-o", out, "--workers", 2, "--resume")
        enough = random.randrange(1, 200_000)
        wait_until(lambda: size(part) > before + enough or process.poll() is not None)  # noqa: B023 - asked at once
        time.sleep(random.random() / 20)
        workers = workers_of(process.pid) if process.poll() is None else []
        process.kill()
        process.communicate()
        seen += len(workers)
        assert not out.exists() or not part.exists()
        wait_until(lambda: not any(Path(f"/proc/{worker}/fd/0").exists() for worker in workers))  # noqa: B023
    done = run("batch", path, "-o", out, "--workers", 2, "--resume")
    assert seen, "no worker was there to be orphaned"
    assert read(out) == lines_of(path, records)
    assert len(read(tmp_path / "out.jsonl.rejects.jsonl")) == 1
    assert not part.exists()
    assert done.returncode == 1 or "nothing to resume" in done.stderr


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_drains_and_resume_goes_on(start, tmp_path, name):
    records = pages(60)
    path, out, part = write(tmp_path / "in.jsonl", records), tmp_path / "out.jsonl", tmp_path / "out.jsonl.part"
    process = start("batch", "-", "-o", out, "--workers", 1)
    process.stdin.write(path.read_bytes())
    process.stdin.flush()  # and it stays open, so that nothing but the signal ends the run
    wait_until(lambda: size(part) > 0)
    process.send_signal(name)
    _, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert b"stopped before the end; --resume goes on" in err
    assert b"Traceback" not in err
    written = read(part)
    expected = lines_of(Path("-"), records)
    assert written
    assert written == expected[: len(written)]
    with path.open("rb") as again:
        assert run("batch", "-", "-o", out, "--resume", stdin=again).returncode == 0
    assert read(out) == expected


def test_resume_with_other_input_is_refused_and_a_whole_file_is_left_alone(tmp_path):
    path, out = write(tmp_path / "in.jsonl", pages(3)), tmp_path / "out.jsonl"
    part = write(tmp_path / "out.jsonl.part", [{"source": "other:1"}])
    write(tmp_path / "out.jsonl.terms.part", [batch.Clean().terms()])
    done = run("batch", path, "-o", out, "--resume")
    assert (done.returncode, out.exists(), part.exists()) == (2, False, True)
    assert done.stderr == f"article-cleaner: {part}: of other input; it has other:1 where {path}:1 is now\n"
    part.write_text("{torn\n")
    assert "damaged; run without --resume" in run("batch", path, "-o", out, "--resume").stderr
    assert run("batch", path, "-o", out).returncode == 0
    before = out.stat()
    done = run("batch", path, "-o", out, "--resume")
    assert (done.returncode, done.stderr) == (0, f"article-cleaner: {out} is whole: there is nothing to resume\n")
    assert out.stat() == before


def test_resume_with_other_settings_is_refused(tmp_path):
    path, out = write(tmp_path / "in.jsonl", pages(60)), tmp_path / "out.jsonl"
    part, terms = tmp_path / "out.jsonl.part", tmp_path / "out.jsonl.terms.part"
    memory, pack = tmp_path / "site.memory", tmp_path / "own.toml"
    cleaner.SiteMemory([cleaner.clean_text("It rained all night.")]).save(memory)
    pack.write_text("# None yet.\n", encoding="utf-8")
    assert run("batch", path, "-o", out, "--keep", "credit", preexec_fn=small_files).returncode == 1
    before = part.read_bytes()
    refusals = {
        (): "keep",
        ("--keep", "advert"): "keep",
        ("--keep", "credit", "--memory", memory): "memory",
        ("--keep", "credit", "--pack", pack): "packs",
    }
    for arguments, name in refusals.items():
        done = run("batch", path, "-o", out, "--resume", *arguments)
        told = f"article-cleaner: {part}: of a run with other {name}; run with the same, or without --resume\n"
        assert (done.returncode, done.stderr) == (2, told)
    assert (part.read_bytes(), out.exists()) == (before, False)
    told = terms.read_bytes()
    terms.unlink()
    assert "of a run with other version, " in run("batch", path, "-o", out, "--resume", "--keep", "credit").stderr
    terms.write_bytes(told)
    assert run("batch", path, "-o", out, "--resume", "--keep", "credit").returncode == 0
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "own.toml", "site.memory"]


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_two_runs_do_not_write_to_one_file(start, tmp_path):
    path, out = write(tmp_path / "in.jsonl", pages(9)), tmp_path / "out.jsonl"
    process = start("batch", "-", "-o", out, "--workers", 1)
    process.stdin.write(path.read_bytes())
    process.stdin.flush()
    wait_until(lambda: size(tmp_path / "out.jsonl.part") > 0)
    other = run("batch", path, "-o", out, "--workers", 1)
    assert (other.returncode, "another run is writing to it" in other.stderr) == (2, True)
    process.communicate(timeout=SECONDS)
    assert len(read(out)) == 9


def test_a_full_disk_is_one_line_and_resume_goes_on(tmp_path):
    records = pages(60)
    path, out = write(tmp_path / "in.jsonl", records), tmp_path / "out.jsonl"
    done = run("batch", path, "-o", out, "--workers", 1, preexec_fn=small_files)
    assert (done.returncode, out.exists(), done.stderr.count("\n")) == (1, False, 1)
    assert "File too large" in done.stderr
    assert run("batch", path, "-o", out, "--workers", 1, "--resume").returncode == 0
    assert read(out) == lines_of(path, records)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_standard_output_is_one_line(start, tmp_path):
    path = write(tmp_path / "in.jsonl", pages(10))
    with Path("/dev/full").open("wb") as full:
        process = start("batch", path, "--workers", "1", stdout=full)
        _, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, err) == (1, b"article-cleaner: [Errno 28] No space left on device\n")


def test_a_broken_pipe_is_quiet(start, tmp_path):
    path = write(tmp_path / "in.jsonl", pages(100))
    process = start("batch", path, "--workers", "1")
    assert json.loads(process.stdout.readline())["id"] == 0
    process.stdout.close()
    err = process.stderr.read()
    assert (process.wait(SECONDS), err) == (1, b"article-cleaner: the reader of the output went away before the end\n")


# -- the service ------------------------------------------------------------------------------------


def test_a_request_a_line_an_answer_a_line_at_once(start):
    process = start("batch", "-", "--workers", "1")
    for number in range(5):
        process.stdin.write(json.dumps({"id": number, "text": f"It rained for {number} nights."}).encode() + b"\n\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        assert (answer["id"], answer["text"]) == (number, f"It rained for {number} nights.")
    out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, out) == (0, b"")
    assert err.startswith(b"article-cleaner: 5 records in ")


def test_a_waiting_service_ends_when_it_is_told_to(start):
    process = start("batch", "-", "--workers", "1")
    process.stdin.write(b'{"id": 1, "text": "It rained."}\n')
    process.stdin.flush()
    process.stdout.readline()
    process.terminate()
    _, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert err.endswith(b"article-cleaner: stopped before the end\n")


NODE = """
const { spawn } = require("node:child_process");
const { createInterface } = require("node:readline");
const command = ["-m", "cleaner", "batch", "-", "--workers", "1"];
const service = spawn(process.argv[2], command, { stdio: ["pipe", "pipe", "inherit"] });
const ids = [];
createInterface({ input: service.stdout }).on("line", (line) => ids.push(JSON.parse(line).id));
const page = (i) => JSON.stringify({ id: i, html: `<p>It rained for ${i} nights.</p>` });
for (let i = 0; i < 100; i++) service.stdin.write(page(i) + "\\n");
service.stdin.end();
service.on("close", (code) => console.log(JSON.stringify([code, ids])));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_a_program_in_another_language_gets_a_hundred_answers_in_order(tmp_path):
    script = tmp_path / "scraper.js"
    script.write_text(NODE)
    done = run(script, sys.executable, command=["node"])
    assert json.loads(done.stdout) == [0, list(range(100))], done.stderr


# -- inputs ------------------------------------------------------------------------------------


def warc_record(
    page: sites.Page, number: int, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
) -> bytes:
    body = page.html.encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
        f"WARC-Target-URI: {page.url}\r\nWARC-Date: 2026-03-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def put(folder: Path, kind: str, found: list[sites.Page]) -> Path:
    """Write pages as a kind of file."""
    folder.mkdir()
    lines = "".join(json.dumps({"url": page.url, "html": page.html}) + "\n" for page in found).encode()
    if kind == "html":
        for number, page in enumerate(found):
            (folder / f"{number:02d}.html").write_text(page.html, encoding="utf-8")
    elif kind == "jsonl":
        (folder / "a.jsonl").write_bytes(lines)
    elif kind == "jsonl.gz":
        (folder / "a.jsonl.gz").write_bytes(gzip.compress(lines[:1000]) + gzip.compress(lines[1000:]))
    elif kind == "jsonl.zst":
        zstandard = pytest.importorskip("zstandard")
        (folder / "a.jsonl.zst").write_bytes(zstandard.compress(lines[:1000]) + zstandard.compress(lines[1000:]))
    elif kind == "parquet":
        pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        rows = [{"url": page.url, "html": page.html.encode(), "other": 1} for page in found]
        parquet.write_table(pyarrow.Table.from_pylist(rows), folder / "a.parquet")
    else:
        pytest.importorskip("fastwarc")
        other = [warc_record(found[0], 99, status="404 Not Found"), warc_record(found[0], 98, kind="image/png")]
        data = [*other, *(warc_record(page, number) for number, page in enumerate(found))]
        (folder / f"a.{kind}").write_bytes(b"".join(gzip.compress(d) if kind == "warc.gz" else d for d in data))
    return folder


KINDS = ["html", "jsonl", "jsonl.gz", "jsonl.zst", "parquet", "warc", "warc.gz"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_input_gives_the_same_pages(tmp_path, kind):
    found = sites.pages(40)
    records = list(batch.Records([str(put(tmp_path / "in", kind, found))]))
    as_text = [page["html"] if isinstance(page["html"], str) else page["html"].decode() for page in records]
    assert as_text == [page.html for page in found]
    assert len({page["source"] for page in records}) == 40
    if kind != "html":
        assert [page["url"] for page in records] == [page.url for page in found]
    assert records == list(batch.Records([str(tmp_path / "in")]))


@pytest.mark.parametrize("kind", KINDS[1:])
@pytest.mark.parametrize("damage", ["cut", "torn", "emptied", "junk"])
def test_a_damaged_file_costs_no_other(tmp_path, kind, damage):
    found = sites.pages(5)
    folder = put(tmp_path / "in", kind, found)
    (path,) = folder.iterdir()
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(
        {
            "cut": data[:middle],
            "torn": data[:middle] + b"\0\xff" * 9 + data[middle:],
            "emptied": b"",
            "junk": b"\xff\0" * 99,
        }[damage]
    )
    (folder / "z.txt").write_text("It rained all night.", encoding="utf-8")
    *first, last = batch.Records([str(folder)])
    assert last["text"] == b"It rained all night."
    assert sum(isinstance(record, batch.Unread) for record in first) <= 1
    told = damage == "emptied" or any(isinstance(record, batch.Unread) for record in first)
    assert told or [record["html"] for record in first] == [page.html.encode() for page in found]
    wash = cleaner.Cleaner()
    assert all("error" not in clean_record(record, wash) for record in first if isinstance(record, dict))


def test_extracted_text_of_a_warc_is_text(tmp_path):
    pytest.importorskip("fastwarc")
    text = "It rained all night."
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.test/\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n"
    )
    (tmp_path / "a.wet").write_bytes((head + text + "\r\n\r\n").encode())
    (record,) = batch.Records([str(tmp_path)])
    assert (record["url"], record["text"]) == ("https://a.test/", text.encode())


def test_parquet_out_holds_what_jsonl_holds(tmp_path):
    pytest.importorskip("cleaner.arrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    records = [*pages(100), {"id": 1.5}]
    path, out = write(tmp_path / "in.jsonl", records), tmp_path / "out.parquet"
    assert run("batch", path, "-o", out, "--workers", 1).returncode == 1
    found = parquet.read_table(out).to_pylist()
    expected = [json.loads(line) for line in lines_of(path, records)]
    assert [row["text"] for row in found] == [record.get("text") for record in expected]
    assert found[0]["removed"] == expected[0]["removed"]
    assert (found[-1]["id"], found[-1]["error"]) == ("1.5", "a record needs 'html' or 'text'")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "in.jsonl",
        "out.parquet",
        "out.parquet.rejects.jsonl",
    ]


def test_a_string_of_parquet_may_hold_any_bytes(tmp_path):
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    odd = pyarrow.array([b"<p>caf\xe9</p>", b"<p>It rained.</p>"]).view(pyarrow.string())
    parquet.write_table(pyarrow.table({"html": odd}), tmp_path / "a.parquet")
    parquet.write_table(pyarrow.table({"body": ["It rained."]}), tmp_path / "b.parquet")
    *pages, other = batch.Records([str(tmp_path)])
    assert [page["html"] for page in pages] == [b"<p>caf\xe9</p>", "<p>It rained.</p>"]
    assert other.error == "a batch needs a column html or text; this one has: body"


def test_folders_files_and_patterns(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("a.txt", "b/c.md", "b/d.html", "e.pdf", ".f.txt"):
        (tmp_path / name).write_text(f"It rained in {name}.", encoding="utf-8")

    def names(*arguments: str) -> list[str]:
        return [os.path.relpath(record["source"], tmp_path) for record in batch.Records(arguments)]

    assert names(str(tmp_path)) == ["a.txt", "b/c.md", "b/d.html"]
    assert names(str(tmp_path / "**" / "*.md"), str(tmp_path / "a.txt")) == ["b/c.md", "a.txt"]
    assert names(str(tmp_path / "e.pdf")) == ["e.pdf"]


def test_the_output_of_an_earlier_run_is_no_input(tmp_path):
    for name in ("a.txt", "out.jsonl", "out.jsonl.rejects.jsonl", "other.jsonl"):
        (tmp_path / name).write_text('{"text": "It rained."}\n', encoding="utf-8")
    found = batch.Records([str(tmp_path)], without=tmp_path / "out.jsonl")
    assert [Path(record["source"]).name for record in found] == ["a.txt", "other.jsonl:1"]
    assert cli.main(["batch", str(tmp_path / "out.jsonl"), "-o", str(tmp_path / "out.jsonl")]) == 2


def test_a_name_that_is_no_unicode_is_handed_on(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_text("It rained.", encoding="utf-8")
    done = run("batch", tmp_path, "--workers", 1)
    assert (done.returncode, json.loads(done.stdout)["source"]) == (0, str(path))


@pytest.mark.parametrize(
    "arguments",
    [["none.jsonl"], ["*.none"], ["."], [""], [], ["-", "--workers", "0"], ["-", "--resume"], ["-", "--keep", "junk"],
     ["-", "-o", ""], ["-", "--memory", "none"], ["-", "--pack", "none"]],
    ids=str,
)  # fmt: skip
def test_misuse_is_exit_code_2(tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    try:
        code = cli.main(["batch", *arguments])
    except SystemExit as stop:
        code = stop.code
    assert code == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "says"),
    [("out.jsonl.gz", "not compressed"), ("out.csv", ".jsonl or .parquet"), ("out", ".jsonl or .parquet"),
     ("", "is a folder"), ("none/out.jsonl", "no such folder"), ("pipe.jsonl", "not a file")],
)  # fmt: skip
def test_an_output_that_cannot_be_written_is_one_line_and_nothing_is_read(tmp_path, capsys, name, says):
    path = write(tmp_path / "in.jsonl", [])
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert cli.main(["batch", str(path), "-o", str(tmp_path / name)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.startswith(f"article-cleaner: {tmp_path / name}: ")
    assert says in told
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["in.jsonl", "pipe.jsonl"]


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path):
    records = [*pages(3), {"id": "bad"}]
    path, out, real = write(tmp_path / "in.jsonl", records), tmp_path / "out.jsonl", tmp_path / "elsewhere" / "real"
    real.parent.mkdir()
    real.write_text("old", encoding="utf-8")
    out.symlink_to(real)
    assert run("batch", path, "-o", out, "--workers", 1).returncode == 1
    assert out.readlink() == real
    assert read(real) == lines_of(path, records)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["elsewhere", "in.jsonl", "out.jsonl"]
    assert sorted(entry.name for entry in real.parent.iterdir()) == ["real", "real.rejects.jsonl"]
    assert [Path(found["source"].rpartition(":")[0]) for found in batch.Records([str(tmp_path)], without=out)] == [
        path
    ] * 4


def test_an_id_comes_out_as_it_went_in(tmp_path):
    ids = ["a", 7, 1.5, True, [1], {"page": "é"}, {}]
    path, out = write(tmp_path / "in.jsonl", [{"id": one, "text": "It rained."} for one in ids]), tmp_path / "out.jsonl"
    assert run("batch", path, "-o", out, "--workers", 1).returncode == 0
    assert [json.loads(line)["id"] for line in read(out)] == ids
    write(path, ['{"id": 1e999, "text": "It rained."}'])  # what JSON cannot hold
    assert json.loads(run("batch", path, "--workers", 1).stdout)["id"] == "inf"


def test_parquet_out_has_ids_as_text_and_takes_half_a_character(tmp_path):
    pytest.importorskip("cleaner.arrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    records = [{"id": one, "text": "It rained."} for one in (7, 1.5, {"page": "é"}, "\ud800")]
    path, out = write(tmp_path / "in.jsonl", records), tmp_path / "out.parquet"
    assert run("batch", path, "-o", out, "--workers", 1).returncode == 0
    assert parquet.read_table(out).column("id").to_pylist() == ["7", "1.5", '{"page": "é"}', "?"]


@pytest.mark.parametrize("command", [("clean", "--format", "json"), ("batch", "--workers", "1")])
@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        ("a.txt", b"%PDF-1.7\n1 0 obj", "a PDF"),
        ("a.html.gz", gzip.compress(b"<p>It rained.</p>", mtime=0), "gzip data"),
        ("a.dat", Random(7).randbytes(5000), "binary data"),
        ("a.txt", b"", "empty"),
        ("a.html", b" \n", "empty"),
        ("a.txt", "Le café était fermé.".encode("latin-1"), "not UTF-8; name its encoding"),
    ],
)
def test_a_file_that_holds_no_text_fails_with_its_reason(tmp_path, capfdbinary, command, name, data, says):
    (tmp_path / name).write_bytes(data)
    assert cli.main([*command, str(tmp_path / name)]) == 1
    (record,) = map(json.loads, capfdbinary.readouterr().out.splitlines())
    assert record["source"] == str(tmp_path / name)
    assert says in record["error"]
    assert cli.main(["learn", str(tmp_path / name), "-o", str(tmp_path / "a.memory"), "--workers", "1"]) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_text_file_is_utf_8_or_says_what_it_is(tmp_path, encoding):
    (tmp_path / "a.txt").write_text("Le café était fermé depuis la crue.", encoding=encoding)
    told = [
        json.loads(run(*command, tmp_path / "a.txt").stdout) for command in (["clean", "--format", "json"], ["batch"])
    ]
    assert [(record["text"], record["encoding"]) for record in told] == [
        ("Le café était fermé depuis la crue.", "")
    ] * 2


def test_a_folder_may_hold_a_link_in_a_circle(tmp_path):
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    first, second = batch.Records([str(tmp_path)], without=tmp_path / "out.jsonl")
    assert (first["text"], second.source) == (b"It rained.", str(tmp_path / "b.txt"))


def test_a_missing_package_is_named_before_anything_is_read(tmp_path, monkeypatch, capsys):
    def fail(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(packages, "import_module", fail)
    for name, extra in (("a.warc.gz", "warc"), ("a.wet", "warc"), ("a.parquet", "arrow"), ("a.jsonl.zst", "zstd")):
        (tmp_path / name).touch()
        assert cli.main(["batch", str(tmp_path / name)]) == 2
        told = capsys.readouterr().err
        assert told.startswith(f"article-cleaner: {tmp_path / name}: this needs ")
        assert f"pip install 'article-cleaner[{extra}]'" in told
    assert cli.main(["batch", str(tmp_path)]) == 2
    assert str(tmp_path / "a.jsonl.zst") in capsys.readouterr().err
    assert cli.main(["batch", "-", "-o", str(tmp_path / "out.parquet")]) == 2
    assert "out.parquet: this needs pyarrow: pip install 'article-cleaner[arrow]'" in capsys.readouterr().err


@pytest.mark.parametrize(("option", "says"), [("--workers", "from 1 on"), ("--timeout", "seconds above 0")])
@pytest.mark.parametrize("value", ["0", "-1", "x", "nan"])
def test_a_bad_number_says_what_is_wanted(capsys, option, says, value):
    with pytest.raises(SystemExit, match="2"):
        cli.main(["batch", "-", f"{option}={value}"])
    assert says in capsys.readouterr().err


# -- how it runs ------------------------------------------------------------------------------------


def test_a_bar_on_a_terminal_only(start, tmp_path):
    pytest.importorskip("tqdm")
    path = write(tmp_path / "in.jsonl", pages(5))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
    process = start("batch", path, "-o", tmp_path / "out.jsonl", "--workers", 1, stderr=theirs)
    os.close(theirs)
    shown = io.BytesIO()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        while True:
            try:
                shown.write(screen.read(1000) or b"")
            except OSError:  # the other end is closed
                break
    assert process.wait(SECONDS) == 0
    assert b"5 records, " in shown.getvalue()
    assert b"to go" in shown.getvalue()


def test_records_are_read_no_further_ahead_than_the_window():
    taken = threading.Event()
    read_so_far = 0

    def endless():
        nonlocal read_so_far
        while True:
            read_so_far += 1
            yield {"text": "It rained."}

    answers = batch.Pool(batch.Clean(), 1).answers(endless())
    for _ in range(20):
        next(answers)
    taken.wait(0.2)
    assert read_so_far <= 20 + 8 + 1
    answers.close()


@pytest.mark.skipif(not LARGE, reason="CLEANER_LARGE=1 runs it")
def test_a_hundred_thousand_pages_run_in_bounded_memory(start, tmp_path):
    path = tmp_path / "in.jsonl"
    html = "<p>It rained all night, and the river rose.</p>"
    with path.open("w", encoding="utf-8") as file:
        for number in range(100_000):
            file.write(json.dumps({"id": number, "html": f"{html}<p>{number} boats sank.</p>"}) + "\n")
    process = start("batch", path, "-o", tmp_path / "out.jsonl", "--workers", 2)
    seen = []  # bytes written, kilobytes held
    while process.poll() is None:
        with contextlib.suppress(OSError, StopIteration):  # it may end at any moment
            workers = workers_of(process.pid)
            held = sum(map(peak, (process.pid, *workers)))
            if len(workers) == 2:
                seen.append((size(tmp_path / "out.jsonl.part"), held))
        time.sleep(0.2)
    assert len(read(tmp_path / "out.jsonl")) == 100_000
    whole = size(tmp_path / "out.jsonl")
    early = next(held for written, held in seen if written > whole / 50)
    print(f"{early} kB after a fiftieth, {seen[-1][1]} kB at the end")
    assert seen[-1][1] < 1.1 * early


def peak(pid: int) -> int:
    """Kilobytes of memory that a process held at most."""
    return int(
        next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmHWM" in line).split()[1]
    )
