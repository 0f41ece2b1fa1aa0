"""strategy."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from osp_cli.cli.declaring import Argument, Context, noun, verb, wiring_of
from osp_cli.cli.list_files import filed, give_list
from osp_cli.cli.params import On, Opp, OppOption, Reason

strategy = noun(default_verb="show")


@verb(strategy, "show")
def strategy_show(context: Context, opp: Opp = None) -> None:
    """What is recommended with the answers that led there, and what was chosen."""
    from osp_cli.render.views.strategy import strategy_view
    from osp_cli.services.strategy import strategy_of

    wiring = wiring_of(context)
    desk = wiring.reading()
    shown = strategy_of(desk, wiring.handbook, wiring.choose(opp))
    wiring.show(shown, partial(strategy_view, process=desk.process))


@verb(strategy, "choose")
def strategy_choose(
    context: Context,
    kind: Annotated[str | None, Argument(metavar="STRATEGY")] = None,
    opportunity: OppOption = None,
    reason: Reason = None,
    on: On = None,
) -> None:
    """Keeps the rep's choice and reason beside the recommendation."""
    from osp_cli.render.views.strategy import chosen_view, kind_meant, kind_words
    from osp_cli.services.strategy import choose

    wiring = wiring_of(context)
    number, day, words = wiring.choose(opportunity), wiring.day(on), wiring.words
    if kind is None and wiring.is_interactive:
        kinds = kind_words(words)
        place = wiring.asker().choose(words("asking.strategy"), list(kinds.values()))
        kind = list(kinds)[place]
    (kind,) = wiring.needs(None, ("STRATEGY", kind))
    (reason,) = wiring.needs(None, ("--reason", reason))
    handbook = wiring.handbook
    desk = wiring.writing(creates=False)
    chosen = choose(desk, handbook, number, kind_meant(kind, words), reason=reason, on=day)
    wiring.show_written(desk, chosen, chosen_view)


@verb(strategy, "list")
@filed
def strategy_list(context: Context, opp: Opp = None) -> None:
    """Every choice there was, with its reason and what was recommended then."""
    from osp_cli.render.views.strategy import choices_view
    from osp_cli.services.strategy import choices_of

    wiring = wiring_of(context)
    give_list(wiring, choices_of(wiring.reading(), wiring.choose(opp)), choices_view)
