"""Competitors, and the order."""

from __future__ import annotations

from collections.abc import Iterator

from osp_cli.domain.competitors import COMPETITOR
from osp_cli.domain.criteria import FLAGS
from osp_cli.domain.opportunity import Answer, Order
from osp_cli.domain.payments import PAYMENT, QUOTATION, Payment
from osp_cli.domain.process import Process
from osp_cli.frozen import replace
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Command, Facts, Heading, Item, Line, Table, View
from osp_cli.render.naming import titled
from osp_cli.render.views import common
from osp_cli.render.views.gates import moved_view
from osp_cli.render.views.nouns import record_facts, record_line, records_table
from osp_cli.services.deal import (
    Assessed,
    CompetitorKnown,
    Competitors,
    OrderSaved,
    Won,
)
from osp_cli.words import Words

# What a competitor's own row holds: the answers about it are listed with their evidence.
_OWN = replace(COMPETITOR, fields=tuple(field for field in COMPETITOR.fields if field.kind != "answer"))


def known_competitor_view(known: CompetitorKnown, words: Words, process: Process) -> View:
    """A competitor: its standing, the answers about it, and how to go on asking."""
    competitor, number = known.competitor, str(known.opportunity.number)
    facts = (
        *record_facts(_OWN, competitor, words, has_gaps=True).rows,
        (words("views.assessment"), words("views.answered-of", answered=len(known.answers), asked=known.asked)),
    )
    answers = Bullets(tuple(_answer_item(answer, words, process) for answer in known.answers))
    parts: list[Block] = [common.title(known.opportunity), Facts(facts), *([answers] if known.answers else [])]
    if len(known.answers) < known.asked:
        parts.append(Command(common.command(("assess", number, "--against", competitor.name))))
    return tuple(parts)


def _answer_item(answer: Answer, words: Words, process: Process) -> Item:
    """A question and the newest answer to it, with how we know it."""
    said = f"{answer.sign} {answer.text or ''}".strip()
    question = common.say(process.question(answer.question).text, words)
    told = (("answer", said), ("evidence", answer.evidence), ("who", answer.who), ("day", common.day(answer.on, words)))
    lines = [words("views.label", label=words(f"views.{key}"), value=value) for key, value in told if value]
    return Item("\n".join((question, *lines)))


def competitors_view(listed: Competitors, words: Words) -> View:
    """The competitors, each with how far it is assessed."""
    if not listed.competitors:
        way = common.command(("competitor", "add", "NAME", "-o", str(listed.opportunity.number)))
        return (common.title(listed.opportunity), Line(words("views.no-competitors", command=way), "warn"))
    rows = tuple(
        (line.competitor.name, common.text(line.competitor.standing), assessment(line, words))
        for line in listed.competitors
    )
    return (common.title(listed.opportunity), Table(competitor_columns(words), rows))


def competitor_columns(words: Words) -> tuple[Column, ...]:
    """The columns of the list of competitors."""
    return tuple(Column(words(f"views.{name}")) for name in ("competitor", "standing", "assessment"))


def assessment(line: Assessed, words: Words) -> str:
    """How far a competitor is assessed."""
    return words("views.answered-of", answered=line.answered, asked=line.asked)


def order_facts(order: Order, words: Words) -> Facts:
    """Every field of the order, gaps named."""
    gap = words("views.gap")
    paid = words(f"paid.{order.paid}") if order.paid else gap
    rows = (
        ("order.number", order.order_number or gap),
        ("order.date", common.day(order.on, words) if order.on else gap),
        ("order.amount", common.money(order.amount, words) if order.amount else gap),
        ("order.contract_on", common.day(order.contract_on, words) if order.contract_on else gap),
        ("order.processed_on", common.day(order.processed_on, words) if order.processed_on else gap),
        ("order.shipped_on", common.day(order.shipped_on, words) if order.shipped_on else gap),
        ("order.paid", paid),
        ("order.booked_on", common.day(order.booked_on, words) if order.booked_on else gap),
        ("order.booked_amount", common.money(order.booked_amount, words) if order.booked_amount else gap),
    )
    links = tuple(
        (common.sentence(words(f"fields.{key}")), link)
        for key in ("order_link", "contract_link")
        if (link := getattr(order, key)) is not None
    )
    return Facts((*((common.sentence(words(f"gate.fields.{key}")), value) for key, value in rows), *links))


