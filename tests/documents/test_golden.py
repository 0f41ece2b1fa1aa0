"""Every kind of document as Markdown, from the example territory; two of them are what the READMEs show.

GOLDEN_UPDATE=1 writes them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from osp_cli.cli.written import unsealed
from tests.territory import Terminal

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
EXAMPLES = Path(__file__).parents[2] / "examples" / "documents"
KINDS = {
    **{
        kind: ("--kind", kind)
        for kind in ("assessment", "opportunity", "full", "call", "executive", "close", "proposal")
    },
    "review": ("--kind", "review"),
    "winloss": ("copper-kettle-loyalty", "--kind", "winloss"),
    "short": ("cedar-billing",),
    "territory": ("--territory", "Amara Okafor"),
    "account": ("--account", "Tidewater Ferries"),
    "expansion": ("--kind", "expansion", "--account", "Willow Insurance"),
    "partner": ("--partner", "Harbour Systems"),
    "customer-call": ("--kind", "call", "--audience", "customer"),
    "customer-close": ("--kind", "close", "--audience", "customer"),
    "customer-proposal": ("--kind", "proposal", "--audience", "customer"),
}
SHOWN = ("call", "customer-close")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_says_what_it_said(osp: Terminal, kind: str, language: str) -> None:
    said = osp("plan", "export", *KINDS[kind], "--lang", language, "--out", "-")
    assert said.code == 0, said.err
    text = unsealed(said.out)
    files = [GOLDEN / f"{kind}.{language}.md", *([EXAMPLES / f"{kind}.{language}.md"] if kind in SHOWN else [])]
    for file in files:
        if os.environ.get("GOLDEN_UPDATE"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.read_text(encoding="utf-8") == text
    assert "None" not in text.replace("None:", "").replace("None.", "")
