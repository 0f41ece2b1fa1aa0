"""One opportunity: the first screen holds what is needed before a call, gaps named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from osp_cli.domain.fields import Noun
from osp_cli.domain.followups import FOLLOW_UP
from osp_cli.domain.on_record import OnPaper, WhyTheyBuy, WithWhom
from osp_cli.domain.opportunity import Decision, Note, Opportunity
from osp_cli.domain.partners import PARTNER, TERMS
from osp_cli.domain.payments import PAYMENT, QUOTATION
from osp_cli.domain.people import Person
from osp_cli.domain.political_map import AGAINST_US, is_key
from osp_cli.domain.process import Process
from osp_cli.domain.risks import Risk
from osp_cli.domain.statements import STATEMENT
from osp_cli.domain.teammates import TEAMMATE
from osp_cli.domain.value import CRITERION, EVENT, ISSUE, VALUE
from osp_cli.render.blocks import Blank, Block, Bullets, Command, Facts, Heading, Item, Line, View
from osp_cli.render.naming import called, titled
from osp_cli.render.views import common, people
from osp_cli.render.views.actions import action_line
from osp_cli.render.views.close_plan import call_line, milestone_line
from osp_cli.render.views.conditions import condition_line
from osp_cli.render.views.deal_call import call_facts
from osp_cli.render.views.nouns import record_line
from osp_cli.render.views.sales_plans import standing
from osp_cli.render.views.strategy import chosen
from osp_cli.render.views.winloss import wrong_line
from osp_cli.services.showing import Known, Shown
from osp_cli.words import Words

SHOWN_MISSING = 5
SHOWN_PEOPLE = 4


def shown_view(shown: Shown, words: Words, process: Process, today: date) -> View:
    """Everything known; the first screen (24 lines of 80) is what to read before a call."""
    parts: list[Block] = [common.title(shown.named), Facts(_before_a_call(shown, words, process, today))]
    if shown.is_order_cancelled:
        way = common.command(("reopen", str(shown.named.number), "--reason", "TEXT"))
        parts += [Blank(), Line(words("views.without-order-now", command=way), "warn")]
    if shown.missing and shown.gate:
        parts += [Blank(), Heading(words("views.gate-lacks", stage=shown.gate.stage, count=len(shown.missing)))]
        for finding in shown.missing[:SHOWN_MISSING]:
            text = common.say(process.criterion(finding.criterion).text, words)
            parts.append(Bullets((Item(text, tone="bad"),)))
        rest = len(shown.missing) - SHOWN_MISSING
        if rest > 0:
            parts.append(Line(words("views.and-more", count=rest), "dim"))
        parts.append(Command(common.command(("gate", str(shown.named.number)))))
    parts += [Blank(), Facts(_facts(shown, words, process))]
    for heading, lines in (*_first(shown, words, process, today), *_lists(shown, words, process), *_rest(shown, words)):
        if lines:
            parts += [Blank(), Heading(heading), Bullets(tuple(Item(line) for line in lines))]
    return tuple(parts)


def _before_a_call(shown: Shown, words: Words, process: Process, today: date) -> tuple[tuple[str, str], ...]:
    """What has to be in one's head; what nobody knows is named as a gap."""
    o, gap, stage = shown.opportunity, words("views.gap"), process.stage(shown.opportunity.stage)
    return (
        (words("views.next-step"), _next_step(o, words)),
        (words("views.last-contact"), _last_contact(shown, words)),
        *((common.sentence(common.say(each.role.text, words)), each.name or gap) for each in shown.holders),
        (words("views.key-people"), _key_people(shown, words)),
        (words("views.debts"), _owed(shown, words)),
        (
            words("views.stage"),
            _aside(f"{stage.key} {common.say(stage.name, words)}", _status(shown, words), words),
        ),
        (words("views.amount"), _amount(o, words)),
        (words("views.close"), _close(o, words, today)),
    )


