"""At the foot of every document in every format: for whom it is, whose, as of when, of which version of the data."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from osp_cli.cli.written import unsealed
from osp_cli.frozen import replace
from osp_cli.services.customer_documents import shared_with_customer
from tests.documents.test_customer import DAY, book
from tests.documents.test_every_format import squeezed
from tests.documents.test_golden import KINDS
from tests.render.test_pages import Read
from tests.territory import Terminal

PRINTED = {
    **{kind: ("plan", "export", *words) for kind, words in KINDS.items()},
    "reviews": ("review",),
    "reviews-of-one": ("review", "--owner", "Priya Nair"),
    "cheat-sheet": ("process", "cheatsheet"),
    "week": ("forecast", "--quarter"),
}
ON_PAPER = ("customer-close", "territory", "short", "cheat-sheet", "week")
FOOT = {  # without white space, which readers of PDF put where they like
    "en": (
        r"(Internal: not for the customer\. Owner: [^.]+\."
        r"|For the customer: [^.]+\. Prepared by [^.]+\.) As of 2026-11-24 \(Tue\).*, data version [0-9a-f]+\."
    ),
    "zh": (
        r"(内部文件，不得交给客户。负责人：[^。]+。|供客户使用：[^。]+。编制：[^。]+。)"
        r"截至2026年11月24日（周二）.*，数据版本[0-9a-f]+。"
    ),
}


def is_whole(text: str, language: str) -> bool:
    """Whether a foot with everything stands in the text."""
    return re.search(squeezed(FOOT[language]), squeezed(text)) is not None


def made(osp: Terminal, kind: str, format: str, language: str) -> Path:
    name = f"{kind}.{format}"
    option = "--report" if kind == "week" else "--format"
    said = osp(*PRINTED[kind], option, format, "--lang", language, "--out", name)
    assert said.code == 0, said.err
    return osp.home / name


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", PRINTED)
def test_the_foot_is_complete_in_text(osp: Terminal, kind: str, language: str) -> None:
    markdown = unsealed(made(osp, kind, "md", language).read_text(encoding="utf-8"))
    *_, foot = re.sub(r"\*\*|\\", "", markdown).rstrip().split("\n---\n\n")
    assert is_whole(foot, language), foot
    html = made(osp, kind, "html", language).read_text(encoding="utf-8")
    (footer,) = re.findall("<footer>.*?</footer>", html, re.DOTALL)
    assert is_whole(Read(footer).shown, language), footer


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ON_PAPER)
def test_the_foot_is_complete_on_every_sheet(osp: Terminal, kind: str, language: str) -> None:
    for page in PdfReader(made(osp, kind, "pdf", language)).pages:
        assert is_whole(page.extract_text(), language)
    for section in docx.Document(str(made(osp, kind, "docx", language))).sections:
        assert is_whole("".join(each.text for each in section.footer.paragraphs), language)


def test_a_territory_is_its_owners_before_anything_of_it_is_planned(osp: Terminal) -> None:
    said = osp("plan", "export", "--territory", "Priya Nair", "--out", "-")
    assert said.code == 0, said.err
    assert "Owner: Priya Nair." in said.out


def test_the_version_of_what_a_customer_reads_changes_with_what_is_shown_and_with_nothing_else() -> None:
    known = book()
    first = shared_with_customer(known, "close", DAY, None).print_version
    assert re.fullmatch("[0-9a-f]{8}", first)
    risks = tuple(replace(each, text="Ours", counter="Ours too") for each in known.risks)
    ours = replace(known, risks=risks, notes=(), debts=(), people=(), answers=())
    assert shared_with_customer(ours, "close", date(2026, 12, 1), None).print_version == first
    theirs = replace(known, opportunity=replace(known.opportunity, need="Something else"))
    assert shared_with_customer(theirs, "close", DAY, None).print_version != first
