"""Books that are written over days: a clock that is turned, and what people do on a day, picked by numbers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import TypeAlias

from hypothesis import strategies as some

from osp_cli.domain.forecast import CATEGORIES
from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.periods import quarter_of
from osp_cli.errors import OspError
from osp_cli.pack.load import builtin
from osp_cli.services import journal, opportunities, stages
from osp_cli.services.calls import call_deal, call_total
from osp_cli.services.deal import cancel_order, win
from osp_cli.services.desk import Desk, Typed
from osp_cli.services.forecasting import user_scale
from osp_cli.services.import_report import ImportedRow
from osp_cli.services.importing import import_rows
from osp_cli.services.opportunities import NewOpportunity
from osp_cli.services.quotas import set_quota
from osp_cli.settings import Settings
from osp_cli.store.store import Store

FIRST = date(2026, 10, 5)
History: TypeAlias = list[tuple[Callable[["Diary", int], None], int]]
OWNERS = ("Amara Okafor", "Mateo Quispe", "林晓梅")
SETTINGS = Settings(me=OWNERS[0], rates={"EUR": ((date(2026, 1, 1), "1.1"),)})
CURRENCIES = ("USD", "EUR", "CNY")  # the last one without a rate


class Diary:
    """A book and the day it is; `desk` is today's."""

    def __init__(self, day: date = FIRST) -> None:
        self.day = day
        self.store = Store.in_memory(clock=lambda: f"{self.day}T12:00:00.000Z")

    @property
    def desk(self) -> Desk:
        return Desk(self.store, builtin(), SETTINGS, self.day, OWNERS[0], typed=Typed("osp test"))

    def turn(self, days: int = 1) -> None:
        self.day += timedelta(days=days)

    def deal(self, choice: int) -> Opportunity | None:
        """One of the deals there are."""
        with self.store.reading() as reading:
            found = [*reading.candidates("", 99), *reading.candidates("deal", 99)]
        return found[choice % len(found)] if found else None

    def create(self, choice: int, **more: object) -> int:
        """A new deal, open, with what the choice gives it."""
        known = {
            "amount": Money(choice * 1_017, CURRENCIES[choice % 3]) if choice % 7 else None,
            "close_on": self.day + timedelta(days=choice * 9 - 40) if choice % 5 else None,
            "owner": OWNERS[choice % 3],
        }
        new = NewOpportunity(f"Deal {choice}", f"Account {choice % 4}", **{**known, **more})  # type: ignore[arg-type]
        return opportunities.create(self.desk, new, self.day).opportunity.number

    def bring(self, *rows: dict[str, object]) -> None:
        """An import of rows."""
        import_rows(self.desk, [ImportedRow(place, row) for place, row in enumerate(rows, 2)], mode="update")


def _create(diary: Diary, choice: int) -> None:
    diary.create(choice)


def _on(act: Callable[[Diary, Opportunity, int], object]) -> Callable[[Diary, int], None]:
    def doing(diary: Diary, choice: int) -> None:
        deal = diary.deal(choice)
        if deal is not None:
            act(diary, deal, choice)

    return doing


def _change(diary: Diary, deal: Opportunity, choice: int) -> None:
    wanted = (
        {"amount": Money(choice * 997, CURRENCIES[choice % 3])},
        {"close_on": diary.day + timedelta(days=choice * 7 - 30)},
        {"owner": OWNERS[choice % 3]},
        {"amount": Money(choice, "USD"), "close_on": FIRST + timedelta(days=choice * 5), "owner": OWNERS[0]},
        {"close_on": None},
    )[choice % 5]
    opportunities.change(diary.desk, [deal.number], wanted, reason="they asked for it")


def _advance(diary: Diary, deal: Opportunity, choice: int) -> None:
    stages.advance(diary.desk, deal.number, ("5", "8")[choice % 2], override="in a hurry", on=diary.day)


def _retreat(diary: Diary, deal: Opportunity, _choice: int) -> None:
    stages.retreat(diary.desk, deal.number, "2", reason="a new buyer", on=diary.day)


def _end(diary: Diary, deal: Opportunity, choice: int) -> None:
    status, reason = (("lost", "price"), ("cancelled", "budget-withdrawn"), ("withdrawn", "own-resources"))[choice % 3]
    stages.end(diary.desk, deal.number, status, reason=reason, to="unknown", note=None, on=diary.day)  # type: ignore[arg-type]


def _win(diary: Diary, deal: Opportunity, choice: int) -> None:
    amount = Money(choice * 1_000, "USD")
    win(diary.desk, deal.number, order_number="PO", on=diary.day, amount=amount, override="at last")


def _reopen(diary: Diary, deal: Opportunity, choice: int) -> None:
    if deal.status == "won" and choice % 2:
        cancel_order(diary.desk, deal.number, reason="their board", on=diary.day)
    stages.reopen(diary.desk, deal.number, reason="they came back", on=diary.day)


def _remove(diary: Diary, deal: Opportunity, _choice: int) -> None:
    opportunities.remove(diary.desk, deal.number, deal.name)


def _undo(diary: Diary, choice: int) -> None:
    journal.undo(diary.desk, choice % 3 + 1, lambda _entry: None, lambda _kept: None)


def _redo(diary: Diary, _choice: int) -> None:
    journal.redo(diary.desk)


def _quota(diary: Diary, choice: int) -> None:
    set_quota(diary.desk, quarter_of(FIRST), Money(choice * 1_000, "USD"), owner=OWNERS[choice % 3])


def _call(diary: Diary, deal: Opportunity, choice: int) -> None:
    scale, category = user_scale(diary.desk), (*CATEGORIES, None)[choice % 5]
    call_deal(diary.desk, scale, deal.number, category, reason=None, on=diary.day)


def _call_total(diary: Diary, choice: int) -> None:
    amount = Money(choice * 1_000, "USD") if choice % 3 else None
    call_total(diary.desk, quarter_of(FIRST), amount, owner=None, reason=None, on=diary.day)


def _wait(diary: Diary, choice: int) -> None:
    diary.turn(choice % 9 + 1)


ACTS: tuple[Callable[[Diary, int], None], ...] = (
    _create, _create, _wait, _wait, _on(_change), _on(_change), _on(_change), _on(_advance), _on(_retreat), _on(_end),
    _on(_win), _on(_reopen), _on(_remove), _undo, _redo, _quota,
    _on(_call), _call_total,
)  # fmt: skip
histories = some.lists(some.tuples(some.sampled_from(ACTS), some.integers(0, 30)), min_size=4, max_size=25)


def live(diary: Diary, history: History) -> Diary:
    """Lets a history happen; what the method refuses does not happen."""
    for act, choice in history:
        with suppress(OspError):
            act(diary, choice)
    return diary
