"""The plans of step 1: every part with its gaps, where the manager's agreement stands, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from osp_cli.domain.sales_plans import Said, SalesVersion
from osp_cli.render.blocks import Blank, Block, Column, Command, Facts, Heading, Line, Table, View
from osp_cli.render.views import common
from osp_cli.services.sales_plan_lines import SalesPlanLine
from osp_cli.words import Words

if TYPE_CHECKING:
    # Results of other pages, for annotations alone: the page of a deal loads this module, not their services.
    from osp_cli.services.sales_plans import SalesPlanKept, SalesPlanShown, SalesPlanSubmitted, SalesPlanVerdict

OPTIONS = {"account": "--account", "territory": "--territory", "partner": "--partner"}


def named(kind: str, subject: str, words: Words) -> str:
    """Which plan it is: "Account plan: Orbit Foods"."""
    return words("views.label", label=common.sentence(words(f"sales-plans.kinds.{kind}")), value=subject)


def way(verb: str, kind: str, subject: str, *more: str) -> str:
    """A command about a plan of step 1."""
    return common.command(("plan", verb, OPTIONS[kind], subject, *more))


def shown_view(shown: SalesPlanShown, words: Words) -> View:
    """The plan with every part, gaps named; where it stands, and what comes next."""
    facts = [(words("views.owner"), common.text(shown.owner)), (words("sales-plans.agreement"), standing(shown, words))]
    if shown.review_on:
        facts.append((words("sales-plans.review-on"), common.day(shown.review_on, words)))
    parts: list[Block] = [Heading(named(shown.plan, shown.subject, words), level=1), Facts(tuple(facts)), Blank()]
    parts.append(_said(shown.parts, words))
    if shown.missing:
        required = words(
            "sales-plans.missing", count=len(shown.missing), parts=_titles(shown.parts, shown.missing, words)
        )
        parts += [Blank(), Line(required, "warn"), Command(way("set", shown.plan, shown.subject))]
    elif not shown.is_waiting and (shown.version is None or shown.has_changed):
        parts += [Blank(), Line(words("sales-plans.to-submit")), Command(way("submit", shown.plan, shown.subject))]
    return tuple(parts)


def _said(lines: Iterable[Said], words: Words) -> Facts:
    return Facts(tuple((common.say(line.part.item.text, words), line.text or words("views.gap")) for line in lines))


def _titles(lines: Iterable[Said], ids: Iterable[str], words: Words) -> str:
    texts = {line.part.id: common.say(line.part.item.text, words) for line in lines}
    return words("views.list-joint").join(texts[id] for id in ids)


def standing(shown: SalesPlanShown | SalesPlanLine, words: Words) -> str:
    """Where the manager's agreement stands."""
    if shown.version is None:
        return words("sales-plans.not-submitted")
    told = judged(shown.version, words)
    if isinstance(shown, SalesPlanLine) or not shown.has_changed:
        return told
    return words("views.aside", text=told, aside=words("sales-plans.changed"))


def judged(version: SalesVersion, words: Words) -> str:
    """The verdict on a version, or that it waits."""
    if version.verdict is None:
        return words("show.plan-waiting", version=version.version, day=common.day(version.on, words))
    verdict, day = words(f"verdicts.{version.verdict}"), common.day(version.judged_on, words)
    told = words("show.plan-judged", verdict=verdict, by=version.approver, day=day)
    if version.reported_by:
        told = words("views.approved-reported", told=told, name=version.reported_by)
    return words("views.label", label=told, value=version.note) if version.note else told


def kept_view(kept: SalesPlanKept, words: Words) -> View:
    """What was told to a plan."""
    title = Heading(named(kept.plan, kept.subject, words), level=1)
    return (title, _said(kept.told, words), common.undo_hint(words))


def submitted_view(submitted: SalesPlanSubmitted, words: Words) -> View:
    """A version that waits for the manager."""
    parts: list[Block] = [
        Heading(named(submitted.plan, submitted.subject, words), level=1),
        Line(judged(submitted.version, words)),
    ]
    if submitted.missing:
        parts.append(Line(words("sales-plans.submitted-with-gaps", count=len(submitted.missing)), "warn"))
    if submitted.approvers:
        approve = way("approve", submitted.plan, submitted.subject, "--by", submitted.approvers[0])
        parts += [Line(words("views.approvers", names=submitted.approvers)), Command(approve)]
    else:
        parts.append(Line(words("views.no-approvers"), "warn"))
    return (*parts, common.undo_hint(words))


def verdict_view(told: SalesPlanVerdict, words: Words) -> View:
    """The manager's verdict."""
    parts: list[Block] = [Heading(named(told.plan, told.subject, words), level=1), Line(judged(told.version, words))]
    if told.missing:
        parts.append(Line(words("sales-plans.submitted-with-gaps", count=len(told.missing)), "warn"))
    if told.review_on:
        parts.append(Line(words("sales-plans.next-review", day=common.day(told.review_on, words))))
    return (*parts, common.undo_hint(words))


def lines_blocks(lines: Iterable[SalesPlanLine], words: Words) -> View:
    """The plans of step 1, one line each; nothing where there is none."""
    row = partial(_row, words=words)
    rows = tuple(row(line) for line in lines)
    if not rows:
        return ()
    columns = (
        Column(words("sales-plans.plan")), Column(words("sales-plans.subject")), Column(words("views.owner")),
        Column(words("sales-plans.agreement")), Column(words("sales-plans.review-on"), "date"),
    )  # fmt: skip
    return (Heading(words("sales-plans.heading")), Table(columns, rows))


def _row(line: SalesPlanLine, words: Words) -> tuple[str, ...]:
    review = common.short_day(line.review_on, words) if line.review_on else common.EMPTY
    return (words(f"sales-plans.kinds.{line.plan}"), line.subject, line.owner, standing(line, words), review)
