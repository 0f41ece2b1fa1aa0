"""The plans of step 1 under `plan`: of an account, a territory, or the work with a partner."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.cli.guiding import Answers, Template
from osp_cli.cli.params import On
from osp_cli.domain.names import NOTHING
from osp_cli.domain.sales_plans import KINDS
from osp_cli.errors import WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.handbook import SalesKind, SalesPart
    from osp_cli.services.sales_plans import About

OfAccount = Annotated[str | None, Option("--account", metavar="ACCOUNT")]
OfTerritory = Annotated[str | None, Option("--territory", metavar="OWNER")]
OfPartner = Annotated[str | None, Option("--partner", metavar="PARTNER")]
SUBJECT = {"account": OfAccount, "territory": OfTerritory, "partner": OfPartner}


def subject_of(wiring: Wiring, given: Mapping[str, Any], opp: str | None = None) -> About | None:
    """What a plan is about; None for the plan of an opportunity. More than one is refused."""
    named: list[tuple[SalesKind, str]] = [(kind, given[kind]) for kind in KINDS if given.get(kind) is not None]
    if not named:
        return None
    options = [*(["OPP"] if opp is not None else []), *(f"--{kind}" for kind, _ in named)]
    if len(options) > 1:
        raise WrongUsage("options-exclude", {"options": tuple(options)})
    from osp_cli.services.sales_plans import about

    return about(wiring.reading(), *named[0])


def show_plan(wiring: Wiring, subject: About) -> None:
    """The state of a plan of step 1."""
    from osp_cli.render.views.sales_plans import shown_view
    from osp_cli.services.sales_plans import shown

    wiring.show(shown(wiring.reading(), wiring.handbook, subject), shown_view)


def submit_plan(wiring: Wiring, subject: About, on: str | None) -> None:
    """Freezes a plan of step 1 for the manager."""
    from osp_cli.render.views.sales_plans import submitted_view
    from osp_cli.services.sales_plans import submit

    day = wiring.day(on)
    desk = wiring.writing(creates=False)
    result = submit(desk, wiring.handbook, subject, day)
    if not result.is_new:
        wiring.notice("plan-unchanged", version=result.version.version)
    wiring.show_written(desk, result, submitted_view)


def judge_plan(
    wiring: Wiring, subject: About, verdict: Literal["approved", "returned"], *, by: str | None, note: str | None,
    on: str | None,
) -> None:  # fmt: skip
    """The manager's verdict on a plan of step 1."""
    from osp_cli.render.views.sales_plans import verdict_view
    from osp_cli.services.sales_plans import check_verdict, judge

    day = wiring.day(on)
    if verdict == "returned":
        check_verdict(wiring.reading(), subject, by)
        (note,) = wiring.needs(None, ("--note", note))
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, judge(desk, wiring.handbook, subject, verdict, by=by, note=note, on=day), verdict_view)


def plan_set(context: Context, **given: Any) -> None:
    """What a plan of step 1 says: one part in a line, all of them from a file, or asked on a terminal."""
    from osp_cli.render.views.sales_plans import kept_view
    from osp_cli.services.sales_plans import fill, part_called

    wiring = wiring_of(context)
    subject = subject_of(wiring, given)
    if subject is None:
        raise WrongUsage("input-missing", {"flag": ("--account", "--territory", "--partner")})
    wiring.day(given.get("on"))
    part, text = given.get("part"), given.get("text")
    if given.get("answers") or given.get("print_template"):
        if part is not None:
            raise WrongUsage("options-exclude", {"options": ("PART", "--answers")})
        _file(wiring, subject, given)
        return
    if part is None and text is None and given.get("owner") is None:
        if not wiring.is_interactive:
            raise WrongUsage("input-missing", {"flag": ("PART", "TEXT")})
        _ask(wiring, subject)
        return
    if part is not None and text is None:
        part_called(wiring.handbook, subject.kind, part)
        raise WrongUsage("input-missing", {"flag": "TEXT"})
    texts = {part: _text(text or "")} if part is not None else {}
    desk = wiring.writing()
    wiring.show_written(desk, fill(desk, wiring.handbook, subject, texts, _owner(wiring, given)), kept_view)


