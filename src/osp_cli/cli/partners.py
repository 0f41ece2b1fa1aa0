"""terms."""

from __future__ import annotations

from osp_cli.cli.declaring import Context, verb, wiring_of
from osp_cli.cli.nouns import verbs_of
from osp_cli.cli.params import Opp
from osp_cli.domain.partners import TERMS

terms = verbs_of(TERMS, without=("show",))


@verb(terms, "show")
def terms_show(context: Context, opp: Opp = None) -> None:
    """The reseller's terms, and whether they are settled."""
    from osp_cli.render.views.terms import terms_view
    from osp_cli.services.terms import terms_of

    wiring = wiring_of(context)
    wiring.show(terms_of(wiring.reading(), wiring.choose(opp)), terms_view)
