"""coach: the manager's questions of a step, and the action that a weak answer leaves."""

from __future__ import annotations

from typing import Annotated

from osp_cli.cli.declaring import Context, Option, wiring_of
from osp_cli.cli.guiding import Answers, Template, given_in, print_empty
from osp_cli.cli.params import On, Opp
from osp_cli.errors import WrongUsage


def coach(
    context: Context,
    opp: Opp = None,
    step: Annotated[int | None, Option("--step", metavar="STEP")] = None,
    answers: Answers = None,
    print_template: Template = False,
    on: On = None,
) -> None:
    """The manager's questions of a step."""
    from osp_cli.cli.interviewing import Interview, default_todo, renewed
    from osp_cli.render.views.coaching import coached_view
    from osp_cli.services.coaching import WEAK, coach_all, coach_questions, coached
    from osp_cli.services.interviews import load

    wiring = wiring_of(context)
    number = wiring.choose(opp)
    wiring.day(on)
    desk = wiring.reading()
    dossier = load(desk, number)
    chosen = desk.process.step(step or desk.process.current_step(dossier.opportunity.stage)).number
    due = coach_questions(desk, dossier, chosen)
    if print_template:
        print_empty(wiring, due)
        return
    if answers:
        given = given_in(wiring, answers)
        desk = wiring.writing(creates=False)
        todo = {q.id: default_todo(wiring.words, q) for q in desk.process.questions_of("coaching")}
        result = coach_all(desk, number, chosen, given, todo)
        wiring.show_written(desk, result, coached_view)
        return
    if wiring.shared.dry_run:
        raise WrongUsage("dry-run-interview", {"command": f"osp coach {number}"})
    interview = Interview(wiring, number)
    interview.run([renewed(one) if one.standing and one.standing.sign in WEAK else one for one in due])
    wiring.show(coached(wiring.reading(), number, chosen, interview.coached), coached_view)
