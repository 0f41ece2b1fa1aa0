"""Signs of money that several currencies share: what one is read as, where that is not the currency of the settings."""

from __future__ import annotations

import re
from collections import Counter

from osp_cli.domain.money import parse_money
from osp_cli.domain.names import excerpt, visible
from osp_cli.errors import WrongUsage
from osp_cli.exchange.columns import NumberForm
from osp_cli.services.import_report import ColumnForm

_SHARED = re.compile("[$¥￥]|元")  # a cheap look, for a column may hold a hundred thousand amounts
_FIGURES = re.compile("[0-9.,]+")
_YUAN = re.compile("(?:^|[0-9万亿千百萬億 ])元")  # 美元 and 港元 say which


def shared_sign(heading: str, counts: Counter[str], form: NumberForm, base: str) -> ColumnForm | None:
    """The amounts of a column whose sign may mean `base` or a third currency and is read as another; None without any.

    A heading that names the currency itself (万元) is told as such.
    """
    if form.unit.currency or form.unit.code:
        return None
    for text in {_FIGURES.sub("", each): each for each in counts if _SHARED.search(each)}.values():
        if (code := _read_as(text, form, base)) not in (None, base):
            count = sum(number for each, number in counts.items() if _SHARED.search(each))
            return ColumnForm(heading, "sign", count, f"{excerpt(visible(text))} → {code}")
    return None


def _read_as(text: str, form: NumberForm, base: str) -> str | None:
    """The currency of an amount where its sign alone does not say it."""
    try:
        read = parse_money(form.read(text), base)
    except WrongUsage:  # told row by row
        return None
    is_shared = read.assumed in ("yen-sign", "dollar-sign") or _YUAN.search(text)
    return read.money.currency if is_shared else None
