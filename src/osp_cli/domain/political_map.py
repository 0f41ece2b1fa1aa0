"""The political map: who reports to whom, who counts, and what the map warns of.

The rules are osp-cli's own choice of the coaching rules of account selling: each has a name, a function that finds the
people it is about, and the command to go on with. A warning never blocks anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from osp_cli.domain.dossier import Dossier
from osp_cli.domain.findings import Mend
from osp_cli.domain.holders import holders
from osp_cli.domain.names import name_key
from osp_cli.domain.people import Person, Tie, superiors
from osp_cli.domain.process import Process
from osp_cli.frozen import dataclass

FOR_US, AGAINST_US = ("mentor", "supporter"), ("non-supporter", "enemy")
IN_POWER = ("inner-circle", "political-structure")
_INFLUENCES = ("outside", "unknown", "political-structure", "inner-circle")
_PARTS = ("unknown", "user", "evaluator", "approver", "decision-maker")
COVERED = ("in-depth", "multiple-contacts", "brief-contact")


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody at a place of the map: `level` 0 is the top; `is_last` of those who report to the same person.

    `roles` are ids of the method's roles that the customer has named this person for. `is_key` is derived: whoever is
    in the inner circle or the political structure.
    """

    person: Person
    level: int
    is_last: bool
    is_key: bool
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapWarning:
    """A rule that fires: its name, the people it is about, and the command that mends it (words after `osp`)."""

    rule: str
    people: tuple[str, ...]
    mend: Mend


@dataclass(frozen=True, slots=True)
class PoliticalMap:
    """The people from the top down, each before those who report to him; the lines beside; the warnings."""

    people: tuple[Placed, ...]
    ties: tuple[Tie, ...]
    warnings: tuple[MapWarning, ...]


def draw(dossier: Dossier, process: Process) -> PoliticalMap:
    """The map of an opportunity as its people are known now."""
    people = tuple(_placed(dossier, process))
    return PoliticalMap(people, dossier.ties, warnings(people, dossier.ties, dossier.opportunity.number))


def is_key(person: Person) -> bool:
    """Whether somebody has a say in the decision, whatever the title; never typed, always derived."""
    return person.influence in IN_POWER


def roles_of(dossier: Dossier, process: Process) -> Mapping[str, tuple[str, ...]]:
    """The roles that the customer has named people for, by name."""
    held: dict[str, tuple[str, ...]] = {}
    for each in holders(dossier, process):
        if each.name:
            held[each.name] = (*held.get(each.name, ()), each.role.id)
    return held


def say(placed: Placed) -> tuple[int, int, int]:
    """How much say somebody on the map has, the least first."""
    return power(placed.person, len(placed.roles))


def power(person: Person, roles: int) -> tuple[int, int, int]:
    """How much say somebody has, the least first (ours): influence, the part in the buying, how many named roles.

    Whose influence is not known stands above who is known to be outside.
    """
    influence, part = person.influence or "unknown", person.buying_role or "unknown"
    return _INFLUENCES.index(influence), _PARTS.index(part), roles


def foremost(people: Sequence[Placed], most: int) -> tuple[Placed, ...]:
    """At most so many of the people, in their order: one after the other goes who has the least say.

    Nobody goes who still stands above somebody, so that every line that is left is true.
    """
    kept = list(people)
    while len(kept) > max(most, 1):
        above = {name_key(each.person.reports_to) for each in kept if each.person.reports_to and each.level}
        free = [each for each in kept if name_key(each.person.name) not in above]
        kept.remove(min(reversed(free), key=say))
    return tuple(kept)


def _placed(dossier: Dossier, process: Process) -> Iterable[Placed]:
    """The people in the order of the tree; who reports to nobody on the map stands at the top."""
    held, above = roles_of(dossier, process), superiors(dossier.people)
    known = {name_key(person.name) for person in dossier.people}
    beneath: dict[str | None, list[Person]] = {}
    for person in dossier.people:
        superior = above.get(name_key(person.name))
        beneath.setdefault(superior if superior in known else None, []).append(person)
    waiting = [(person, 0, person is beneath[None][-1]) for person in reversed(beneath.get(None, []))]
    while waiting:
        person, level, is_last = waiting.pop()
        yield Placed(person, level, is_last, is_key(person), held.get(person.name, ()))
        reports = beneath.get(name_key(person.name), [])
        waiting += [(each, level + 1, each is reports[-1]) for each in reversed(reports)]


