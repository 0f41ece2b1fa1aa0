"""Money as whole minor units of an ISO 4217 currency: read, converted and shown exactly, never through a float."""

from __future__ import annotations

import re
from typing import Literal

from osp_cli.domain.names import excerpt, narrow
from osp_cli.domain.numerals import in_figures
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass

# One amount at most: a quadrillion in a currency of two places. A 64-bit integer holds 92 of them.
MAX_MINOR = 10**17
MOST_PERCENT = 100
PLAIN_DIGITS = 12  # as many as stay below it, whatever places a currency has


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# ISO 4217, the currencies in use (and two units of account deals are priced in: CLF, UYW), without metals and tests;
# in the second part those withdrawn of late, which older books still hold.
_CURRENCIES = frozenset(
    _codes("""
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UYW UZS VED VES
    VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    ANG BGN CUC HRK SLL ZWL
    """)
)
_EXPONENTS = {
    **dict.fromkeys(_codes("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"), 0),
    **dict.fromkeys(_codes("BHD IQD JOD KWD LYD OMR TND"), 3),
    "CLF": 4,
    "UYW": 4,
}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents, fen; whole yen) of one currency. Totals may exceed `MAX_MINOR`."""

    minor: int
    currency: str

    @property
    def amount(self) -> str:
        """The amount as plain decimal text with the currency's places: `120000.00`."""
        return _decimal(self.minor, exponent(self.currency))

    def __add__(self, other: Money) -> Money:
        """The sum; ValueError for two currencies."""
        return Money(self.minor + self._of_same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        """The difference, which may be negative; ValueError for two currencies."""
        return Money(self.minor - self._of_same(other), self.currency)

    def _of_same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up without a rate")
        return other.minor


@dataclass(frozen=True, slots=True)
class ReadMoney:
    """Money as understood, and what had to be assumed: the currency setting, or which money a `¥` or `$` is."""

    money: Money
    assumed: Literal["currency-default", "yen-sign", "dollar-sign"] | None = None


def known_currency(code: str) -> bool:
    """Whether the code, in capitals, is a currency of ISO 4217."""
    return code in _CURRENCIES


def exponent(currency: str) -> int:
    """How many decimal places the currency has (ISO 4217): 0 for JPY, 3 for KWD, mostly 2."""
    return _EXPONENTS.get(currency, 2)


def convert(money: Money, rate: str, to_currency: str) -> Money:
    """The money in another currency at `rate`: units of `to_currency` per unit of the money's own.

    Rounds half away from zero at the minor unit of the target. Errors: those of `parse_rate`, `money-too-large`.
    """
    whole, _, places = parse_rate(rate).partition(".")
    top = abs(money.minor) * int(whole + places) * 10 ** exponent(to_currency)
    bottom = 10 ** (len(places) + exponent(money.currency))
    minor = (2 * top + bottom) // (2 * bottom)
    converted = Money(-minor if money.minor < 0 else minor, to_currency)
    return _within_limit(converted, f"{money.amount} {money.currency} × {rate}")


RATE_PLACES = 10


def percent_of(text: str) -> int | None:
    """The percent that a text says, a whole number from 0 to 100 with the sign or without; None where it says none."""
    bare = narrow(text).strip().removesuffix("%").strip()
    return int(bare) if bare.isdecimal() and len(bare) <= len(str(MOST_PERCENT)) and int(bare) <= MOST_PERCENT else None


def parse_percent(text: str) -> int:
    """The percent that a text says.

    Errors: `percent-wrong`.
    """
    percent = percent_of(text)
    if percent is None:
        raise WrongUsage("percent-wrong", {"text": text})
    return percent


def parse_rate(text: str) -> str:
    """A currency rate as plain decimal text without needless zeros: `1.080` becomes `1.08`. The point is decimal.

    Errors: `rate-unreadable` (not a plain decimal above zero), `rate-too-precise` (more than ten places).
    """
    m = re.fullmatch(r"([0-9]{1,9})(?:\.([0-9]{1,30}))?", narrow(text).strip())
    if not m:
        raise WrongUsage("rate-unreadable", {"text": excerpt(text)})
    whole, places = m[1].lstrip("0") or "0", (m[2] or "").rstrip("0")
    if len(places) > RATE_PLACES:
        raise WrongUsage("rate-too-precise", {"text": excerpt(text), "limit": RATE_PLACES})
    if whole == "0" and not places:
        raise WrongUsage("rate-unreadable", {"text": excerpt(text)})
    return f"{whole}.{places}" if places else whole


# -- as people write it ------------------------------------------------------------------------------------------

_DOLLARS = _codes("USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD")
# What each sign or word may stand for, the usual one first; a second sign or code beside it narrows the choice.
_SIGNS: dict[str, tuple[str, ...]] = {
    "$": (*_DOLLARS, "MXN", "CLP", "COP", "ARS", "UYU"),
    "¥": ("CNY", "JPY"),
    "元": ("CNY", "HKD", "TWD", "MOP", "SGD", "JPY"),
    "块": ("CNY",), "块钱": ("CNY",), "cn¥": ("CNY",), "rmb": ("CNY",), "人民币": ("CNY",), "yuan": ("CNY",),
    "jp¥": ("JPY",), "yen": ("JPY",), "日元": ("JPY",), "日圆": ("JPY",), "円": ("JPY",),
    "us$": ("USD",), "美元": ("USD",), "美金": ("USD",), "dollars": _DOLLARS, "dollar": _DOLLARS,
    "€": ("EUR",), "euro": ("EUR",), "euros": ("EUR",), "欧元": ("EUR",), "£": ("GBP",), "英镑": ("GBP",),
    "hk$": ("HKD",), "港元": ("HKD",), "港币": ("HKD",), "nt$": ("TWD",), "新台币": ("TWD",), "台币": ("TWD",),
    "s$": ("SGD",), "sg$": ("SGD",), "新加坡元": ("SGD",), "新元": ("SGD",), "a$": ("AUD",), "au$": ("AUD",),
    "澳元": ("AUD",), "c$": ("CAD",), "ca$": ("CAD",), "加元": ("CAD",), "nz$": ("NZD",), "mop$": ("MOP",),
    "mx$": ("MXN",), "r$": ("BRL",), "瑞士法郎": ("CHF",), "₩": ("KRW",), "韩元": ("KRW",), "₹": ("INR",),
    "卢比": ("INR",), "₽": ("RUB",), "卢布": ("RUB",), "₫": ("VND",), "越南盾": ("VND",), "฿": ("THB",),
    "泰铢": ("THB",), "₺": ("TRY",), "₱": ("PHP",), "₪": ("ILS",), "₴": ("UAH",), "₦": ("NGN",), "zł": ("PLN",),
}  # fmt: skip

_SCALES = {
    "k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "b": 10**9, "bn": 10**9, "billion": 10**9,
    "千": 10**3, "w": 10**4, "万": 10**4, "萬": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "億": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_SCALES_BY_LENGTH = sorted(_SCALES, key=len, reverse=True)
# What may follow a scale, as in 1亿2000万. Not 1亿2千, which some say for 1.2亿.
_SCALE_BELOW = {10**12: 10**8, 10**8: 10**4, 10**4: 10**3}

# A minus or 负, a sign or code, and the first number, which all else follows.
_SHAPE = r"(-|负)? ?([^0-9.,+()-]*)(-)? ?([0-9.,].*)"
_NUMBER = r"[0-9.,]+"
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})


