"""new-opportunity, set, use, remove."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

from osp_cli.cli.declaring import Argument, Context, Option, wiring_of
from osp_cli.cli.known import colleague, customer
from osp_cli.cli.params import Confirm, On, Opp, OwnFields, Reason, named_again, own_values
from osp_cli.domain.money import Money, parse_money, parse_percent, parse_rate
from osp_cli.domain.names import NOTHING
from osp_cli.domain.own_fields import PREFIX
from osp_cli.domain.periods import Period
from osp_cli.errors import WrongUsage
from osp_cli.frozen import replace
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.desk import Desk
    from osp_cli.services.opportunities import Created, ManyChanged

SHOWN_NAMES = 5


def read_amount(wiring: Wiring, text: str, currency: str | None = None, *, default: str | None = None) -> Money:
    """An amount as typed; it is echoed. Where it names no currency, `default` counts, else that of the settings.

    `currency` is that of an option: an amount in another one is refused (`money-two-currencies`).
    """
    money = parse_money(text, currency or default or wiring.settings.currency).money
    if currency and money.currency != currency:
        raise WrongUsage("money-two-currencies", {"text": text, "first": currency, "second": money.currency})
    wiring.understood_as("amount", money)
    return money


def new_opportunity(
    context: Context,
    name: Annotated[str | None, Argument(metavar="NAME")] = None,
    account: Annotated[str | None, Option("--account")] = None,
    amount: Annotated[str | None, Option("--amount")] = None,
    close: Annotated[str | None, Option("--close", metavar="DATE")] = None,
    probability: Annotated[str | None, Option("--probability", metavar="PERCENT")] = None,
    currency: Annotated[str | None, Option("--currency")] = None,
    owner: Annotated[str | None, Option("--owner", metavar="NAME")] = None,
    kind: Annotated[str, Option("--kind", metavar="new|expansion|renewal")] = "new",
    source: Annotated[str | None, Option("--source")] = None,
    need: Annotated[str | None, Option("--need")] = None,
    partner: Annotated[str | None, Option("--partner")] = None,
    strategic: Annotated[bool, Option("--strategic")] = False,
    named: Annotated[bool, Option("--named")] = False,
    clone: Annotated[str | None, Option("--clone", metavar="OPP")] = None,
    follows: Annotated[str | None, Option("--follows", metavar="OPP")] = None,
    field: OwnFields = None,
    on: On = None,
) -> None:
    """Creates an opportunity at the first stage and makes it current."""
    from osp_cli.render.views.opportunities import created_view
    from osp_cli.services.opportunities import NewOpportunity, create

    wiring = wiring_of(context)
    wiring.settle_first_questions()
    clone_of, first = wiring.choose(clone) if clone else None, wiring.choose(follows) if follows else None
    name, account, amount, close = _ask_missing(wiring, name, account, amount, close, is_clone=clone_of is not None)
    new = NewOpportunity(
        name=name or "", account=customer(wiring, account) if account else "", kind=kind,
        amount=_new_amount(wiring, amount, currency), close_on=read_close(wiring, close) if close else None,
        source=_told(source), need=_told(need), partner=_told(partner), is_strategic=strategic, is_named=named,
        own_probability=_percent(probability), clone_of=clone_of, follows=first, fields=own_values(wiring, field),
    )  # fmt: skip
    day, desk = wiring.day(on), wiring.writing()
    created = create(desk, replace(new, owner=colleague(wiring, desk, owner) if owner else None), day)
    _make_current(wiring, desk, created.opportunity.id)
    _tell_twins(wiring, created)
    tell_rate(wiring, created.amount, created.base)
    wiring.show_written(desk, created, created_view)


def _make_current(wiring: Wiring, desk: Desk, opportunity: str) -> None:
    """Makes a new opportunity the current one; where that cannot be kept it is told, for the opportunity is there."""
    from osp_cli.cli.current import keep_current

    if desk.dry_run:
        return
    try:
        keep_current(wiring.places.state_folder, desk.store.book_id(), opportunity)
    except OSError as error:
        wiring.notice("current-unkept", reason=error.strerror, path=str(wiring.places.state_folder))


def _new_amount(wiring: Wiring, amount: str | None, currency: str | None) -> Money | None:
    if amount:
        return read_amount(wiring, amount, currency_code(currency))
    if currency:  # a deal without an amount has no place for it
        raise WrongUsage("input-missing", {"flag": "--amount"})
    return None


def _tell_twins(wiring: Wiring, created: Created) -> None:
    if created.twins:
        wiring.notice("twin", name=created.opportunity.name, numbers=created.twins)
    if created.may_follow:
        numbers = tuple(each.number for each in created.may_follow)
        wiring.notice("may-follow", numbers=numbers, number=created.opportunity.number)


def tell_rate(wiring: Wiring, amount: Money | None, base: Money | None) -> None:
    """Says that an amount counts nowhere, for want of a rate into the base currency."""
    if amount and base is None:
        wiring.notice("rate-missing", currency=amount.currency, base=wiring.settings.currency)


def _ask_missing(
    wiring: Wiring, name: str | None, account: str | None, amount: str | None, close: str | None, *, is_clone: bool
) -> tuple[str | None, str | None, str | None, str | None]:
    """Asks on a terminal for what the line left out; elsewhere name and account must be there."""
    if name and (account or is_clone):
        return name, account, amount, close
    if not wiring.is_interactive:
        raise WrongUsage("input-missing", {"flag": "--account" if name else "NAME"})
    words, asker = wiring.words, wiring.asker()
    name = name or asker.line(words("prompts.new-name"), check=needed)
    account = account or ("" if is_clone else asker.line(words("prompts.new-account"), check=needed))
    if amount is None:
        amount = asker.line(
            words("prompts.new-amount"), check=lambda given: given and parse_money(given, wiring.settings.currency)
        )
    if close is None:
        close = asker.line(
            words("prompts.new-close"), check=lambda given: given and read_day(given, wiring.today, wiring.settings)
        )
    return name, account, amount, close


def needed(given: str) -> None:
    """Refuses an empty line."""
    if not given.strip():
        raise WrongUsage("name-empty")


def currency_code(text: str | None) -> str | None:
    """A currency code as typed; an unknown one is refused."""
    from osp_cli.settings import parse_setting

    return str(parse_setting("currency", text)) if text else None


def read_close(wiring: Wiring, text: str) -> Any:
    """An expected order date as typed; it is echoed, and one that is past is told."""
    day = read_day(text, wiring.today, wiring.settings)
    wiring.understood_as("close", day)
    if day < wiring.today:
        wiring.notice("close-past", day=day)
    return day


def set_(
    context: Context,
    opp: Opp = None,
    amount: Annotated[str | None, Option("--amount")] = None,
    currency: Annotated[str | None, Option("--currency")] = None,
    rate: Annotated[str | None, Option("--rate")] = None,
    close: Annotated[str | None, Option("--close", metavar="DATE")] = None,
    probability: Annotated[str | None, Option("--probability", metavar="PERCENT")] = None,
    name: Annotated[str | None, Option("--name")] = None,
    owner: Annotated[str | None, Option("--owner", metavar="NAME")] = None,
    account: Annotated[str | None, Option("--account")] = None,
    partner: Annotated[str | None, Option("--partner")] = None,
    source: Annotated[str | None, Option("--source")] = None,
    need: Annotated[str | None, Option("--need")] = None,
    strategic: Annotated[bool | None, Option("--strategic/--no-strategic")] = None,
    named: Annotated[bool | None, Option("--named/--no-named")] = None,
    follows: Annotated[str | None, Option("--follows", metavar="OPP")] = None,
    next_step: Annotated[str | None, Option("--next", metavar="TEXT")] = None,
    next_date: Annotated[str | None, Option("--next-date", metavar="DATE")] = None,
    decision_date: Annotated[str | None, Option("--decision-date", metavar="DATE")] = None,
    field: OwnFields = None,
    all_of: Annotated[str | None, Option("--all-of", metavar="OWNER")] = None,
    reason: Reason = None,
    on: On = None,
) -> None:
    """Changes fields of one opportunity, or of several at once."""
    from osp_cli.render.views.opportunities import changed_view

    wiring = wiring_of(context)
    texts = {"name": name, "owner": owner, "account": account, "partner": partner, "source": source, "need": need,
             "next_step": next_step, "follows": follows, "own_probability": probability}  # fmt: skip
    days = {"next_step_on": next_date, "decide_on": decision_date}
    wanted = _wanted(wiring, texts, close, days=days, flags={"is_strategic": strategic, "is_named": named}, field=field)
    wanted.update(_wanted_price(wiring, opp, amount, currency, rate, is_many=bool(all_of) or opp == "-"))
    numbers = _numbers(wiring, opp, all_of, _names(wanted))
    _day, desk = wiring.day(on), wiring.writing()
    wanted.update({"owner": colleague(wiring, desk, wanted["owner"])} if wanted.get("owner") else {})
    result = _change_all(desk, numbers, wanted, _reason(wiring, numbers, wanted, reason))
    _tell_price(wiring, desk, result, wanted)
    wiring.show_written(desk, result, changed_view)


def _change_all(desk: Desk, numbers: list[int], wanted: dict[str, Any], why: str | None) -> ManyChanged:
    """The change carried out; before one of several opportunities a backup is made."""
    from osp_cli.services.keeping import keep_before
    from osp_cli.services.opportunities import change

    if len(numbers) > 1:
        if desk.held.version is not None:
            raise WrongUsage("options-exclude", {"options": ("--if-version", "--all-of")})
        keep_before(desk, "before-change")
    return change(desk, numbers, wanted, why)


SIZING = {"amount", "rate", "account", "is_strategic", "is_named"}  # what the deal size depends on


def _tell_price(wiring: Wiring, desk: Desk, result: ManyChanged, wanted: dict[str, Any]) -> None:
    """Says the rate of a new amount, and which plan was approved for another deal size: that counts no more."""
    from osp_cli.services.plans import plan_shown

    for one in result.opportunities:
        if "amount" in wanted:
            tell_rate(wiring, one.amount, one.base)
        number, has_changed = one.opportunity.number, bool(wanted.keys() & SIZING) and not desk.dry_run
        if has_changed and plan_shown(desk, number).is_outgrown:
            wiring.notice("plan-outgrown", number=number)


def _wanted(
    wiring: Wiring,
    texts: dict[str, str | None],
    close: str | None,
    *,
    days: dict[str, str | None],
    flags: dict[str, bool | None],
    field: OwnFields,
) -> dict[str, Any]:
    """The new values by field; "none" clears one."""
    wanted: dict[str, Any] = {key: _or_nothing(value) for key, value in texts.items() if value is not None}
    if wanted.get("account"):
        wanted["account"] = customer(wiring, wanted["account"])
    if wanted.get("own_probability"):
        wanted["own_probability"] = parse_percent(wanted["own_probability"])
    if wanted.get("follows"):
        wanted["follows"] = wiring.choose(wanted["follows"])
    if close is not None:
        wanted["close_on"] = None if close in NOTHING else read_close(wiring, close)
    for key, text in days.items():
        if text is not None:
            wanted[key] = None if text in NOTHING else read_day(text, wiring.today, wiring.settings)
    wanted.update({key: flag for key, flag in flags.items() if flag is not None})
    wanted.update({"fields": own_values(wiring, field)} if field else {})
    return wanted


def _percent(text: str | None) -> int | None:
    given = _or_nothing(text or "")
    return parse_percent(given) if given else None


def _told(text: str | None) -> str | None:
    return _or_nothing(text or "")


def _or_nothing(value: str) -> str | None:
    return None if value.strip().casefold() in NOTHING else value.strip()


def _wanted_price(
    wiring: Wiring, opp: str | None, amount: str | None, currency: str | None, rate: str | None, *, is_many: bool
) -> dict[str, Any]:
    """Amount and rate; a bare figure keeps the currency of the one deal it is for."""
    wanted: dict[str, Any] = {}
    if amount is not None and amount in NOTHING:
        wanted["amount"] = None
    elif amount is not None:
        default = None if currency or is_many else wiring.currency_of(wiring.choose(opp))
        wanted["amount"] = read_amount(wiring, amount, currency_code(currency), default=default)
    elif currency is not None:
        from osp_cli.services.showing import opportunity_of

        before = opportunity_of(wiring.reading(), wiring.choose(opp)).amount
        if before is None:
            raise WrongUsage("input-missing", {"flag": "--amount"})
        wanted["amount"] = read_amount(wiring, before.amount, currency_code(currency))
    if rate is not None:
        wanted["rate"] = parse_rate(rate)
        wiring.understood_as("rate", wanted["rate"])
    return wanted


def _names(wanted: dict[str, Any]) -> list[str]:
    """The names of what is to be changed; those of the user's own fields one by one. Refuses to change nothing."""
    if not wanted:
        raise WrongUsage("nothing-to-set")
    own = (f"{PREFIX}{name}" for name in wanted.get("fields", {}))
    return [*(name for name in wanted if name != "fields"), *own]


