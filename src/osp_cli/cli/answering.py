"""answer, confirm, decide, debt."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Argument, Context, Option, noun, verb, wiring_of
from osp_cli.cli.known import found_or_new
from osp_cli.cli.list_files import filed, give_list
from osp_cli.cli.params import Due, Evidence, On, Opp, OppOption, Reason, Who
from osp_cli.cli.todos import keep_due
from osp_cli.errors import NotFound

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.process import Question


def answer(
    context: Context,
    question: Annotated[str, Argument(metavar="QUESTION")],
    reply: Annotated[str, Argument(metavar="ANSWER")],
    opportunity: OppOption = None,
    evidence: Evidence = None,
    who: Who = None,
    on: On = None,
    against: Annotated[str | None, Option("--against", metavar="COMPETITOR")] = None,
    todo: Annotated[str | None, Option("--todo", metavar="TEXT")] = None,
    due: Due = None,
) -> None:
    """One answer to one question; a weak one to the manager leaves an action."""
    from osp_cli.render.views.answering import answered_view
    from osp_cli.services.answering import answer as record
    from osp_cli.services.replies import Fact, read_given

    wiring = wiring_of(context)
    asked = _asked(wiring, question)  # before anybody is asked which opportunity
    number = wiring.choose(opportunity)
    reply, said = read_given(asked, reply, Fact(evidence=evidence, who=who))
    who = found_or_new(wiring, number, "person", said.who) if said.who else None
    against = found_or_new(wiring, number, "competitor", against) if against else None
    keep_due(wiring, due)
    fact = Fact(evidence=said.evidence, who=who, on=wiring.day(on), against=against, todo=todo, due=wiring.todo_due)
    desk = wiring.writing(creates=False)
    result = record(desk, number, question, reply, fact)
    if result.later:
        wiring.notice("later-answer-stands", sign=result.later.sign, day=result.later.on)
    wiring.show_written(desk, result, answered_view)


def _asked(wiring: Wiring, reference: str) -> Question:
    """The question of this pack; one that another pack asked is refused as such, for its answers are still there."""
    try:
        return wiring.process.question(reference)
    except NotFound as unknown:
        from osp_cli.services.packs import asked_elsewhere
        from osp_cli.store.store import is_there

        if not is_there(wiring.store_path[0]):
            raise
        raise asked_elsewhere(wiring.process, wiring.open_store(creates=False), reference, unknown) from None


def confirm(
    context: Context,
    criterion: Annotated[str, Argument(metavar="CRITERION")],
    opportunity: OppOption = None,
    who: Who = None,
    evidence: Evidence = None,
    on: On = None,
    again: Annotated[bool, Option("--again")] = False,
) -> None:
    """What a person of the customer's confirmed."""
    from osp_cli.render.views.answering import confirmed_view
    from osp_cli.services.answering import confirm as record

    wiring = wiring_of(context)
    wiring.process.stage_of_criterion(criterion)
    number, day = wiring.choose(opportunity), wiring.day(on)
    who, evidence = wiring.needs(number, ("--who", who), ("--evidence", evidence))
    who = found_or_new(wiring, number, "person", who)
    desk = wiring.writing(creates=False)
    result = record(desk, number, criterion, who=who, evidence=evidence, on=day, again=again)
    if result.unnamed_role:
        naming = wiring.process.naming_criterion(result.unnamed_role)
        command = f"osp confirm {naming} -o {number} --who NAME --evidence TEXT"
        role = wiring.process.role(result.unnamed_role).text.say(wiring.words.language)
        wiring.notice("not-yet-counted", role=role, command=command)
    wiring.show_written(desk, result, partial(confirmed_view, process=desk.process))


def decide(
    context: Context,
    verdict: Annotated[str, Argument(metavar="go|no-go")],
    opportunity: OppOption = None,
    step: Annotated[int | None, Option("--step", metavar="STEP")] = None,
    reason: Reason = None,
    on: On = None,
) -> None:
    """The go / no-go of a step."""
    from osp_cli.render.views.answering import decided_view
    from osp_cli.services.answering import decide as record
    from osp_cli.services.answering import verdict_of

    wiring, verdict = wiring_of(context), verdict_of(verdict)
    number, day = wiring.choose(opportunity), wiring.day(on)
    (reason,) = wiring.needs(number, ("--reason", reason))
    desk = wiring.writing(creates=False)
    result = record(desk, number, verdict, step=step, reason=reason, on=day)
    wiring.show_written(desk, result, decided_view)


debt = noun(default_verb="list")


@verb(debt, "list")
@filed
def debt_list(context: Context, opp: Opp = None) -> None:
    """The shortcuts of one opportunity."""
    from osp_cli.render.views.answering import debts_view
    from osp_cli.services.debts import debts_of

    wiring = wiring_of(context)
    desk = wiring.reading()
    give_list(wiring, debts_of(desk, wiring.choose(opp)), partial(debts_view, process=desk.process))


@verb(debt, "settle")
def debt_settle(
    context: Context,
    number: Annotated[int, Argument(metavar="DEBT")],
    opportunity: OppOption = None,
    evidence: Evidence = None,
    on: On = None,
) -> None:
    """Makes a debt good with evidence."""
    from osp_cli.render.views.answering import settled_view
    from osp_cli.services.debts import settle

    wiring = wiring_of(context)
    chosen = wiring.choose(opportunity) if opportunity else wiring.debtor(number)
    (evidence,) = wiring.needs(chosen, ("--evidence", evidence))
    day = wiring.day(on)
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, settle(desk, chosen, number, evidence=evidence, on=day), settled_view)
