"""answer, confirm, decide, debt."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from osp_cli.cli.building import noun, verb
from osp_cli.cli.params import Evidence, On, Opp, OppOption, Reason, Who, wiring_of
from osp_cli.errors import WrongUsage


def answer(
    context: typer.Context,
    question: Annotated[str, typer.Argument(metavar="QUESTION")],
    reply: Annotated[str, typer.Argument(metavar="ANSWER")],
    opportunity: OppOption = None,
    evidence: Evidence = None,
    who: Who = None,
    on: On = None,
    against: Annotated[str | None, typer.Option("--against", metavar="COMPETITOR")] = None,
) -> None:
    """One answer to one question."""
    from osp_cli.render.views.answering import answered_view
    from osp_cli.services.answering import Fact
    from osp_cli.services.answering import answer as record

    wiring = wiring_of(context)
    number = wiring.choose(opportunity)
    fact = Fact(evidence=evidence, who=who, on=wiring.day(on), against=against)
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, record(desk, number, question, reply, fact), answered_view)


def confirm(
    context: typer.Context,
    criterion: Annotated[str, typer.Argument(metavar="CRITERION")],
    opportunity: OppOption = None,
    who: Who = None,
    evidence: Evidence = None,
    on: On = None,
    again: Annotated[bool, typer.Option("--again")] = False,
) -> None:
    """What a person of the customer's confirmed."""
    from osp_cli.render.views.answering import confirmed_view
    from osp_cli.services.answering import confirm as record

    wiring = wiring_of(context)
    missing = [flag for flag, value in (("--who", who), ("--evidence", evidence)) if not value or not value.strip()]
    if missing or who is None or evidence is None:
        raise WrongUsage("input-missing", {"flag": ", ".join(missing)})
    number = wiring.choose(opportunity)
    day = wiring.day(on)
    desk = wiring.writing(creates=False)
    result = record(desk, number, criterion, who=who, evidence=evidence, on=day, again=again)
    wiring.show_written(desk, result, partial(confirmed_view, process=desk.process))


def decide(
    context: typer.Context,
    verdict: Annotated[str, typer.Argument(metavar="go|no-go")],
    opportunity: OppOption = None,
    step: Annotated[int | None, typer.Option("--step", metavar="STEP")] = None,
    reason: Reason = None,
    on: On = None,
) -> None:
    """The go / no-go of a step."""
    from osp_cli.render.views.answering import decided_view
    from osp_cli.services.answering import decide as record

    wiring = wiring_of(context)
    if not reason:
        raise WrongUsage("input-missing", {"flag": "--reason"})
    number = wiring.choose(opportunity)
    day = wiring.day(on)
    desk = wiring.writing(creates=False)
    result = record(desk, number, verdict, step=step, reason=reason, on=day)
    wiring.show_written(desk, result, decided_view)


debt = noun(default_verb="list")


@verb(debt, "list")
def debt_list(context: typer.Context, opp: Opp = None) -> None:
    """The shortcuts of one opportunity."""
    from osp_cli.render.views.answering import debts_view
    from osp_cli.services.debts import debts_of

    wiring = wiring_of(context)
    desk = wiring.reading()
    wiring.show(debts_of(desk, wiring.choose(opp)), partial(debts_view, process=desk.process))


@verb(debt, "settle")
def debt_settle(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="DEBT")],
    opportunity: OppOption = None,
    evidence: Evidence = None,
) -> None:
    """Makes a debt good with evidence."""
    from osp_cli.render.views.answering import settled_view
    from osp_cli.services.debts import settle

    wiring = wiring_of(context)
    if not evidence:
        raise WrongUsage("input-missing", {"flag": "--evidence"})
    chosen = wiring.choose(opportunity) if opportunity else wiring.debtor(number)
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, settle(desk, chosen, number, evidence=evidence), settled_view)
