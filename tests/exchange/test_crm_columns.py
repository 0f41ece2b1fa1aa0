"""A list like that of a CRM: what goes out under its headings is what an import of it reads there."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from osp_cli.exchange.crm_columns import Asked, columns_like
from osp_cli.exchange.deal_columns import table_of
from osp_cli.exchange.presets import CRMS, meant, read_presets, recognised
from osp_cli.exchange.tables import heading_key
from osp_cli.pack.load import builtin
from tests.store.books import FULL, PLAIN

PROCESS = builtin()
ORDER = PROCESS.keys_of(PROCESS.stages)
PRESETS = read_presets()
EVERY = [(crm, language) for crm in CRMS for language in ("en", "zh")]


def written(crm: str, language: str, *deals: Any, form: Any = "csv") -> list[dict[str, Any]]:
    asked = Asked(language, form, ORDER, lambda deal: f"because of {deal.reason}")
    table = table_of(deals, columns_like(crm, asked))
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows]


def under(crm: str, field: str, row: dict[str, Any]) -> Any:
    """The cell of a field, found as an import finds it."""
    (found,) = [cell for heading, cell in row.items() if heading_key(heading) in PRESETS[crm].fields[field]]
    return found


@pytest.mark.parametrize(("crm", "language"), EVERY)
def test_the_headings_are_those_by_which_the_crm_is_known(crm: str, language: str) -> None:
    (row,) = written(crm, language, PLAIN)
    assert recognised(list(row), PRESETS).id == crm
    known = {key for keys in PRESETS[crm].fields.values() for key in keys}
    assert {heading_key(heading) for heading in row} <= known
    assert len({heading_key(heading) for heading in row}) == len(row)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in "".join(row)) == (language == "zh")


@pytest.mark.parametrize(("crm", "language"), EVERY)
def test_no_deal_moves_on_by_being_carried_back(crm: str, language: str) -> None:
    for stage in ORDER[:8]:
        (row,) = written(crm, language, replace(PLAIN, stage=stage))
        read = meant("stage", under(crm, "stage", row), PRESETS[crm], PRESETS)
        assert read in ORDER
        assert ORDER.index(read) <= ORDER.index(stage)


# The open stages that each CRM comes with, in its order.
PIPELINES = {
    ("salesforce", "en"): "Prospecting|Qualification|Needs Analysis|Value Proposition|Id. Decision Makers|"
    "Perception Analysis|Proposal/Price Quote|Negotiation/Review",
    ("salesforce", "zh"): "潜在客户开发|资格审查|需要分析|价值主张|确定决策者|认知分析|提案/报价|谈判/复查",
    ("hubspot", "en"): "Appointment Scheduled|Qualified To Buy|Presentation Scheduled|Decision Maker Bought-In|"
    "Contract Sent",
    ("hubspot", "zh"): "已安排预约|有购买资格|已安排演示|决策者已认可|已发送合同",
    ("pipedrive", "en"): "Qualified|Contact Made|Demo Scheduled|Needs Defined|Proposal Made|Negotiations Started",
    ("pipedrive", "zh"): "已合格|已联系|已安排演示|需求已明确|已提出方案|谈判开始",
    ("dynamics", "en"): "1-Qualify|2-Develop|3-Propose|4-Close",
    ("dynamics", "zh"): "1-验证资格|2-开发|3-提议|4-关闭",
    ("siebel", "en"): "01 - Prospecting|02 - Potential Lead|03 - Qualification|04 - Opportunity|05 - Building Vision|"
    "06 - Short List|07 - Selected|08 - Negotiation",
    ("siebel", "zh"): "01 - 寻找客户|02 - 潜在线索|03 - 资格审查|04 - 商机|05 - 建立愿景|06 - 入围|07 - 选定|08 - 谈判",
}  # fmt: skip


@pytest.mark.parametrize(("crm", "language"), EVERY)
def test_no_deal_falls_back_by_being_carried_back(crm: str, language: str) -> None:
    """What came in under a name goes back under it, or under a later one that means the same stage."""
    names = PIPELINES[crm, language].split("|")
    for place, name in enumerate(names):
        stage = meant("stage", name, PRESETS[crm], PRESETS)
        assert stage in ORDER
        (row,) = written(crm, language, replace(PLAIN, stage=stage))
        back = under(crm, "stage", row)
        assert names.index(back) >= place
        assert meant("stage", back, PRESETS[crm], PRESETS) == stage


@pytest.mark.parametrize(("crm", "language"), EVERY)
def test_how_a_deal_ended_stands_where_the_crm_has_it(crm: str, language: str) -> None:
    lost = replace(PLAIN, status="lost", stage="4", left_stage="4", reason="price", ended_on=date(2026, 11, 2))
    lost = replace(lost, close_on=date(2026, 12, 12))
    won, gone = written(crm, language, FULL, lost)
    columns = tomllib.loads((files("osp_cli.exchange.presets") / f"{crm}.toml").read_text())["export"]["columns"]
    if "status" in columns:
        assert [under(crm, "status", each) for each in (won, gone)] == ["Won", "Lost"]
    else:
        told = [meant("stage", under(crm, "stage", each), PRESETS[crm], PRESETS) for each in (won, gone)]
        assert told == ["won", "lost"]
    end = next((each for each in ("ended", "lost_on") if each in columns), "close")
    assert under(crm, end, gone) in (date(2026, 11, 2), "11/2/2026")
    if end != "close":
        assert under(crm, "close", gone) in (date(2026, 12, 12), "12/12/2026")
        assert under(crm, end, won) is None


def test_days_and_kinds_are_written_as_the_crm_writes_them_and_what_has_no_place_stays_empty() -> None:
    deal = replace(PLAIN, close_on=date(2027, 2, 10), kind="renewal")
    assert under("salesforce", "close", written("salesforce", "en", deal)[0]) == "2/10/2027"
    assert under("salesforce", "close", written("salesforce", "zh", deal)[0]) == date(2027, 2, 10)
    assert under("salesforce", "close", written("salesforce", "en", deal, form="xlsx")[0]) == date(2027, 2, 10)
    assert under("salesforce", "kind", written("salesforce", "en", deal)[0]) is None
    assert under("salesforce", "kind", written("salesforce", "zh", deal)[0]) == "续约"
    lost = replace(PLAIN, status="lost", reason="price")
    assert under("pipedrive", "note", written("pipedrive", "en", lost)[0]) == "because of price"
    assert under("pipedrive", "note", written("pipedrive", "en", PLAIN)[0]) is None


@pytest.mark.parametrize("crm", ["dynamics", "pipedrive", "salesforce", "siebel"])
def test_the_probability_is_the_reps_own_of_what_is_open(crm: str) -> None:
    deals = (replace(PLAIN, own_probability=60), PLAIN, FULL)
    assert [under(crm, "probability", row) for row in written(crm, "en", *deals)] == [60, None, None]
