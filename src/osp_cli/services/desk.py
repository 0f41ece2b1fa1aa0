"""Where a service works: the store, the method, the settings, the day, and who is acting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.gate import settled_debts
from osp_cli.domain.handbook import DAYS_FOR_AN_ACTION
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Debt, Opportunity
from osp_cli.domain.process import Process, Question
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.settings import Settings
from osp_cli.store.store import Change, Reading, Store, Writing

ME = "me"


def name_meant(reading: Reading, typed: str, who: str) -> str:
    """The name that was typed for somebody on our side; `me` is who acts, unless somebody of the team is called so."""
    return who if name_key(typed) == ME and reading.member(typed) is None else typed


def must_hold_stages(store: Store, process: Process, pack: str) -> None:
    """Refuses a pack that has no place for a stage at which opportunities stand: nothing is moved or dropped."""
    with store.reading() as reading:
        refuse_lost_stages(reading, process, pack)


def refuse_lost_stages(reading: Reading, process: Process, pack: str) -> None:
    """Refuses a book with opportunities at stages that the pack has no place for (`pack-stages-missing`)."""
    lost = [stage for stage in reading.stages_in_use() if not process.has_stage(stage)]
    if lost:
        values = {"pack": pack, "stages": tuple(lost), "first": lost[0]}
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


@dataclass(frozen=True, slots=True)
class Seen(Named):
    """The opportunity that a result shows something of, with the version that whoever changes it may hold."""

    version: int = 0

    @classmethod
    def of(cls, opportunity: Opportunity) -> Seen:
        """The reference of an opportunity as it stands."""
        return cls(opportunity.number, opportunity.id, opportunity.slug, opportunity.name, opportunity.version)


def as_asked(question: Question) -> str:
    """The action after a weak answer in the words of the question, where nobody words it better."""
    return question.text.say("en")


@dataclass(frozen=True, slots=True)
class Ways:
    """How a desk does what nobody says word by word.

    `todo` words the action that a weak answer leaves, `todo_days` says after how many days it is due. `weekly` is
    called at the end of every transaction that changed something: it freezes the forecast, once a week.
    """

    todo: Callable[[Question], str] = as_asked
    todo_days: Callable[[], int] = lambda: DAYS_FOR_AN_ACTION
    weekly: Callable[[Desk, Writing], None] | None = None


class Held:
    """The version of the one record that a command is about, at which somebody looked at it.

    What the command itself has written is known too: each of its transactions makes the version newer.
    """

    def __init__(self, version: int | None = None) -> None:
        self.version = version


@dataclass(frozen=True, slots=True)
class Typed:
    """The command as it was typed, kept in the history, and what it says of itself.

    `dry_run`: nothing of it is to be kept; `happened_on` is the day of the facts to be recorded, None for today;
    `version` is that of the record it is about, which must not have changed since (None: nobody looked before).
    """

    command: str = ""
    dry_run: bool = False
    happened_on: date | None = None
    version: int | None = None


_PLAIN, _UNTYPED = Ways(), Typed()


class Desk:
    """The arguments every service shares.

    `changes` and `settled` are filled by the last writing: what was written, or with `dry_run` what would have been,
    and the debts that it settled.
    """

    def __init__(
        self,
        store: Store,
        process: Process,
        settings: Settings,
        today: date,
        who: str,
        *,
        typed: Typed = _UNTYPED,
        ways: Ways = _PLAIN,
    ) -> None:
        self.store, self.process, self.settings = store, process, settings
        self.today, self.who, self.command = today, who, typed.command
        self.dry_run, self.happened_on = typed.dry_run, typed.happened_on
        self.held = Held(typed.version)
        self.ways = ways
        self.changes: tuple[Change, ...] = ()
        self.more_changes = 0
        self.settled: tuple[Debt, ...] = ()
        self._open: Writing | None = None

    def acting_as(self, who: str) -> Desk:
        """The same desk with another person at it, in the same transaction where one is open."""
        typed = Typed(self.command, self.dry_run, self.happened_on)
        acting = Desk(self.store, self.process, self.settings, self.today, who, typed=typed, ways=self.ways)
        acting._open, acting.held = self._open, self.held
        return acting

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
            who=self.who, command=self.command, happened_on=self.happened_on, dry_run=self.dry_run,
            known=self.held.version,
        ) as writing:  # fmt: skip
            self._open = writing
            try:
                yield writing
                if self.ways.weekly and writing.has_changed():
                    self.ways.weekly(self, writing)
            finally:
                self._open = None
        self.changes, self.more_changes = writing.changes, writing.more_changes
        if self.held.version is not None:
            self.held.version = writing.version or self.held.version

    @contextmanager
    def writing_on(self, number: int) -> Iterator[tuple[Writing, Dossier]]:
        """A transaction about one opportunity, with its dossier before.

        At its end debts whose criterion is now met settle themselves, and the opportunity counts as touched today.
        """
        with self.writing() as writing:
            writing.must_be_known("opportunity", number)
            before = writing.dossier(number)
            yield writing, before
            if writing.has_changed():
                if before.open_debts() or self.happened_on:  # a shortcut of a past day may be made good since
                    self.settle(writing, number)
                writing.touch(number, self.today)

    def settle(self, writing: Writing, number: int) -> None:
        """Settles the debts of an opportunity whose criterion is met now; `settled` keeps them for the result."""
        dossier = writing.dossier(number)
        met = settled_debts(dossier, self.process, self.today, self.base)
        for debt in met:
            writing.settle_debt(debt.number, on=self.today, by=self.who, evidence=None)
        self.settled += met
