"""The same CRM, exported week after week, while people work on the deals here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_import_crm import SALESFORCE, deals, put, taken
from tests.territory import Terminal, empty_terminal


@pytest.fixture
def osp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty home; the settings are those of nobody."""
    return empty_terminal(tmp_path, monkeypatch, capsys)


def test_a_name_given_here_stays_until_the_crm_gives_another(osp: Terminal) -> None:
    taken(osp("import", put(osp, "week1.csv", SALESFORCE), "--json"))
    assert osp("set", "1", "--name", "Our own name").code == 0
    report = taken(osp("import", "week1.csv", "--json"))
    assert (report["unchanged"], report["refused"]) == (3, [])
    (kept,) = report["kept"][0]["changes"]
    assert (kept["field"], kept["old"], kept["new"]) == ("name", "Our own name", "Harbour portal")
    newer = SALESFORCE.replace("$120,000.00", "$90,000.00")
    assert taken(osp("import", put(osp, "week2.csv", newer), "--json"))["updated"] == 1
    assert deals(osp)["Our own name"]["amount"]["amount"] == "90000.00"
    renamed = newer.replace("Harbour portal", "Harbour portal 2")
    assert taken(osp("import", put(osp, "week3.csv", renamed), "--json"))["updated"] == 1
    assert "Harbour portal 2" in deals(osp)
