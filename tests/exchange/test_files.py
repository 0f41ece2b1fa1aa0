"""Files of other tools: encodings, separators, headings that are found, lines around the rows, bombs."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Generator

import pytest
import xlsxwriter

from osp_cli.errors import WrongUsage
from osp_cli.exchange.csv_file import read_csv
from osp_cli.exchange.encodings import encoding_of
from osp_cli.exchange.file_kinds import kind_of
from osp_cli.exchange.json_file import read_json
from osp_cli.exchange.other_lists import other_list
from osp_cli.exchange.presets import CRMS, PRESETS, Unit, meant, read_presets, recognised, unit_of
from osp_cli.exchange.tables import Table, heading_key
from osp_cli.exchange.xlsx_bounds import must_be_bearable
from osp_cli.exchange.xlsx_file import read_xlsx

KNOWN = {heading_key(each) for each in ("Name", "Amount", "Close Date", "Stage", "Account", "名称", "金额")}
CHINESE = "名称,金额\n青松集团的门户项目,100\n云岭仓储系统,200\n"
LATIN = "Name,Amount\nCafé Müller,100\nGarçon à Montréal,200\n"


def known(heading: str) -> bool:
    return heading_key(heading) in KNOWN


def table(text: str | bytes, encoding: str | None = None) -> Table:
    content = text.encode() if isinstance(text, str) else text
    return Table(read_csv(io.BytesIO(content), "f.csv", encoding, known), known)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(WrongUsage) as refusal:
        act()
    return refusal.value.code


@pytest.mark.parametrize(
    ("text", "encoding", "found", "is_sure"),
    [
        (CHINESE, "utf-8", "utf-8", True),
        (CHINESE, "utf-8-sig", "utf-8-sig", True),
        (CHINESE, "utf-16", "utf-16", True),
        (CHINESE, "utf-16-le", "utf-16-le", True),
        (CHINESE, "utf-16-be", "utf-16-be", True),
        (CHINESE, "gb18030", "gb18030", False),
        ("名稱,金額\n臺灣的門戶專案,100\n資訊系統,200\n", "big5", "big5", False),
        (LATIN, "latin-1", "cp1252", False),
    ],
)
def test_the_encoding_is_found_out_and_a_guess_is_called_one(
    text: str, encoding: str, found: str, is_sure: bool
) -> None:
    content = text.encode(encoding)
    told = encoding_of(io.BytesIO(content), "f.csv", None)
    assert (told.name, told.is_sure) == (found, is_sure)
    if encoding != "big5":
        rows = list(table(content).rows())
        assert rows[0][1][0] in text


def test_an_encoding_that_is_named_overrides_and_must_fit() -> None:
    assert encoding_of(io.BytesIO(LATIN.encode("latin-1")), "f", "latin-1").is_sure
    assert refused(lambda: encoding_of(io.BytesIO(LATIN.encode("latin-1")), "f", "utf-8")) == "encoding-wrong"
    assert refused(lambda: encoding_of(io.BytesIO(b"a"), "f", "nonsense")) == "encoding-unknown"
    assert refused(lambda: encoding_of(io.BytesIO(b"a"), "f", "zlib")) == "encoding-unknown"


def test_bytes_that_fit_two_encodings_as_well_are_refused_with_both_readings() -> None:
    with pytest.raises(WrongUsage) as refusal:
        encoding_of(io.BytesIO("Name\nÄgypten\n".encode("latin-1")), "f", None)
    assert refusal.value.code == "encoding-doubtful"
    assert len(refusal.value.details["readings"]) > 1


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(separator: str) -> None:
    found = table(f"Name{separator}Amount\nA,B;C|D{separator}1\n".replace("A,B;C|D", '"A,B;C|D"'))
    assert found.headings == ("Name", "Amount")
    assert list(found.rows()) == [(2, ["A,B;C|D", "1"])]


def test_the_line_of_excel_that_names_the_separator_is_heeded() -> None:
    found = table("sep=;\nName;Amount\nA;1,5\n")
    assert list(found.rows()) == [(3, ["A", "1,5"])]


def test_titles_totals_and_footers_are_told_and_not_taken() -> None:
    found = table(
        "Pipeline of March\nAs of 3 March\n\nName ↑,Amount*,Stage\nA,1,x\nGrand Total,1,\n\n"
        "Confidential Information\nCopyright (c) 2026\n"
    )
    assert found.headings == ("Name", "Amount", "Stage")
    assert [cells for _, cells in found.rows()] == [["A", "1", "x"]]
    assert [line for line, _ in found.left_out] == [1, 2, 6, 8, 9]


def test_subtotals_make_a_report_which_is_refused() -> None:
    found = table("Name,Amount,Stage\nA,1,x\nSubtotal,1,\n")
    assert refused(lambda: list(found.rows())) == "import-grouped"


def test_a_row_of_another_length_comes_as_it_is_and_empty_cells_behind_it_do_not_count() -> None:
    found = table("Name,Amount\nA,1,,\nB,1,2\nC\n")
    assert [cells for _, cells in found.rows()] == [["A", "1"], ["B", "1", "2"], ["C"]]


def test_columns_without_a_heading_are_fine_while_they_are_empty() -> None:
    assert table("Name,Amount,\nA,1,\n").headings == ("Name", "Amount")
    assert refused(lambda: table("Name,,Amount\nA,x,1\n")) == "csv-heading-empty"
    assert table("Name,Other,Other\nA,1,2\n").headings == ("Name", "Other", "Other (2)")


def test_giant_cells_and_open_quotes_are_refused_with_their_line() -> None:
    assert refused(lambda: list(table("Name,Amount\n" + "x" * 1_100_000 + ",1\n").rows())) == "csv-cell-too-large"
    assert refused(lambda: list(table('Name,Amount\n"A,1\nB,2\n').rows())) == "csv-broken"


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"PK\x03\x04", "xlsx"), (b'\xef\xbb\xbf [{"a": 1}]', "json"), (b"Name,Amount\n", "csv")],
)
def test_the_kind_of_a_file_is_told_by_how_it_begins(start: bytes, kind: str) -> None:
    assert kind_of(io.BytesIO(start), "f") == kind


@pytest.mark.parametrize("start", [b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b"<html><table>", b"\x1f\x8b"])
def test_what_is_no_table_is_refused_as_what_it_is(start: bytes) -> None:
    assert refused(lambda: kind_of(io.BytesIO(start), "f")) == "import-kind-foreign"


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("Index/Document.iwa", "numbers"),
        ("word/document.xml", "document"),
        ("deals.csv", "packed"),
        ("xl/workbook.xml", None),
        ("content.xml", None),
    ],
)
def test_a_packed_file_that_holds_no_workbook_is_named(inside: str, kind: str | None) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr(inside, "x")
    stream.seek(0)
    if kind is None:
        assert (kind_of(stream, "f"), stream.tell()) == ("xlsx", 0)
    else:
        with pytest.raises(WrongUsage) as refusal:
            kind_of(stream, "f")
        assert refusal.value.values["filekind"] == kind


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("行标签", "求和项:金额"), "pivot"),
        (("Summe von Betrag", "Phase"), "pivot"),
        (("负责人", "2026-10", "2026-11", "合计"), "pivot"),
        (("报价单号", "数量", "单价"), "quote"),
        (("姓名", "手机", "邮箱"), "contacts"),
        (("Opportunity", "Stage"), None),
        (("Total",), None),
    ],
)
def test_other_lists_are_known_by_their_headings(headings: tuple[str, ...], kind: str | None) -> None:
    assert other_list(headings) == kind


def test_json_of_the_apis_of_crms_is_flattened() -> None:
    hubspot = {"results": [{"id": "1", "properties": {"dealname": "A", "amount": 1.5}}]}
    found = Table(read_json(io.BytesIO(json.dumps(hubspot).encode()), "f", None), known)
    assert (found.headings, list(found.rows())) == (("id", "dealname", "amount"), [(1, ["1", "A", "1.5"])])
    lines = b'{"Name": "A", "Account": {"Name": "X"}}\n{"Name": "B", "Amount": 1.234}\n'
    found = Table(read_json(io.BytesIO(lines), "f", None), known)
    assert found.headings == ("Name", "Account.Name", "Amount")
    assert [cells for _, cells in found.rows()] == [["A", "X", ""], ["B", "", "1.2340"]]
    for broken, code in ((b"[1", "json-broken"), (b"[1, 2]", "json-no-list"), (b"[" * 200_000, "json-broken")):
        assert refused(lambda content=broken: read_json(io.BytesIO(content), "f", None)) == code  # type: ignore[misc]


def workbook(*cells: tuple[int, int, object], sheets: int = 1) -> io.BytesIO:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for _ in range(sheets):
            sheet = book.add_worksheet()
            for line, column, cell in cells:
                sheet.write(line, column, cell)
    return stream


HEAD = tuple((2, column + 1, heading) for column, heading in enumerate(("Name", "Amount", "Stage")))


def test_a_workbook_is_read_with_the_numbers_of_its_rows() -> None:
    stream = workbook(*HEAD, (3, 1, "A"), (3, 2, 1.234), (3, 3, 2), (5, 1, "B"), (5, 2, 1234.5))
    found = Table(read_xlsx(stream, "f.xlsx", None, known), known)
    assert list(found.rows()) == [(4, ["A", "1.2340", "2"]), (6, ["B", "1234.5", ""])]
    two = workbook(*HEAD, sheets=2)
    assert refused(lambda: read_xlsx(two, "f", None, known)) == "xlsx-sheets"
    assert read_xlsx(two, "f", "Sheet2", known).facts["sheet"] == "Sheet2"
    assert refused(lambda: read_xlsx(two, "f", "Other", known)) == "xlsx-sheet-missing"


def test_a_text_in_a_cell_over_several_rows_is_that_of_each_and_an_amount_is_not() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(2, 1, ["Account", "Name", "Amount", "Stage"])
        sheet.merge_range(3, 1, 5, 1, "Alder")
        sheet.merge_range(3, 3, 4, 3, 900)
        for line, name in enumerate("ABC", 3):
            sheet.write(line, 2, name)
        sheet.write_row(6, 1, ["Birch", "D"])
        sheet.write(8, 1, "Confidential")
    known = {"Account", "Name", "Amount", "Stage"}.__contains__
    found = Table(read_xlsx(stream, "f.xlsx", None, known), known)
    rows = [cells[:3] for _, cells in found.rows()]
    assert rows == [["Alder", "A", "900"], ["Alder", "B", ""], ["Alder", "C", ""], ["Birch", "D", ""]]
    assert found.left_out == [(9, "Confidential")]


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/worksheets/sheet1.xml": b" " * 30_000_000},
        {"xl/worksheets/sheet1.xml": b"<c r='A1'/><c r='XFD1048576'/>"},
        {"xl/sharedStrings.xml": b"<si><t>" + b"a" * 4_000_000 + b"</t></si>",
         "xl/worksheets/sheet1.xml": b'<c r="A1" t="s"><v>0</v></c>' * 60},
    ],
    ids=["unpacks to much", "a cell far away", "one long text in many cells"],
)  # fmt: skip
def test_a_workbook_that_would_unpack_to_too_much_is_refused_before_it_is_read(parts: dict[str, bytes]) -> None:
    assert refused(lambda: must_be_bearable(packed(parts), "f")) == "xlsx-too-large"


def test_what_the_directory_of_a_workbook_says_of_its_size_is_not_believed() -> None:
    stream = packed({"xl/worksheets/sheet1.xml": b" " * 30_000_000})
    content = bytearray(stream.getvalue())
    size = (30_000_000).to_bytes(4, "little")
    while (place := content.find(size)) >= 0:
        content[place : place + 4] = (10).to_bytes(4, "little")
    assert refused(lambda: must_be_bearable(io.BytesIO(bytes(content)), "f")) == "xlsx-too-large"
    assert refused(lambda: must_be_bearable(io.BytesIO(b"PK\x03\x04"), "f")) == "xlsx-broken"


def test_a_line_of_more_cells_than_a_sheet_can_have_is_no_line_of_headings() -> None:
    wide = ",".join(f"h{number}" for number in range(20_000))
    assert refused(lambda: table(f"{wide}\n1,2\n")) == "import-too-many-columns"
    same = ",".join(["h"] * 9_000)
    assert len(set(table(f"Name,Amount,{same},\nA,5\n").headings)) == 9_002


def test_bytes_behind_the_end_of_a_packed_part_of_a_workbook_are_passed_over() -> None:
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = packing.compress(b"a" * 1_000_000) + packing.flush() + b"behind it"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/sharedStrings.xml", part)
    content = bytearray(stream.getvalue())
    for mark, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.find(mark) + method] = zipfile.ZIP_DEFLATED
    must_be_bearable(io.BytesIO(bytes(content)), "f")  # comes to an end: these bytes were once unpacked for ever


HEADINGS = {
    "salesforce": ("Opportunity Name", "Account Name", "Amount", "Close Date", "Stage"),
    "hubspot": ("Record ID", "Deal Name", "Deal Stage", "Amount"),
    "pipedrive": ("Deal - Title", "Deal - Value", "Deal - Stage", "Deal - Status"),
    "dynamics": ("(Do Not Modify) Opportunity", "Topic", "Est. revenue", "Status"),
    "siebel": ("Name", "Account", "Revenue", "Close Date", "Sales Stage", "Probability %"),
    "csv": ("Name", "Account", "Amount", "Stage"),
}


@pytest.mark.parametrize("crm", PRESETS)
def test_each_crm_is_recognised_by_its_headings(crm: str) -> None:
    presets = read_presets()
    assert recognised(HEADINGS[crm], presets).id == crm


@pytest.mark.parametrize(
    "headings",
    [
        ["Record Id", "Deal Owner", "Deal Name", "Account Name", "Amount", "Closing Date", "Stage", "Created Time"],
        ["Deal name", "Sales account", "Deal value", "Expected close", "Deal stage", "Sales owner", "Created at"],
        [
            "opportunity_id",
            "sales_agent",
            "product",
            "account",
            "deal_stage",
            "engage_date",
            "close_date",
            "close_value",
        ],
    ],
)
def test_a_heading_or_two_of_a_crm_make_no_export_of_it(headings: list[str]) -> None:
    presets = read_presets()
    assert any(presets[crm].fitting([heading_key(each) for each in headings])[0] for crm in CRMS)
    assert recognised(headings, presets).id == "csv"


def test_each_crm_is_recognised_by_its_chinese_headings() -> None:
    presets = read_presets()
    chinese = {
        "salesforce": ("业务机会名称", "客户名", "金额", "结束日期", "阶段"),
        "hubspot": ("记录 ID", "交易名称", "交易阶段", "金额"),
        "pipedrive": ("交易 - 标题", "交易 - 价值", "交易 - 阶段"),
        "dynamics": ("主题", "客户", "预计收入", "预计结束日期", "状态"),
        "csv": ("商机名称", "客户名称", "预计成交金额", "销售阶段", "负责人"),
    }
    assert {crm: recognised(headings, presets).id for crm, headings in chinese.items()} == {crm: crm for crm in chinese}


@pytest.mark.parametrize(
    ("text", "crm", "expected"),
    [
        ("Closed Won", "salesforce", "won"),
        ("Closed Won (Sales Pipeline)", "hubspot", "won"),
        ("09 - Closed/Lost", "siebel", "lost"),
        ("1-Qualify", "dynamics", "1"),
        ("negotiation/review", "csv", "8"),
        ("合同已发送", "hubspot", "8"),
        ("Something else", "csv", None),
    ],
)
def test_the_default_stages_of_the_crms_are_known(text: str, crm: str, expected: str | None) -> None:
    presets = read_presets()
    assert meant("stage", text, presets[crm], presets) == expected


def test_a_unit_in_a_heading_is_told_apart() -> None:
    assert unit_of("预计金额（万元）") == ("预计金额", Unit("万", "CNY"))
    assert unit_of("Amount (USD)") == ("Amount", Unit(code="USD"))
    assert unit_of("Probability (%)") is None


def test_rows_that_are_left_unread_may_outlive_their_file() -> None:
    stream = io.BytesIO(b"Name,Amount\nHarbour,1\nCopper,2\n")
    lines = read_csv(stream, "f.csv", None, known).lines()
    assert isinstance(lines, Generator)
    next(lines)
    stream.close()
    lines.close()
    assert list(lines) == []


def test_a_long_run_of_blanks_or_letters_in_a_cell_costs_no_more_than_reading_it() -> None:
    long = "a" + " " * 400_000 + "b"
    assert unit_of(long) is None
    presets = read_presets()
    assert meant("stage", long, presets["csv"], presets) is None
    letters = io.BytesIO(("x" * 400_000 + "é€").encode("gb18030", "ignore") + "ü".encode("latin-1"))
    assert refused(lambda: encoding_of(letters, "f", None)) == "encoding-doubtful"
