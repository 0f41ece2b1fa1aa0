"""The competitive strategy of a deal: what the rules recommend, what the rep chose, and why."""

from __future__ import annotations

from datetime import date
from typing import get_args

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.handbook import Handbook, StrategyKind
from osp_cli.domain.names import excerpt
from osp_cli.domain.opportunity import StrategyChoice
from osp_cli.domain.process import Process
from osp_cli.domain.strategy import Fit, fits, unsettled
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk, Named, Seen

KINDS: tuple[str, ...] = get_args(StrategyKind)


@dataclass(frozen=True, slots=True)
class StrategyShown:
    """The strategy: `recommended` is the kind of the first rule that fits, None where none does.

    `fits` are all that fit, each with the answers it rests on; `unsettled` are the questions (ids) the rules look at
    that are open or not known. `chosen` is the rep's newest choice. `has_competitors`: one is named.
    """

    opportunity: Named
    recommended: str | None
    fits: tuple[Fit, ...]
    unsettled: tuple[str, ...]
    has_competitors: bool
    chosen: StrategyChoice | None


@dataclass(frozen=True, slots=True)
class StrategyChosen:
    """A choice that was recorded."""

    opportunity: Named
    choice: StrategyChoice


@dataclass(frozen=True, slots=True)
class StrategyChoices:
    """Every choice there was, in the order of recording."""

    opportunity: Named
    choices: tuple[StrategyChoice, ...]


def advice(handbook: Handbook, dossier: Dossier, process: Process) -> StrategyShown:
    """What the rules say of a dossier, and what was chosen."""
    fitting = fits(handbook, dossier, process)
    return StrategyShown(
        opportunity=Seen.of(dossier.opportunity),
        recommended=fitting[0].strategy.kind if fitting else None,
        fits=fitting,
        unsettled=unsettled(handbook, dossier, process),
        has_competitors=bool(dossier.competitors),
        chosen=dossier.strategy,
    )


def strategy_of(desk: Desk, handbook: Handbook, number: int) -> StrategyShown:
    """The strategy of an opportunity as it stands."""
    with desk.store.reading() as reading:
        return advice(handbook, reading.dossier(number), desk.process)


def choose(desk: Desk, handbook: Handbook, number: int, kind: str, *, reason: str, on: date) -> StrategyChosen:
    """Records the rep's choice beside what is recommended now. Error: `strategy-unknown`."""
    if kind not in KINDS:
        values = {"kind": excerpt(kind), "kinds": tuple(KINDS)}
        raise WrongUsage("strategy-unknown", values, details={"kinds": list(KINDS)})
    with desk.writing_on(number) as (writing, dossier):
        recommended = advice(handbook, dossier, desk.process).recommended
        kept = writing.add_strategy(number, kind=kind, recommended=recommended, reason=reason.strip(), on=on)
    return StrategyChosen(Named.of(dossier.opportunity), kept)


def choices_of(desk: Desk, number: int) -> StrategyChoices:
    """Every choice of strategy on an opportunity."""
    with desk.store.reading() as reading:
        dossier = reading.dossier(number)
    return StrategyChoices(Seen.of(dossier.opportunity), dossier.strategies)
