"""The plan: what the size asks, how complete it is, where its approval stands."""

from __future__ import annotations

from osp_cli.render.blocks import Blank, Block, Bullets, Column, Command, Facts, Heading, Item, Line, Table, Tone, View
from osp_cli.render.views import common
from osp_cli.render.views.sales_plans import lines_blocks
from osp_cli.services.plans import PlanLine, PlanShown, Submitted, Verdict
from osp_cli.services.sales_plans import PlansListed, PlansWaiting
from osp_cli.words import Words


def plan_view(shown: PlanShown, words: Words) -> View:
    """The state of the plan."""
    why = words(f"size-why.{shown.size.why}", amount=common.money(shown.size.amount, words))
    version = (
        words(
            "views.version", version=shown.version.version, on=common.day(shown.version.on, words), by=shown.version.by
        )
        if shown.version
        else words("views.gap")
    )
    facts = (
        (words("views.size"), words("views.aside", text=common.size(shown.size, shown.size.size, words), aside=why)),
        (words("views.asks"), common.say(shown.rule.text, words)),
        (words("views.plan-version"), version),
        (words("views.approval"), _approval(shown, words)),
    )
    parts: list[Block] = [common.title(shown.opportunity), Facts(facts)]
    if shown.has_changed:
        parts.append(Line(words("views.changed-since"), "warn"))
    for part in shown.completeness.parts:
        mark = "[x]" if part.is_complete else "[ ]"
        tone: Tone = "good" if part.is_complete else "bad" if part.part.is_required else "warn"
        parts.append(Bullets((Item(f"{mark} {common.say(part.part.text, words)}", tone=tone),)))
        if part.gaps not in ((), (part.part.content,)):
            parts.append(Line("    " + common.listed(part.gaps, words), "dim"))
    return tuple(parts)


def _approval(shown: PlanShown, words: Words) -> str:
    if shown.is_waiting:
        return words("views.waiting-verdict")
    approval = shown.approval
    if approval is None:
        return words("views.gap")
    text = words(f"views.{approval.verdict}", by=approval.approver, on=common.day(approval.on, words))
    if shown.is_outgrown:
        text = words("views.approved-other-size", told=text)
    if approval.reported_by is None:
        return text
    return words("views.approved-reported", told=text, name=approval.reported_by)


def submitted_view(submitted: Submitted, words: Words) -> View:
    """A version that waits for the manager."""
    version = submitted.version
    parts: list[Block] = [
        common.title(submitted.opportunity),
        Line(words("views.submitted", version=version.version), "good"),
    ]
    if submitted.gaps:
        number = submitted.opportunity.number
        parts.append(Line(words("views.submitted-gaps", count=submitted.gaps, number=number), "warn"))
    if submitted.approvers:
        parts.append(Line(words("views.approvers", names=submitted.approvers), "dim"))
    else:
        parts.append(Line(words("views.no-approvers"), "warn"))
    return (*parts, common.undo_hint(words))


def verdict_view(verdict: Verdict, words: Words) -> View:
    """A manager's verdict."""
    approval = verdict.approval
    text = words(f"views.{approval.verdict}", by=approval.approver, on=common.day(approval.on, words))
    facts = [(common.sentence(words(f"approved-subjects.{approval.what}")), text)]
    if approval.reported_by:
        facts.append((words("views.reported"), words("views.reported-by", name=approval.reported_by)))
    if approval.note:
        facts.append((words("views.note"), approval.note))
    return common.blocks(common.title(verdict.opportunity), Facts(tuple(facts)), common.undo_hint(words))


def waiting_view(waiting: PlansWaiting, words: Words) -> View:
    """The approval queue."""
    others = lines_blocks(waiting.sales_plans, words)
    if not waiting.plans and not waiting.discounts:
        return others or (Line(words("views.waiting-none"), "good"),)
    keys = ("number", "name", "plan-version", "owner", "submitted-by", "day")
    rows = tuple(
        (
            str(line.opportunity.number),
            line.opportunity.name,
            str(line.version),
            common.text(line.owner),
            line.submitted_by,
            common.short_day(line.on, words),
        )
        for line in waiting.plans
    )
    parts: list[Block] = [Table(tuple(Column(words(f"views.{key}")) for key in keys), rows)] if rows else []
    if waiting.discounts:
        parts += [Blank()] if parts else []
        parts.append(Heading(words("views.waiting-discounts", count=len(waiting.discounts)), level=2))
    for line in waiting.discounts:
        named = line.opportunity
        values = {"number": named.number, "name": named.name, "reseller": line.reseller, "discount": line.discount}
        way = common.command(("plan", "approve", str(named.number), "--what", "discount", "--by", "MANAGER"))
        parts += [Bullets((Item(words("views.waiting-discount", **values)),)), Command(way)]
    return (*parts, *([Blank()] if parts and others else ()), *others)


def plans_view(plans: PlansListed, words: Words) -> View:
    """Where the plan of each open opportunity stands."""
    others = lines_blocks(plans.sales_plans, words)
    if not plans.plans:
        return others or (Line(words("coach.no-plans"), "dim"),)
    keys = ("number", "name", "plan-version", "owner", "day", "verdict")
    rows = tuple(
        (
            str(line.opportunity.number),
            line.opportunity.name,
            str(line.version),
            common.text(line.owner),
            common.short_day(line.on, words),
            plan_verdict(line, words),
        )
        for line in plans.plans
    )
    table = Table(tuple(Column(words(f"views.{key}")) for key in keys), rows)
    return (table, Blank(), *others) if others else (table,)


def plan_verdict(line: PlanLine, words: Words) -> str:
    """The manager's verdict on the newest version, or that it waits."""
    if line.verdict is None:
        return words("coach.waits")
    return words("views.aside", text=words(f"verdicts.{line.verdict.verdict}"), aside=line.verdict.approver)
