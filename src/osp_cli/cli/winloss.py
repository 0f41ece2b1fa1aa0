"""winloss: the review of an outcome."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from osp_cli.cli.declaring import Context, wiring_of
from osp_cli.cli.guiding import Answers, Template, given_in, print_empty
from osp_cli.cli.params import On, Opp
from osp_cli.errors import Declined, WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring


def winloss(
    context: Context, opp: Opp = None, answers: Answers = None, print_template: Template = False, on: On = None
) -> None:
    """The win/loss review: asked on a terminal where something is open, then shown."""
    from osp_cli.render.views.winloss import reviewed_view
    from osp_cli.services.interviews import load
    from osp_cli.services.winloss import must_follow_outcome, questions_due, record_review, reviewed

    wiring = wiring_of(context)
    number, day = wiring.choose(opp), wiring.day(on)
    desk = wiring.reading()
    dossier = load(desk, number)
    due = questions_due(dossier, desk.process)
    if print_template:
        print_empty(wiring, due)
        return
    view = partial(reviewed_view, process=wiring.process)
    if answers:
        must_follow_outcome(dossier, desk.process, day)
        given = given_in(wiring, answers)
        desk = wiring.writing(creates=False)
        wiring.show_written(desk, record_review(desk, number, given), view)
        return
    recorded = 0
    if wiring.is_interactive and any(one.is_open for one in due):
        must_follow_outcome(dossier, desk.process, day)
        recorded = ask_review(wiring, number)
    wiring.show(reviewed(wiring.reading(), number, recorded), view)


def ask_review(wiring: Wiring, number: int, *, is_titled: bool = True) -> int:
    """Asks the questions that are open, each kept before the next shows; how many were answered."""
    from osp_cli.cli.interviewing import Interview
    from osp_cli.services.interviews import load
    from osp_cli.services.winloss import questions_due

    if wiring.shared.dry_run:
        raise WrongUsage("dry-run-interview", {"command": f"osp winloss {number}"})
    interview = Interview(wiring, number, is_titled=is_titled)
    desk = wiring.reading()
    interview.run(questions_due(load(desk, number), desk.process))
    return len(interview.recorded)


def offer_review(wiring: Wiring, number: int) -> None:
    """After an outcome, on a terminal: asks whether to review it now; it can be done later by the command."""
    if not wiring.is_interactive or wiring.shared.dry_run or not wiring.process.questions_of("winloss"):
        return
    try:
        wiring.asker().confirm(wiring.words("winloss.now"))
    except Declined:
        return
    ask_review(wiring, number, is_titled=False)
