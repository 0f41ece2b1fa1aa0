"""Books for measuring: a CSV of invented opportunities, the same for the same seed and size."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEADINGS = (
    "external_id",
    "name",
    "account",
    "owner",
    "stage",
    "amount",
    "currency",
    "created",
    "close",
    "order_amount",
)
FIRST = date(2025, 1, 1)
TODAY = date(2026, 11, 24)
LEFT = (date(2026, 12, 31) - TODAY).days + 1  # days that are left of the quarter
OPEN_STAGES = ("1", "2", "3", "4", "5", "6", "7", "8")
PLACES = (
    "Harbour",
    "Meadow",
    "Copper",
    "Saffron",
    "Granite",
    "Willow",
    "Juniper",
    "Amber",
    "青松",
    "云岭",
    "海棠",
    "晨光",
)
THINGS = ("ERP", "billing", "analytics", "loyalty", "scheduling", "warehouse", "portal", "网络", "仓储", "客服")


def write_book(path: Path, size: int, in_quarter: int | None = None, seed: int = 20261124) -> None:
    """Writes `size` opportunities: half of them ended, as many owners as a book of that size has.

    With `in_quarter` so many are open and close in what is left of the quarter; all others have ended.
    """
    chance = random.Random(seed)
    owners = [f"Owner {number}" for number in range(1, max(3, min(200, size // 50)) + 1)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(1, size + 1):
            fate = None if in_quarter is None else "due" if number <= in_quarter else "ended"
            writer.writerow(_row(number, chance, owners, fate))


def _row(number: int, chance: random.Random, owners: list[str], settled: str | None) -> tuple[object, ...]:
    name = f"{chance.choice(PLACES)} {chance.choice(THINGS)} {number}"
    account = f"{chance.choice(PLACES)} {number % 997}"
    amount = round(chance.lognormvariate(11, 1))
    created = FIRST + timedelta(days=chance.randrange((TODAY - FIRST).days))
    fate = chance.random()
    if settled == "due" or (settled is None and fate < 0.5):
        stage = chance.choice(OPEN_STAGES)
        close = TODAY + timedelta(days=chance.randrange(LEFT) if settled else chance.randrange(-20, 200))
        order: object = ""
    else:
        stage, order = ("won", amount) if fate * 2 % 1 < 0.5 else ("lost", "")
        close = created + timedelta(days=chance.randrange(1, (TODAY - created).days + 1))
    return f"B{number:07}", name, account, chance.choice(owners), stage, amount, "USD", created, close, order
