"""Output that cannot be delivered, readers who leave, encodings that lack characters: whole processes."""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from osp_cli.render.out import Out
from osp_cli.words import Words

PROGRAM = Path(__file__).with_name("program.py")


def _run(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of the shell in which `osp` is the program beside this test."""
    command = f'osp() {{ {shlex.quote(sys.executable)} {shlex.quote(str(PROGRAM))} "$@"; }}; {line}'
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, env={**os.environ, **environment}, timeout=60, check=False
    )


@pytest.mark.parametrize("options", ["", "--json", "--color=always"])
def test_a_reader_who_leaves_is_no_failure(options: str) -> None:
    done = _run(f"osp long {options} 2>/dev/null | head -1 >/dev/null; exit ${{PIPESTATUS[0]}}")

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_of_both_streams_who_leaves_is_no_failure() -> None:
    done = _run("osp long 2>&1 | head -0; exit ${PIPESTATUS[0]}")

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("where", [">/dev/full", ">&-"])
@pytest.mark.parametrize("view", ["characters", "long"])
def test_output_that_is_lost_ends_in_1_and_one_line(where: str, view: str) -> None:
    done = _run(f"osp {view} 2>&1 {where} | grep -v notice; exit ${{PIPESTATUS[0]}}")
    lines = done.stdout.decode().splitlines()

    assert done.returncode == 1
    assert len(lines) == 1
    assert lines[0].startswith("The output could not be written (")


@pytest.mark.parametrize("where", [">/dev/full", ">&-"])
def test_output_that_is_lost_is_told_as_json_too(where: str) -> None:
    done = _run(f"osp characters --json {where}")

    assert done.returncode == 1
    assert json.loads(done.stderr)["code"] == "output-lost"


@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-"])
def test_lost_notices_do_not_fail_the_command(where: str) -> None:
    done = _run(f"osp characters {where}")

    assert done.returncode == 0
    assert "café".encode() in done.stdout


@pytest.mark.parametrize(
    "encoding", ["utf-8", "ascii", "latin-1", "cp1252", "gbk", "gb18030", "big5", "shift_jis", "utf-8:strict"]
)
@pytest.mark.parametrize("options", ["", "--color=always", "--json"])
def test_no_encoding_makes_it_fail(encoding: str, options: str) -> None:
    done = _run(f"osp characters {options}", PYTHONIOENCODING=encoding)

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"120" in done.stdout


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_no_locale_makes_it_fail(locale: str) -> None:
    done = _run("osp characters", LC_ALL=locale)

    assert done.returncode == 0
    assert "￥120万 … ✔ 🦊 <U+202E> �\n".encode() in done.stdout


def test_json_is_utf_8_whatever_the_encoding() -> None:
    done = _run("osp characters --json", PYTHONIOENCODING="gbk")
    (text,) = json.loads(done.stdout.decode("utf-8"))["texts"]

    assert text == "café ￥120万 … ✔ 🦊 \u202e \udc80"


@pytest.mark.parametrize(("options", "loads_rich"), [("", False), ("--json", False), ("--color=always", True)])
def test_rich_is_loaded_for_colour_alone(options: str, loads_rich: bool) -> None:
    imported = _run(f"osp characters {options}", PYTHONPROFILEIMPORTTIME="1").stderr.decode()
    names = {line.rsplit("|", 1)[-1].strip() for line in imported.splitlines() if line.startswith("import time:")}

    assert "osp_cli.render.out" in names
    assert ("rich.console" in names) is loads_rich


def test_a_page_of_text_loads_neither_blocks_nor_json_results() -> None:
    code = (
        "import sys; from osp_cli.render.out import Out; from osp_cli.words import Words;"
        "Out(Words('en'), stdout=sys.stdout, stderr=sys.stderr, environment={}).text('help');"
        "print([name for name in sys.modules if name.startswith('osp_cli.render.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "help\n['osp_cli.render.out']\n"


@pytest.mark.parametrize(("is_terminal", "shown"), [(True, "a <U+202E>b"), (False, "a \u202eb")])
def test_a_document_is_itself_in_a_pipe_and_turns_nothing_on_a_terminal(is_terminal: bool, shown: str) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return is_terminal

    for put, line in (("text", "a \u202eb\x1b\n"), ("piece", "a \u202eb\r\n")):
        stream = Stream()
        getattr(Out(Words("en"), stdout=stream, stderr=io.StringIO(), environment={}), put)(line)
        assert stream.getvalue().rstrip("\r\n␛") == shown