def parse_money(text: str, default_currency: str, yen_sign: Literal["CNY", "JPY"] = "CNY") -> ReadMoney:
    """The money that the words say: `120k`, `1.2M CNY`, `¥1,200,000`, `USD 5k`, `120万`, `1.2亿元`.

    A comma groups thousands, the point is decimal. 万 and 亿 are scales: without a code or sign `default_currency`
    counts. `¥` is `yen_sign`, or JPY where that is the default; `$` is USD unless a code says otherwise.
    Errors: `money-unreadable`, `money-ambiguous` (details hold the readings), `money-grouping`, `money-negative`,
    `money-too-precise`, `money-too-large`, `money-two-currencies`, `currency-unknown`.
    """
    if len(text) <= PLAIN_DIGITS and text.isascii() and text.isdecimal():  # what most cells of a table hold
        currency = _checked_currency(default_currency)
        return ReadMoney(Money(int(text) * 10 ** exponent(currency), currency), "currency-default")
    words = in_figures(" ".join(narrow(text).translate(_MINUS).split()).casefold())
    if words.startswith("(") and words.endswith(")"):  # as accountants write a loss
        words = f"-{words[1:-1].strip()}"
    m = re.fullmatch(_SHAPE, words) if len(words) <= 80 else None
    if not m:
        raise WrongUsage("money-unreadable", {"text": excerpt(text)})
    parts, after = _parts(m[4])
    currency, assumed = _currency(m[2].strip(), after, default_currency, yen_sign, text)
    money = _sum(parts, currency, text)
    if m[1] or m[3]:
        raise WrongUsage("money-negative", {"text": excerpt(text)})
    return ReadMoney(money, assumed)


