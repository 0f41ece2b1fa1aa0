"""Names of the customer's people, of competitors and of our team, found or made by name: a new one is always told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from osp_cli.cli.params import owner_meant
from osp_cli.domain.names import clean_name, closest, name_key
from osp_cli.domain.value import names_in

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.desk import Desk


Kind = Literal["person", "competitor", "member", "account"]


def found_or_new(wiring: Wiring, number: int, kind: Literal["person", "competitor"], typed: str) -> str:
    """The name as the opportunity knows it, else the new one, which is told."""
    return _told(wiring, kind, *_meant(wiring, _names(wiring, number, kind), kind, typed))


def meant(wiring: Wiring, number: int, kind: Literal["person", "competitor"], typed: str) -> str:
    """The name as the opportunity knows it, else the new one, which the caller tells once it is on record."""
    return _meant(wiring, _names(wiring, number, kind), kind, typed)[0]


def people_meant(wiring: Wiring, number: int, typed: str) -> tuple[str, ...]:
    """Several of the customer's people, each as the opportunity knows them."""
    names = names_in(typed, _names(wiring, number, "person")) or (typed,)
    return tuple(dict.fromkeys(meant(wiring, number, "person", name) for name in names))


def colleague(wiring: Wiring, desk: Desk, typed: str) -> str:
    """The name as the team knows it, or the person acting, else the new one, which is told."""
    typed = owner_meant(desk, typed) or typed
    with desk.store.reading() as reading:
        known = [member.name for member in reading.members()]
    return _told(wiring, "member", *_meant(wiring, [*known, desk.who], "member", typed))


def customer(wiring: Wiring, typed: str) -> str:
    """The account that is meant by its number or name, else the new one: a name is never taken for another's start.

    A store that is yet to be made knows none; whether it may be made is for the command to say.
    """
    from osp_cli.store.accounts import find
    from osp_cli.store.store import is_there

    if not is_there(wiring.store_path[0]):
        return clean_name(typed)
    key = name_key(typed)
    with wiring.reading().store.reading() as reading:
        found = find(reading, typed)
        is_named = len(found) == 1 and (key == str(found[0].number) or reading.account(typed) is not None)
        known = [] if is_named or not key else [account.name for account in reading.accounts()]
    return found[0].name if is_named else _meant(wiring, known, "account", typed)[0]


def _names(wiring: Wiring, number: int, kind: Literal["person", "competitor"]) -> list[str]:
    with wiring.reading().store.reading() as reading:
        dossier = reading.dossier(number)
    return [each.name for each in (dossier.people if kind == "person" else dossier.competitors)]


def _told(wiring: Wiring, kind: Kind, name: str, is_new: bool) -> str:
    if is_new:
        wiring.understood_as(f"new-{kind}", name)
    return name


def _meant(wiring: Wiring, known: list[str], kind: Kind, typed: str) -> tuple[str, bool]:
    """The known name that was typed, else the new one, and whether it is new.

    Where a known name is close, it may be a slip: on a terminal the person picks, elsewhere the close names are told
    with the way back.
    """
    same = next((name for name in known if name_key(name) == name_key(typed)), None)
    if same is not None:
        return same, False
    name = clean_name(typed)
    close = closest(name, known)
    if close and wiring.is_interactive:
        labels = [*close, wiring.words(f"asking.add-{kind}", name=name)]
        picked = wiring.asker().choose(wiring.words("asking.who-is-meant", name=name), labels)
        if picked < len(close):
            return close[picked], False
    elif close:
        wiring.notice("close-name", name=name, close=close)
    return name, True
