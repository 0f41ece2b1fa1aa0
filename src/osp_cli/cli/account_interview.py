"""The interview about an account: one field of its profile at a time, each kept before the next shows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from osp_cli.cli.accounts import NOWHERE, tell_outgrown
from osp_cli.cli.noun_interview import Interview
from osp_cli.domain.accounts import ACCOUNT
from osp_cli.domain.followups import FOLLOW_UP, FOLLOW_UP_KINDS
from osp_cli.render.views.accounts import shown_view
from osp_cli.services.accounts import AccountKept, account_of, add, change, one

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.expanding import Expansion


def ask_new(wiring: Wiring, given: Mapping[str, Any]) -> None:
    """Asks for the name of a new account, adds it, then asks the rest."""
    interview = _AccountInterview(wiring, ACCOUNT, NOWHERE, is_titled=False)
    interview.begin(given)
    interview.walk([field for field in ACCOUNT.fields[1:] if field.name not in given])
    interview.end()


def ask_known(wiring: Wiring, reference: str) -> None:
    """Asks every field of an account; Enter leaves what stands."""
    interview = _AccountInterview(wiring, ACCOUNT, NOWHERE, is_titled=False)
    interview.reference = reference
    interview.asker.tell(f"{reference}  {account_of(wiring.reading(), reference).name}")
    interview.walk(ACCOUNT.fields)
    interview.end()


def ask_follow_ups(wiring: Wiring, expansion: Expansion) -> None:
    """Asks for what follows the newest sale, kind by kind; Enter at the first question leaves a kind for later."""
    newest = expansion.booked[0].opportunity.number
    for kind in FOLLOW_UP_KINDS:
        interview = Interview(wiring, FOLLOW_UP, newest, is_titled=kind == FOLLOW_UP_KINDS[0])
        if not interview.offer({"kind": kind}):
            continue
        if not interview.walk(
            [each for each in FOLLOW_UP.fields if each.is_asked and each.name not in ("text", "kind")]
        ):
            return


class _AccountInterview(Interview):
    def _record(self) -> Any:
        return account_of(self.wiring.reading(), self.reference)

    def _add(self, given: Mapping[str, Any]) -> None:
        self._take(add(self.wiring.writing(), given))

    def _change(self, given: Mapping[str, Any]) -> None:
        self._take(change(self.wiring.writing(creates=False), self.reference, given))

    def _take(self, kept: AccountKept) -> None:
        tell_outgrown(self.wiring, kept.outgrown)
        self.reference = str(kept.account.number)

    def end(self) -> None:
        """Shows the account as it stands."""
        desk = self.wiring.reading()
        self.wiring.show(one(desk, self.reference), partial(shown_view, process=desk.process))
