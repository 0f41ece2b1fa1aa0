"""guide, qualify, assess."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Context, Option, wiring_of
from osp_cli.cli.known import found_or_new
from osp_cli.cli.params import Due as DueDate
from osp_cli.cli.params import On, Opp
from osp_cli.cli.todos import keep_due
from osp_cli.domain.names import place
from osp_cli.errors import WrongUsage, unread
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.dossier import Dossier
    from osp_cli.render.blocks import View
    from osp_cli.services.coaching import Guidance
    from osp_cli.services.desk import Desk
    from osp_cli.services.interviews import Due, Given, RecordedAnswer

Answers = Annotated[str | None, Option("--answers", metavar="FILE|-")]
Template = Annotated[bool, Option("--print-template")]


def guide(
    context: Context,
    opp: Opp = None,
    step: Annotated[int | None, Option("--step", metavar="STEP")] = None,
    answers: Answers = None,
    print_template: Template = False,
    show: Annotated[bool, Option("--show")] = False,
    due: DueDate = None,
    on: On = None,
) -> None:
    """Walks a step: what it is for, then every question that is due; of a deal that has ended nothing is asked."""
    from osp_cli.services.interviews import load, step_questions

    wiring = wiring_of(context)
    number = wiring.choose(opp)
    wiring.day(on)
    keep_due(wiring, due)
    desk = wiring.reading()
    dossier = load(desk, number)
    chosen = desk.process.step(step or desk.process.current_step(dossier.opportunity.stage)).number
    asked = step_questions(dossier, desk.process, chosen)
    has_ended = dossier.opportunity.status not in ("open", "won")
    if show or (has_ended and not (answers or print_template)):
        _show_guidance(wiring, desk, dossier, chosen, asked)
        return
    if answers or print_template or not wiring.is_interactive:
        _without_terminal(wiring, "guide", number, chosen, asked, answers, print_template=print_template)
        return
    _interview(wiring, "guide", number, chosen, asked)


def qualify(
    context: Context, opp: Opp = None, answers: Answers = None, print_template: Template = False, on: On = None
) -> None:
    """The qualification checklist."""
    from osp_cli.services.interviews import load, qualification

    wiring = wiring_of(context)
    number = wiring.choose(opp)
    wiring.day(on)
    desk = wiring.reading()
    due = qualification(load(desk, number), desk.process)
    if answers or print_template or not wiring.is_interactive:
        _without_terminal(wiring, "qualify", number, _step_of(wiring, due), due, answers, print_template=print_template)
        return
    _interview(wiring, "qualify", number, _step_of(wiring, due), due)


def assess(
    context: Context,
    opp: Opp = None,
    against: Annotated[str | None, Option("--against", metavar="COMPETITOR")] = None,
    section: Annotated[str | None, Option("--section", metavar="NAME")] = None,
    diff: Annotated[str | None, Option("--diff", metavar="DATE")] = None,
    history: Annotated[bool, Option("--history")] = False,
    report: Annotated[bool, Option("--report")] = False,
    answers: Answers = None,
    print_template: Template = False,
    on: On = None,
) -> None:
    """The twenty questions: asked on a terminal where some are open, then shown with the score."""
    from osp_cli.render.views.interviews import assessment_view
    from osp_cli.services.competitors import known_competitor
    from osp_cli.services.interviews import assessment, assessment_shown, load

    wiring = wiring_of(context)
    number = wiring.choose(opp)
    wiring.day(on)
    dossier = load(desk := wiring.reading(), number)
    is_report = report or history or diff is not None or not wiring.is_interactive
    is_asked = bool(answers or print_template or not is_report)
    named = found_or_new(wiring, number, "competitor", against) if against and is_asked else None
    rival = named or (known_competitor(dossier, against) if against else None)
    due = assessment(dossier, desk.process, rival, section)
    if answers or print_template:
        _without_terminal(wiring, "assess", number, _step_of(wiring, due), due, answers, print_template=print_template)
        return
    if not is_report and any(one.is_open for one in due):
        _ask(wiring, number, due)
    since = read_day(diff, wiring.today, wiring.settings, past=True) if diff else None
    if rival and rival not in [competitor.name for competitor in load(wiring.reading(), number).competitors]:
        rival = None  # a new one, of whom nothing was answered
    days = wiring.settings.evidence_days
    shown = assessment_shown(
        wiring.reading(), number, rival, section, evidence_days=days, since=since, has_history=history
    )
    wiring.show(shown, lambda result, words: assessment_view(result, words, desk.process))


def print_empty(wiring: Wiring, due: Sequence[Due]) -> None:
    """Prints the empty answers file of these questions."""
    from osp_cli.exchange.answers_file import template
    from osp_cli.services.interviews import AnswersTemplate

    text = template(due, wiring.words.language, wiring.words("interviews.template"))
    wiring.show_text(AnswersTemplate(text), text)


def given_in(wiring: Wiring, answers: str | None) -> tuple[Given, ...]:
    """The answers of a file; where none is named, nobody can be asked."""
    from osp_cli.exchange.answers_file import read_answers

    if answers is None:
        raise WrongUsage("input-missing", {"flag": "--answers"})
    return read_answers(read_file(answers), answers, wiring.process, wiring.today)


def _without_terminal(
    wiring: Wiring, interview: str, number: int, step: int, due: Sequence[Due], answers: str | None,
    *, print_template: bool,
) -> None:  # fmt: skip
    """Prints the empty answers file, or records a filled one as one unit."""
    from osp_cli.render.views.interviews import interviewed_view
    from osp_cli.services.interviews import record_answers

    if print_template:
        print_empty(wiring, due)
        return
    given = given_in(wiring, answers)
    desk = wiring.writing(creates=False)
    result = record_answers(desk, number, interview, step, due=due, given=given)
    wiring.show_written(desk, result, partial(interviewed_view, process=desk.process))


def read_file(name: str) -> str:
    """The text of a file of answers, `-` being standard input."""
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise WrongUsage("answers-missing", {"file": name}) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage("answers-unreadable", {"file": place(name), "reason": unread(error)}) from None


def _interview(wiring: Wiring, interview: str, number: int, step: int, due: Sequence[Due]) -> None:
    is_guided = interview == "guide"
    if is_guided:
        from osp_cli.services.interviews import load

        desk = wiring.reading()
        wiring.out.tell_view(_guidance_view(wiring, _guided(wiring, desk, load(desk, number), step, due)))
    asked, recorded, stays = _ask(
        wiring, number, due, names_competitors=is_guided and step == _competitor_step(wiring), is_titled=not is_guided
    )
    if is_guided and stays:
        from osp_cli.cli.noun_interview import ask_records

        ask_records(wiring, number, step)
    _show(wiring, interview, number, step, asked, recorded)


def _guided(wiring: Wiring, desk: Desk, dossier: Dossier, step: int, due: Sequence[Due]) -> Guidance:
    from osp_cli.services.coaching import guidance

    return guidance(desk, wiring.handbook, dossier, step, due)


def _guidance_view(wiring: Wiring, guidance: Guidance) -> View:
    from osp_cli.render.views.coaching import guidance_view

    return guidance_view(guidance, wiring.words, wiring.process)


def _show_guidance(wiring: Wiring, desk: Desk, dossier: Dossier, step: int, due: Sequence[Due]) -> None:
    result = _guided(wiring, desk, dossier, step, due)
    wiring.show(result, lambda shown, _words: _guidance_view(wiring, shown))


def _step_of(wiring: Wiring, due: Sequence[Due]) -> int:
    """The step of these questions; the first one where the method asks none."""
    return due[0].question.step if due else wiring.process.steps[0].number


def _competitor_step(wiring: Wiring) -> int | None:
    """The step at which competitors are named; none where the method asks nothing of them."""
    return next((question.step for question in wiring.process.questions_of("competitor")), None)


def _ask(
    wiring: Wiring, number: int, due: Sequence[Due], *, names_competitors: bool = False, is_titled: bool = True
) -> tuple[Sequence[Due], list[RecordedAnswer], bool]:
    """Asks; the questions as they were at the first one (who names a competitor adds some), and what was recorded.

    Last, whether the person stayed to the end.
    """
    from osp_cli.cli.interviewing import Interview
    from osp_cli.render.views.interviews import questions_due
    from osp_cli.services.interviews import load, step_questions

    if wiring.shared.dry_run:
        raise WrongUsage("dry-run-interview", {"command": f"osp {wiring.typed[0]} {number}"})
    interview = Interview(wiring, number, is_titled=is_titled)
    if names_competitors:
        stays = interview.name_competitors()
        due, before = step_questions(load(wiring.reading(), number), wiring.process, _competitor_step(wiring) or 0), due
        if not stays:
            return due, [], False
        if len(due) != len(before):
            is_open = sum(1 for one in due if one.is_open)
            interview.asker.tell(questions_due(is_open, len(due), wiring.words))
    stays = interview.run(due)
    return due, list(interview.recorded), stays


def _show(
    wiring: Wiring, interview: str, number: int, step: int, due: Sequence[Due], recorded: Sequence[RecordedAnswer]
) -> None:
    from osp_cli.render.views.interviews import interviewed_view
    from osp_cli.services.interviews import interviewed

    desk = wiring.reading()
    result = interviewed(desk, number, interview, step, due=due, recorded=recorded)
    wiring.show(result, partial(interviewed_view, process=desk.process))
