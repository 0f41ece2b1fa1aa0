"""Invented books: deals are created at a pace, wait a while, and are won or lost; some are never closed."""

from __future__ import annotations

import random
from datetime import date
from math import exp

from osp_cli.domain.learning.lives import Book, Life
from osp_cli.domain.periods import Period, fiscal_quarter_of

START = date(2022, 1, 1).toordinal()


def lives(
    seed: int,
    *,
    a_day: float = 2.0,
    days: int = 1095,
    cycle: float = 60.0,
    owners: int = 5,
    win_rate: float = 0.4,
    forgotten: float = 0.1,
    amount: float = 20_000.0,
    rush: float = 1.0,
    differ: float = 0.0,
) -> list[Life]:
    """Deals of `days` days. `rush`: how many times as likely a deal is closed in the last month of a quarter.

    `forgotten`: the share that nobody ever closes; `differ`: how far owners' win rates lie apart.
    """
    chance = random.Random(seed)
    rates = {f"Owner {i}": min(0.95, max(0.05, win_rate * (1 + differ * chance.uniform(-1, 1)))) for i in range(owners)}
    found, now, end = [], 0.0, START + days
    while (now := now + chance.expovariate(a_day)) < days:
        owner = chance.choice(sorted(rates))
        created, worth = START + int(now), float(int(chance.lognormvariate(0, 0.8) * amount) + 1)
        ended = created + int(chance.gammavariate(2, cycle / 2))
        if rush > 1 and date.fromordinal(ended).month % 3 and chance.random() < 1 - 1 / rush:
            ended = fiscal_quarter_of(date.fromordinal(ended), 1).last.toordinal() - chance.randrange(28)
        is_closed = chance.random() >= forgotten and ended < end
        is_won = is_closed and chance.random() < rates[owner]
        found.append(Life(created, ended if is_closed else None, is_won, worth, worth if is_won else 0.0, owner))
    return found


def turbulent(seed: int, deviation: float, **shape: float) -> list[Life]:
    """The same, but every quarter has a level of its own that nobody foresees: all win rates are multiplied by it.

    `deviation` is that of the logarithm of the level.
    """
    found = []
    for life in lives(seed, win_rate=1.0, **shape):  # type: ignore[arg-type]
        if life.ended is None:
            found.append(life)
            continue
        ended = date.fromordinal(life.ended)
        chance = random.Random(f"{seed} {ended.year} {(ended.month - 1) // 3}")
        level, is_won = exp(chance.gauss(0, deviation)), random.Random(f"{seed} {len(found)}").random()
        won = life.amount if is_won < 0.3 * level else None
        found.append(Life(life.created, life.ended, won is not None, life.amount, won or 0.0, life.owner))
    return found


def quarters(book: Book) -> list[Period]:
    """The calendar quarters that are over, from the first end on."""
    found: list[Period] = []
    if book.first_ended is None or book.last_ended is None:
        return found
    day = date.fromordinal(book.first_ended)
    while (quarter := fiscal_quarter_of(day, 1)).last.toordinal() <= book.last_ended + 14:
        found.append(quarter)
        day = date.fromordinal(quarter.last.toordinal() + 1)
    return found
