"""A picture as SVG: the same bytes for the same picture, no script, no font and no address of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from osp_cli.render.escaping import closed, paper_text
from osp_cli.render.pictures.letters import is_ours
from osp_cli.render.pictures.shapes import Box, Label, Patch, Picture, Shape, Stroke

FAMILIES = (
    "'OSP Sans SC', 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'Hiragino Sans GB', "
    "'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
)
INK, PAPER, LIGHT, SOLID, UP, DOWN = "#1a1a1a", "#ffffff", "#e4e8ec", "#51697f", "#2f7350", "#a63d2f"
_STEP = 6
_HATCHES = {
    "rise": f'<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="{UP}" stroke-width="1.4"/>',
    "fall": f'<path d="M-1 -1L7 7M5 -1L7 1M-1 5L1 7" stroke="{DOWN}" stroke-width="1.8"/>',
    "dots": f'<path d="M1 1h1.6v1.6h-1.6zM4 4h1.6v1.6h-1.6z" fill="{INK}"/>',
}
_PLAIN = {"none": "none", "white": PAPER, "light": LIGHT, "solid": SOLID}
_HALO = f'stroke="{PAPER}" stroke-width="2.5" stroke-linejoin="round" paint-order="stroke"'


def svg(picture: Picture) -> str:
    """The picture as SVG text, to stand in a page or alone; its width is in pixels, and a page may make it smaller."""
    name, width, height = picture.name, _number(picture.width), _number(picture.height)
    labels = [shape for shape in picture.shapes if isinstance(shape, Label)]
    others = [shape for shape in picture.shapes if not isinstance(shape, Label)]
    used = dict.fromkeys(shape.fill for shape in others if isinstance(shape, Box | Patch) and shape.fill not in _PLAIN)
    size = f'width="{width}" height="{height}"'
    role = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size} {role}>',
        f'<title id="{name}-title">{_text(picture.title)}</title>',
        f'<desc id="{name}-desc">{_text(picture.description)}</desc>',
        *_patterns(name, used),
        f'<g stroke="{INK}" fill="none" stroke-linejoin="round">',
        *(_drawn(shape, name) for shape in others),
        "</g>",
        f'<g font-family="{FAMILIES}" fill="{INK}" {_HALO}>',
        *map(_label, labels),
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """Text as XML takes it: what XML has no place for is shown by a sign."""
    return escape(paper_text(text).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}), quote=False)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _patterns(name: str, used: Iterable[str]) -> Iterator[str]:
    for fill in used:
        yield (
            f'<pattern id="{name}-{fill}" width="{_STEP}" height="{_STEP}" patternUnits="userSpaceOnUse">'
            f'<rect width="{_STEP}" height="{_STEP}" fill="{PAPER}"/>{_HATCHES[fill]}</pattern>'
        )


def _drawn(shape: Shape, name: str) -> str:
    match shape:
        case Box():
            place = " ".join(
                f'{key}="{_number(value)}"'
                for key, value in (("x", shape.x), ("y", shape.y), ("width", shape.width), ("height", shape.height))
            )
            edge = f' stroke-width="{_number(shape.weight)}"' if shape.weight else ' stroke="none"'
            return f"<rect {place}{_fill(shape.fill, name)}{edge}{_dashes(is_dashed=shape.is_dashed)}/>"
        case Stroke():
            dashes = _dashes(is_dashed=shape.is_dashed)
            return f'<path d="{_path(shape.points)}" stroke-width="{_number(shape.weight)}"{dashes}/>'
        case Patch():
            return f'<path d="{_path(shape.points)}Z"{_fill(shape.fill, name)}/>'
        case Label():
            return _label(shape)


def _fill(fill: str, name: str) -> str:
    return f' fill="{_PLAIN[fill]}"' if fill in _PLAIN else f' fill="url(#{name}-{fill})"'


def _dashes(*, is_dashed: bool) -> str:
    return ' stroke-dasharray="4 3"' if is_dashed else ""


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _label(label: Label) -> str:
    """The text; with its room where a writer may have to print codes in place of characters, which are wider."""
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    weight = ' font-weight="700"' if label.is_bold else ""
    place = f'x="{_number(label.x)}" y="{_number(label.y)}" font-size="{_number(label.size)}"'
    room = f' data-room="{_number(label.room)}"' if label.room and not is_ours(label.text) else ""
    return f"<text {place}{anchor}{weight}{room}>{_text(closed(label.text))}</text>"
