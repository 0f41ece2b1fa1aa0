"""What can be said of a picture without seeing it: its letters, where they stand, and what they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from osp_cli.render.pictures.letters import length

SVG = "{http://www.w3.org/2000/svg}"
A4_WIDTH_PT = 182 / 25.4 * 72  # of the text of a page with margins of 14 mm
LEAST_PT = 7


@dataclass(frozen=True)
class Text:
    """One line of text and the room it takes, from the base line of its letters up."""

    text: str
    size: float
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: Text) -> bool:
        """Whether both cover the same place."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def root_of(svg: str) -> ET.Element:
    """The picture as XML; what is not well-formed raises."""
    return ET.fromstring(svg)


def texts_of(svg: str) -> list[Text]:
    """Every line of text."""
    found = []
    for node in root_of(svg).iter(f"{SVG}text"):
        size, x, y = (float(node.attrib[name]) for name in ("font-size", "x", "y"))
        text = node.text or ""
        wide = length(text, size, is_bold=node.get("font-weight") == "700")
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "start")]
        found.append(Text(text, size, left, left + wide, y - 0.8 * size, y + 0.2 * size))
    return found


def faults_of(svg: str) -> list[str]:
    """Text that is too small for paper, that stands out of the picture, or that stands on other text."""
    _, _, width, height = map(float, root_of(svg).attrib["viewBox"].split())
    texts = [text for text in texts_of(svg) if text.text.strip()]
    smallest = LEAST_PT * max(width, 1) / A4_WIDTH_PT
    faults = [f"{text.text}: {text.size} is below {smallest}" for text in texts if text.size < smallest]
    faults += [
        f"{text.text}: stands out of the picture"
        for text in texts
        if text.left < -0.5 or text.right > width + 0.5 or text.top < -0.5 or text.bottom > height + 0.5
    ]
    faults += [
        f"{one.text}: stands on {other.text}"
        for place, one in enumerate(texts)
        for other in texts[place + 1 :]
        if one.overlaps(other)
    ]
    return faults
