"""The political map: who reports to whom in boxes, what each is to us by signs and frames, and who moves whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from string import ascii_lowercase

from osp_cli.domain.names import name_key
from osp_cli.domain.people import Person, Tie
from osp_cli.domain.political_map import INFLUENCES, Placed, PoliticalMap, foremost
from osp_cli.frozen import dataclass, replace
from osp_cli.render.naming import titled
from osp_cli.render.pictures.hanging import WIDTH, Placing, Sheets, placed
from osp_cli.render.pictures.letters import fitted, length
from osp_cli.render.pictures.shapes import (
    NORMAL,
    SMALL,
    WHOLE,
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

STANCES: dict[str, tuple[str, Fill]] = {
    "mentor": ("++", "rise"), "supporter": ("+", "rise"), "neutral": ("=", "white"), "non-supporter": ("-", "fall"),
    "enemy": ("--", "fall"), "unknown": ("?", "white"),
}  # fmt: skip
CONTACTS = {"no-contact": 0, "brief-contact": 1, "multiple-contacts": 2, "in-depth": 3}
FRAMES = {"inner-circle": 3.0, "political-structure": 2.0}
_EDGE, _LINE = 7.0, 13.0
_LETTERS, _MOST_LETTERS = 20.0, 62.0  # the room that is kept for letters of lines, and the most that they take
_APART, _KEY_ROOM = 24.0, 260.0  # the key stands beside the boxes where so much is left for it, else beneath


@dataclass(frozen=True, slots=True)
class _Tied:
    """A line between two people who are both drawn, and the letter it has."""

    letter: str
    tie: Tie
    ends: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The people who are drawn, the lines between them, how tall a box is, and where all of them stand."""

    people: tuple[Placed, ...]
    tied: tuple[_Tied, ...]
    height: float
    sheets: Sheets


@dataclass(frozen=True, slots=True)
class Room:
    """How many lines between people are drawn, and how tall a sheet of their boxes may be."""

    ties: int
    tall: float


MOST = 12
BESIDE_OTHERS, ON_SHEETS = Room(8, 320.0), Room(len(ascii_lowercase), 400.0)
"""A third of a page for so many people; and as many sheets as it takes, each short enough to stand below something."""


def map_in_part(drawn: PoliticalMap, words: Words) -> tuple[Picture, ...]:
    """The map within a third of a page, those with the least say left out first; none where nobody is known.

    Where anybody is left out, the sheets of the whole map follow.
    """
    people = foremost(drawn.people, MOST)
    while len((laid := _layout(people, drawn.ties, words, BESIDE_OTHERS)).sheets.each) > 1:
        people = foremost(people, len(people) - 1)
    whole = map_sheets(drawn, words) if len(people) < len(drawn.people) else ()
    return (*_pictures(drawn, laid, words), *(replace(each, name=WHOLE + each.name) for each in whole))


def map_sheets(drawn: PoliticalMap, words: Words) -> tuple[Picture, ...]:
    """The map with everybody on it, on as many pictures as that takes; none where nobody is known."""
    return _pictures(drawn, _layout(drawn.people, drawn.ties, words, ON_SHEETS), words)


def _layout(people: tuple[Placed, ...], ties: Iterable[Tie], words: Words, room: Room) -> _Layout:
    """Who stands apart from somebody says to whom he reports, for which every box gets a line more."""
    tied, levels = tuple(islice(_tied(ties, people), room.ties)), [each.level for each in people]
    lines = (len(_lines(each, _letters(place, tied), words)) for place, each in enumerate(people))
    height = _LINE * max(lines, default=0) + 26
    sheets = placed(levels, height, room.tall)
    if sheets.apart:
        height += _LINE
        sheets = placed(levels, height, room.tall)
    return _Layout(people, tied, height, sheets)


def _pictures(drawn: PoliticalMap, laid: _Layout, words: Words) -> tuple[Picture, ...]:
    """The sheets; on the last of them what the signs of all mean."""
    count = len(laid.sheets.each)
    return tuple(
        _picture(drawn, laid, sheet, words, number=number, count=count)
        for number, sheet in enumerate(laid.sheets.each, start=1)
    )


