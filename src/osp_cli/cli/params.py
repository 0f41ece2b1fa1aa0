"""Arguments and options that many commands share."""

from __future__ import annotations

from typing import Annotated

from osp_cli.cli.declaring import Argument, Option


def complete_opportunity(incomplete: str) -> list[tuple[str, str]]:
    """Slugs that begin so, with the name beside each; silent where there is no store."""
    from osp_cli.cli.completion import slugs

    return slugs(incomplete)


Opp = Annotated[str | None, Argument(metavar="OPP", autocompletion=complete_opportunity)]
OppOption = Annotated[str | None, Option("-o", "--opportunity", metavar="OPP", autocompletion=complete_opportunity)]
On = Annotated[str | None, Option("--on", metavar="DATE")]
Reason = Annotated[str | None, Option("--reason", metavar="TEXT")]
Evidence = Annotated[str | None, Option("--evidence", metavar="TEXT")]
Who = Annotated[str | None, Option("--who", metavar="PERSON")]
StageKey = Annotated[str | None, Option("--stage", metavar="STAGE")]
