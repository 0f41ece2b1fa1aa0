"""The political map: who reports to whom in boxes, what each is to us by signs and frames, and who moves whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from osp_cli.domain.names import name_key
from osp_cli.domain.people import Person, Tie
from osp_cli.domain.political_map import Placed, PoliticalMap, foremost
from osp_cli.frozen import dataclass, replace
from osp_cli.render.naming import titled
from osp_cli.render.pictures.hanging import WIDTH, placed
from osp_cli.render.pictures.letters import fitted, length
from osp_cli.render.pictures.shapes import (
    NORMAL,
    SMALL,
    WIDEST,
    Box,
    Fill,
    Label,
    Patch,
    Picture,
    Point,
    Shape,
    Stroke,
)
from osp_cli.render.views.people import badges, called, tie_line
from osp_cli.words import Words

TIES = 8
STANCES: dict[str, tuple[str, Fill]] = {
    "mentor": ("++", "rise"), "supporter": ("+", "rise"), "neutral": ("=", "white"), "non-supporter": ("-", "fall"),
    "enemy": ("--", "fall"), "unknown": ("?", "white"),
}  # fmt: skip
CONTACTS = {"no-contact": 0, "brief-contact": 1, "multiple-contacts": 2, "in-depth": 3}
FRAMES = {"inner-circle": 3.0, "political-structure": 2.0}
_EDGE, _LINE, _LETTERS = 7.0, 13.0, 20.0
_APART, _KEY_ROOM = 24.0, 260.0  # the key stands beside the boxes where so much is left for it, else beneath


@dataclass(frozen=True, slots=True)
class _Tied:
    """A line between two people who are both drawn, and the letter it has."""

    letter: str
    tie: Tie
    ends: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Room:
    """How many people a map may hold, and how tall their boxes may stand in all."""

    most: int
    height: float


ON_A_PAGE, BESIDE_OTHERS = Room(24, 820.0), Room(12, 320.0)
"""A page of its own, and a third of one."""


def map_picture(drawn: PoliticalMap, words: Words, room: Room = BESIDE_OTHERS) -> Picture | None:
    """The map within its room, those with the least say left out first; None where nobody is known."""
    if not drawn.people:
        return None
    people = foremost(drawn.people, room.most)
    while True:
        height = _LINE * max(len(_lines(each, words)) for each in people) + 26
        places = placed([each.level for each in people], height)
        if places.height <= room.height or len(people) == 1:
            break
        people = foremost(people, len(people) - 1)
    tied = tuple(_tied(drawn.ties, people))
    corners = {index: (x + 2, y + 2) for index, x, y in places.boxes}
    shapes: list[Shape] = [Stroke(tuple((x + 2, y + 2) for x, y in line), 1) for line in places.lines]
    for each in tied:
        shapes += _line_between(each, corners, height)
    for index, corner in corners.items():
        letters = " ".join(one.letter for one in tied if index in one.ends)
        shapes += _card(people[index], corner, height, letters, words)
    notes = (*(f"{one.letter}  {tie_line(one.tie, words)}" for one in tied), *_left_out(drawn, people, tied, words))
    used = max(x for _, x, _ in places.boxes) + WIDTH + 2
    if WIDEST - used - _APART >= _KEY_ROOM:
        key, bottom = _explained(notes, (used + _APART, 0), words)
        bottom = max(bottom, places.height + 6)
    else:
        key, bottom = _explained(notes, (2, places.height + 12), words)
    description = "; ".join(_described(each, words) for each in drawn.people)
    told = "; ".join((description, *(tie_line(tie, words) for tie in drawn.ties)))
    return Picture("map", words("pictures.map"), told, WIDEST, bottom, (*shapes, *key))


def _described(each: Placed, words: Words) -> str:
    above = [words("map.reports-to", name=each.person.reports_to)] if each.person.reports_to else []
    return words("views.list-joint").join(
        (called(each.person, words), *above, " ".join(badges(each.person, each.roles, words)))
    )


def _parts(each: Placed, words: Words) -> str:
    flags = ("is_executive_sponsor", "is_inside_supporter")
    told = [titled(role, words, "roles") or role for role in each.roles]
    told += [words(f"fields.{flag}") for flag in flags if getattr(each.person, flag)]
    return words("render.joint").join(told)


def _tied(ties: Iterable[Tie], people: Sequence[Placed]) -> Iterator[_Tied]:
    places = {name_key(each.person.name): place for place, each in enumerate(people)}
    known = [
        (tie, (places[one], places[other]))
        for tie in ties
        if (one := name_key(tie.from_person)) in places and (other := name_key(tie.to_person)) in places
    ]
    for place, (tie, ends) in enumerate(known[:TIES]):
        yield _Tied("abcdefgh"[place], tie, ends)


def _left_out(drawn: PoliticalMap, people: Sequence[Placed], tied: Sequence[_Tied], words: Words) -> Iterator[str]:
    kept = {each.person.name for each in people}
    gone = [each.person.name for each in drawn.people if each.person.name not in kept]
    if gone:
        yield words("pictures.left-out", count=len(gone), names=words("render.joint").join(gone))
    if rest := len(drawn.ties) - len(tied):
        yield words("pictures.ties-left-out", count=rest)


def _line_between(tied: _Tied, corners: dict[int, Point], height: float) -> Iterator[Shape]:
    """A dashed line from edge to edge; an arrow at the end that is influenced, none where two are in conflict."""
    centres = [(corners[end][0] + WIDTH / 2, corners[end][1] + height / 2) for end in tied.ends]
    (x1, y1), (x2, y2) = centres
    across, down = x2 - x1, y2 - y1
    span = max(abs(across) / (WIDTH / 2), abs(down) / (height / 2))
    if span <= 1:  # the same box: a tie to oneself
        return
    begin, end = (x1 + across / span, y1 + down / span), (x2 - across / span, y2 - down / span)
    yield Stroke((begin, end), 1.4, is_dashed=True)
    if tied.tie.kind == "influence":
        yield _arrow(begin, end)


def _arrow(begin: Point, end: Point) -> Patch:
    (x1, y1), (x2, y2) = begin, end
    size = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
    dx, dy = (x2 - x1) / size, (y2 - y1) / size
    back = (x2 - 8 * dx, y2 - 8 * dy)
    return Patch((end, (back[0] - 4 * dy, back[1] + 4 * dx), (back[0] + 4 * dy, back[1] - 4 * dx)))


def _card(each: Placed, corner: Point, height: float, letters: str, words: Words) -> Iterator[Shape]:
    (x, y), person = corner, each.person
    influence = person.influence or "unknown"
    yield Box(x, y, WIDTH, height, "white", FRAMES.get(influence, 1), is_dashed=influence == "unknown")
    if influence == "inner-circle":
        yield Box(x + 3.5, y + 3.5, WIDTH - 7, height - 7, "none", 0.8)
    for place, line in enumerate(_lines(each, words)):
        yield replace(line, x=x + _EDGE, y=y + 15 + place * _LINE)
    if letters:
        yield Label(letters, x + WIDTH - _EDGE, y + 15, SMALL, "end", is_bold=True)
    yield from _signs(person, x, y + height - 19, words)


def _lines(each: Placed, words: Words) -> list[Label]:
    """Name, title, and the part played, each fitted to the box; a long name takes two lines, the first one shorter.

    The places of the labels are those of the box.
    """
    person, room = each.person, WIDTH - 2 * _EDGE
    size = next((size for size in (NORMAL, SMALL) if length(person.name, size, is_bold=True) <= room - _LETTERS), SMALL)
    names = fitted(person.name, room - _LETTERS, size, most=2, is_bold=True)
    lines = [Label(line, 0, 0, size, is_bold=True, room=room - _LETTERS) for line in names]
    others = (person.title, _parts(each, words))
    told = (line for text in others if text for line in fitted(text, room, SMALL))
    return [*lines, *(Label(line, 0, 0, SMALL, room=room) for line in told)]


def _signs(person: Person, x: float, y: float, words: Words) -> Iterator[Shape]:
    """The stance as a sign, the part in the buying in a word, the contact in squares."""
    yield from _mark(person.stance or "unknown", x + _EDGE, y)
    right = x + WIDTH - _EDGE
    yield from _squares(person.coverage or "unknown", right, y + 2)
    role = person.buying_role or "unknown"
    said = words("pictures.part-unknown") if role == "unknown" else words(f"choices.person.buying_role.{role}")
    (shown,) = fitted(said, WIDTH - 2 * _EDGE - 32 - 28, SMALL)
    yield Label(shown, x + _EDGE + 30, y + 10, SMALL)


def _squares(coverage: str, right: float, y: float) -> Iterator[Shape]:
    if coverage not in CONTACTS:
        yield Label("?", right, y + 8, SMALL, "end", is_bold=True)
        return
    for place in range(3):
        yield Box(right - 26 + 9 * place, y + 1, 8, 8, "solid" if place < CONTACTS[coverage] else "white")


def _explained(notes: Iterable[str], corner: Point, words: Words) -> tuple[list[Shape], float]:
    """The notes, then what signs, frames and squares mean, in rows from a corner on to the right edge."""
    left, y = corner
    shapes: list[Shape] = []
    for note in notes:
        for line in fitted(note, WIDEST - 2 - left, SMALL, most=3):
            y += _LINE
            shapes.append(Label(line, left, y, SMALL, room=WIDEST - 2 - left))
    x, y = left, y + 8
    for mark, text in _key(words):
        width = 31 + length(text, SMALL) + 12
        if x > left and x + width - 12 > WIDEST - 2:
            x, y = left, y + 17
        shapes += [*_mark(mark, x, y), Label(text, x + 31, y + 10, SMALL)]
        x += width
    return shapes, y + 18


def _key(words: Words) -> Iterator[tuple[str, str]]:
    for stance in STANCES:
        yield stance, words("map.unknown.stance") if stance == "unknown" else words(f"choices.person.stance.{stance}")
    for influence in (*FRAMES, "outside"):
        yield influence, words(f"choices.person.influence.{influence}")
    yield "dashed", words("map.unknown.influence")
    yield "squares", words("pictures.contact")


def _mark(mark: str, x: float, y: float) -> Iterator[Shape]:
    if mark in STANCES:
        sign, fill = STANCES[mark]
        if fill != "white":
            yield Box(x, y, 26, 13, fill)
        yield Box(x + 6, y, 20, 13, "white", is_dashed=sign == "?")
        yield Label(sign, x + 16, y + 10, SMALL, "middle", is_bold=True)
    elif mark == "squares":
        yield from (Box(x + 9 * place, y + 3, 8, 8, "solid" if place < 2 else "white") for place in range(3))
    else:
        yield Box(x + 1, y + 1, 22, 11, "white", FRAMES.get(mark, 1), is_dashed=mark == "dashed")
        if mark == "inner-circle":
            yield Box(x + 4, y + 4, 16, 5, "none", 0.8)
