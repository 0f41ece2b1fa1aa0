"""competitor, order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from osp_cli.cli.declaring import Argument, Context, Option, noun, verb, wiring_of
from osp_cli.cli.list_files import filed_taking, give_list
from osp_cli.cli.nouns import verbs_of
from osp_cli.cli.opportunities import read_amount, tell_rate
from osp_cli.cli.params import On, Opp, OppOption, Reason
from osp_cli.domain.competitors import COMPETITOR
from osp_cli.domain.money import parse_money
from osp_cli.domain.opportunity import Order
from osp_cli.domain.orders import must_hold_together
from osp_cli.errors import WrongUsage
from osp_cli.settings import read_day

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

competitor = verbs_of(COMPETITOR, without=("list", "show"))
order = noun(default_verb="show")


def competitor_list(context: Context, **given: Any) -> None:
    """The competitors of an opportunity."""
    from osp_cli.render.views.deal import competitors_view
    from osp_cli.services.deal import competitors_of

    wiring = wiring_of(context)
    desk = wiring.reading()
    found = competitors_of(desk, wiring.choose(given.get("opp")))
    give_list(wiring, found, competitors_view)


verb(competitor, "list")(filed_taking(competitor_list, {"opp": Opp}))


@verb(competitor, "show")
def competitor_show(
    context: Context,
    name: Annotated[str, Argument(metavar="NAME")],
    opportunity: OppOption = None,
) -> None:
    """A competitor with everything that is known of it."""
    from osp_cli.render.views.deal import known_competitor_view
    from osp_cli.services.deal import competitor_of

    wiring = wiring_of(context)
    desk = wiring.reading()
    shown = competitor_of(desk, wiring.choose(opportunity), name)
    wiring.show(shown, partial(known_competitor_view, process=desk.process))


@verb(order, "show")
def order_show(context: Context, opp: Opp = None) -> None:
    """The order on its way to booking."""
    from osp_cli.render.views.deal import order_view
    from osp_cli.services.deal import order_of

    wiring = wiring_of(context)
    desk = wiring.reading()
    wiring.show(order_of(desk, wiring.choose(opp)), order_view)


@verb(order, "set")
def order_set(
    context: Context,
    opp: Opp = None,
    number: Annotated[str | None, Option("--number", metavar="NO")] = None,
    date: Annotated[str | None, Option("--date", metavar="DATE")] = None,
    amount: Annotated[str | None, Option("--amount")] = None,
    order_link: Annotated[str | None, Option("--link", metavar="PATH|URL")] = None,
    contract_on: Annotated[str | None, Option("--contract-on", metavar="DATE")] = None,
    contract_link: Annotated[str | None, Option("--contract-link", metavar="PATH|URL")] = None,
    processed_on: Annotated[str | None, Option("--processed-on", metavar="DATE")] = None,
    shipped_on: Annotated[str | None, Option("--shipped-on", metavar="DATE")] = None,
    paid: Annotated[str | None, Option("--paid", metavar="no|part|full")] = None,
    booked_on: Annotated[str | None, Option("--booked-on", metavar="DATE")] = None,
    booked_amount: Annotated[str | None, Option("--booked-amount", metavar="AMOUNT")] = None,
    reason: Reason = None,
    on: On = None,
) -> None:
    """Records the order, the contract, the shipment, the payment, the booking."""
    from osp_cli.render.views.deal import order_view
    from osp_cli.services.deal import set_order

    wiring = wiring_of(context)
    days = {"on": date, "contract_on": contract_on, "processed_on": processed_on, "shipped_on": shipped_on,
            "booked_on": booked_on}  # fmt: skip
    wanted: dict[str, Any] = {key: _day(wiring, key, text) for key, text in days.items() if text is not None}
    texts = {"order_number": number, "paid": paid, "order_link": order_link, "contract_link": contract_link}
    wanted.update({key: text for key, text in texts.items() if text is not None})
    chosen = wiring.choose(opp)
    for key, text in (("amount", amount), ("booked_amount", booked_amount)):
        if text is not None:
            wanted[key] = read_amount(wiring, text, default=wiring.currency_of(chosen))
    if not wanted:
        raise WrongUsage("nothing-to-set")
    wiring.day(on)
    desk = wiring.writing(creates=False)
    result = set_order(desk, chosen, wanted, reason)
    if "amount" in wanted or "booked_amount" in wanted:
        tell_order_currency(wiring, chosen, result.order)
    wiring.show_written(desk, result, order_view)


def must_be_order_amount(text: str, currency: str) -> None:
    """Refuses what is no amount of an order: unreadable, or nothing."""
    must_hold_together(Order(number=0, amount=parse_money(text, currency).money), ("amount",))


def tell_order_currency(wiring: Wiring, number: int, order: Order | None) -> None:
    """Says where an order is in another currency than its deal, and where no rate leads to the base currency."""
    amount = order.amount if order else None
    if order is None or amount is None:
        return
    if amount.currency != (usual := wiring.currency_of(number)):
        wiring.notice("order-currency", order=amount, currency=usual)
    tell_rate(wiring, amount, order.base)


def _day(wiring: Wiring, key: str, text: str) -> Any:
    day = read_day(text, wiring.today, wiring.settings, past=True)
    wiring.understood_as({"on": "order-date"}.get(key, key.replace("_", "-")), day)
    return day


@verb(order, "cancel")
def order_cancel(context: Context, opp: Opp = None, reason: Reason = None, on: On = None) -> None:
    """Cancels the order; it stays in the history."""
    from osp_cli.render.views.deal import order_view
    from osp_cli.services.deal import cancel_order

    wiring = wiring_of(context)
    number, day = wiring.choose(opp), wiring.day(on)
    (reason,) = wiring.needs(number, ("--reason", reason))
    _agreed_though_paid(wiring, number)
    desk = wiring.writing(creates=False)
    wiring.show_written(desk, cancel_order(desk, number, reason=reason, on=day), order_view)


def _agreed_though_paid(wiring: Wiring, number: int) -> None:
    """Asks before an order goes for which money has come; without a terminal `--yes` says that it is known."""
    from osp_cli.services.deal import check_cancellable

    if wiring.shared.yes or wiring.shared.dry_run:
        return
    try:
        check_cancellable(wiring.reading(), number)
    except WrongUsage as error:
        if not wiring.is_interactive:
            raise
        wiring.asker().confirm(wiring.words(f"payments.{error.code}", **error.values))