@dataclass(frozen=True, slots=True)
class _Part:
    """One number with its scale, as in 1亿 or 1.2M."""

    number: str
    scale: int
    chinese: bool


def _parts(words: str) -> tuple[list[_Part], str]:
    """The numbers with their scales, and what follows them."""
    parts: list[_Part] = []
    while m := re.match(_NUMBER, words):
        words = words[m.end() :].strip()
        scale = _scale(words)
        parts.append(_Part(m.group(), _SCALES.get(scale, 1), not scale.isascii()))
        words = words[len(scale) :].strip()
    return parts, words


def _scale(words: str) -> str:
    """The scale that the words begin with: alone, or before a figure or currency (`bn` of 5bn, nothing of 5bnd)."""
    for scale in _SCALES_BY_LENGTH:
        if words.startswith(scale):
            left = words[len(scale) :]
            if not left or left[0] in " 0123456789" or left in _SIGNS or known_currency(left.upper()):
                return scale
    return ""


def _sum(parts: list[_Part], currency: str, text: str) -> Money:
    """The parts together; several only as Chinese counts, each in the place below (1亿2000万, 3万5000)."""
    total, before = 0, 0
    for part in parts:
        mantissa, places = _mantissa(part, currency, text)
        four_digits = before == 10**4 and part.scale == 1 and len(part.number) == 4
        below = (part.scale == _SCALE_BELOW.get(before) or four_digits) and mantissa * part.scale < before
        if len(parts) > 1 and (places or (before and not below) or (not before and not part.chinese)):
            raise WrongUsage("money-unreadable", {"text": excerpt(text)})
        total += _to_minor(mantissa * part.scale, places, currency, text)
        before = part.scale
    return _within_limit(Money(total, currency), text)


def _mantissa(part: _Part, currency: str, text: str) -> tuple[int, int]:
    """The figures of a number without its point, and how many of them stand after it."""
    number = part.number
    whole, _, places = number.partition(".")
    if re.fullmatch(r"[0-9]*\.[0-9]+|[0-9]+", number):
        # 1.200 is 1200 in half of Europe; but not before 万, nor where the currency itself has three places.
        as_written = part.chinese or (exponent(currency) == 3 and part.scale == 1)
        if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", number) and not as_written:
            raise _ambiguous(number, number.replace(".", ""), part.scale, currency, text)
        return int(whole + places), len(places)
    if re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", number):
        return int(whole.replace(",", "") + places), len(places)
    if re.fullmatch(r"[0-9]+,[0-9]+", number):
        raise _ambiguous(number.replace(",", "."), number.replace(",", ""), part.scale, currency, text)
    grouped = re.fullmatch(r"[0-9]+([.,][0-9]+)+", number)
    raise WrongUsage("money-grouping" if grouped else "money-unreadable", {"text": excerpt(text)})


def _ambiguous(decimal: str, grouped: str, scale: int, currency: str, text: str) -> WrongUsage:
    whole, _, places = decimal.partition(".")
    first = _decimal(int(whole + places) * scale, len(places)).rstrip("0").rstrip(".")
    readings = [f"{first} {currency}", f"{int(grouped) * scale} {currency}"]
    values = {"text": excerpt(text), "first": readings[0], "second": readings[1]}
    return WrongUsage("money-ambiguous", values, details={"readings": readings})