def _facts(shown: Shown, words: Words, process: Process) -> tuple[tuple[str, str], ...]:
    o = shown.opportunity
    return (
        (words("views.account"), _account(shown, words)),
        (words("views.owner"), common.text(o.owner)),
        (words("views.win-rate"), _win_rate(shown, words)),
        *([(words("views.go-no-go"), common.day(o.decide_on, words))] if o.decide_on and o.is_open else []),
        *call_facts(shown.forecast_call, shown.forecast_adjustment, words),
        (words("views.step"), f"{shown.step} {common.say(process.step(shown.step).name, words)}"),
        *_links(shown, words),
        (words("show.milestone"), _milestone(shown, words)),
        (
            words("views.assessment"),
            words("views.asked-known", asked=shown.asked, known=shown.known, total=shown.total_questions),
        ),
        (words("views.size"), common.size(shown.size, shown.size.size, words)),
        (words("show.plan"), _plan(shown, words)),
    )


def _links(shown: Shown, words: Words) -> Iterator[tuple[str, str]]:
    """What it grew out of and what grew out of it, where there is any; where the plan of its account stands."""
    joint, related = words("render.joint"), shown.related
    for key, named in (("follows", [related.follows] if related.follows else []), ("follow-ons", related.follow_ons)):
        if named:
            yield words(f"accounts.{key}"), joint.join(f"{each.number} {each.name}" for each in named)
    if related.account_plan:
        yield words("show.account-plan"), standing(related.account_plan, words)


def _aside(text: str, aside: str, words: Words) -> str:
    return words("views.aside", text=text, aside=aside)


def _account(shown: Shown, words: Words) -> str:
    account = common.text(shown.opportunity.account)
    flags = (("strategic", shown.is_strategic), ("named", shown.is_named))
    marks = words("render.joint").join(words(f"views.{flag}") for flag, holds in flags if holds)
    return _aside(account, marks, words) if marks else account


def _status(shown: Shown, words: Words) -> str:
    status = words(f"status.{shown.opportunity.status}")
    return words("views.without-order", status=status) if shown.is_order_cancelled else status


def _win_rate(shown: Shown, words: Words) -> str:
    """What has ended has no rate and no category any more; the rep's own stands before that of the stage."""
    if not shown.opportunity.is_open:
        return _status(shown, words)
    own, rate = shown.opportunity.own_probability, f"{shown.probability}%"
    told = rate if own is None else words("show.own-rate", own=f"{own}%", stage=rate)
    return _aside(told, words(f"category.{shown.category}"), words)


def _amount(o: Opportunity, words: Words) -> str:
    if o.amount is None:
        return words("views.gap")
    amount = common.money(o.amount, words)
    return words("views.rate", amount=amount, rate=o.rate, base=common.money(o.base, words)) if o.rate else amount


def _close(o: Opportunity, words: Words, today: date) -> str:
    if o.close_on is None:
        return words("views.gap")
    day = common.day(o.close_on, words)
    return words("views.label", label=words("views.overdue"), value=day) if o.is_open and o.close_on < today else day


def _next_step(o: Opportunity, words: Words) -> str:
    if not o.next_step:
        return words("views.gap")
    day = common.day(o.next_step_on, words) if o.next_step_on else words("views.no-date")
    return words("views.comma-joint").join((o.next_step, day))


def _milestone(shown: Shown, words: Words) -> str:
    return milestone_line(shown.coming.milestone, words) if shown.coming.milestone else words("views.gap")


def _last_contact(shown: Shown, words: Words) -> str:
    """The day on which the customer was last heard, with whom where that was a contact with a person."""
    contact = shown.last_contact
    if shown.heard_on is None:
        return words("views.gap")
    day = common.day(shown.heard_on, words)
    is_contact = contact is not None and contact.on == shown.heard_on
    return words("views.comma-joint").join((day, contact.who)) if contact and is_contact and contact.who else day


