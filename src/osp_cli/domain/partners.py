"""Partners who work on a deal with us: what they bring, the rules between us, and the terms of the one who resells."""

from __future__ import annotations

from typing import Literal, get_args

from osp_cli.domain.fields import Field, Noun
from osp_cli.frozen import dataclass

PartnerRole = Literal["reseller", "solution", "services", "adviser", "unknown"]


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner on this opportunity. None is what nobody has asked, `unknown` what could not be told.

    `competence` and `fit` are the method's analysis of a partner (step 1), `rules` and `conflicts` its rules for the
    involvement (step 3), the two flags what must be sure before the close: that it can perform (step 7).
    """

    number: int
    id: str
    name: str
    role: PartnerRole | None = None
    contact: str | None = None
    competence: str | None = None
    fit: str | None = None
    relations: str | None = None
    rules: str | None = None
    conflicts: str | None = None
    is_technically_able: bool | None = None
    is_commercially_able: bool | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed with the reseller: the five terms of the method (step 7), as they were agreed."""

    number: int
    id: str
    reseller: str
    configuration: str | None = None
    discount: str | None = None
    margin: str | None = None
    order: str | None = None
    payment: str | None = None


PARTNER = Noun(
    name="partner",
    many="partners",
    value=Partner,
    fields=(
        Field("name", "name", is_needed=True, is_listed=True, is_found=True),
        Field("role", "choice", get_args(PartnerRole), is_listed=True),
        Field("contact", is_listed=True, is_found=True),
        Field("competence"),
        Field("fit"),
        Field("relations"),
        Field("rules"),
        Field("conflicts", is_listed=True),
        Field("is_technically_able", "flag"),
        Field("is_commercially_able", "flag"),
    ),
)
TERMS = Noun(
    name="terms",
    many="terms",
    value=Terms,
    fields=(
        Field("reseller", is_needed=True, is_listed=True, is_found=True),
        Field("configuration", is_listed=True),
        Field("discount", is_listed=True),
        Field("margin", is_listed=True),
        Field("order", is_listed=True),
        Field("payment", is_listed=True),
    ),
    is_single=True,
)