def _numbers(wiring: Wiring, opp: str | None, all_of: str | None, fields: list[str]) -> list[int]:
    """The opportunities meant: one, those whose numbers come on standard input, or those an owner works on."""
    if opp is not None and all_of:
        raise WrongUsage("options-exclude", {"options": ("OPP", "--all-of")})
    if opp == "-":
        numbers = [wiring.choose(word) for word in sys.stdin.read().split()]
    elif all_of:
        numbers = _book_of(wiring, all_of, is_handed_over=fields == ["owner"])
    else:
        return [wiring.choose(opp)]
    if not numbers:
        raise WrongUsage("nothing-selected")
    if len(numbers) > 1 and not wiring.shared.dry_run:
        names = [wiring.title(number) for number in numbers[:SHOWN_NAMES]]
        names += ["..."] if len(numbers) > SHOWN_NAMES else []
        from osp_cli.render.naming import field_label

        told = [field_label(field, wiring.words) for field in fields]
        question = wiring.words("asking.change-what", count=len(numbers), names=names, fields=told)
        wiring.confirm(question, needs="--yes")
    return numbers


def _book_of(wiring: Wiring, owner: str, *, is_handed_over: bool) -> list[int]:
    """The open deals of somebody; where they are handed over the won ones too that are not booked. The rest is told."""
    from osp_cli.services.listing import held_by

    held = held_by(wiring.reading(), owner)
    if is_handed_over:
        if held.ended:
            wiring.notice("book-ended", count=held.ended, owner=owner)
        return sorted((*held.open, *held.unbooked))
    if held.unbooked:
        wiring.notice("book-unbooked", numbers=held.unbooked)
    return list(held.open)


