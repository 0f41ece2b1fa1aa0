"""The reseller's terms of an opportunity, and whether they are settled."""

from __future__ import annotations

from osp_cli.domain.on_record import complete_of, lacking, records_of
from osp_cli.domain.opportunity import Approval
from osp_cli.domain.partners import Terms
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named


@dataclass(frozen=True, slots=True)
class TermsShown:
    """The terms as they stand; `missing` are the fields not agreed yet, `discount` the manager's verdict on it.

    `is_settled`: they are complete, and the discount is approved.
    """

    opportunity: Named
    terms: Terms | None
    missing: tuple[str, ...]
    discount: Approval | None
    is_settled: bool


def terms_of(desk: Desk, number: int) -> TermsShown:
    """The terms of an opportunity, where there are any."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    terms = next(iter(records_of("terms", dossier)), None)
    discount = dossier.approval_of("discount")
    return TermsShown(
        Named.of(dossier.opportunity),
        terms,
        lacking("terms", terms) if terms else (),
        discount,
        is_settled=bool(complete_of("terms", dossier)) and discount is not None and discount.verdict == "approved",
    )
