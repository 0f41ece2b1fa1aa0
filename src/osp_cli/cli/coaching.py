"""coach: the manager's questions of a step, and the action that a weak answer leaves."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from osp_cli.cli.declaring import Context, Option, wiring_of
from osp_cli.cli.guiding import Answers, Template, given_in, print_empty
from osp_cli.cli.params import Due, On, Opp
from osp_cli.cli.todos import keep_due
from osp_cli.errors import WrongUsage


def coach(
    context: Context,
    opp: Opp = None,
    step: Annotated[int | None, Option("--step", metavar="STEP")] = None,
    answers: Answers = None,
    print_template: Template = False,
    due: Due = None,
    on: On = None,
) -> None:
    """The manager's questions of a step."""
    from osp_cli.cli.interviewing import Interview
    from osp_cli.render.views.coaching import coached_view, signals_view
    from osp_cli.services.coaching import coach_all, coach_questions, coached, signals_of
    from osp_cli.services.interviews import load

    wiring = wiring_of(context)
    number = wiring.choose(opp)
    wiring.day(on)
    keep_due(wiring, due)
    desk = wiring.reading()
    dossier = load(desk, number)
    chosen = desk.process.step(step or desk.process.current_step(dossier.opportunity.stage)).number
    asked = coach_questions(desk, dossier, chosen)
    if print_template:
        print_empty(wiring, asked)
        return
    if answers:
        given = given_in(wiring, answers)
        desk = wiring.writing(creates=False)
        result = coach_all(desk, wiring.handbook, number, chosen, due=asked, given=given)
        wiring.show_written(desk, result, coached_view)
        return
    if wiring.shared.dry_run:
        raise WrongUsage("dry-run-interview", {"command": f"osp coach {number}"})
    interview = Interview(wiring, number)
    signals = signals_of(desk, wiring.handbook, dossier)
    wiring.out.tell_view(signals_view(signals, number, wiring.words))
    interview.run(asked)
    result = coached(wiring.reading(), wiring.handbook, number, chosen, due=asked, answers=interview.given)
    wiring.show(result, partial(coached_view, has_seen_signals=True))
