"""The reseller's terms beside the prompt: complete and with an approved discount they open the gate, as it does."""

from __future__ import annotations

from typing import Any

import pytest

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Finding
from osp_cli.domain.gate import judge
from osp_cli.domain.partners import TERMS, Terms
from osp_cli.frozen import replace
from tests.builders import PROCESS, TODAY, changed, deal, without_answer

NUMBER = str(deal("7").opportunity.number)
WHOLE = Terms(1, "01T", "Mistral", "two tills", "18 %", "11 %", "in June", "30 days")


def bare(**records: Any) -> Dossier:
    """A deal before gate 8 that lacks the answer about the reseller alone; its discount was approved for gate 7."""
    return changed(without_answer(deal("7", upto="8"), "reseller-terms"), **records)


def found(dossier: Dossier) -> Finding:
    report = judge(PROCESS.gate("8"), dossier, PROCESS, TODAY, "USD")
    return next(each for each in report.findings if each.criterion == "reseller-terms-settled")


def test_either_the_answer_or_complete_terms_with_an_approved_discount_open_it() -> None:
    assert found(deal("7", upto="8")).is_met
    assert not found(bare()).is_met
    met = found(bare(terms=(WHOLE,)))
    assert met.is_met
    assert met.because.values["who"] == "Mistral"


@pytest.mark.parametrize("name", [field.name for field in TERMS.fields if not field.is_needed])
def test_one_term_that_is_missing_keeps_it_closed_and_is_named(name: str) -> None:
    finding = found(bare(terms=(replace(WHOLE, **{name: None}),)))
    assert not finding.is_met
    assert finding.because.values["fields"] == (name,)
    assert finding.mends[0] == ("terms", "set", NUMBER, f"--{name}", "TEXT")


def test_without_terms_the_mends_are_to_record_them_or_to_answer() -> None:
    first, second = found(bare()).mends
    assert first[:4] == ("terms", "set", NUMBER, "--reseller")
    assert second[:2] == ("answer", "reseller-terms")


def test_complete_terms_whose_discount_nobody_approved_keep_it_closed_and_say_who_must() -> None:
    finding = found(bare(terms=(WHOLE,), approvals=()))
    assert not finding.is_met
    assert finding.because.code == "record-unapproved"
    assert [mend[:3] + mend[-2:] for mend in finding.mends if mend[0] == "plan"] == [
        ("plan", "approve", NUMBER, "--what", "discount")
    ]
    assert found(changed(deal("7", upto="8"), terms=(WHOLE,), approvals=())).is_met, "an answer is enough, as before"