def warnings(people: tuple[Placed, ...], ties: tuple[Tie, ...], number: int) -> tuple[MapWarning, ...]:
    """Every rule that fires, in the order of the rules; nothing on the map at all is the first three of them."""
    found = []
    for rule, (judge, mend) in RULES.items():
        about = judge(people, ties)
        if about is not None:
            values = {"number": number, "name": about[0] if about else "NAME", "verb": "set" if people else "add"}
            command = tuple(word.format_map(values) for word in mend)
            found.append(MapWarning(rule, about, command))
    return tuple(found)


# --- the rules: None where all is well, else the people it is about -------------------------------------------------

About = tuple[str, ...] | None
Judge = Callable[[tuple[Placed, ...], tuple[Tie, ...]], About]


def _named(people: Iterable[Placed]) -> tuple[str, ...]:
    return tuple(placed.person.name for placed in people)


def _unless(holds: object, about: tuple[str, ...] = ()) -> About:
    return None if holds else about


def no_decision_maker(people: tuple[Placed, ...], _ties: tuple[Tie, ...]) -> About:
    """Nobody is known to make the decision."""
    return _unless(any(placed.person.buying_role == "decision-maker" for placed in people))


def no_executive(people: tuple[Placed, ...], _ties: tuple[Tie, ...]) -> About:
    """No executive of the customer's sponsors the project."""
    return _unless(any(placed.person.is_executive_sponsor for placed in people))


def no_supporter_inside(people: tuple[Placed, ...], _ties: tuple[Tie, ...]) -> About:
    """Nobody of the inner circle is for us."""
    inside = [placed for placed in people if placed.person.influence == "inner-circle"]
    return _unless(any(placed.person.stance in FOR_US for placed in inside), _named(inside))


def one_level_covered(people: tuple[Placed, ...], _ties: tuple[Tie, ...]) -> About:
    """Everybody we have spoken to stands on one level of the reporting lines, or we have spoken to nobody."""
    covered = [placed for placed in people if placed.person.coverage in COVERED]
    others = [placed for placed in people if placed.level not in {each.level for each in covered}]
    return _unless(not people or len({placed.level for placed in covered}) > 1, _named(others))


def no_opponent(people: tuple[Placed, ...], _ties: tuple[Tie, ...]) -> About:
    """Nobody on the map is against us: it is too rosy, for doing nothing has supporters too."""
    return _unless(not people or any(placed.person.stance in AGAINST_US for placed in people))


def conflict_of_key_people(people: tuple[Placed, ...], ties: tuple[Tie, ...]) -> About:
    """Two people who have a say are in conflict with each other."""
    key = {placed.person.name for placed in people if placed.is_key}
    torn = [tie for tie in ties if tie.kind == "conflict" and {tie.from_person, tie.to_person} <= key]
    names = dict.fromkeys(name for tie in torn for name in (tie.from_person, tie.to_person))
    return _unless(not torn, tuple(names))


def key_players_not_for_us(people: tuple[Placed, ...], _ties: tuple[Tie, ...]) -> About:
    """Most of those who have a say are neither mentors nor supporters."""
    key = [placed for placed in people if placed.is_key]
    others = [placed for placed in key if placed.person.stance not in FOR_US]
    return _unless(2 * len(others) <= len(key), _named(others))


def supporters_outnumbered(people: tuple[Placed, ...], _ties: tuple[Tie, ...]) -> About:
    """There are not more people for us than against us."""
    with_us = sum(1 for placed in people if placed.person.stance in FOR_US)
    against = [placed for placed in people if placed.person.stance in AGAINST_US]
    return _unless(not people or with_us > len(against), _named(against))


_SET = ("person", "{verb}", "{name}", "-o", "{number}")
RULES: Mapping[str, tuple[Judge, Mend]] = {
    "no-decision-maker": (no_decision_maker, (*_SET, "--buying-role", "decision-maker")),
    "no-executive": (no_executive, (*_SET, "--executive-sponsor")),
    "no-supporter-inside": (no_supporter_inside, (*_SET, "--relationship-strategy", "TEXT")),
    "one-level-covered": (one_level_covered, (*_SET, "--coverage", "CODE")),
    "no-opponent": (no_opponent, (*_SET, "--stance", "non-supporter")),
    "conflict-of-key-people": (conflict_of_key_people, ("action", "add", "TEXT", "-o", "{number}", "--due", "DATE")),
    "key-players-not-for-us": (key_players_not_for_us, (*_SET, "--relationship-strategy", "TEXT")),
    "supporters-outnumbered": (supporters_outnumbered, (*_SET, "--relationship-strategy", "TEXT")),
}
