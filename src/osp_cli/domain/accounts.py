"""Accounts: the profile of a customer, which belongs to the book and not to one opportunity."""

from __future__ import annotations

from typing import Any

from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Account
from osp_cli.frozen import replace

PROFILE = ("industry", "segment", "company_size", "goals", "organisation", "it_base", "funds", "history")
_FLAGS = {"company_size": "size", "it_base": "it"}

# The customer profile of step 1 ("industry, field, size, goals, organisation, IT base, funds"), and past dealings.
ACCOUNT = Noun(
    name="account",
    many="accounts",
    value=Account,
    fields=(
        Field("name", "name", is_needed=True, is_listed=True, is_found=True),
        Field("is_strategic", "flag", is_needed=True, has_default=True),
        Field("is_named", "flag", is_needed=True, has_default=True),
        *(Field(name, flag=_FLAGS.get(name, ""), is_listed=name == "industry", is_found=True) for name in PROFILE),
    ),
)


def joined(kept: Account, gone: Account) -> tuple[Account, tuple[str, ...]]:
    """The profile of two accounts that are one, and the fields in which both said something else.

    osp-cli's own rule: a mark holds where either bore it; what only one knew is kept; where both said something,
    both stand, so that nothing is lost and a person can settle it.
    """
    values: dict[str, Any] = {
        "is_strategic": kept.is_strategic or gone.is_strategic,
        "is_named": kept.is_named or gone.is_named,
    }
    both = []
    for name in PROFILE:
        mine, theirs = getattr(kept, name), getattr(gone, name)
        if mine and theirs and name_key(mine) != name_key(theirs):
            both.append(name)
            values[name] = f"{mine} / {theirs}"
        else:
            values[name] = mine or theirs
    return replace(kept, **values), tuple(both)