SETTING = {
    "part": Annotated[str | None, Argument(metavar="PART")],
    "text": Annotated[str | None, Argument(metavar="TEXT")],
    **SUBJECT,
    "owner": Annotated[str | None, Option("--owner", metavar="NAME")],
    "answers": Answers,
    "print_template": Template,
    "on": On,
}


def _text(typed: str) -> str | None:
    return None if typed.strip().casefold() in NOTHING else typed.strip()


def _owner(wiring: Wiring, given: Mapping[str, Any]) -> str | None:
    from osp_cli.cli.known import colleague

    owner = given.get("owner")
    return colleague(wiring, wiring.writing(), owner) if owner is not None else None


def _file(wiring: Wiring, subject: About, given: Mapping[str, Any]) -> None:
    """Prints the plan as a file of answers, or takes a filled one, all of it or nothing."""
    from osp_cli.cli.guiding import read_file
    from osp_cli.exchange.records_file import read_records, template
    from osp_cli.render.views.sales_plans import kept_view
    from osp_cli.services.interviews import AnswersTemplate
    from osp_cli.services.sales_plans import fill, form_of, shown

    form = form_of(wiring.handbook, subject.kind)
    answers = given.get("answers")
    if not answers:
        lines = shown(wiring.reading(), wiring.handbook, subject).parts
        remarks = {line.part.id: line.part.ask.say(wiring.words.language) for line in lines}
        standing = {line.part.id: line.text for line in lines if line.text}
        text = template(form, remarks, wiring.words("sales-plans.template"), [standing])
        wiring.show_text(AnswersTemplate(text), text)
        return
    texts = {
        part: _text(said) for record in read_records(read_file(answers), answers, form) for part, said in record.items()
    }
    texts.pop("record", None)
    if not texts:
        raise WrongUsage("answers-empty", {"file": answers, "noun": "plan", "verb": "set"})
    desk = wiring.writing()
    wiring.show_written(desk, fill(desk, wiring.handbook, subject, texts, _owner(wiring, given)), kept_view)


def _ask(wiring: Wiring, subject: About) -> None:
    """Asks part by part; each answer is kept before the next question shows, Enter leaves what stands."""
    from osp_cli.prompts import Ask, Way
    from osp_cli.render.views.sales_plans import named
    from osp_cli.services.sales_plans import shown

    if wiring.shared.dry_run:
        raise WrongUsage("dry-run-interview", {"command": "osp plan set"})
    wiring.settle_first_questions()
    asker = wiring.asker()
    asker.tell(named(subject.kind, subject.name, wiring.words))
    place, parts = 0, [line.part for line in shown(wiring.reading(), wiring.handbook, subject).parts]
    while place < len(parts):
        part = parts[place]
        standing = next(
            line.text for line in shown(wiring.reading(), wiring.handbook, subject).parts if line.part == part
        )
        ask = Ask(
            text=part.ask.say(wiring.words.language),
            place=f"{place + 1}/{len(parts)}",
            explanation=(part.item.text.say(wiring.words.language),),
            form="text",
            standing=standing,
            choices=(),
            keys="prompts.keys-field",
        )
        way = asker.answer(ask, partial(_kept, wiring, subject, part))
        if way is Way.QUIT:
            break
        place = max(place - 1, 0) if way is Way.BACK else place + 1
    show_plan(wiring, subject)


def _kept(wiring: Wiring, subject: About, part: SalesPart, typed: str) -> None:
    """Keeps what was typed to a part; nothing leaves what stands."""
    from osp_cli.services.sales_plans import fill

    if typed.strip():
        fill(wiring.writing(), wiring.handbook, subject, {part.id: _text(typed)})
