"""The competitive strategy: recommended, with the answers that led there, and chosen."""

from __future__ import annotations

from collections.abc import Mapping

from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Answer, StrategyChoice
from osp_cli.domain.process import Process
from osp_cli.domain.strategy import Fit
from osp_cli.render.blocks import Blank, Block, Bullets, Column, Command, Facts, Heading, Item, Line, Table, View
from osp_cli.render.naming import called
from osp_cli.render.views import common
from osp_cli.services.strategy import KINDS, StrategyChoices, StrategyChosen, StrategyShown
from osp_cli.words import Words

ASKED_SINGLY = 3


def kind_words(words: Words) -> Mapping[str, str]:
    """The six strategies by their codes, each with its word."""
    return {kind: kind_word(kind, words) for kind in KINDS}


def kind_meant(typed: str, words: Words) -> str:
    """The code of the strategy that somebody means who types its word; anything else as it was typed."""
    wanted = name_key(typed)
    meant = (kind for kind, word in kind_words(words).items() if wanted in (name_key(word), kind))
    return next(meant, typed)


def kind_word(kind: str | None, words: Words) -> str:
    """What a strategy is called; none is said to be none."""
    return words(f"choices.strategy.kind.{kind}") if kind else words("strategy.none")


def strategy_view(shown: StrategyShown, words: Words, process: Process) -> View:
    """Recommended and chosen, one below the other; then each rule that fits with its answers, and what to ask."""
    number = str(shown.opportunity.number)
    choice = chosen(shown.chosen, words) if shown.chosen else words("views.gap")
    facts = Facts(
        (
            (words("strategy.recommended"), kind_word(shown.recommended, words)),
            (words("strategy.chosen"), choice),
        )
    )
    parts: list[Block] = [common.title(shown.opportunity), facts]
    for fit in shown.fits:
        parts += [Blank(), *_fit(fit, words)]
    if not shown.has_competitors:
        way = common.command(("competitor", "add", "NAME", "-o", number))
        parts += [Blank(), Line(words("strategy.no-competitor"), "warn"), Command(way)]
    if shown.unsettled:
        one_by_one: list[tuple[str, ...]] = [("answer", id, "ANSWER", "-o", number) for id in shown.unsettled]
        ways = one_by_one if len(one_by_one) <= ASKED_SINGLY else [("assess", number)]
        asked = words("render.joint").join(str(process.question(id).number) for id in shown.unsettled)
        parts += [Blank(), Line(words("strategy.unsettled", numbers=asked), "dim" if shown.fits else "warn")]
        parts += [Command(common.command(way)) for way in ways]
    if shown.chosen is None:
        kind = shown.recommended or "STRATEGY"
        way = common.command(("strategy", "choose", kind, "-o", number, "--reason", "TEXT"))
        parts += [Blank(), Line(words("strategy.choose")), Command(way)]
    return tuple(parts)


def _fit(fit: Fit, words: Words) -> tuple[Block, ...]:
    kind, text = kind_word(fit.strategy.kind, words), common.say(fit.strategy.item.text, words)
    answers = Bullets(tuple(Item(_answer(answer, words)) for answer in fit.answers))
    return (
        Heading(words("views.label", label=common.sentence(kind), value=text)),
        *((answers,) if fit.answers else ()),
    )


def _answer(answer: Answer, words: Words) -> str:
    title, whom = called(answer.question, words), answer.against or words("interviews.us")
    said = f"{answer.sign} {answer.evidence or answer.text or ''}".rstrip()
    return words("views.label", label=words("views.aside", text=title, aside=whom), value=said)


def chosen(choice: StrategyChoice, words: Words) -> str:
    """The strategy that was chosen, why, by whom and when."""
    aside = words("views.comma-joint").join((choice.by, common.short_day(choice.on, words)))
    return words("views.aside", text=f"{kind_word(choice.kind, words)} - {choice.reason}", aside=aside)


def chosen_view(kept: StrategyChosen, words: Words) -> View:
    """A choice that was recorded, beside what was recommended."""
    choice = kept.choice
    facts = (
        (words("strategy.recommended"), kind_word(choice.recommended, words)),
        (words("strategy.chosen"), chosen(choice, words)),
    )
    return (common.title(kept.opportunity), Facts(facts), common.undo_hint(words))


def choices_view(listed: StrategyChoices, words: Words) -> View:
    """Every choice, the newest last."""
    if not listed.choices:
        way = common.command(("strategy", "show", str(listed.opportunity.number)))
        return (common.title(listed.opportunity), Line(words("strategy.none-chosen", command=way), "warn"))
    rows = tuple(
        (
            common.short_day(choice.on, words),
            kind_word(choice.kind, words),
            kind_word(choice.recommended, words),
            choice.reason,
            choice.by,
        )
        for choice in listed.choices
    )
    return (common.title(listed.opportunity), Table(choice_columns(words), rows))


def choice_columns(words: Words) -> tuple[Column, ...]:
    """The columns of the list of choices."""
    return (
        Column(words("interviews.when"), "date"),
        Column(words("strategy.chosen")),
        Column(words("strategy.recommended")),
        Column(words("strategy.reason")),
        Column(words("interviews.recorded-by")),
    )
