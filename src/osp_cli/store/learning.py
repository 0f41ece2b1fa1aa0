"""The lives of all deals, and what was known of those that ended: what forecasts learn from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from osp_cli.domain.forecast import Scale
from osp_cli.domain.learning.bayes import UNKNOWN, Ended
from osp_cli.domain.learning.lives import Life
from osp_cli.domain.learning.shrinking import StageEnds
from osp_cli.domain.own_fields import PREFIX
from osp_cli.store.reading import Reading

KEYS = ("account", "partner", "kind")
FIELDS = ("kind", "source", "partner", "product")


def lives(reading: Reading, base: str, scale: Scale) -> Iterator[Life]:
    """Every deal of which the day of its creation is known, owners by name, amounts in minor units of the base.

    A won deal ended on the day of its order. Left out are ended ones without a day, and won ones whose order was
    cancelled: what becomes of those is open.
    """
    owners, days, former = _names(reading, "member.every"), _Days(), reading.former
    # By place and not by name, for there are many rows.
    for number, owner, stage, status, created_on, ended_on, worth, brought in reading.each(
        "learning.lives", base=base, booked=_booked(scale)
    ):
        created, is_won = days[created_on], status == "won"
        if status != "open" and ended_on is None:
            continue
        yield Life(
            created,
            None if status == "open" else max(created, days[ended_on]),
            is_won,
            worth,
            float(brought or 0) if is_won else 0.0,
            owners.get(owner),
            former.get(stage, stage),
            number,
        )


def _booked(scale: Scale) -> str:
    return "|".join(scale.stored(scale.booked))


def keys(reading: Reading, column: str) -> dict[int, str | None]:
    """The account, partner or kind (one of `KEYS`) of every open deal, by its number."""
    rows = reading.each("learning.keys")
    if column == "account":
        names = _names(reading, "account.every")
        return {row["number"]: names.get(row["account_number"]) for row in rows}
    return {row["number"]: row[column] for row in rows}


def open_deals(reading: Reading) -> Iterator[tuple[int, str, str | None, str, str | None, int | None]]:
    """Every open deal by number: its number, ULID, owner, stage, expected day (text), the rep's own percent."""
    owners, former = _names(reading, "member.every"), reading.former
    for number, ulid, owner, stage, close, own in reading.each("learning.frozen"):
        yield number, ulid, owners.get(owner), former.get(stage, stage), close, own


def won_between(reading: Reading, first: date, last: date) -> frozenset[str]:
    """The ULIDs of the deals that were won by an order of these days."""
    given = {"first": first.isoformat(), "last": last.isoformat()}
    return frozenset(row["id"] for row in reading.each("learning.won_between", **given))


def deals(reading: Reading) -> frozenset[str]:
    """The ULIDs of all deals."""
    return frozenset(row["id"] for row in reading.each("learning.deals"))


class _Days(dict[str, int]):
    """Days as ordinals, each read once: a book has many deals and few days."""

    def __missing__(self, text: str) -> int:
        self[text] = date.fromisoformat(text).toordinal()
        return self[text]


def ends_before(reading: Reading, before: date) -> int:
    """How many deals had ended before a day."""
    return sum(_ends(reading, before))


def wins_and_ends(reading: Reading, before: date) -> tuple[int, int]:
    """How many deals had been won before a day, and how many had ended."""
    lost, won = _ends(reading, before)
    return won, won + lost


def _ends(reading: Reading, before: date) -> tuple[int, int]:
    given = {"before": before.isoformat()}
    lost, won = (int(reading.one(f"learning.{fate}_before", **given)["deals"]) for fate in ("lost", "won"))
    return lost, won


def newest_ends(reading: Reading, count: int) -> list[date]:
    """The days of the newest ends, so many at most, the latest first."""
    days = [
        date.fromisoformat(row["ended_on"])
        for name in ("learning.newest_lost", "learning.newest_won")
        for row in reading.each(name, limit=count)
    ]
    return sorted(days, reverse=True)[:count]


def stage_ends(reading: Reading) -> tuple[StageEnds, ...]:
    """How the deals that stood at each stage while they were open have ended."""
    ends: dict[str, list[int]] = {}
    for row in reading.each("learning.stages"):
        stage = reading.former.get(row["to_stage"], row["to_stage"])
        found = ends.setdefault(stage, [0, 0])
        found[0] += row["deals"]
        found[1] += row["deals"] if row["is_won"] else 0
    return tuple(StageEnds(stage, deals, won) for stage, (deals, won) in sorted(ends.items()))


def ended(reading: Reading) -> Iterator[Ended]:
    """Every ended deal: what it is, the user's own fields of few values, and the newest answer to each question.

    Counted is what is told of one of them at least; what is not told of another is unknown there.
    """
    owners, accounts = _names(reading, "member.every"), _names(reading, "account.every")
    signs: dict[int, dict[str, str]] = {}
    questions: set[str] = set()
    for row in reading.each("learning.answers"):
        signs.setdefault(row["opportunity_number"], {})[row["question"]] = row["sign"]
        questions.add(row["question"])
    for row in reading.each("learning.own"):
        name = f"{PREFIX}{row['field']}"
        signs.setdefault(row["opportunity_number"], {})[name] = row["value"]
        questions.add(name)
    for row in reading.each("learning.ended"):
        values = {field: row[field] for field in FIELDS if row[field] is not None}
        values["owner"] = owners.get(row["owner_number"], UNKNOWN)
        values["account"] = accounts.get(row["account_number"], UNKNOWN)
        own = signs.get(row["number"], {})
        yield Ended(
            {**values, **{question: own.get(question, UNKNOWN) for question in questions}}, row["status"] == "won"
        )


def _names(reading: Reading, statement: str) -> dict[int, str]:
    return {row["number"]: row["name"] for row in reading.each(statement)}
