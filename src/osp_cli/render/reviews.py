"""The sheet of a manager's review: what there is to say of each deal, and the sheet for printing."""

from __future__ import annotations

from osp_cli.domain.opportunity import Debt
from osp_cli.errors import WrongUsage
from osp_cli.render.changed import change_lines
from osp_cli.render.escaping import html_text, markdown_text
from osp_cli.render.naming import called, titled
from osp_cli.render.pages import Foot, internal_foot
from osp_cli.render.paper.page import page
from osp_cli.render.views import common
from osp_cli.render.views.conditions import condition_line
from osp_cli.services.reviews import DealReviewed, RepReviewed, ReviewSheet, WithoutReview
from osp_cli.words import Words

FORMATS = ("md", "html")
FACTS = 4  # parts of a deal that are one line each
# Of the sheet alone: facts in pairs and lists in two columns, so that a card is low and little of a page stays blank.
STYLE = """
body { font-size: 8.2pt; line-height: 1.22; }
section.card { padding: 1mm 2.5mm 1.2mm; margin-bottom: 2mm; }
section.card dl { grid-template-columns: auto 1fr auto 1fr; }
.lists { columns: 2; column-gap: 6mm; }
.lists div { break-inside: avoid; padding-top: 0.8mm; }
.lists h4, .lists ul, .lists li { margin: 0; }
p.decision { margin-top: 1.2mm; padding-top: 1mm; }
"""
Part = tuple[str, list[str]]


def printed(sheet: ReviewSheet, words: Words, format: str) -> str:
    """The sheet as `md` or `html`; another format is refused with the list."""
    if format == "md":
        return _markdown(sheet, words)
    if format == "html":
        return _html(sheet, words)
    raise WrongUsage("format-unknown", {"format": format, "formats": tuple(FORMATS)})


def title(sheet: ReviewSheet, words: Words) -> str:
    """The day of the review, and of whom and of which orders it is where that was said."""
    said = words("review.title", day=common.day(sheet.on, words))
    for aside in (sheet.owner, sheet.period.label if sheet.period else None):
        said = words("views.aside", text=said, aside=aside) if aside else said
    return said


def rep_title(rep: RepReviewed, words: Words) -> str:
    """The owner, and how many deals there are."""
    return words("review.rep", owner=rep.owner or words("review.nobody"), count=len(rep.deals))


def deal_title(deal: DealReviewed, words: Words) -> str:
    """Number, name and account."""
    name = f"{deal.opportunity.number}  {deal.opportunity.name}"
    return words("views.aside", text=name, aside=deal.account) if deal.account else name


def ended_line(ended: WithoutReview, words: Words) -> str:
    """A deal that ended without a review."""
    named = ended.opportunity
    told = words("views.due-winloss", text=words(f"status.{ended.status}"), day=common.day(ended.ended_on, words))
    return words("views.label", label=f"{named.number}  {named.name}", value=told)


def deal_parts(deal: DealReviewed, words: Words, sheet: ReviewSheet) -> list[Part]:
    """What there is to say of a deal, each part with its label; what there is nothing of is left out, gaps stay."""
    gap = words("views.gap")
    step = deal.next_step or gap
    if deal.next_step and deal.next_step_on:
        step = words("views.comma-joint").join((deal.next_step, common.day(deal.next_step_on, words)))
    close = common.day(deal.close_on, words) if deal.close_on else gap
    if deal.close_on and deal.close_on < sheet.on:
        close = words("views.label", label=words("views.overdue"), value=close)
    stage = deal.stage
    if deal.days_there is not None:
        stage = words("review.stage-days", stage=deal.stage, count=deal.days_there)
    if deal.there_by:
        stage = words("review.stage-import", stage=deal.stage, day=common.day(deal.there_by, words))
    amount = common.money(deal.amount, words) if deal.amount else gap
    parts = [
        (words("views.stage"), [stage]),
        (words("views.amount"), [amount]),
        (words("views.close"), [close]),
        (words("views.next-step"), [step]),
        (words("review.changes"), change_lines(deal.since, words)),
        (words("review.missing", stage=deal.next_stage or ""), [called(id, words) for id in deal.missing]),
        (words("show.conditions"), [condition_line(each, words, sheet.on) for each in deal.conditions]),
        (words("views.debts"), [_debt(each, words) for each in deal.debts]),
        (words("review.waiting"), [words(f"approved-subjects.{what}") for what in deal.waiting]),
        (words("show.signals"), [common.say(each.item.text, words) for each in deal.signals]),
        (words("review.weak"), [called(id, words) for id in deal.weak]),
        (words("review.ask"), [titled(id, words, "questions") or id for id in deal.questions]),
    ]
    return [(label, lines) for label, lines in parts if lines]


def _debt(debt: Debt, words: Words) -> str:
    return words("views.label", label=f"{debt.number}. {called(debt.criterion, words)}", value=debt.reason)


def _markdown(sheet: ReviewSheet, words: Words) -> str:
    lines = [f"# {markdown_text(title(sheet, words))}", ""]
    for rep in sheet.reps:
        lines += [f"## {markdown_text(rep_title(rep, words))}", ""]
        for deal in rep.deals:
            lines += [f"### {markdown_text(deal_title(deal, words))}", ""]
            for label, told in deal_parts(deal, words, sheet):
                lines += [f"**{markdown_text(label)}**", "", *(f"- {markdown_text(line)}" for line in told), ""]
            lines += [markdown_text(words("review.decision")), ""]
    if sheet.without_review:
        lines += [f"## {words('review.without')}", ""]
        lines += [f"- {markdown_text(ended_line(ended, words))}" for ended in sheet.without_review]
    if not sheet.reps:
        lines.append(words("review.none"))
    return "\n".join(lines).rstrip() + f"\n\n---\n\n{_foot(sheet, words).markdown}\n"


def _html(sheet: ReviewSheet, words: Words) -> str:
    heading = html_text(title(sheet, words))
    body = [f"<h1>{heading}</h1>"]
    for rep in sheet.reps:
        body.append(f"<h2>{html_text(rep_title(rep, words))}</h2>")
        body += [_section(deal, words, sheet) for deal in rep.deals]
    if sheet.without_review:
        body.append(f"<h2>{html_text(words('review.without'))}</h2>")
        body.append(_listed([ended_line(ended, words) for ended in sheet.without_review]))
    if not sheet.reps:
        body.append(f"<p>{html_text(words('review.none'))}</p>")
    foot, named = _foot(sheet, words), title(sheet, words)
    return page("\n".join((*body, foot.html)), named, words.language, style=STYLE, mark=foot.mark(named))


def _foot(sheet: ReviewSheet, words: Words) -> Foot:
    return internal_foot(words, common.day(sheet.on, words), sheet.data_version, sheet.owner)


def _section(deal: DealReviewed, words: Words, sheet: ReviewSheet) -> str:
    parts = deal_parts(deal, words, sheet)
    pairs = "".join(f"<dt>{html_text(label)}</dt><dd>{html_text(told[0])}</dd>" for label, told in parts[:FACTS])
    lists = "".join(f"<div><h4>{html_text(label)}</h4>{_listed(told)}</div>" for label, told in parts[FACTS:])
    heading = html_text(deal_title(deal, words))
    decision = html_text(words("review.decision"))
    return (
        f'<section class="card"><h3>{heading}</h3><dl>{pairs}</dl><div class="lists">{lists}</div>'
        f'<p class="decision">{decision}</p></section>'
    )


def _listed(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{html_text(line)}</li>" for line in lines) + "</ul>"
