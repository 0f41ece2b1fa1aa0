"""`osp plan export --format pdf`: the files it writes, what it says beside them, and what a customer's copy holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from osp_cli import extras
from osp_cli.errors import OspError
from osp_cli.render.paper.manuscript import Part
from tests.documents.deals import fill
from tests.faults.hundred_plans import faults_of
from tests.territory import Terminal


def _text(file: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def _pages(file: Path) -> int:
    return len(PdfReader(file).pages)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("kind", "pages"),
    [("opportunity", 3), ("call", 1), ("executive", 1), ("assessment", 2), ("close", None), ("proposal", None)],
)
def test_every_kind_is_printed_on_the_pages_it_promises(osp: Terminal, kind: str, pages: int, language: str) -> None:
    said = osp("plan", "export", "3", "--kind", kind, "--format", "pdf", "--lang", language, "--out", "it.pdf")
    assert (said.code, said.err) == (0, "")
    assert pages in (None, _pages(osp.home / "it.pdf"))
    assert kind == "opportunity" or not (osp.home / "it.appendix.pdf").exists()


def test_a_short_plan_is_one_page(osp: Terminal) -> None:
    assert osp("plan", "export", "1", "--kind", "opportunity", "--format", "pdf", "--out", "it.pdf").code == 0
    assert _pages(osp.home / "it.pdf") == 1


@pytest.mark.parametrize(("seed", "language"), [(5, "zh")])
def test_a_deal_of_random_facts_keeps_its_three_pages(osp: Terminal, tmp_path: Path, seed: int, language: str) -> None:
    fill(lambda *words: osp(*words).code, 3, seed, language, tmp_path)
    osp("plan", "export", "3", "--kind", "opportunity", "--format", "pdf", "--lang", language, "--out", "it.pdf")
    assert faults_of(osp.home / "it.pdf") == []


def test_a_second_export_of_unchanged_facts_changes_no_byte_and_a_foreign_file_is_kept(osp: Terminal) -> None:
    words = ("plan", "export", "1", "--kind", "opportunity", "--format", "pdf")
    written = [osp.home / name for name in osp(*words).out.split()]
    assert [file.name for file in written] == ["cedar-billing-opportunity.pdf"]
    before = [file.read_bytes() for file in written]
    assert "already" in osp(*words).err
    assert osp(*words, "--force").code == 0
    assert [file.read_bytes() for file in written] == before
    written[0].write_bytes(b"%PDF-1.4 of somebody else")
    assert osp(*words).code == 2
    assert written[0].read_bytes() == b"%PDF-1.4 of somebody else"


def test_characters_that_no_font_draws_are_named(osp: Terminal) -> None:
    osp("set", "3", "--next", "Ask about \U0010fffd and \ufdd0")
    said = osp("plan", "export", "3", "--kind", "assessment", "--format", "pdf", "--out", "it.pdf")
    assert "these 2 characters" in said.err
    assert "\U0010fffd" in said.err
    assert "<U+10FFFD>" in re.sub(r"\s", "", _text(osp.home / "it.pdf"))


@pytest.mark.parametrize(
    ("language", "told"), [("en", "an appendix, which is not in this output"), ("zh", "这次输出不含附录")]
)
def test_standard_output_says_what_it_cannot_hold(
    osp: Terminal, language: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = (Part(".pdf", b"%PDF-it", "", missing="\U0010fffd"), Part(".appendix.pdf", b"%PDF-more", ""))
    monkeypatch.setattr("osp_cli.render.paper.pdf.pdf_parts", lambda _: parts)
    for words in (("plan", "export", "3", "--kind", "opportunity", "--format"), ("forecast", "--report")):
        said = osp(*words, "pdf", "--out", "-", "--lang", language)
        assert (said.code, said.out) == (0, "%PDF-it")
        assert told in said.err
        assert "--out" in said.err
        assert "\U0010fffd" in said.err
        assert told not in osp(*words, "pdf", "--out", "it.pdf", "--force", "--lang", language).err


def test_a_missing_engine_ends_in_one_sentence_and_writes_nothing(
    osp: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(module: str) -> None:
        raise OspError("extra-missing", {"extra": extras.EXTRAS[module]})

    monkeypatch.setattr("osp_cli.render.paper.press.engine", missing)
    said = osp("plan", "export", "3", "--format", "pdf", "--out", "it.pdf")
    assert (said.code, said.out) == (1, "")
    assert "pip install 'osp-cli[pdf]'" in said.err
    assert not (osp.home / "it.pdf").exists()
    assert osp("plan", "export", "3", "--format", "html", "--out", "it.html").code == 0


@pytest.mark.parametrize("kind", ["close", "proposal", "call"])
def test_a_customers_copy_holds_no_word_that_its_markdown_does_not_hold(osp: Terminal, kind: str) -> None:
    for format, file in (("pdf", "it.pdf"), ("md", "it.md")):
        words = ("--kind", kind, "--audience", "customer", "--format", format, "--out", file)
        assert osp("plan", "export", "3", *words).code == 0
    told = re.sub(r"[\W_]+", "", (osp.home / "it.md").read_text(encoding="utf-8"))
    printed = {re.sub(r"[\W_]+", "", word) for word in _text(osp.home / "it.pdf").split()}
    assert [word for word in printed if word not in told] == []
    metadata = PdfReader(osp.home / "it.pdf").metadata
    assert metadata
    assert set(metadata) == {"/Title", "/Author", "/Keywords", "/Creator", "/ModDate", "/CreationDate"}
    assert metadata.keywords == "For the customer"
    assert re.sub(r"[\W_]+", "", str(metadata.title)) in told