def _plan(shown: Shown, words: Words) -> str:
    """Where the plan stands: never submitted, waiting, approved or returned."""
    version, approval = shown.plan_version, shown.plan_approval
    if approval and (version is None or approval.plan_version == version.version):
        verdict = words(f"verdicts.{approval.verdict}")
        return words("show.plan-judged", verdict=verdict, by=approval.approver, day=common.day(approval.on, words))
    if version:
        return words("show.plan-waiting", version=version.version, day=common.day(version.on, words))
    return words("views.gap")


def _person(person: Person, shown: Shown, words: Words) -> str:
    marks = people.badges(person, [each.role.id for each in shown.holders if each.name == person.name], words)
    return "\n".join((people.called(person, words), " ".join(marks)))


def _owed(shown: Shown, words: Words) -> str:
    """How many shortcuts are still owed."""
    if not shown.debts:
        return words("views.none")
    return words("views.due-debt", count=len(shown.debts), day=common.day(min(d.on for d in shown.debts), words))


def _key_people(shown: Shown, words: Words) -> str:
    """Those against us, then those who have a say, each with the stance towards us; of many the first."""
    known = (person for person in shown.people if is_key(person) or person.stance in AGAINST_US)
    named = [
        words("views.aside", text=person.name, aside=words(f"choices.person.stance.{person.stance}"))
        if person.stance
        else person.name
        for person in sorted(known, key=lambda person: person.stance not in AGAINST_US)
    ]
    told = words("render.joint").join(named[:SHOWN_PEOPLE])
    rest = len(named) - SHOWN_PEOPLE
    return words("views.list-more-of", list=told, count=rest) if rest > 0 else told or words("views.gap")


def _said_of(name: str, said: str | None, words: Words) -> str:
    return words("views.label", label=name, value=said) if said else name


def _risk(risk: Risk, words: Words) -> str:
    counter = words("views.label", label=words("views.counter"), value=risk.counter or words("views.gap"))
    return f"{risk.number}. {risk.text}\n{counter}"


def _note(note: Note, words: Words) -> str:
    return words(
        "views.label", label=f"{common.short_day(note.on, words)} {words(f'note-kinds.{note.kind}')}", value=note.text
    )


def _lists(shown: Shown, words: Words, process: Process) -> tuple[tuple[str, list[str]], ...]:
    o = shown.opportunity
    more = [(key, given) for key, given in (("need", o.need), ("source", o.source), ("partner", o.partner)) if given]
    reason, lost_to = titled(o.reason or "", words, "reasons"), common.unknown(o.lost_to, words)
    lost = words("views.label", label=words("views.lost-to"), value=lost_to) if lost_to else ""
    ended = [words(f"status.{o.status}"), reason or o.reason, lost, o.reason_note] if o.reason else []
    return (
        (
            words("views.debts"),
            [
                words("views.label", label=f"{d.number}. {called(d.criterion, words)}", value=d.reason)
                for d in shown.debts
            ],
        ),
        (words("views.more"), [words("views.label", label=words(f"fields.{key}"), value=given) for key, given in more]),
        (words("own.heading"), list(_own(o, words))),
        (words("views.outcome"), [part for part in ended if part]),
        (words("show.review"), _review(shown, words, process)),
        (words("views.people"), [_person(person, shown, words) for person in shown.people]),
        (words("views.competitors"), [_said_of(c.name, c.standing, words) for c in shown.competitors]),
        *_records(shown.why_they_buy, (EVENT, VALUE, CRITERION, ISSUE), words),
        *_records(shown.with_whom, (PARTNER, TERMS, TEAMMATE), words),
        *_records(shown.on_paper, (QUOTATION, STATEMENT, PAYMENT), words),
        (words("strategy.chosen-heading"), [chosen(shown.strategy, words)] if shown.strategy else []),
        (words("views.risks"), [_risk(risk, words) for risk in shown.risks]),
        (words("show.followups"), [record_line(FOLLOW_UP, each, words) for each in shown.related.followups]),
        (words("views.notes"), [_note(note, words) for note in reversed(shown.notes)]),
    )


