"""What a column means, decided from all of it: orders of days, forms of numbers, markers of empty cells."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osp_cli.domain.money import parse_money
from osp_cli.errors import WrongUsage
from osp_cli.exchange.columns import (
    BLANKS,
    BLANKS_OF_FIGURES,
    DayForm,
    NumberForm,
    day_form,
    day_numbers,
    is_blank,
    months,
    number_form,
    telling_days,
)
from osp_cli.exchange.flags import flag, percents
from osp_cli.exchange.formulas import plain_text
from osp_cli.exchange.presets import Unit
from osp_cli.exchange.signs import shared_sign

NO_UNIT = Unit()
TODAY = date(2026, 11, 24)


def days(*texts: str, **others: object) -> tuple[list[date], str]:
    form, told = day_form("Close", Counter(texts), "f.csv", **others)  # type: ignore[arg-type]
    return [form.read(text, TODAY) for text in texts], told.form


@pytest.mark.parametrize(
    ("texts", "form", "expected"),
    [
        (("3/4/2026", "31/12/2026"), "dmy", date(2026, 4, 3)),
        (("3/4/2026", "12/31/2026"), "mdy", date(2026, 3, 4)),
        (("03.04.2026", "31.12.2026"), "dmy", date(2026, 4, 3)),
        (("5/5/2026",), "same", date(2026, 5, 5)),
        (("46115", "46116.75"), "serial", date(2026, 4, 3)),
        (("1775174400000",), "epoch", date(2026, 4, 3)),
        (("2026-04-03",), "plain", date(2026, 4, 3)),
        (("2026-04-03T23:59:59.000+0000",), "plain", date(2026, 4, 3)),
        (("2026年4月3日 下午3:05",), "plain", date(2026, 4, 3)),
        (("4/3/2026 1:45 PM", "4/13/2026 11:00 AM"), "mdy", date(2026, 4, 3)),
        (("3-Apr-2026",), "plain", date(2026, 4, 3)),
        (("Apr 2026", "2026-04-03"), "plain", date(2026, 4, 30)),
        (("04/2026", "2026.04"), "plain", date(2026, 4, 30)),
    ],
)
def test_the_order_of_days_is_that_of_the_whole_column(texts: tuple[str, ...], form: str, expected: date) -> None:
    found, told = days(*texts)
    assert (found[0], told) == (expected, form)


def test_what_both_orders_fit_is_refused_with_both_readings() -> None:
    with pytest.raises(WrongUsage) as refusal:
        days("3/4/2026", "5/6/2026")
    assert refusal.value.code == "import-dates-undecided"
    assert refusal.value.details["readings"] == ["2026-04-03", "2026-03-04"]


def test_a_column_beside_decides_before_the_setting_and_the_column_itself_before_both() -> None:
    assert days("3/4/2026", beside=("mdy", "Created"), setting="dmy") == ([date(2026, 3, 4)], "mdy-beside")
    assert days("3/4/2026", setting="dmy") == ([date(2026, 4, 3)], "dmy-set")
    assert days("13/4/2026", beside=("mdy", "Created"), setting="mdy")[1] == "dmy"


def test_two_orders_in_one_column_are_refused() -> None:
    with pytest.raises(WrongUsage) as refusal:
        days("13/4/2026", "4/13/2026")
    assert refusal.value.code == "import-dates-mixed"


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=20), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_whatever_is_decided_reads_back_every_day_that_was_written(offsets: list[int], form: str) -> None:
    written = [date(2000, 1, 1) + timedelta(days=offset) for offset in offsets]
    texts = [day.strftime(form) for day in written]
    if telling_days(texts):
        assert days(*texts)[0] == written


def amounts(*texts: str, unit: Unit = NO_UNIT) -> list[str]:
    form, _ = number_form("Amount", Counter(texts), unit, "f.csv")
    return [parse_money(form.read(text), "USD").money.amount for text in texts]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("$1,234.50", "1,000"), ["1234.50", "1000.00"]),
        (("1.234,50", "1.000"), ["1234.50", "1000.00"]),
        (("1.234.567",), ["1234567.00"]),
        (("1 234,50", "1\u00a0000,00"), ["1234.50", "1000.00"]),
        (("1'234.50",), ["1234.50"]),
        (("12,34,567.00",), ["1234567.00"]),
        (("120万", "1.2亿"), ["1200000.00", "120000000.00"]),
        (("0.5", "15000.0"), ["0.50", "15000.00"]),
        (("0,5",), ["0.50"]),
        (("USD 5k", "1.2M"), ["5000.00", "1200000.00"]),
        (("1,234",), ["1234.00"]),
        (("9225.225 KWD",), ["9225.225"]),
        (("1.5E+03", "2.75e5", "4500"), ["1500.00", "275000.00", "4500.00"]),
        (("1,25E+03",), ["1250.00"]),
    ],
)
def test_the_form_of_numbers_is_that_of_the_whole_column(texts: tuple[str, ...], expected: list[str]) -> None:
    assert amounts(*texts) == expected


def test_a_heading_that_counts_in_ten_thousands_is_heeded() -> None:
    assert amounts("120", "1.5", unit=Unit("万")) == ["1200000.00", "15000.00"]


def test_a_cell_with_a_unit_of_its_own_keeps_it() -> None:
    told = amounts("120万元", "1.2亿", "5000元", "1亿2000万", "120", "¥3", unit=Unit("万", "CNY"))
    assert told == ["1200000.00", "120000000.00", "5000.00", "120000000.00", "1200000.00", "30000.00"]
    assert amounts("120 USD", "5k", "$7", unit=Unit(code="USD")) == ["120.00", "5000.00", "7.00"]


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("1.234", "12.500"), "import-numbers-undecided"),
        (("1.234,50", "1,234.50"), "import-numbers-mixed"),
    ],
)
def test_numbers_that_can_be_read_in_two_ways_are_refused(texts: tuple[str, ...], code: str) -> None:
    with pytest.raises(WrongUsage) as refusal:
        amounts(*texts)
    assert refusal.value.code == code


def test_a_lone_comma_is_thousands_unless_the_file_is_one_of_decimal_commas_or_shows_otherwise() -> None:
    form, told = number_form("Amount", Counter(["$1,234", "5"]), NO_UNIT, "f.csv")
    assert (form.decimal, told.form, told.example, told.count) == ("point", "thousands", "1,234 → 1234", 2)
    with pytest.raises(WrongUsage, match="import-numbers-undecided") as refusal:
        number_form("Amount", Counter(["1,234"]), NO_UNIT, "f.csv", has_commas=True)
    assert refusal.value.details["readings"] == ["1234", "1.234"]
    for text in ("1,234", "1.234"):
        form, told = number_form("A", Counter([text]), NO_UNIT, "f.csv", beside=("comma", "Order"), has_commas=True)
        assert (form.decimal, told.form, told.example) == ("comma", "comma-beside", "Order")


def test_a_month_alone_is_told_as_its_last_day_and_days_are_not() -> None:
    told = months("Close", Counter(["Dec 2026", "11/2026", "2026.04", "2026-04", "2026-04-03", "Q4 2026"]), TODAY)
    assert told is not None
    assert (told.form, told.count, told.example) == ("months", 5, "Dec 2026 → 2026-12-31")
    assert months("Close", Counter(["3-Apr-2026", "31/12/2026", "31.12.26", "2026-04-03T23:59:59"]), TODAY) is None


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=10), st.booleans())
def test_amounts_come_back_from_either_form_to_the_cent(cents: list[int], is_comma: bool) -> None:
    texts = [f"{Decimal(each) / 100:,.2f}" for each in cents]
    if is_comma:
        texts = [text.translate(str.maketrans(",.", ".,")) for text in texts]
    assert [Decimal(text) * 100 for text in amounts(*texts)] == cents


def test_markers_of_empty_cells_are_known_and_a_region_called_na_is_none() -> None:
    assert all(is_blank(text) for text in ("N/A", "null", "-", "—", "--None--", "(blank)", "无", "#N/A"))
    assert not is_blank("NA", BLANKS)
    assert is_blank("NA", BLANKS_OF_FIGURES)
    assert is_blank("0000-00-00", BLANKS_OF_FIGURES)
    assert not is_blank("0")


@given(st.text(max_size=8).filter(lambda text: text == text.strip()))
@settings(max_examples=20)
def test_a_text_that_was_made_inert_for_spreadsheets_comes_back(text: str) -> None:
    bare = text.lstrip("'")
    inert = f"'{text}" if bare.startswith(("=", "+", "-", "@", "\t", "\r")) else text
    assert plain_text(inert) == text


def test_flags_and_probabilities_are_read_in_the_ways_of_exports() -> None:
    assert [flag(text) for text in ("TRUE", "1", "是", "No", "0", "否", "1.0", "0.0", "maybe")] == [
        True, True, True, False, False, False, True, False, None,
    ]  # fmt: skip
    assert percents(["0.2", "1", "0"])("1") == 100
    assert percents(["20", "100", "1"])("1") == 1
    assert percents(["60%"])("60%") == 60
    assert percents(["high"])("high") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12. März 2026", "2026-03-12"), ("1. Mai 2026", "2026-05-01"), ("31. Dez. 2026", "2026-12-31"),
        ("Do., 12. März 2026 um 15:45 Uhr", "2026-03-12"), ("3. Jänner 2026", "2026-01-03"),
        ("12 mars 2026", "2026-03-12"), ("1er août 2026", "2026-08-01"), ("3 févr. 2026", "2026-02-03"),
        ("12 mars 2026 à 15:45", "2026-03-12"), ("12 de marzo de 2026", "2026-03-12"), ("3 dic. 2026", "2026-12-03"),
        ("Mar 12, 2026 3:45 PM", "2026-03-12"), ("Thursday, March 12, 2026", "2026-03-12"),
        ("12-Mar-26", "2026-03-12"), ("12-MAR-1999", "1999-03-12"), ("2026年3月12日", "2026-03-12"),
        ("2026年3月12日 下午3:45", "2026-03-12"), ("31 Feb 2026", None), ("12 Brumaire 2026", None),
        ("2026-03-29T02:30:00+01:00", "2026-03-29"), ("0001-01-01", None), ("9999-12-31", None),
    ],
)  # fmt: skip
def test_a_day_with_its_month_in_words_is_read_in_four_languages(text: str, day: str | None) -> None:
    form, _ = day_form("Close", Counter([text]), "f.csv")
    if day is None:
        with pytest.raises(WrongUsage):
            form.read(text, date(2026, 11, 24))
    else:
        assert str(form.read(text, date(2026, 11, 24))) == day


@pytest.mark.parametrize(
    ("texts", "form", "days"),
    [
        (("03/25/26", "12/31/26"), "mdy-short", ("2026-03-25", "2026-12-31")),
        (("25.03.26", "1.2.99"), "dmy-short", ("2026-03-25", "1999-02-01")),
        (("03/04/26", "12/25/2026"), "mdy-short", ("2026-03-04", "2026-12-25")),
        (("05/05/05",), "dmy-short", ("2005-05-05",)),
        (("25.03.90", "25.03.89"), "dmy-short", ("1990-03-25", "2089-03-25")),
    ],
)
def test_a_year_of_two_digits_is_read_in_the_one_order_that_fits_the_column(
    texts: tuple[str, ...], form: str, days: tuple[str, ...]
) -> None:
    read, told = day_form("Close", Counter(texts), "f.csv")
    assert told.form == form
    assert tuple(str(read.read(text, date(2026, 11, 24))) for text in texts) == days


@pytest.mark.parametrize(
    ("texts", "readings"),
    [
        (("03/04/26",), ["2026-04-03", "2026-03-04", "2003-04-26"]),
        (("25/03/26", "31/12/26"), ["2026-03-25", "2025-03-26"]),
        (("26-03-12",), ["2012-03-26", "2026-03-12"]),
    ],
)
def test_a_short_year_that_can_stand_in_two_places_is_refused_with_the_readings(
    texts: tuple[str, ...], readings: list[str]
) -> None:
    with pytest.raises(WrongUsage) as refusal:
        day_form("Close", Counter(texts), "f.csv")
    assert refusal.value.code == "import-dates-undecided"
    assert refusal.value.details["readings"] == readings
    read, told = day_form("Close", Counter(texts), "f.csv", setting="dmy")
    assert (told.form, str(read.read(texts[0], date(2026, 11, 24)))) == ("dmy-short", readings[0])
    with pytest.raises(WrongUsage, match="import-dates-mixed"):
        day_form("Close", Counter(["25/12/26", "12/25/26"]), "f.csv")


def test_a_fiscal_year_alone_ends_as_the_setting_says() -> None:
    told = months("Close", Counter(["2026-11", "FY27"]), TODAY, 7)
    assert told is not None
    assert (told.form, told.example, told.count) == ("fiscal", "FY27 → 2027-06-30", 2)
    assert DayForm("plain", fiscal_start=7).read("FY27Q1", TODAY) == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("texts", "base", "wanted"),
    [
        (("$5", "$1,200"), "AUD", "USD"), (("$5",), "USD", None), (("$5",), "EUR", None), (("A$5", "€3"), "CAD", None),
        (("3", "120万元"), "USD", "CNY"), (("120万元",), "CNY", None), (("120万美元",), "CNY", None),
        (("¥5",), "EUR", "CNY"), (("¥5",), "JPY", None),
    ],
)  # fmt: skip
def test_a_sign_of_several_currencies_is_told_where_it_is_not_read_as_the_currency_of_the_settings(
    texts: tuple[str, ...], base: str, wanted: str | None
) -> None:
    told = shared_sign("Amount", Counter(texts), NumberForm("point"), base)
    assert (told.example.rpartition(" → ")[2] if told else None) == wanted
    assert shared_sign("Amount", Counter(texts), NumberForm("point", Unit("", "CNY")), base) is None


def test_a_day_that_fits_no_order_leaves_nothing_open() -> None:
    form, told = day_form("Close", Counter(["32/13/2026", "2026-12-01"]), "f.csv")
    assert told.form == "plain"
    with pytest.raises(WrongUsage) as refused:
        form.read("32/13/2026", TODAY)
    assert refused.value.code == "date-impossible"
    assert day_form("Close", Counter(["32/13/2026", "3/4/2026", "13/4/2026"]), "f.csv")[1].form == "dmy"


def test_a_number_of_excel_is_a_day_beside_days_that_are_none() -> None:
    texts = Counter(["46388", "soon", "2026-12-01"])
    form, told = day_form("Close", texts, "f.csv")
    assert (form.read("46388", TODAY), told.form) == (date(2027, 1, 1), "plain")
    some = day_numbers("Close", texts)
    assert some is not None
    assert (some.form, some.count, some.example) == ("serial", 1, "46388")
    assert day_numbers("Close", Counter(["46388"])) is None, "then the whole column is told so"
