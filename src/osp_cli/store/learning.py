"""The lives of all deals, and what was known of those that ended: what forecasts learn from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from osp_cli.domain.forecast import Scale
from osp_cli.domain.learning.bayes import UNKNOWN, Ended
from osp_cli.domain.learning.lives import Life
from osp_cli.store.reading import Reading

FIELDS = ("kind", "source", "partner", "product")


def lives(reading: Reading, base: str, scale: Scale) -> Iterator[Life]:
    """Every deal of which the day of its creation is known, owners by name, amounts in minor units of the base.

    A won deal ended on the day of its order. Left out are ended ones without a day, and won ones whose order was
    cancelled: what becomes of those is open.
    """
    owners = _names(reading, "member.every")
    booked = "|".join(scale.stored(scale.booked))
    for row in reading.each("learning.lives", base=base, booked=booked):
        is_won, ended = row["status"] == "won", row["ended_on"]
        if row["status"] != "open" and ended is None:
            continue
        created = date.fromisoformat(row["created_on"]).toordinal()
        yield Life(
            created,
            max(created, date.fromisoformat(ended).toordinal()) if row["status"] != "open" else None,
            is_won,
            row["worth"],
            float(row["brought"] or 0) if is_won else 0.0,
            owners.get(row["owner_number"]),
        )


def ended(reading: Reading) -> Iterator[Ended]:
    """Every ended deal: its own fields, and the newest answer to each question that anybody answered on one of them."""
    owners, accounts = _names(reading, "member.every"), _names(reading, "account.every")
    signs: dict[int, dict[str, str]] = {}
    questions: set[str] = set()
    for row in reading.each("learning.answers"):
        signs.setdefault(row["opportunity_number"], {})[row["question"]] = row["sign"]
        questions.add(row["question"])
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
