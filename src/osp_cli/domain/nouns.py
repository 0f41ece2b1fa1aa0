"""Every noun that is told by its fields, of the dossier and of the book; each stands beside its value."""

from __future__ import annotations

from osp_cli.domain.accounts import ACCOUNT
from osp_cli.domain.close_plan import ACTION, CALL, MILESTONE
from osp_cli.domain.competitors import COMPETITOR
from osp_cli.domain.conditions import CONDITION
from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.followups import FOLLOW_UP
from osp_cli.domain.partners import PARTNER, TERMS
from osp_cli.domain.payments import PAYMENT, QUOTATION
from osp_cli.domain.people import PERSON, TIE
from osp_cli.domain.risks import RISK
from osp_cli.domain.statements import STATEMENT
from osp_cli.domain.teammates import TEAMMATE
from osp_cli.domain.value import CRITERION, EVENT, ISSUE, VALUE

NOUNS: tuple[Noun, ...] = (
    PERSON,
    TIE,
    COMPETITOR,
    CRITERION,
    EVENT,
    VALUE,
    ISSUE,
    RISK,
    MILESTONE,
    ACTION,
    CALL,
    CONDITION,
    PARTNER,
    TERMS,
    QUOTATION,
    STATEMENT,
    PAYMENT,
    TEAMMATE,
    FOLLOW_UP,
)
BOOK_NOUNS: tuple[Noun, ...] = (ACCOUNT,)  # these hang from no opportunity


def noun_called(name: str) -> Noun:
    """The noun of this name."""
    return next(noun for noun in NOUNS if noun.name == name)


def fields_called(noun: str, name: str) -> tuple[Field, ...]:
    """The field of a noun by both names; none where there is no such noun or field."""
    return tuple(
        field for each in (*NOUNS, *BOOK_NOUNS) if each.name == noun for field in each.fields if field.name == name
    )
