"""What is done day by day as tables: the day, gates, debts, plans, the history, settings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from osp_cli.domain.dates import local
from osp_cli.domain.findings import Finding
from osp_cli.domain.next_moves import NextMove
from osp_cli.domain.selection import Cell
from osp_cli.render.sheets.parts import Col, Sheet, Voice, said, sheet, under
from osp_cli.render.views import (
    backups,
    common,
    configuration,
    daily,
    journal,
    listing,
    plans,
    snoozing,
    strategy,
    templates,
)
from osp_cli.render.views.ranking import why
from osp_cli.render.views.sales_plans import named, standing
from osp_cli.services.backups import Backups
from osp_cli.services.close_plan import Suggestions
from osp_cli.services.configuration import SettingsShown
from osp_cli.services.daily import DueLine, NextMoves, Today
from osp_cli.services.debts import Debts
from osp_cli.services.journal import History
from osp_cli.services.listing import Found
from osp_cli.services.plans import PlanLine, Waiting, WaitingDiscount
from osp_cli.services.sales_plan_lines import SalesPlanLine
from osp_cli.services.sales_plans import PlansListed, PlansWaiting
from osp_cli.services.snoozing import SnoozedLines
from osp_cli.services.stages import AuditView, GateView
from osp_cli.services.strategy import StrategyChoices
from osp_cli.services.templates import Templates
from osp_cli.store.units import Change, HistoryEntry
from osp_cli.words import Words


def _deal(words: Words) -> tuple[Col, ...]:
    """Number and name of the opportunity that a row is about."""
    return (
        Col(words("views.number"), lambda each: each.opportunity.number),
        Col(words("views.name"), lambda each: each.opportunity.name),
    )


def today_sheet(day: Today, voice: Voice) -> Sheet:
    """The lines of the day in their order: what is due, what moves each deal on, plans for the manager."""
    words = voice.words

    def told(line: DueLine | SalesPlanLine) -> str:
        if isinstance(line, SalesPlanLine):
            return named(line.plan, line.subject, words)
        return daily.due(line, words, voice.process, voice.handbook)

    def of(name: str) -> Col:
        return Col(words(f"sheets.{name}"), lambda line: getattr(line, name, None))

    def line_why(line: DueLine | SalesPlanLine) -> Cell:
        return None if isinstance(line, SalesPlanLine) else daily.reasons(line, words)

    def due_on(line: DueLine | SalesPlanLine) -> Cell:
        return line.review_on if isinstance(line, SalesPlanLine) else line.due_on

    def way(line: DueLine | SalesPlanLine) -> Cell:
        return daily.plan_way(line) if isinstance(line, SalesPlanLine) else common.command(line.command)

    columns = (
        of("id"),
        Col(words("views.number"), lambda line: None if isinstance(line, SalesPlanLine) else line.opportunity.number),
        Col(words("views.name"), lambda line: None if isinstance(line, SalesPlanLine) else line.opportunity.name),
        Col(words("views.stage"), lambda line: getattr(line, "stage", None)),
        Col(words("fields.due_on"), due_on),
        Col(words("sheets.what"), told),
        Col(words("sheets.why"), line_why),
        Col(words("views.amount"), lambda line: getattr(line, "amount", None), is_money=True),
        Col(words("views.win-rate"), lambda line: getattr(line, "win_rate", None)),
        Col(words("views.close"), lambda line: getattr(line, "close_on", None)),
        Col(words("sheets.command"), way),
    )
    return sheet(words("sheets.today"), (*day.due, *day.musts, *day.sales_plans), columns, words)


def next_sheet(found: NextMoves, voice: Voice) -> Sheet:
    """What would move one opportunity, first things first."""
    words = voice.words

    def told(placed: tuple[int, NextMove]) -> str:
        return daily.moved_by(placed[1], words, voice.process)

    columns = (
        Col(words("sheets.place"), lambda placed: placed[0]),
        Col(words("sheets.what"), told),
        Col(words("fields.due_on"), lambda placed: placed[1].due_on),
        Col(words("sheets.why"), lambda placed: why(placed[1].reasons, None, words)),
        Col(words("sheets.command"), lambda placed: common.command(placed[1].command)),
    )
    return sheet(words("sheets.next"), enumerate(found.moves, 1), columns, words)


def suggested_sheet(found: Suggestions, voice: Voice) -> Sheet:
    """The actions that the answers ask for."""
    words = voice.words
    columns = (
        Col(words("views.kind"), lambda each: words(f"choices.action.kind.{each.kind}")),
        Col(words("sheets.what"), lambda each: each.text),
        Col(words("sheets.why"), lambda each: words(f"close-plan.because.{each.kind}", who=each.against or "")),
        Col(words("sheets.command"), lambda each: common.command(each.command)),
    )
    return sheet(words("sheets.suggested"), found.suggestions, columns, words)


def gate_sheet(gates: GateView, voice: Voice) -> Sheet:
    """Every criterion of the gates on the way, met or not."""
    words, process = voice.words, voice.process
    rows = ((report.stage, finding) for report in gates.gates for finding in report.findings)

    def mend(row: tuple[str, Finding]) -> Cell:
        finding = row[1]
        return "\n".join(common.command(each) for each in finding.mends) if not finding.is_met else None

    columns = (
        Col(words("views.stage"), lambda row: row[0]),
        Col(words("views.criterion"), lambda row: common.say(process.criterion(row[1].criterion).text, words)),
        Col(words("sheets.is-must"), lambda row: said(row[1].is_must, words)),
        Col(words("sheets.is-met"), lambda row: said(row[1].is_met, words)),
        Col(words("sheets.why"), lambda row: common.because(row[1], words)),
        Col(words("sheets.command"), mend),
    )
    return sheet(words("sheets.gates"), rows, columns, words)


def audit_sheet(audit: AuditView, voice: Voice) -> Sheet:
    """One row per open opportunity: everything that it lacks for the stage it stands at."""
    words, process = voice.words, voice.process

    def lacks(ids: tuple[str, ...]) -> str:
        return words("views.list-joint").join(common.say(process.criterion(id).text, words) for id in ids)

    columns = (
        *_deal(words),
        Col(words("views.stage"), lambda each: each.stage),
        Col(words("views.owner"), lambda each: each.owner),
        Col(words("sheets.count"), lambda each: len(each.missing)),
        Col(words("views.missing"), lambda each: lacks(each.missing)),
    )
    return sheet(words("sheets.audit"), audit.opportunities, columns, words)


def debts_sheet(debts: Debts, voice: Voice) -> Sheet:
    """The shortcuts of an opportunity, open ones first."""
    words, process = voice.words, voice.process
    columns = (
        Col(words("views.number"), lambda debt: debt.number),
        Col(words("views.criterion"), lambda debt: common.say(process.criterion_text(debt.criterion), words)),
        Col(words("views.stage"), lambda debt: debt.stage),
        Col(words("views.reason"), lambda debt: debt.reason),
        Col(words("views.day"), lambda debt: debt.on),
        Col(words("interviews.recorded-by"), lambda debt: debt.by),
        Col(words("fields.settled_on"), lambda debt: debt.settled_on),
        Col(words("fields.settled_by"), lambda debt: debt.settled_by),
        Col(words("views.evidence"), lambda debt: debt.settled_evidence),
    )
    return sheet(words("tables.debt"), debts.debts, columns, words)


def strategy_sheet(listed: StrategyChoices, voice: Voice) -> Sheet:
    """Every choice of a strategy, the newest last."""
    words = voice.words
    columns = under(
        strategy.choice_columns(words),
        lambda choice: choice.on,
        lambda choice: strategy.kind_word(choice.kind, words),
        lambda choice: strategy.kind_word(choice.recommended, words),
        lambda choice: choice.reason,
        lambda choice: choice.by,
    )
    return sheet(words("tables.strategy_choice"), listed.choices, columns, words)


AnyPlan = PlanLine | Waiting | WaitingDiscount | SalesPlanLine


def plans_sheet(listed: PlansListed | PlansWaiting, voice: Voice) -> Sheet:
    """The plans, or what waits for a verdict: plans of opportunities, discounts, plans of step 1."""
    words = voice.words
    rows = (*listed.plans, *getattr(listed, "discounts", ()), *listed.sales_plans)

    def what(plan: AnyPlan) -> str:
        if isinstance(plan, SalesPlanLine):
            return words(f"sales-plans.kinds.{plan.plan}")
        return words(f"approved-subjects.{'discount' if isinstance(plan, WaitingDiscount) else 'plan'}")

    def subject(plan: AnyPlan) -> str:
        return plan.subject if isinstance(plan, SalesPlanLine) else plan.opportunity.name

    def version(plan: AnyPlan) -> Cell:
        if isinstance(plan, SalesPlanLine):
            return plan.version.version if plan.version else None
        return plan.discount if isinstance(plan, WaitingDiscount) else plan.version

    def submitted(plan: AnyPlan, name: str) -> Cell:
        if isinstance(plan, SalesPlanLine):
            return getattr(plan.version, {"on": "on", "submitted_by": "by"}[name], None)
        return getattr(plan, name, None)

    def verdict(plan: AnyPlan) -> str:
        if isinstance(plan, SalesPlanLine):
            return standing(plan, words)
        return plans.plan_verdict(plan, words) if isinstance(plan, PlanLine) else words("coach.waits")

    columns = (
        Col(words("sheets.kind"), what),
        Col(words("views.number"), lambda plan: None if isinstance(plan, SalesPlanLine) else plan.opportunity.number),
        Col(words("views.name"), subject),
        Col(words("views.plan-version"), version),
        Col(words("views.owner"), lambda plan: plan.owner),
        Col(words("views.submitted-by"), lambda plan: submitted(plan, "submitted_by")),
        Col(words("views.day"), lambda plan: submitted(plan, "on")),
        Col(words("views.verdict"), verdict),
        Col(words("sheets.reviewed"), lambda plan: plan.review_on if isinstance(plan, SalesPlanLine) else None),
    )
    return sheet(words("sheets.plans"), rows, columns, words)


def history_sheet(history: History, voice: Voice) -> Sheet:
    """One row per field that a command changed; one alone for a command that changed none."""
    words = voice.words
    columns = (
        Col(words("views.day"), lambda row: local(row[0].at).date()),
        Col(words("sheets.at"), lambda row: row[0].at),
        Col(words("interviews.recorded-by"), lambda row: row[0].who),
        Col(words("sheets.command"), lambda row: row[0].command),
        Col(words("sheets.direction"), lambda row: words(f"sheets.units.{row[0].kind}")),
        Col(words("views.number"), lambda row: row[0].opportunity[0] if row[0].opportunity else None),
        Col(words("views.opportunity"), lambda row: row[0].opportunity[1] if row[0].opportunity else None),
        Col(words("sheets.happened"), lambda row: _day(row[0].happened_on)),
        Col(words("sheets.why"), lambda row: row[0].summary),
        Col(words("sheets.change"), lambda row: words(f"views.op-{row[1].op}") if row[1] else None),
        Col(words("sheets.table"), lambda row: words(f"tables.{row[1].table}") if row[1] else None),
        Col(words("sheets.row"), lambda row: row[1].row if row[1] else None),
        *(Col(words(f"sheets.{key}"), itemgetter(at)) for at, key in enumerate(_CHANGED, 2)),
    )
    return sheet(words("sheets.history"), _changed(history, words), columns, words)


_CHANGED = ("field", "before", "after")


def _changed(
    history: History, words: Words
) -> Iterator[tuple[HistoryEntry, Change | None, str | None, str | None, str | None]]:
    for entry in history.entries:
        if not entry.changes:
            yield entry, None, None, None, None
        for change in entry.changes:
            fields = list(journal.changed_fields(change, words))
            for label, before, after in fields:
                yield entry, change, label, _known(before), _known(after)
            if not fields:
                yield entry, change, None, None, None


def _known(told: str) -> str | None:
    return None if told == common.EMPTY else told


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def snoozed_sheet(shown: SnoozedLines, voice: Voice) -> Sheet:
    """What is put off, and until when."""
    words = voice.words
    line, until, _ = snoozing.columns(words)
    columns = (*under((line, until), lambda each: each.line, lambda each: each.until), *_deal(words))
    return sheet(words("tables.snooze"), shown.lines, columns, words)


def settings_sheet(shown: SettingsShown, voice: Voice) -> Sheet:
    """Every setting, with where it comes from."""
    words = voice.words
    columns = under(
        configuration.columns(words),
        lambda row: row.key,
        lambda row: configuration.meaning(row, words),
        lambda row: row.value,
        lambda row: configuration.origin(row, words),
    )
    return sheet(words("sheets.settings"), shown.settings, columns, words)


def backups_sheet(listed: Backups, voice: Voice) -> Sheet:
    """Every backup of the store, the newest first."""
    words = voice.words
    columns = under(
        backups.columns(words),
        lambda row: row.at,
        lambda row: row.size,
        lambda row: said(row.is_encrypted, words),
        lambda row: row.file,
    )
    return sheet(words("sheets.backups"), listed.backups, columns, words)


def templates_sheet(shown: Templates, voice: Voice) -> Sheet:
    """Every template, with the file that stands before it."""
    words = voice.words
    columns = under(
        templates.columns(words),
        lambda line: line.language,
        lambda line: line.name,
        lambda line: line.path or words("templates.builtin"),
    )
    return sheet(words("sheets.templates"), shown.templates, columns, words)


def found_sheet(found: Found, voice: Voice) -> Sheet:
    """What holds a word."""
    words = voice.words
    columns = under(
        listing.hit_columns(words),
        lambda hit: words(f"tables.{hit.kind}"),
        lambda hit: hit.number,
        lambda hit: hit.opportunity,
        lambda hit: hit.text,
    )
    return sheet(words("sheets.found"), found.hits, columns, words)
