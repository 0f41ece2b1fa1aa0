"""What people typed in a deal is as they typed it in every kind and format; a second run changes no byte."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from markdown_it import MarkdownIt
from pypdf import PdfReader

from osp_cli.cli.formats import FORMATS
from osp_cli.cli.written import unsealed
from tests.render.test_pages import Read
from tests.territory import Terminal, told

TRAP = 'a|b `c` {{ d }} {% e %} #let x <script>alert(1)</script> *f* _g_ ~~h~~ [i](j) \\k $l$ @m // n & "o" 客户'
SENTENCE, TIMES = "Ten thousand characters, none of which may be lost. ", 193
ACROSS = 2  # of them may be broken by the foot of a sheet
FLOWING = ("full", "close", "proposal")
FITTED = ("call", "executive", "review", "assessment")


def typed(place: str) -> str:
    return f"{place} {TRAP} {place}"


@pytest.fixture
def trapped(osp: Terminal) -> Terminal:
    """A deal that has a trap in a field of every part of its documents, and a note of ten thousand characters."""
    for words in (
        ("set", "--need", typed("need"), "--next", typed("next")),
        ("risk", "add", typed("risk"), "--counter", typed("counter")),
        ("note", typed("note")),
        ("note", SENTENCE * TIMES),
        ("issue", "add", typed("issue"), "--kind", "business"),
        ("event", "add", typed("event")),
        ("criterion", "add", typed("criterion")),
        ("milestone", "add", typed("milestone")),
        ("answer", "9", "+", "--evidence", typed("answer")),
        ("call", "add", "Noor Haddad", "--planned", "2026-11-25", "--aim", typed("aim")),
    ):
        assert osp(*words).code == 0, words
    return osp


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2060]+", "", text)


def shown(file: Path) -> str:
    """The text that a reader of a file sees, without white space."""
    match file.suffix:
        case ".md":
            tokens = (
                MarkdownIt("commonmark", {"html": True})
                .enable(["table", "strikethrough"])
                .parse(unsealed(file.read_text(encoding="utf-8")))
            )
            children = (child for token in tokens for child in token.children or [])
            assert not any(token.type == "html_block" for token in tokens)
            return squeezed("".join(child.content for child in children if child.type in ("text", "text_special")))
        case ".html":
            return squeezed(Read(file.read_text(encoding="utf-8")).shown)
        case ".pdf":
            return squeezed("".join(page.extract_text() for page in PdfReader(file).pages))
        case _:
            return squeezed("\n".join(paragraphs(docx.Document(str(file)))))


def paragraphs(word: WordFile) -> list[str]:
    tables = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return [*(each.text for each in word.paragraphs), *tables]


def found(text: str) -> dict[str, int]:
    places = ("need", "next", "risk", "counter", "note", "issue", "event", "criterion", "milestone", "answer", "aim")
    return {place: count for place in places if (count := text.count(squeezed(typed(place))))}


@pytest.mark.parametrize("kind", FLOWING)
def test_every_trap_is_as_often_in_every_format_as_in_the_markdown(trapped: Terminal, kind: str) -> None:
    counts = {}
    for format in FORMATS:
        assert trapped("plan", "export", "--kind", kind, "--format", format, "--out", f"it.{format}").code == 0
        counts[format] = found(text := shown(trapped.home / f"it.{format}"))
        times = text.count(squeezed(SENTENCE))
        assert TIMES - ACROSS <= times <= TIMES if kind == "full" else times == 0, format
    assert counts["md"]
    assert counts == dict.fromkeys(FORMATS, counts["md"])
    if kind == "full":
        assert counts["md"].keys() >= {
            "need",
            "next",
            "risk",
            "counter",
            "note",
            "issue",
            "event",
            "criterion",
            "answer",
        }


@pytest.mark.parametrize("kind", FITTED)
def test_what_a_fitted_page_cuts_is_complete_beside_it(trapped: Terminal, kind: str) -> None:
    words = ("plan", "export", "--kind", kind, "--out")
    wanted = found(shown_of(trapped, (*words, "it.md", "--format", "md")))
    assert wanted
    text = shown_of(trapped, (*words, "it.pdf", "--format", "pdf"))
    assert found(text).keys() >= wanted.keys()


def shown_of(osp: Terminal, words: tuple[str, ...]) -> str:
    said = osp(*words)
    assert said.code == 0, said.err
    return "".join(shown(osp.home / name) for name in said.out.split())


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_in_a_repository_a_second_export_of_everything_leaves_nothing_to_commit(osp: Terminal) -> None:
    def git(*words: str) -> str:
        who = ("-c", "user.name=osp", "-c", "user.email=osp@example.com")
        return subprocess.run(["git", *who, *words], check=True, capture_output=True, text=True, cwd=osp.home).stdout

    def export(*more: str, formats: tuple[str, ...] = FORMATS) -> None:
        for format in formats:
            words = ("plan", "export", "--all", "--kind", "review", "--format", format, "--out", f"given/{format}")
            assert osp(*words, *more).code == 0

    export()
    git("init", "--quiet", ".")
    git("add", "given")
    git("commit", "--quiet", "-m", "documents")
    export("--force")  # written anew, not left as they are
    assert git("status", "--porcelain", "given") == ""
    assert osp("set", "cedar-billing", "--need", "One bill a month").code == 0
    export(formats=("md", "docx"))
    changed = {line.split()[-1] for line in git("status", "--porcelain", "given").splitlines()}
    assert changed == {f"given/{format}/cedar-billing-review.{format}" for format in ("md", "docx")}
    assert "One bill a month" in git("diff", "given/md")
    assert told(osp, "list")["total"] == len(git("ls-files", "given/md").splitlines())