def _picture(drawn: PoliticalMap, laid: _Layout, sheet: Placing, words: Words, *, number: int, count: int) -> Picture:
    corners = {index: (x + 2, y + 2) for index, x, y in sheet.boxes}
    shapes: list[Shape] = [Stroke(tuple((x + 2, y + 2) for x, y in line), 1) for line in sheet.lines]
    for each in laid.tied:
        shapes += _line_between(each, corners, laid.height)
    for index, corner in corners.items():
        shapes += _card(laid, index, corner, words)
    bottom = sheet.height + 6
    shown = [each for index, each in enumerate(laid.people) if index in corners] if count > 1 else drawn.people
    told = [_described(each, words) for each in shown]
    if number == count:
        notes = _notes(drawn, laid, words)
        used = max(x for _, x, _ in sheet.boxes) + WIDTH + 2
        is_beside = WIDEST - used - _APART >= _KEY_ROOM
        key, end = _explained(notes, (used + _APART, 0) if is_beside else (2, bottom + 6), words)
        shapes, bottom = [*shapes, *key], max(bottom, end)
        told += [tie_line(tie, words) for tie in drawn.ties]
    title = words("pictures.map") if count == 1 else words("pictures.map-sheet", number=number, count=count)
    name = "map" if number == 1 else f"map-{number}"
    return Picture(name, title, "; ".join(told), WIDEST, bottom, tuple(shapes))


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
    for letter, (tie, ends) in zip(ascii_lowercase, known, strict=False):
        yield _Tied(letter, tie, ends)


def _letters(place: int, tied: Iterable[_Tied]) -> str:
    """Of the lines of somebody; dots where there are more than his box has room for."""
    (shown,) = fitted(" ".join(one.letter for one in tied if place in one.ends), _MOST_LETTERS, SMALL, is_bold=True)
    return shown


def _notes(drawn: PoliticalMap, laid: _Layout, words: Words) -> Iterator[tuple[str, int]]:
    """Texts and the lines they may take: the lines between people by their letters, then what is not drawn.

    People are told by the influence that they have, for those who are not known do not have the least.
    """
    yield from ((f"{one.letter}  {tie_line(one.tie, words)}", 1) for one in laid.tied)
    shown = {each.person.number for each in laid.people}
    gone = [each.person for each in drawn.people if each.person.number not in shown]
    groups = []
    for influence in reversed(INFLUENCES):
        names = [person.name for person in gone if (person.influence or "unknown") == influence]
        if names:
            said = _influence(influence, words)
            groups.append(words("views.label", label=said, value=words("render.joint").join(names)))
    if gone:
        yield words("pictures.left-out", count=len(gone), people=words("views.list-joint").join(groups)), 3
    if rest := len(drawn.ties) - len(laid.tied):
        yield words("pictures.ties-left-out", count=rest), 2


def _influence(influence: str, words: Words) -> str:
    return words("map.unknown.influence") if influence == "unknown" else words(f"choices.person.influence.{influence}")


def _line_between(tied: _Tied, corners: Mapping[int, Point], height: float) -> Iterator[Shape]:
    """A dashed line from edge to edge; an arrow at the end that is influenced, none where two are in conflict.

    Nothing where one of the two stands on another sheet: their letters tell it.
    """
    if not all(end in corners for end in tied.ends):
        return
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


def _card(laid: _Layout, index: int, corner: Point, words: Words) -> Iterator[Shape]:
    (x, y), each, height = corner, laid.people[index], laid.height
    person, letters = each.person, _letters(index, laid.tied)
    influence = person.influence or "unknown"
    yield Box(x, y, WIDTH, height, "white", FRAMES.get(influence, 1), is_dashed=influence == "unknown")
    if influence == "inner-circle":
        yield Box(x + 3.5, y + 3.5, WIDTH - 7, height - 7, "none", 0.8)
    for place, line in enumerate(_lines(each, letters, words, is_apart=index in laid.sheets.apart)):
        yield replace(line, x=x + _EDGE, y=y + 15 + place * _LINE)
    if letters:
        yield Label(letters, x + WIDTH - _EDGE, y + 15, SMALL, "end", is_bold=True)
    yield from _signs(person, x, y + height - 19, words)


def _lines(each: Placed, letters: str, words: Words, *, is_apart: bool = False) -> list[Label]:
    """Name, title, the part played, and who is above where no line says it, each fitted to the box.

    A long name takes two lines, beside the letters of the lines to others. The places of the labels are those of the
    box.
    """
    person, room = each.person, WIDTH - 2 * _EDGE
    beside = room - max(_LETTERS, length(letters, SMALL, is_bold=True) + 6)
    size = next((size for size in (NORMAL, SMALL) if length(person.name, size, is_bold=True) <= beside), SMALL)
    names = fitted(person.name, beside, size, most=2, is_bold=True)
    lines = [Label(line, 0, 0, size, is_bold=True, room=beside) for line in names]
    above = words("map.reports-to", name=person.reports_to) if is_apart else ""
    others = (person.title, _parts(each, words), above)
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


def _explained(notes: Iterable[tuple[str, int]], corner: Point, words: Words) -> tuple[list[Shape], float]:
    """The notes, then what signs, frames and squares mean, in rows from a corner on to the right edge."""
    left, y = corner
    shapes: list[Shape] = []
    for note, most in notes:
        for line in fitted(note, WIDEST - 2 - left, SMALL, most=most):
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
        yield influence, _influence(influence, words)
    yield "dashed", _influence("unknown", words)
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