def _own(o: Opportunity, words: Words) -> Iterator[str]:
    """What the user's own fields hold."""
    for name, value in o.fields.items():
        yield words("views.label", label=name, value=common.own(value, words))


def _review(shown: Shown, words: Words, process: Process) -> list[str]:
    """What was learned of the outcome; a command where nobody has asked yet."""
    review = shown.review
    if review is None:
        return []
    if not review.answers:
        return (
            [words("winloss.none", command=common.command(("winloss", str(shown.named.number))))] if review.open else []
        )
    said = [
        words("views.label", label=_asked(answer.question, words), value=answer.text or answer.sign)
        for answer in review.answers
        if process.question(answer.question).form != "answers"  # these stand below, one by one
    ]
    return [*said, *(wrong_line(each, words) for each in review.wrong)]


def _records(
    holder: WhyTheyBuy | WithWhom | OnPaper, nouns: Iterable[Noun], words: Words
) -> Iterator[tuple[str, list[str]]]:
    for noun in nouns:
        records = getattr(holder, noun.many)
        yield words(f"show.{noun.many}"), [record_line(noun, record, words) for record in records]


def _first(shown: Shown, words: Words, process: Process, today: date) -> tuple[tuple[str, list[str]], ...]:
    """What asks for attention: a review's conditions, traps, duties that are due soon, open actions, planned calls."""
    actions = [action_line(action, words) for action in shown.actions]
    calls = [call_line(call, words) for call in shown.coming.calls]
    duties = [
        common.due(d.due_on, common.by_role(common.say(d.item.text, words), d.by, words, process), words)
        for d in shown.duties
    ]
    conditions = [condition_line(condition, words, today) for condition in shown.conditions]
    return (
        (words("show.conditions"), conditions),
        (words("show.signals"), [common.say(signal.item.text, words) for signal in shown.signals]),
        (words("show.duties"), duties),
        (words("show.actions"), actions),
        (words("show.calls"), calls),
    )


def _asked(question: str, words: Words) -> str:
    """A question as the label of its answer; never a field that happens to have its id."""
    return (titled(question, words, "questions") or question).rstrip("?？")


def _rest(shown: Shown, words: Words) -> tuple[tuple[str, list[str]], ...]:
    """What is known in full: the order, what the customer confirmed, decisions, answers."""
    order = shown.order
    ordered = [order.order_number, common.day(order.on, words), common.money(order.amount, words)] if order else []
    said = [
        words("show.confirmed", what=called(c.criterion, words), who=c.who, day=common.day(c.on, words), how=c.evidence)
        for c in shown.confirmations
    ]
    decided = [
        words(
            "show.decided",
            verdict=words(f"verdicts.{d.verdict}"),
            step=d.step,
            day=common.day(d.on, words),
            why=d.reason,
        )
        for d in shown.decisions
    ]
    answers = [
        words("views.label", label=_asked(k.question, words), value=_answer(k, words)) for k in shown.qualification
    ]
    archived = [words("show.archived", count=len(shown.archived))] if shown.archived else []
    return (
        (words("show.order"), [words("render.joint").join(part for part in ordered if part)] if order else []),
        (words("show.confirmations"), said),
        (words("show.decisions"), decided),
        (words("show.answers"), answers + archived),
    )


def _decided(decision: Decision, words: Words) -> str:
    verdict, day = words(f"verdicts.{decision.verdict}"), common.day(decision.on, words)
    return words("show.decided", verdict=verdict, step=decision.step, day=day, why=decision.reason)


def _answer(known: Known, words: Words) -> str:
    text = known.text or words("views.comma-joint").join(part for part in (known.sign, known.evidence) if part)
    older = words("packs.older-wording") if known.is_older else None
    source = words("views.comma-joint").join(
        part for part in (known.who, common.short_day(known.on, words), older) if part
    )
    return words("views.aside", text=text, aside=source)
