"""What a command asks of the person, and which opportunity it means."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from osp_cli.cli.wiring_basis import Basis
from osp_cli.domain.names import must_be_text
from osp_cli.errors import Ambiguous, WrongUsage
from osp_cli.render.out import Said
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.services.desk import Desk

Check = Callable[[str], None]
NO_CHECKS: Mapping[str, Check] = MappingProxyType({})


class Asking(Basis):
    """The choice of an opportunity, the day of a fact, what is missing, and the question before something rash."""

    @abstractmethod
    def reading(self) -> Desk:
        """The desk of a command that reads."""

    def choose(self, reference: str | None) -> int:
        """The number of the opportunity meant: what was typed, OSP_OPP, the current one, the only open one, a pick."""
        from osp_cli.services.choosing import choose

        desk = self.reading()
        shell, current = self.environment.get("OSP_OPP"), self.current(desk.store.book_id())
        try:
            chosen = choose(desk, reference, shell=shell, current=current)
        except Ambiguous as error:
            return self._picked(error)
        if reference is None and not shell and current not in (None, chosen.id):
            gone = Said("notices.current-gone", {"number": chosen.number, "name": chosen.name})
            self.notices += [gone] if gone not in self.notices else []
        return chosen.number

    def pick(self) -> int:
        """One of the open opportunities, picked on a terminal; elsewhere refused, for it must be named."""
        from osp_cli.services.choosing import choose

        if not self.is_interactive:
            raise WrongUsage("input-missing", {"flag": "OPP"})
        try:
            return choose(self.reading(), None).number
        except Ambiguous as error:
            return self._picked(error)

    def _picked(self, error: Ambiguous) -> int:
        candidates = error.details.get("candidates", [])
        if not self.is_interactive or not candidates:
            raise error
        labels = [f"{c['number']}  {c['name']}  ({c['slug']})" for c in candidates]
        picked = self.asker().choose(self.words("prompts.which-opportunity"), labels)
        return int(candidates[picked]["number"])

    def day(self, text: str | None) -> date:
        """The day a fact happened: today unless `--on` says otherwise; a future day is refused."""
        if text is None:
            return self.today
        day = read_day(text, self.today, self.settings, past=True)
        if day > self.today:
            raise WrongUsage("on-in-the-future", {"day": day, "today": self.today})
        self.understood_as("on", day)
        self.happened_on = day if day != self.today else None
        return day

    @property
    def fact_day(self) -> date:
        """The day the facts of this command happened: that of `--on`, else today."""
        return self.happened_on or self.today

    def needs(
        self, number: int | None, *wanted: tuple[str, str | None], checks: Mapping[str, Check] = NO_CHECKS
    ) -> list[str]:
        """What a command cannot do without, flag by flag: as given, else asked on a terminal; elsewhere refused.

        `number` is the opportunity it is about, named before the first question. What a check of its flag refuses is
        asked for again, and nothing that was typed before is lost.
        """
        missing = [flag for flag, value in wanted if not value or not value.strip()]
        if missing and not self.is_interactive:
            raise WrongUsage("input-missing", {"flag": tuple(missing)})
        if missing and number is not None:
            self.asker().tell(self.title(number))
        return [
            self.asker().line(self.words(f"asking.{flag.lstrip('-')}"), check=checks.get(flag, _said))
            if flag in missing
            else value or ""
            for flag, value in wanted
        ]

    def title(self, number: int) -> str:
        """Number and name of an opportunity, and how it ended where it did, as a question about it begins."""
        with self.reading().store.reading() as reading:
            opportunity = reading.opportunity(number)
        name = f"{number}  {opportunity.name}"
        if opportunity.is_open:
            return name
        return self.words("views.aside", text=name, aside=self.words(f"status.{opportunity.status}"))

    def currency_of(self, number: int) -> str:
        """The currency of an opportunity's amount, else the base currency."""
        with self.reading().store.reading() as reading:
            amount = reading.opportunity(number).amount
        return amount.currency if amount else self.settings.currency

    def debtor(self, debt: int) -> int:
        """The opportunity that owes or owed a debt; without such a debt the one a command without a name means."""
        from osp_cli.store.days import debtor

        with self.reading().store.reading() as reading:
            owner = debtor(reading, debt)
        return owner if owner is not None else self.choose(None)

    def confirm(self, question: str, *, needs: str) -> None:
        """Asks before something that many people would regret; `--yes` answers, without a terminal `needs` is named."""
        if self.shared.yes:
            return
        if not self.is_interactive:
            raise WrongUsage("input-missing", {"flag": needs})
        self.asker().confirm(question)

    def current(self, book: str) -> str | None:
        """The ULID of the current opportunity of a store."""
        from osp_cli.cli.current import read_current

        return read_current(self.places.state_folder, book)


def _said(given: str) -> None:
    """Refuses an empty line, and one that hides something."""
    if not given.strip():
        raise WrongUsage("line-empty")
    must_be_text(given, has_lines=False)
