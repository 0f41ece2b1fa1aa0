"""gate, advance, retreat, win, lose, cancel, withdraw, reopen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.deal import must_be_order_amount, tell_order_currency
from osp_cli.cli.declaring import Context, Option, wiring_of
from osp_cli.cli.known import found_or_new
from osp_cli.cli.list_files import filed, give_list
from osp_cli.cli.listing import ON_A_TERMINAL
from osp_cli.cli.opportunities import currency_code, read_amount
from osp_cli.cli.params import On, Opp, Reason, StageKey
from osp_cli.cli.winloss import offer_review
from osp_cli.errors import Declined, ExitCode, GateClosed, NotAllowed, WrongUsage

if TYPE_CHECKING:
    from datetime import date

    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.stages import End

Note = Annotated[str | None, Option("--note", metavar="TEXT")]
To = Annotated[str | None, Option("--to", metavar="COMPETITOR|unknown")]
Override = Annotated[str | None, Option("--override", metavar="REASON")]
Code = Annotated[str | None, Option("--reason", metavar="CODE")]


@filed
def gate(
    context: Context,
    opp: Opp = None,
    stage: StageKey = None,
    everything: Annotated[bool, Option("--all")] = False,
    on: On = None,
) -> None:
    """The report of every gate on the way, with --all also of those passed; exit 0 where all musts are met, else 4."""
    from osp_cli.render.views.gates import audit_view, gate_view
    from osp_cli.services import stages
    from osp_cli.services.every_gate import every_gate

    wiring = wiring_of(context)
    if everything and not opp and (stage or on):
        raise WrongUsage("options-exclude", {"options": ("--all", "--stage" if stage else "--on")})
    desk = wiring.reading()
    if everything and not opp:
        most = ON_A_TERMINAL if wiring.out.is_terminal else None
        give_list(wiring, stages.audit_book(desk), partial(audit_view, process=desk.process, most=most))
        return
    _check_stage(wiring, stage)
    judged = every_gate if everything else stages.gate_view
    result = judged(desk, wiring.choose(opp), stage, wiring.day(on) if on else None)
    give_list(wiring, result, partial(gate_view, process=desk.process))
    wiring.exit_code = ExitCode.OK if result.is_open else ExitCode.GATE


def advance(
    context: Context,
    opp: Opp = None,
    stage: StageKey = None,
    override: Override = None,
    on: On = None,
) -> None:
    """Moves an opportunity up when every gate on the way is met."""
    from osp_cli.render.views.gates import moved_view
    from osp_cli.services.stages import advance as move

    wiring = wiring_of(context)
    _check_override(override)
    _check_stage(wiring, stage)
    number, day = wiring.choose(opp), wiring.day(on)
    desk = wiring.writing(creates=False)
    try:
        result = move(desk, number, stage, override=override, on=day)
    except GateClosed as closed:
        _fill_gaps(wiring, closed, number)
        try:
            result = move(desk, number, stage, override=None, on=day)
        except GateClosed as still:
            raise GateClosed("gate-still-closed", still.values, report=still.report) from None
    wiring.show_written(desk, result, partial(moved_view, process=desk.process))


def _check_override(override: str | None) -> None:
    if override is not None and not override.strip():
        raise WrongUsage("input-missing", {"flag": "--override REASON"})


def _check_stage(wiring: Wiring, stage: str | None) -> None:
    """Refuses a stage that there is not before anybody is asked which opportunity."""
    if stage is not None:
        wiring.process.stage_called(stage)


def _fill_gaps(wiring: Wiring, closed: GateClosed, number: int) -> None:
    """On a terminal: shows what is missing and offers to fill it now; elsewhere refuses.

    Whoever declines is refused without the report that they have just read.
    """
    if not wiring.is_interactive or wiring.shared.dry_run or closed.code != "gate-closed":
        raise closed
    from osp_cli.cli.filling import fill
    from osp_cli.render.views.gates import gate_view

    wiring.out.tell_view(partial(gate_view, process=wiring.process)(closed.report, wiring.words))
    try:
        wiring.asker().confirm(wiring.words("prompts.fill-now"))
    except Declined:
        raise NotAllowed(closed.code, closed.values) from None
    fill(wiring, number, closed.report)


def retreat(context: Context, opp: Opp = None, stage: StageKey = None, reason: Reason = None, on: On = None) -> None:
    """Goes back to an earlier stage."""
    from osp_cli.render.views.gates import moved_view
    from osp_cli.services.stages import check_move
    from osp_cli.services.stages import retreat as move

    wiring = wiring_of(context)
    _check_stage(wiring, stage)
    number, day = wiring.choose(opp), wiring.day(on)
    check_move(wiring.reading(), number, "retreat", day)
    stage, reason = wiring.needs(number, ("--stage", stage), ("--reason", reason))
    desk = wiring.writing(creates=False)
    result = move(desk, number, stage, reason=reason, on=day)
    wiring.show_written(desk, result, partial(moved_view, process=desk.process))


def win(
    context: Context,
    opp: Opp = None,
    order: Annotated[str | None, Option("--order", metavar="NO")] = None,
    on: On = None,
    amount: Annotated[str | None, Option("--amount")] = None,
    currency: Annotated[str | None, Option("--currency")] = None,
    override: Override = None,
) -> None:
    """The order has come: records it and advances to the stage it opens."""
    from osp_cli.render.views.deal import won_view
    from osp_cli.services.deal import win as record

    wiring = wiring_of(context)
    _check_override(override)
    number, day = wiring.choose(opp), wiring.day(on)
    usual = wiring.currency_of(number)
    is_amount = partial(must_be_order_amount, currency=currency_code(currency) or usual)
    if amount:
        is_amount(amount)
    if wiring.is_interactive:
        _must_be_winnable(wiring, number, day, override)
    order, amount = wiring.needs(number, ("--order", order), ("--amount", amount), checks={"--amount": is_amount})
    money = read_amount(wiring, amount, currency_code(currency), default=usual)
    desk = wiring.writing(creates=False)
    result = record(desk, number, order_number=order, on=day, amount=money, override=override)
    tell_order_currency(wiring, number, result.order)
    if result.move.on != day:
        wiring.notice("moved-later", day=result.move.on, ordered=day)
    wiring.show_written(desk, result, partial(won_view, process=desk.process))
    offer_review(wiring, number)


def _must_be_winnable(wiring: Wiring, number: int, day: date, override: str | None) -> None:
    """On a terminal: what is missing before an order is filled now, or refused before anybody is asked for it."""
    from osp_cli.services.deal import check_win

    try:
        check_win(wiring.reading(), number, on=day, override=override)
    except GateClosed as closed:
        _fill_gaps(wiring, closed, number)
        try:
            check_win(wiring.reading(), number, on=day, override=override)
        except GateClosed as still:
            raise GateClosed("gate-still-closed", still.values, report=still.report) from None


def lose(
    context: Context, opp: Opp = None, reason: Code = None, to: To = None, note: Note = None, on: On = None
) -> None:
    """The customer chose somebody else, or nobody."""
    _end(context, "lost", opp, reason, to, note, on)


def cancel(
    context: Context, opp: Opp = None, reason: Code = None, to: To = None, note: Note = None, on: On = None
) -> None:
    """The customer cancelled the project."""
    _end(context, "cancelled", opp, reason, to, note, on)


def withdraw(
    context: Context, opp: Opp = None, reason: Code = None, to: To = None, note: Note = None, on: On = None
) -> None:
    """We leave the deal."""
    _end(context, "withdrawn", opp, reason, to, note, on)


def _end(
    context: Context, status: End, opp: str | None, reason: str | None, to: str | None, note: str | None,
    on: str | None,
) -> None:  # fmt: skip
    from osp_cli.render.views.gates import ended_view
    from osp_cli.services.stages import check_move, end, is_unknown

    wiring = wiring_of(context)
    number, day = wiring.choose(opp), wiring.day(on)
    check_move(wiring.reading(), number, "end", day)
    if not reason:
        reason, to = _ask_reason(wiring, number, status, to)
    if wiring.is_interactive and wiring.process.reason(reason, status).needs_note and not note:
        note = wiring.asker().line(wiring.words("asking.ended-note"))
    if to and not is_unknown(to):
        to = found_or_new(wiring, number, "competitor", to)
        wiring.notice("rival-stays", name=to)
    desk = wiring.writing(creates=False)
    result = end(desk, number, status, reason=reason, to=to, note=note, on=day)
    wiring.show_written(desk, result, partial(ended_view, process=desk.process))
    offer_review(wiring, number)


def _ask_reason(wiring: Wiring, number: int, status: End, to: str | None) -> tuple[str, str | None]:
    """The reason code, and to whom it was lost, asked on a terminal with the deal's name before."""
    reasons = [r for r in wiring.process.reasons if status in r.ends and not r.imports_only]
    if not wiring.is_interactive:
        codes = [reason.code for reason in reasons]
        raise WrongUsage("input-missing", {"flag": f"--reason {'|'.join(codes)}"}, details={"reasons": codes})
    labels = [f"{reason.code}  {reason.text.say(wiring.words.language)}" for reason in reasons]
    asker = wiring.asker()
    asker.tell(wiring.title(number))
    code = reasons[asker.choose(wiring.words("prompts.why-ended"), labels)].code
    return code, to or (asker.line(wiring.words("asking.lost-to"), default="unknown") if status == "lost" else None)


def reopen(context: Context, opp: Opp = None, reason: Reason = None, on: On = None) -> None:
    """Brings an ended opportunity back."""
    from osp_cli.render.views.gates import moved_view
    from osp_cli.services.stages import check_move
    from osp_cli.services.stages import reopen as move

    wiring = wiring_of(context)
    number, day = wiring.choose(opp), wiring.day(on)
    check_move(wiring.reading(), number, "reopen", day)
    (reason,) = wiring.needs(number, ("--reason", reason))
    desk = wiring.writing(creates=False)
    result = move(desk, number, reason=reason, on=day)
    wiring.show_written(desk, result, partial(moved_view, process=desk.process))
