"""Where a service works: the store, the method, the settings, the day, and who is acting."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.gate import settled_debts
from osp_cli.domain.handbook import DAYS_FOR_AN_ACTION
from osp_cli.domain.opportunity import Debt, Opportunity
from osp_cli.domain.process import Process, Question
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.settings import Settings
from osp_cli.store.store import Change, Store, Writing


def must_hold_stages(store: Store, process: Process, pack: str) -> None:
    """Refuses a pack that has no place for a stage at which opportunities stand: nothing is moved or dropped."""
    with store.reading() as reading:
        lost = [stage for stage in reading.stages_in_use() if not process.has_stage(stage)]
    if lost:
        values = {"pack": pack, "stages": ", ".join(lost), "first": lost[0]}
        raise WrongUsage("pack-stages-missing", values, details={"stages": lost})


@dataclass(frozen=True, slots=True)
class Named:
    """Which opportunity a result speaks of."""

    number: int
    id: str
    slug: str
    name: str

    @classmethod
    def of(cls, opportunity: Opportunity) -> Named:
        """The reference of an opportunity."""
        return cls(opportunity.number, opportunity.id, opportunity.slug, opportunity.name)


def as_asked(question: Question) -> str:
    """The action after a weak answer in the words of the question, where nobody words it better."""
    return question.text.say("en")


@dataclasses.dataclass
class Desk:
    """The arguments every service shares. `command` is what was typed, kept in the history.

    `happened_on` is the day of the facts to be recorded, None for today. `todo` words the action that a weak answer
    leaves, `todo_days` says after how many days it is due.

    `changes` are filled by the last writing: what was written, or with `dry_run` what would have been.
    """

    store: Store
    process: Process
    settings: Settings
    today: date
    who: str
    command: str = ""
    dry_run: bool = False
    happened_on: date | None = None
    todo: Callable[[Question], str] = as_asked
    todo_days: Callable[[], int] = lambda: DAYS_FOR_AN_ACTION
    changes: tuple[Change, ...] = ()
    settled: tuple[Debt, ...] = dataclasses.field(default=())
    _open: Writing | None = dataclasses.field(default=None, repr=False)

    @property
    def base(self) -> str:
        """The base currency."""
        return self.settings.currency

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction and one unit of undo; nothing is left of it after an error or a dry run.

        Within a transaction that has already begun on this desk, it is that one.
        """
        if self._open is not None:
            yield self._open
            return
        with self.store.writing(
            who=self.who, command=self.command, happened_on=self.happened_on, dry_run=self.dry_run
        ) as writing:
            self._open = writing
            try:
                yield writing
            finally:
                self._open = None
        self.changes = writing.changes

    @contextmanager
    def writing_on(self, number: int) -> Iterator[tuple[Writing, Dossier]]:
        """A transaction about one opportunity, with its dossier before.

        At its end debts whose criterion is now met settle themselves, and the opportunity counts as touched today.
        """
        with self.writing() as writing:
            before = writing.dossier(number)
            yield writing, before
            if writing.has_changed():
                if before.open_debts():
                    self.settle(writing, number)
                writing.touch(number, self.today)

    def settle(self, writing: Writing, number: int) -> None:
        """Settles the debts of an opportunity whose criterion is met now; `settled` keeps them for the result."""
        dossier = writing.dossier(number)
        met = settled_debts(dossier, self.process, self.today, self.base)
        for debt in met:
            writing.settle_debt(debt.number, on=self.today, by=self.who, evidence=None)
        self.settled += met
