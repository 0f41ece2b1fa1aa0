"""People for political maps: few, some and too many, in both languages, and any that hypothesis thinks of."""

from __future__ import annotations

import random
from typing import get_args

from hypothesis import strategies as st

from osp_cli.domain.people import BuyingRole, Coverage, Influence, Person, Stance, Tie
from osp_cli.domain.political_map import PoliticalMap, draw
from tests.builders import PROCESS, changed, deal

NAMES = {
    "en": ("Rosa Ibarra", "Daniel Mensah", "Noor Haddad", "Kenji Watanabe", "Amélie Dubois-Lefèvre", "Tom Okonkwo"),
    "zh": ("欧阳明远", "林晓梅", "陈昇", "王喆", "赵堃", "孙镕"),
}
TITLES = {
    "en": ("Chief executive", "Chief information officer", "Head of operations and infrastructure", "Finance"),
    "zh": ("首席执行官", "首席信息官", "信息技术运营与基础设施部总经理", "首席财务官"),
}


def drawn(people: tuple[Person, ...], ties: tuple[Tie, ...] = ()) -> PoliticalMap:
    """The map of these people."""
    return draw(changed(deal("4"), people=people, ties=ties), PROCESS)


def person(number: int, name: str, **more: object) -> Person:
    """One person."""
    return Person(number, f"01P{number}", name, **more)  # type: ignore[arg-type]


def tie(number: int, kind: str, one: str, other: str, note: str | None = None) -> Tie:
    """One line between two people."""
    return Tie(number, f"01T{number}", kind, one, other, note)  # type: ignore[arg-type]


def some(language: str) -> PoliticalMap:
    """Six people in three levels, one of them unknown."""
    names, titles = NAMES[language], TITLES[language]
    people = (
        person(1, names[0], title=titles[0], influence="inner-circle", stance="supporter", coverage="brief-contact",
               buying_role="decision-maker", is_executive_sponsor=True),
        person(2, names[1], title=titles[1], reports_to=names[0], influence="inner-circle", stance="mentor",
               coverage="in-depth", buying_role="approver", is_inside_supporter=True),
        person(3, names[2], title=titles[2], reports_to=names[1], influence="political-structure", stance="neutral",
               coverage="multiple-contacts", buying_role="evaluator"),
        person(4, names[3], title=titles[3], reports_to=names[0], influence="political-structure", stance="enemy",
               coverage="no-contact", buying_role="approver"),
        person(5, names[4], reports_to=names[3], influence="outside", stance="non-supporter", buying_role="user"),
        person(6, names[5], reports_to=names[0]),
    )  # fmt: skip
    ties = (tie(1, "influence", names[1], names[0]), tie(2, "conflict", names[1], names[3], "the budget of 2027"))
    return drawn(people, ties)


def few(language: str) -> PoliticalMap:
    """Two people of whom nothing but the name is known."""
    return drawn((person(1, NAMES[language][0]), person(2, NAMES[language][1])))


def too_many(language: str, count: int = 40) -> PoliticalMap:
    """More people than a page takes, with long names, long titles, and lines across."""
    rng = random.Random(count)
    long_name, long_title = NAMES[language][4] * 2, TITLES[language][2] * 2
    people: list[Person] = []
    for number in range(1, count + 1):
        above = rng.choice(people[-7:]).name if people and rng.random() < 0.85 else None
        people.append(
            person(
                number, f"{long_name} {number}", title=long_title, reports_to=above,
                influence=rng.choice((*get_args(Influence), None)), stance=rng.choice((*get_args(Stance), None)),
                coverage=rng.choice((*get_args(Coverage), None)), is_executive_sponsor=rng.random() < 0.3,
                buying_role=rng.choice((*get_args(BuyingRole), None)),
            )
        )  # fmt: skip
    ends = [(rng.choice(people).name, rng.choice(people).name) for _ in range(12)]
    ties = [tie(n, rng.choice(("influence", "conflict")), *pair, "word " * 60) for n, pair in enumerate(ends, 1)]
    return drawn(tuple(people), tuple(ties))


@st.composite
def any_map(draw_one: st.DrawFn) -> PoliticalMap:
    """Up to thirty people, who report to anybody before them or to nobody."""
    count = draw_one(st.integers(1, 30))
    text = st.text(min_size=1, max_size=40)
    people = []
    for number in range(1, count + 1):
        above = draw_one(st.sampled_from([None, *(each.name for each in people)]))
        known = {"influence": get_args(Influence), "stance": get_args(Stance), "coverage": get_args(Coverage)}
        more = {field: draw_one(st.sampled_from((None, *values))) for field, values in known.items()}
        name = f"{draw_one(text)} {number}"
        people.append(person(number, name, title=draw_one(st.none() | text), reports_to=above, **more))
    return drawn(tuple(people))
