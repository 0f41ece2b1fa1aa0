"""Money: what people write is read exactly or refused with its readings, never rounded or guessed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.money import (
    MAX_MINOR,
    Money,
    convert,
    display,
    exponent,
    known_currency,
    parse_money,
    parse_rate,
    short,
)
from osp_cli.errors import WrongUsage

CURRENCIES = ["USD", "CNY", "EUR", "GBP", "JPY", "KRW", "CHF", "HKD", "BHD", "KWD", "CLF", "MOP", "BND", "MXN", "KES"]
moneys = st.builds(Money, st.integers(0, MAX_MINOR), st.sampled_from(CURRENCIES))
signed = st.builds(Money, st.integers(-MAX_MINOR, MAX_MINOR), st.sampled_from(CURRENCIES))


def refusal(text: str, default: str = "USD") -> WrongUsage:
    with pytest.raises(WrongUsage) as caught:
        parse_money(text, default)
    return caught.value


READ = [
    ("120k", "120000.00", "USD"),
    ("120 K", "120000.00", "USD"),
    ("1.2M CNY", "1200000.00", "CNY"),
    ("1.2m", "1200000.00", "USD"),
    ("1.25bn eur", "1250000000.00", "EUR"),
    ("¥1,200,000", "1200000.00", "CNY"),
    ("￥1,200,000", "1200000.00", "CNY"),
    ("USD 5k", "5000.00", "USD"),
    ("usd5k", "5000.00", "USD"),
    ("5kusd", "5000.00", "USD"),
    ("$5k", "5000.00", "USD"),
    ("US$5k", "5000.00", "USD"),
    ("€5", "5.00", "EUR"),
    ("£0.50", "0.50", "GBP"),
    ("HK$5k", "5000.00", "HKD"),
    ("NT$ 5,000", "5000.00", "TWD"),
    ("JP¥1,200", "1200", "JPY"),
    ("$5k CAD", "5000.00", "CAD"),
    ("120万", "1200000.00", "USD"),
    ("120w", "1200000.00", "USD"),
    ("1.2亿元", "120000000.00", "CNY"),
    ("1.255亿", "125500000.00", "USD"),
    ("120万美元", "1200000.00", "USD"),
    ("一百二十万", "1200000.00", "USD"),
    ("一亿两千万元", "120000000.00", "CNY"),
    ("三千零五元", "3005.00", "CNY"),
    ("十万", "100000.00", "USD"),
    ("120万日元", "1200000", "JPY"),
    ("¥120万元", "1200000.00", "CNY"),
    ("HK$120万元", "1200000.00", "HKD"),
    ("人民币120万", "1200000.00", "CNY"),
    ("１２０万", "1200000.00", "USD"),
    ("ＵＳＤ　５ｋ", "5000.00", "USD"),
    ("1亿2000万", "120000000.00", "USD"),
    ("3万5000元", "35000.00", "CNY"),
    ("5百万", "5000000.00", "USD"),
    ("1,200,000.50", "1200000.50", "USD"),
    ("1200.5", "1200.50", "USD"),
    (".5M", "500000.00", "USD"),
    ("0.125M", "125000.00", "USD"),
    ("0", "0.00", "USD"),
    ("BHD 1.200", "1.200", "BHD"),
    ("5 million dollars", "5000000.00", "USD"),
    ("5bnd", "5.00", "BND"),
    ("5bn", "5000000000.00", "USD"),
    ("5 kes", "5.00", "KES"),
    ("5k kes", "5000.00", "KES"),
]


@pytest.mark.parametrize(("text", "amount", "currency"), READ)
def test_money_is_read_as_people_write_it(text: str, amount: str, currency: str) -> None:
    money = parse_money(text, "USD").money
    assert (money.amount, money.currency) == (amount, currency)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.200", ["1.2 USD", "1200 USD"]),
        ("$1.200", ["1.2 USD", "1200 USD"]),
        ("1.234M", ["1234000 USD", "1234000000 USD"]),
        ("1,2", ["1.2 USD", "12 USD"]),
        ("12,00", ["12 USD", "1200 USD"]),
        ("120,0000", ["120 USD", "1200000 USD"]),
        ("1,2万元", ["12000 CNY", "120000 CNY"]),
    ],
)
def test_an_amount_with_two_readings_is_refused_and_each_reading_can_be_typed(text: str, readings: list[str]) -> None:
    error = refusal(text)
    assert error.code == "money-ambiguous"
    assert error.details["readings"] == readings
    assert [error.values["first"], error.values["second"]] == readings
    assert [parse_money(reading, "EUR").money.currency for reading in readings] == [readings[0][-3:]] * 2


REFUSED = [
    ("money-grouping", "1,20,000 | 1.200.000 | 1.200,50 | 1,200,00 | 1234,567,890"),
    ("money-negative", "-5k | −5k | $-5 | -$5 | (5k) | ($5k) | 负5万 | －５"),
    ("money-too-precise", "0.005 | 1200.001 USD | JPY 1.5 | 0.0000001万元"),
    ("money-too-large", "999999万亿 | 1,000,000,000,000,000.01 | 99999999999999999999"),
    ("money-two-currencies", "USD 5 EUR | $5 EUR | USD 5元 | €5k usd"),
    ("currency-unknown", "5 XYZ | usb 5k | 120k abc"),
    (
        "money-unreadable",
        "| x | USD | 万 | NaN | inf | Infinity | 1e18 | 1e400 | 1_000 | 1 200 | 1 200 000 | 5. | ,5 | . | + | +5k",
    ),
    (
        "money-unreadable",
        "5k-10k | ١٢٠ | १२ | 10² | ½ | 3万5 | 1亿2千 | 5k 3 | 约120万 | 120k! | 0x10 | 5kk | $$5 | 1'200",
    ),
    ("money-unreadable", "1..2 | 1,,200 | 一百二 | 一亿两千 | 三万五 | 百万"),
]


@pytest.mark.parametrize(("code", "text"), [(code, text.strip()) for code, row in REFUSED for text in row.split("|")])
def test_what_is_not_an_amount_is_refused_by_name(code: str, text: str) -> None:
    assert refusal(text).code == code


def test_an_endless_text_is_refused_without_being_repeated() -> None:
    error = refusal("9" * 100_000)
    assert error.code == "money-unreadable"
    assert len(str(error.values["text"])) == 60


def test_the_setting_counts_where_no_code_or_sign_is_given_and_the_reading_says_so() -> None:
    read = parse_money("120万", "CNY")
    assert read.money == Money(120_000_000, "CNY")
    assert read.assumed == "currency-default"
    assert parse_money("120万元", "USD").assumed is None


@pytest.mark.parametrize(
    ("default", "yen_sign", "currency"),
    [("USD", "CNY", "CNY"), ("CNY", "CNY", "CNY"), ("USD", "JPY", "JPY"), ("JPY", "CNY", "JPY")],
)
def test_the_yen_sign_is_the_configured_one(default: str, yen_sign: str, currency: str) -> None:
    read = parse_money("¥1,200", default, "JPY" if yen_sign == "JPY" else "CNY")
    assert read.money.currency == currency
    assert read.assumed == "yen-sign"


def test_a_dollar_sign_is_american_and_says_so_where_the_own_currency_is_another_dollar() -> None:
    assert parse_money("$5k", "USD").assumed is None
    assert parse_money("$5k", "EUR").assumed is None
    read = parse_money("$5k", "SGD")
    assert (read.money.currency, read.assumed) == ("USD", "dollar-sign")


def test_a_default_that_is_no_currency_is_refused() -> None:
    assert refusal("5k", "ZZZ").code == "currency-unknown"


@given(moneys, st.sampled_from(["en", "zh"]), st.sampled_from(["USD", "CNY", "EUR", "SGD"]))
def test_what_is_displayed_reads_back_as_the_same_money(money: Money, lang: str, default: str) -> None:
    assert parse_money(display(money, lang), default).money == money
    assert parse_money(short(money, lang), default).money == money


@given(st.integers(0, 99_999), st.integers(0, 3), st.sampled_from(["en", "zh"]), st.sampled_from(CURRENCIES))
def test_round_amounts_in_short_read_back_as_the_same_money(figures: int, zeros: int, lang: str, currency: str) -> None:
    money = Money(figures * 10 ** (zeros + 2 + exponent(currency)), currency)
    assert parse_money(short(money, lang), "USD").money == money


@given(signed)
def test_the_plain_amount_is_the_money_in_whole_units(money: Money) -> None:
    assert Decimal(money.amount) == Decimal(money.minor).scaleb(-exponent(money.currency))


@given(st.text(max_size=90), st.sampled_from(["USD", "CNY", "JPY"]))
def test_any_text_is_read_or_refused_and_never_crashes(text: str, default: str) -> None:
    try:
        read = parse_money(text, default)
    except WrongUsage:
        return
    assert 0 <= read.money.minor <= MAX_MINOR


@given(st.text(alphabet="0123456789.,-$¥€万亿千元kmbUSDCNY 负()", max_size=14))
def test_texts_that_look_like_money_never_crash(text: str) -> None:
    try:
        read = parse_money(text, "CNY")
    except WrongUsage:
        return
    assert 0 <= read.money.minor <= MAX_MINOR
    assert known_currency(read.money.currency)


@given(signed, st.sampled_from(["en", "zh", "fr"]))
def test_any_money_can_be_shown(money: Money, lang: str) -> None:
    assert display(money, lang)
    assert short(money, lang)


@pytest.mark.parametrize(
    ("money", "english", "chinese"),
    [
        (Money(12_000_000, "USD"), "$120,000.00", "US$120,000.00"),
        (Money(120_000_000, "CNY"), "¥1,200,000.00", "¥1,200,000.00"),
        (Money(5, "EUR"), "€0.05", "€0.05"),
        (Money(120_000, "CHF"), "CHF 1,200.00", "CHF 1,200.00"),
        (Money(1200, "JPY"), "JP¥1,200", "JP¥1,200"),
        (Money(1200, "BHD"), "BHD 1.200", "BHD 1.200"),
        (Money(-12_050, "USD"), "-$120.50", "-US$120.50"),
        (Money(-12_050, "CHF"), "CHF -120.50", "CHF -120.50"),
    ],
)
def test_the_full_amount_shows_every_place(money: Money, english: str, chinese: str) -> None:
    assert (display(money, "en"), display(money, "zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("minor", "currency", "english", "chinese"),
    [
        (120_000_000, "USD", "$1.2M", "US$120万"),
        (12_000_000, "USD", "$120k", "US$12万"),
        (120_000_000, "CNY", "¥1.2M", "¥120万"),
        (12_000_000_000, "CNY", "¥120M", "¥1.2亿"),
        (123_456_789, "CNY", "¥1,234,567.89", "¥1,234,567.89"),
        (123_400_000, "CNY", "¥1,234,000.00", "¥123.4万"),
        (99_900, "USD", "$999.00", "US$999.00"),
        (150_000, "USD", "$1.5k", "US$1,500.00"),
        (0, "USD", "$0.00", "US$0.00"),
        (-120_000_000, "USD", "-$1.2M", "-US$120万"),
        (1_200_000, "JPY", "JP¥1.2M", "JP¥120万"),
    ],
)
def test_the_short_amount_is_exact_or_the_full_one(minor: int, currency: str, english: str, chinese: str) -> None:
    assert (short(Money(minor, currency), "en"), short(Money(minor, currency), "zh")) == (english, chinese)


def test_money_of_one_currency_adds_up_and_of_two_does_not() -> None:
    assert Money(150, "USD") + Money(50, "USD") == Money(200, "USD")
    assert Money(50, "USD") - Money(150, "USD") == Money(-100, "USD")
    with pytest.raises(ValueError, match="without a rate"):
        Money(1, "USD") + Money(1, "EUR")


@pytest.mark.parametrize(
    ("money", "rate", "to", "minor"),
    [
        (Money(10_000, "EUR"), "1.08", "USD", 10_800),
        (Money(1, "EUR"), "0.5", "USD", 1),
        (Money(1, "EUR"), "0.4999999999", "USD", 0),
        (Money(-1, "EUR"), "0.5", "USD", -1),
        (Money(1_000_000, "JPY"), "0.0065", "USD", 650_000),
        (Money(650_000, "USD"), "153.85", "JPY", 1_000_025),
        (Money(1_500, "KWD"), "3.25", "USD", 488),
        (Money(333, "USD"), "1", "USD", 333),
    ],
)
def test_converting_rounds_half_up_at_the_minor_unit_of_the_target(
    money: Money, rate: str, to: str, minor: int
) -> None:
    assert convert(money, rate, to) == Money(minor, to)


@given(
    st.builds(Money, st.integers(0, 10**12), st.sampled_from(CURRENCIES)),
    st.integers(1, 10**14),
    st.sampled_from(["USD", "JPY", "KWD"]),
)
def test_converting_equals_decimal_arithmetic(money: Money, rate: int, to: str) -> None:
    text = f"{Decimal(rate).scaleb(-10):f}"
    exact = Decimal(money.minor).scaleb(-exponent(money.currency)) * Decimal(text)
    wanted = int(exact.scaleb(exponent(to)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if wanted <= MAX_MINOR:
        assert convert(money, text, to) == Money(wanted, to)


def test_a_conversion_beyond_the_limit_is_refused() -> None:
    with pytest.raises(WrongUsage) as caught:
        convert(Money(MAX_MINOR, "USD"), "1.01", "CNY")
    assert caught.value.code == "money-too-large"


@pytest.mark.parametrize(
    ("text", "rate"), [("1.080", "1.08"), ("1", "1"), ("007.10", "7.1"), ("0.0065", "0.0065"), ("１．０８", "1.08")]
)
def test_a_rate_is_kept_without_needless_zeros(text: str, rate: str) -> None:
    assert parse_rate(text) == rate
    assert parse_rate(rate) == rate


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "rate-unreadable") for text in ("", "0", "0.000", "-1", "1,08", "1e3", "NaN", "inf", ".5", "1.", "x")),
        ("1234567890", "rate-unreadable"),
        ("0.12345678901", "rate-too-precise"),
    ],
)
def test_a_rate_that_is_no_plain_positive_decimal_is_refused(text: str, code: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        parse_rate(text)
    assert caught.value.code == code


def test_currencies_have_the_places_of_iso_4217() -> None:
    assert [exponent(code) for code in ("USD", "CNY", "JPY", "KRW", "CLP", "VND", "BHD", "TND", "CLF")] == [
        2, 2, 0, 0, 0, 0, 3, 3, 4,
    ]  # fmt: skip
    assert all(known_currency(code) for code in CURRENCIES)
    assert not any(known_currency(code) for code in ("XXX", "XTS", "XAU", "usd", "RMB", "", "ABC"))
