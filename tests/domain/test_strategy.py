"""The competitive strategy: each rule of the pack with one deal that fits and one that does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osp_cli.domain.assessment import compare
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.opportunity import Answer
from osp_cli.domain.strategy import fits, unsettled
from osp_cli.pack.reading import builtin_handbook
from tests.builders import PROCESS, answer, changed, competitor, deal, plus

HANDBOOK = builtin_handbook()
QUARTZ = "Quartz Systems"
TWENTY = PROCESS.questions_of("tas")
COMPARED = [question.id for question in TWENTY if question.is_compared]
BARE = changed(deal("2"), answers=(), competitors=(competitor(),))

Told = Callable[[Dossier], Dossier]


def heading(section: str, minuses: int) -> Told:
    """So many - under a heading."""
    ids = [question.id for question in TWENTY if question.section == section][:minuses]
    return lambda dossier: plus(dossier, *(answer(id, "-") for id in ids))


def ours(**signs: str) -> Told:
    return lambda dossier: plus(dossier, *(answer(f"tas-{id.replace('_', '-')}", sign) for id, sign in signs.items()))


def against(pairs: str, **more: str | None) -> Told:
    """Pairs of signs, ours and the competitor's, over what is compared."""
    said: list[Answer] = []
    for id, (mine, theirs) in zip(COMPARED, pairs.split(), strict=False):
        said += [answer(id, mine, **more)] if mine != "." else []
        said += [answer(id, theirs, against=QUARTZ)] if theirs != "." else []
    return lambda dossier: plus(dossier, *said)


def kind(of: str) -> Told:
    return lambda dossier: changed(dossier, opportunity=replace(dossier.opportunity, kind=of))


def both(*parts: Told) -> Told:
    def told(dossier: Dossier) -> Dossier:
        answers: tuple[Answer, ...] = ()
        for part in parts:
            answers += part(dossier).answers
        return plus(dossier, *answers)

    return told


RULES: list[tuple[str, str, Told, Told]] = [
    ("strategy-not-worth-it", "disengage", heading("is-it-worth-winning", 2), heading("is-it-worth-winning", 1)),
    ("strategy-no-opportunity", "disengage", heading("is-there-an-opportunity", 3),
     heading("is-there-an-opportunity", 2)),
    ("strategy-incumbent", "defend", kind("renewal"), kind("new")),
    ("strategy-no-event", "develop", ours(compelling_event="-"), ours(compelling_event="?")),
    ("strategy-no-funds", "develop", ours(funds="-"), ours(funds="+")),
    ("strategy-too-weak", "develop", both(heading("can-we-compete", 2), heading("can-we-win", 2)),
     heading("can-we-compete", 5)),
    ("strategy-superior", "frontal", against("+- +- +- -+"), against("+- +- +- -+ -+")),
    ("strategy-change-criteria", "flanking", both(ours(inside_support="+", informal_criteria="+"), against("+- -+")),
     both(ours(inside_support="?", informal_criteria="+"), against("+- -+"))),
    ("strategy-power-against-us", "fragment", ours(political_alignment="-"), ours(political_alignment="?")),
    ("strategy-does-not-fit", "fragment", ours(solution_fit="-"), ours(solution_fit="+")),
    ("strategy-behind", "fragment", against("?+"), against("++")),
]  # fmt: skip


def fitting(dossier: Dossier) -> dict[str, str]:
    return {fit.strategy.item.id: fit.strategy.kind for fit in fits(HANDBOOK, dossier, PROCESS)}


@pytest.mark.parametrize(("rule", "strategy", "fires", "silent"), RULES, ids=[rule[0] for rule in RULES])
def test_a_rule_fits_its_deal_and_not_the_other(rule: str, strategy: str, fires: Told, silent: Told) -> None:
    assert fitting(fires(BARE))[rule] == strategy
    assert rule not in fitting(silent(BARE))


def test_every_rule_of_the_pack_has_its_examples_and_every_strategy_a_rule() -> None:
    assert [rule[0] for rule in RULES] == [strategy.item.id for strategy in HANDBOOK.strategies]
    kinds = {strategy.kind for strategy in HANDBOOK.strategies}
    assert kinds == {"frontal", "flanking", "fragment", "defend", "develop", "disengage"}


def test_where_nothing_is_known_nothing_is_recommended_and_what_to_ask_is_named() -> None:
    assert fitting(BARE) == {}
    assert set(unsettled(HANDBOOK, BARE, PROCESS)) >= {"tas-compelling-event", "tas-funds", *COMPARED}
    assert "tas-funds" not in unsettled(HANDBOOK, ours(funds="+")(BARE), PROCESS)
    assert "tas-funds" in unsettled(HANDBOOK, ours(funds="?")(BARE), PROCESS)


def test_a_plus_that_the_customer_does_not_stand_behind_puts_us_ahead_of_nobody() -> None:
    assert "strategy-superior" not in fitting(against("+- +- +-", who=None)(BARE))


def test_without_a_named_competitor_nobody_is_ahead_or_behind() -> None:
    alone = changed(both(ours(inside_support="+", informal_criteria="+"))(BARE), competitors=())
    assert fitting(alone) == {}
    assert not compare(alone, PROCESS).is_known


def test_the_best_of_several_competitors_counts() -> None:
    two = changed(against("+- +- +-")(BARE), competitors=(competitor(), replace(competitor("Orbit Data"), number=2)))
    assert "strategy-superior" in fitting(two)
    caught = plus(two, *(answer(id, "+", against="Orbit Data") for id in COMPARED[:1]))
    assert "strategy-superior" not in fitting(caught)


def test_a_fit_names_the_answers_it_rests_on() -> None:
    (fit,) = fits(HANDBOOK, ours(funds="-", project="+")(BARE), PROCESS)
    assert [(each.question, each.sign) for each in fit.answers] == [("tas-funds", "-")]
    behind = next(f for f in fits(HANDBOOK, against("-+")(BARE), PROCESS) if f.strategy.item.id == "strategy-behind")
    assert [(each.against, each.sign) for each in behind.answers] == [(None, "-"), (QUARTZ, "+")]


@given(st.lists(st.tuples(st.sampled_from(COMPARED), st.sampled_from("+-?"), st.sampled_from([None, QUARTZ]))))
def test_what_is_not_known_never_changes_the_recommendation(said: list[tuple[str, str, str | None]]) -> None:
    standing = {(id, whom): sign for id, sign, whom in said}
    told = plus(BARE, *(answer(id, sign, against=whom) for (id, whom), sign in standing.items()))
    without = plus(BARE, *(answer(id, sign, against=whom) for (id, whom), sign in standing.items() if sign != "?"))
    assert fitting(told) == fitting(without)
    found = compare(told, PROCESS)
    assert not set(found.ahead) & set(found.behind)