def order_view(saved: OrderSaved, words: Words) -> View:
    """The order as it stands."""
    number = str(saved.opportunity.number)
    if saved.is_cancelled:
        way = common.command(("reopen", number, "--reason", "TEXT"))
        line = Line(words("views.order-cancelled", command=way), "warn")
        gone = (Line(words("payments.gone", count=saved.payments_gone), "warn"),) if saved.payments_gone else ()
        if saved.received_gone:
            told = words("payments.received-gone", received=common.money(saved.received_gone, words))
            gone = (*gone, Line(told, "warn"))
        return (common.title(saved.opportunity), line, *gone, common.undo_hint(words))
    if saved.order is None:
        way = common.command(("order", "set", number, "--number", "NUMBER", "--date", "DATE", "--amount", "AMOUNT"))
        lacks = Line(words("views.no-order", command=way), "warn")
        return (common.title(saved.opportunity), lacks, *_quoted(saved, words))
    facts = order_facts(saved.order, words)
    parts = (*_quoted(saved, words), *_paid(saved, words), *_outstanding(saved, words))
    return (common.title(saved.opportunity), facts, *parts)


def _quoted(saved: OrderSaved, words: Words) -> tuple[Block, ...]:
    """The quotations, each with its day, its amount and how long it holds."""
    if not saved.quotations:
        return ()
    lines = tuple(Item(record_line(QUOTATION, each, words)) for each in saved.quotations)
    return (Blank(), Heading(words("show.quotations"), level=2), Bullets(lines))


def _paid(saved: OrderSaved, words: Words) -> tuple[Block, ...]:
    """The payments by their days, and what they come to."""
    if saved.paid is None:
        return ()
    paid = saved.paid
    sums = [(words(f"payments.{key}"), common.money(getattr(paid, key), words)) for key in ("due", "received", "open")]
    gaps = (("payments.unplanned", paid.unplanned), ("notices.payments-above", paid.above))
    rest = tuple(Line(words(key, amount=common.money(gap, words)), "warn") for key, gap in gaps if gap and gap.minor)
    heading = Heading(words("show.payments"), level=2)
    return (Blank(), heading, records_table(PAYMENT, saved.payments, words), Blank(), Facts(tuple(sums)), *rest)


def _outstanding(saved: OrderSaved, words: Words) -> tuple[Block, ...]:
    """What the order lacks, who must be chased for it, and the command that records it."""
    if not saved.outstanding:
        return (Line(words("views.order-whole"), "good"),)
    lines = []
    for each in saved.outstanding:
        role = (
            words("views.order-customer") if each.role == "customer" else titled(each.role, words, "roles") or each.role
        )
        who = words("views.aside", text=each.name, aside=role) if each.name else role
        missing = [words("views.label", label=common.sentence(words(f"gate.fields.{each.what}")), value=who)]
        owed = saved.payments if each.what == "order.paid" else ()
        missing += [_chased(payment, saved, words) for payment in owed if payment.open.minor]
        lines.append(Item("\n".join(missing)))
    return (Blank(), Heading(words("views.order-outstanding")), Bullets(tuple(lines)), *_ways(saved))


def _chased(payment: Payment, saved: OrderSaved, words: Words) -> str:
    """A payment that has still to come: which, how much, by when, and whether that day has passed."""
    key = "payments.chase-late" if payment.number in saved.late else "payments.chase"
    amount, day = common.money(payment.open, words), common.day(payment.due_on, words)
    return words(key, what=f"{payment.number}. {payment.text}", amount=amount, day=day)


def _ways(saved: OrderSaved) -> Iterator[Command]:
    """The commands that record what is outstanding; where there are payments, they say what has come."""
    number = str(saved.opportunity.number)
    waiting = [payment for payment in saved.payments if payment.open.minor]
    missing = [each.what for each in saved.outstanding if each.what != "order.paid" or not saved.payments]
    if missing:
        flags = {**FLAGS, "order.paid": ("--paid", "full")}
        yield Command(common.command(("order", "set", number, *(part for what in missing for part in flags[what]))))
    if waiting:
        first = str(waiting[0].number)
        yield Command(common.command(("payment", "set", first, "-o", number, "--received", "AMOUNT")))


def won_view(won: Won, words: Words, process: Process) -> View:
    """Won: the move and the order."""
    review = common.command(("winloss", str(won.move.opportunity.number)))
    told = Line(words("views.review", command=review), "dim")
    return (*moved_view(won.move, words, process), order_facts(won.order, words), told)
