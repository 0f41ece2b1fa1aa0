"""What a picture is made of: boxes, lines, arrow heads and labels on a plane, all placed already."""

from __future__ import annotations

from typing import Literal, TypeAlias

from osp_cli.frozen import dataclass

WIDEST = 660
"""Pixels. A picture of this width fills the width of an A4 page, and its smallest letters are then above 7 pt."""
SMALL, NORMAL = 10.0, 11.0
"""The sizes of letters. The page shows a pixel of the widest picture as 0.78 pt."""

WHOLE = "whole-"
"""Begins the names of pictures that show all of what the one without it shows in part."""

Fill = Literal["none", "white", "light", "solid", "rise", "fall", "dots"]
Anchor = Literal["start", "middle", "end"]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `rise`, `fall` and `dots` are hatchings, which differ without colour."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill = "white"
    weight: float = 1
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    weight: float = 1
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Patch:
    """A closed, filled shape: an arrow head, a mark."""

    points: tuple[Point, ...]
    fill: Fill = "solid"


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; `y` is its base line, `x` its begin, middle or end, `room` what it may take, 0 if not known."""

    text: str
    x: float
    y: float
    size: float = NORMAL
    anchor: Anchor = "start"
    is_bold: bool = False
    room: float = 0


Shape: TypeAlias = Box | Stroke | Patch | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture. `name` is that of its file without an ending; `description` says the figures in words."""

    name: str
    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