def _currency(
    before: str, after: str, default: str, yen_sign: str, text: str
) -> tuple[str, Literal["currency-default", "yen-sign", "dollar-sign"] | None]:
    """The currency that the signs or codes before and after the number mean, and what was assumed for it."""
    default = _checked_currency(default)
    signs = [sign for sign in (before, after) if sign]
    choices = [_choices(sign, text) for sign in signs]
    if not choices:
        return default, "currency-default"
    common = [code for code in choices[0] if code in choices[-1]]
    if not common:
        raise WrongUsage(
            "money-two-currencies", {"text": excerpt(text), "first": choices[0][0], "second": choices[-1][0]}
        )
    if signs == ["¥"]:
        return ("JPY" if default == "JPY" else yen_sign), "yen-sign"
    another_dollar = len(common) > 1 and common[0] == "USD" and default != "USD" and default in common
    return common[0], "dollar-sign" if another_dollar else None


def _choices(sign: str, text: str) -> tuple[str, ...]:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if re.fullmatch(r"[a-z]{3}", sign):
        return (_checked_currency(sign),)
    raise WrongUsage("money-unreadable", {"text": excerpt(text)})


def _checked_currency(code: str) -> str:
    currency = code.strip().upper()
    if not known_currency(currency):
        raise WrongUsage("currency-unknown", {"currency": currency[:20]})
    return currency


def _to_minor(mantissa: int, places: int, currency: str, text: str) -> int:
    scaled: int = mantissa * 10 ** exponent(currency)
    one: int = 10**places
    if scaled % one:
        values = {"text": excerpt(text), "currency": currency, "places": exponent(currency)}
        raise WrongUsage("money-too-precise", values)
    return scaled // one


def _within_limit(money: Money, text: str) -> Money:
    if abs(money.minor) > MAX_MINOR:
        limit = _grouped(MAX_MINOR, money.currency)
        raise WrongUsage("money-too-large", {"text": excerpt(text), "limit": f"{limit} {money.currency}"})
    return money


# -- as people read it -------------------------------------------------------------------------------------------

_SYMBOLS = {"CNY": "¥", "EUR": "€", "GBP": "£", "JPY": "JP¥", "USD": "$"}
_SHORT_EN = ((10**9, "B"), (10**6, "M"), (10**3, "k"))
_SHORT_ZH = ((10**8, "亿"), (10**4, "万"))


def display(money: Money, lang: str) -> str:
    """The full amount with its sign or code: `$120,000.00` (`US$` in Chinese), `¥1,200,000.00`, `CHF 1,200.00`."""
    return _signed(money, _grouped(abs(money.minor), money.currency), lang)


def short(money: Money, lang: str) -> str:
    """The amount at a glance, `$1.2M`, `¥120万`, where two places say it exactly; else the full amount."""
    for scale, word in _SHORT_ZH if lang == "zh" else _SHORT_EN:
        unit = scale * 10 ** exponent(money.currency)
        if abs(money.minor) >= unit:
            hundredths, rest = divmod(abs(money.minor) * 100, unit)
            if rest:
                break
            places = f".{hundredths % 100:02d}".rstrip("0").rstrip(".")
            return _signed(money, f"{hundredths // 100:,}{places}{word}", lang)
    return display(money, lang)


def _signed(money: Money, figures: str, lang: str) -> str:
    minus = "-" if money.minor < 0 else ""
    symbol = "US$" if lang == "zh" and money.currency == "USD" else _SYMBOLS.get(money.currency)
    return f"{minus}{symbol}{figures}" if symbol else f"{money.currency} {minus}{figures}"


def _grouped(minor: int, currency: str) -> str:
    whole, point, places = _decimal(minor, exponent(currency)).partition(".")
    return f"{int(whole):,}{point}{places}"


def _decimal(units: int, places: int) -> str:
    """The number of units with so many decimal places: 12345 and 2 give 123.45."""
    whole, rest = divmod(abs(units), 10**places)
    return f"{'-' if units < 0 else ''}{whole}" + (f".{rest:0{places}d}" if places else "")
