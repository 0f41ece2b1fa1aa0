"""guide, qualify, assess."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osp_cli.cli.params import On, Opp, wiring_of
from osp_cli.errors import WrongUsage
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.interviews import Due, RecordedAnswer

Answers = Annotated[str | None, typer.Option("--answers", metavar="FILE|-")]
Template = Annotated[bool, typer.Option("--print-template")]


def guide(
    context: typer.Context,
    opp: Opp = None,
    step: Annotated[int | None, typer.Option("--step", metavar="STEP")] = None,
    answers: Answers = None,
    print_template: Template = False,
    on: On = None,
) -> None:
    """Walks a step: what it is for, then every question that is due."""
    from osp_cli.services.interviews import load, step_questions

    wiring = wiring_of(context)
    number = wiring.choose(opp)
    wiring.day(on)
    desk = wiring.reading()
    dossier = load(desk, number)
    chosen = desk.process.step(step or desk.process.current_step(dossier.opportunity.stage)).number
    due = step_questions(dossier, desk.process, chosen)
    if answers or print_template or not wiring.is_interactive:
        _without_terminal(wiring, "guide", number, chosen, due, answers, print_template=print_template)
        return
    _interview(wiring, "guide", number, chosen, due)


def qualify(
    context: typer.Context, opp: Opp = None, answers: Answers = None, print_template: Template = False, on: On = None
) -> None:
    """The qualification checklist."""
    from osp_cli.services.interviews import load, qualification

    wiring = wiring_of(context)
    number = wiring.choose(opp)
    wiring.day(on)
    desk = wiring.reading()
    due = qualification(load(desk, number), desk.process)
    if answers or print_template or not wiring.is_interactive:
        _without_terminal(wiring, "qualify", number, due[0].question.step, due, answers, print_template=print_template)
        return
    _interview(wiring, "qualify", number, due[0].question.step, due)


def assess(
    context: typer.Context,
    opp: Opp = None,
    against: Annotated[str | None, typer.Option("--against", metavar="COMPETITOR")] = None,
    section: Annotated[str | None, typer.Option("--section", metavar="NAME")] = None,
    diff: Annotated[str | None, typer.Option("--diff", metavar="DATE")] = None,
    answers: Answers = None,
    print_template: Template = False,
    on: On = None,
) -> None:
    """The twenty questions: asked on a terminal where some are open, then shown with the score."""
    from osp_cli.render.views.interviews import assessment_view
    from osp_cli.services.interviews import assessment, assessment_shown, known_competitor, load

    wiring = wiring_of(context)
    number = wiring.choose(opp)
    wiring.day(on)
    desk = wiring.reading()
    dossier = load(desk, number)
    rival = known_competitor(dossier, against) if against else None
    due = assessment(dossier, desk.process, rival, section)
    if answers or print_template:
        _without_terminal(wiring, "assess", number, due[0].question.step, due, answers, print_template=print_template)
        return
    if wiring.is_interactive and diff is None and any(one.is_open for one in due):
        _ask(wiring, number, due)
    since = read_day(diff, wiring.today, wiring.settings, past=True) if diff else None
    shown = assessment_shown(wiring.reading(), number, rival, section, since)
    wiring.show(shown, lambda result, words: assessment_view(result, words, desk.process))


def _without_terminal(
    wiring: Wiring,
    interview: str,
    number: int,
    step: int,
    due: Sequence[Due],
    answers: str | None,
    *,
    print_template: bool,
) -> None:
    """Prints the empty answers file, or records a filled one as one unit."""
    from osp_cli.exchange.answers_file import read_answers, template
    from osp_cli.render.views.interviews import interviewed_view
    from osp_cli.services.interviews import AnswersTemplate, record_answers

    if print_template:
        text = template(due, wiring.words.language, wiring.words("interviews.template"))
        wiring.show_text(AnswersTemplate(text), text)
        return
    if answers is None:
        raise WrongUsage("input-missing", {"flag": "--answers"})
    given = read_answers(_read_file(answers), answers, wiring.process, wiring.today)
    desk = wiring.writing(creates=False)
    result = record_answers(desk, number, interview, step, due=due, given=given)
    wiring.show_written(desk, result, interviewed_view)


def _read_file(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise WrongUsage("answers-missing", {"file": name}) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage("answers-unreadable", {"file": name, "reason": str(error)}) from None


def _interview(wiring: Wiring, interview: str, number: int, step: int, due: Sequence[Due]) -> None:
    from osp_cli.render.views.interviews import introduction_view

    is_guided = interview == "guide"
    if is_guided:
        wiring.out.tell_view(introduction_view(wiring.process.step(step), wiring.handbook.page(step), wiring.words))
    recorded = _ask(wiring, number, due, names_competitors=is_guided and step == _competitor_step(wiring))
    _show(wiring, interview, number, step, due, recorded)


def _competitor_step(wiring: Wiring) -> int:
    return wiring.process.questions_of("competitor")[0].step


def _ask(wiring: Wiring, number: int, due: Sequence[Due], *, names_competitors: bool = False) -> list[RecordedAnswer]:
    from osp_cli.cli.interviewing import Interview
    from osp_cli.services.interviews import load, step_questions

    if wiring.shared.dry_run:
        raise WrongUsage("dry-run-interview", {"command": f"osp {wiring.typed[0]} {number}"})
    interview = Interview(wiring, number)
    if names_competitors:
        if not interview.name_competitors():
            return []
        due = step_questions(load(wiring.reading(), number), wiring.process, _competitor_step(wiring))
    interview.run(due)
    return list(interview.recorded)


def _show(
    wiring: Wiring, interview: str, number: int, step: int, due: Sequence[Due], recorded: Sequence[RecordedAnswer]
) -> None:
    from osp_cli.render.views.interviews import interviewed_view
    from osp_cli.services.interviews import interviewed

    result = interviewed(wiring.reading(), number, interview, step, due=due, recorded=recorded)
    wiring.show(result, interviewed_view)
