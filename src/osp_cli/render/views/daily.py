"""The day, and the next moves on one opportunity."""

from __future__ import annotations

from datetime import timedelta

from osp_cli.domain.handbook import Handbook
from osp_cli.domain.next_moves import NextMove
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Blank, Block, Bullets, Command, Heading, Item, Line, View
from osp_cli.render.views import common
from osp_cli.render.views.close_plan import suggested_hint
from osp_cli.render.views.ranking import Deal, why
from osp_cli.render.views.sales_plans import named
from osp_cli.render.views.sales_plans import way as sales_way
from osp_cli.services.daily import DueLine, NextMoves, Today
from osp_cli.services.sales_plan_lines import SalesPlanLine
from osp_cli.words import Words


def today_view(today: Today, words: Words, process: Process, handbook: Handbook) -> View:
    """What is due, then the first unmet must of each open opportunity, ranked, with the command for each."""
    parts: list[Block] = [Heading(words("views.today", day=common.day(today.on, words)))]
    if today.open_total == 0 and not today.due and today.total:
        parts.append(Line(words("views.today-none-open"), "plain"))
    elif today.open_total == 0 and not today.due and not today.sales_plans:
        way = common.command(("new-opportunity", "NAME", "--account", "ACCOUNT"))
        return (*parts, Line(words("views.today-empty"), "plain"), Command(way))
    for key, lines in (("views.due", today.due), ("views.first-musts", today.musts)):
        if not lines:
            continue
        parts += [Blank(), Heading(words(key, count=len(lines)), level=2)]
        for line in lines:
            told = "\n".join((_line(line, words, process, handbook), _why(line, words)))
            parts.append(Bullets((Item(told, tone="warn" if line.due_on else "plain"),)))
            parts.append(Command(common.command(line.command)))
        if lines is today.due and today.due_total > len(lines):
            more = common.command(("today", "--limit", str(today.due_total)))
            parts.append(Line(words("views.today-more", count=today.due_total - len(lines), command=more), "dim"))
    return (*parts, *_sales_plans(today, words), *_beside(today, words))


def _sales_plans(today: Today, words: Words) -> tuple[Block, ...]:
    """The plans of step 1 that go to the manager again."""
    parts: list[Block] = [Blank(), Heading(words("sales-plans.due"))] if today.sales_plans else []
    for plan in today.sales_plans:
        day = common.day(plan.review_on, words)
        told = words("views.label", label=day, value=named(plan.plan, plan.subject, words))
        parts += [Bullets((Item(told),)), Command(plan_way(plan))]
    return tuple(parts)


def plan_way(plan: SalesPlanLine) -> str:
    """The command for a plan of step 1 that goes to the manager."""
    act = "show" if plan.version and plan.version.verdict == "returned" else "submit"
    return sales_way(act, plan.plan, plan.subject)


def _beside(today: Today, words: Words) -> tuple[Block, ...]:
    """What waits for a manager, and what is put off."""
    parts: list[Block] = []
    if today.waiting_plans:
        parts += [Blank(), Line(words("views.waiting", count=today.waiting_plans), "warn")]
        parts.append(Command(common.command(("plan", "list", "--waiting"))))
    if today.snoozed:
        day = common.day(today.snoozed_until, words)
        parts += [Blank(), Line(words("snooze.counted", count=today.snoozed, day=day), "dim")]
        parts.append(Command(common.command(("snooze", "--list"))))
    return tuple(parts)


def _why(line: DueLine, words: Words) -> str:
    return words("views.label", label=line.id, value=reasons(line, words))


def reasons(line: DueLine, words: Words) -> str:
    """Why a line stands where it stands."""
    return why(line.reasons, Deal(line.amount, line.win_rate, line.close_on), words)


def _line(line: DueLine, words: Words, process: Process, handbook: Handbook) -> str:
    named, told = line.opportunity, due(line, words, process, handbook)
    return words("views.due-line", number=named.number, name=named.name, stage=line.stage, told=told)


def due(line: DueLine, words: Words, process: Process, handbook: Handbook) -> str:
    """What is due."""
    text = line.text
    if line.kind == "must":
        text = common.say(process.criterion(text).text, words)
    if line.kind == "duty":
        duty = next(duty for duty in handbook.duties if duty.item.id == text)
        text = common.by_role(common.say(duty.item.text, words).rstrip(".。"), duty.by, words, process)
    if line.kind == "winloss":
        text = words(f"status.{text}")
    day, key = line.due_on, f"due-{line.kind}"
    if line.limit and line.due_on and line.since_import:
        day, key = line.due_on - timedelta(days=line.limit.days), "due-stuck-import"
    told = words(f"views.{key}", text=text, day=common.day(day, words), count=line.count)
    if line.limit:
        how = words(f"ranking.limit-{line.limit.source}", count=line.limit.cases)
        told = words("ranking.stuck-limit", text=told, days=line.limit.days, how=how)
    if line.signals:
        told = words("views.aside", text=told, aside=words("coach.traps", count=line.signals))
    return told


def next_view(found: NextMoves, words: Words, process: Process) -> View:
    """What would move this opportunity, why, and the command."""
    parts: list[Block] = [common.title(found.opportunity)]
    if found.status not in ("open", "won"):
        return (*parts, Line(words("views.next-ended", status=words(f"status.{found.status}"))))
    if not found.moves:
        hint = suggested_hint(found.opportunity.number, found.suggested, words)
        return (*parts, Line(words("views.next-nothing"), "good"), *hint)
    for place, move in enumerate(found.moves, 1):
        told = moved_by(move, words, process)
        told = "\n".join((f"{place}. {told}", why(move.reasons, None, words)))
        parts.append(Bullets((Item(told),)))
        parts.append(Command(common.command(move.command)))
    return (*parts, *suggested_hint(found.opportunity.number, found.suggested, words))


def moved_by(move: NextMove, words: Words, process: Process) -> str:
    """What a move is about."""
    return words(f"views.move-{move.kind}", text=_about(move, words, process))


def _about(move: NextMove, words: Words, process: Process) -> str:
    if move.criterion is None:
        return move.text
    if move.kind in ("weakness", "stale"):
        return common.say(process.question(move.criterion).text, words)
    return common.say(process.criterion_text(move.criterion), words)