def _reason(wiring: Wiring, numbers: list[int], wanted: dict[str, Any], reason: str | None) -> str | None:
    """A later close date, or none any more, asks for its reason where a person is there to be asked."""
    if reason or "close_on" not in wanted or not wiring.is_interactive:
        return reason
    from osp_cli.services.opportunities import slips
    from osp_cli.services.showing import opportunity_of

    desk = wiring.reading()
    for number in numbers:
        before = opportunity_of(desk, number)
        if slips(before, replace(before, close_on=wanted["close_on"])):
            asked = "why-later" if wanted["close_on"] else "why-undated"
            return wiring.asker().line(wiring.words(f"prompts.{asked}", day=wanted["close_on"]), check=needed)
    return None


def use(context: Context, opp: Opp = None, clear: Annotated[bool, Option("--clear")] = False) -> None:
    """Makes an opportunity the current one of this store."""
    from osp_cli.cli.current import keep_current
    from osp_cli.render.views.opportunities import used_view
    from osp_cli.services.opportunities import used

    wiring = wiring_of(context)
    if not clear and opp is None:
        opp = str(wiring.pick())
    desk = wiring.reading()
    result = used(desk, None if clear else wiring.choose(opp))
    if wiring.shared.dry_run:
        wiring.told_dry_run()
    else:
        chosen = result.opportunity.id if result.opportunity else None
        keep_current(wiring.places.state_folder, desk.store.book_id(), chosen)
    wiring.show(result, used_view)


def remove(
    context: Context,
    opp: Opp = None,
    confirm: Confirm = None,
) -> None:
    """Removes an opportunity; undo brings it back."""
    from osp_cli.render.views.opportunities import removed_view
    from osp_cli.services.opportunities import remove as remove_opportunity
    from osp_cli.services.showing import opportunity_of

    wiring = wiring_of(context)
    if opp is None:
        raise WrongUsage("input-missing", {"flag": "OPP"})
    number = wiring.choose(opp)
    agreed = named_again(wiring, opportunity_of(wiring.reading(), number).name, confirm)
    desk = wiring.writing()
    wiring.show_written(desk, remove_opportunity(desk, number, agreed), removed_view)


def period_of(wiring: Wiring, text: str) -> Period:
    """A period as typed, in the fiscal year of the settings."""
    from osp_cli.domain.periods import parse_period

    return parse_period(text, wiring.settings.fiscal_start, wiring.today)
