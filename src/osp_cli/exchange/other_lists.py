"""Lists that are none of opportunities, known by their headings: so that a refusal can say what was given instead."""

from __future__ import annotations

from collections.abc import Sequence

# With such a name a list is of deals, and the columns of a contact or an account only stand beside them.
_NAMES_A_DEAL = ("opportunity", "oppname", "oppty", "deal", "商机", "业务机会", "销售机会", "机会", "交易")
_BESIDE_A_DEAL = ("contacts", "accounts")
_PIVOT_BEGINS = (
    "sum of ", "count of ", "average of ", "summe von ", "anzahl von ", "somme de ", "nombre de ", "suma de ", "求和项",
    "计数项", "平均值项",
)  # fmt: skip
# Kind, and the headings that tell it: so many of them at least.
_TOLD: tuple[tuple[str, int, frozenset[str]], ...] = (
    ("pivot", 1, frozenset(("row labels", "column labels", "grand total", "record count", "行标签", "列标签", "总计"))),
    ("quote", 2, frozenset(("quote number", "quote name", "quote", "quantity", "qty", "unit price", "list price",
                            "报价单号", "报价单", "数量", "单价"))),
    ("invoice", 2, frozenset(("invoice no", "invoice no.", "invoice number", "invoice", "invoice date", "net", "vat",
                              "gross", "tax", "发票号", "发票号码", "开票日期", "税额"))),
    ("leads", 1, frozenset(("lead status", "线索状态"))),
    ("contacts", 2, frozenset(("first name", "last name", "full name", "email", "e-mail", "mobile", "job title",
                               "contact name", "phone", "联系人", "姓名", "邮箱", "手机", "职务"))),
    ("accounts", 2, frozenset(("industry", "billing city", "billing country", "website", "employees", "annual revenue",
                               "行业", "网站", "员工数", "所在城市"))),
    ("tasks", 2, frozenset(("subject", "due date", "priority", "related to", "assigned to", "主题", "优先级",
                            "截止日期"))),
)  # fmt: skip


def other_list(headings: Sequence[str], name_key: str = "") -> str | None:
    """What a table is likely to be that does not say how its opportunities stand; None where its headings do not say.

    `name_key` is the heading of the names in it, as headings are compared.
    """
    is_of_deals = name_key.startswith(_NAMES_A_DEAL)
    said = [heading.casefold().strip() for heading in headings]
    if any(heading.startswith(_PIVOT_BEGINS) for heading in said) or _has_periods(said):
        return "pivot"
    for kind, enough, names in _TOLD:
        if len(names.intersection(said)) >= enough and not (is_of_deals and kind in _BESIDE_A_DEAL):
            return kind
    return None


def _has_periods(headings: Sequence[str]) -> bool:
    """Whether a total stands beside columns that are months, quarters or years."""
    periods = sum(heading[:1].isdigit() and len(heading) <= 8 for heading in headings)
    return periods > 1 and any(heading in ("total", "gesamt", "合计", "总计") for heading in headings)
