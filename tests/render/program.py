"""A program of one command, for tests of its streams: `program.py VIEW [--json] [--color=WHEN]`."""

from __future__ import annotations

import os
import sys

from osp_cli.errors import OspError
from osp_cli.render.blocks import Bullets, Column, Command, Facts, Heading, Item, Line, Table, View
from osp_cli.render.out import Out, Said
from osp_cli.words import Words

HOSTILE = (
    "[red]Acme[/red] [/] [@click=x] [link=file:///etc/passwd]x[/link] :skull: \\",
    "\x1b[31mred\x1b]0;title\x07 \x1b]52;c;eA==\x07 \x1b]8;;http://x\x1b\\link \x9b31m \x9dtitle\x9c",
    "back\x08\x08\rover \x0b\x0c\x7f \u202eevil\u2066 \u2028 \u2029 \x00\x85",
    "\udc80 surrogate",
)


def view_of(name: str) -> View:
    """The view that the test asks for."""
    if name == "long":
        return tuple(Line(f"line {number}") for number in range(50_000))
    if name == "characters":
        return (Line("café ￥120万 … ✔ 🦊 \u202e \udc80", "good"),)
    fuzzed = tuple("".join(chr((seed * 7919 + place * 104729) % 0x2100) for place in range(12)) for seed in range(2500))
    texts = (*HOSTILE, *fuzzed)
    return (
        Heading(HOSTILE[1]),
        Facts(tuple((text, text) for text in texts)),
        Table((Column(HOSTILE[0]), Column("Amount", kind="money")), tuple((text, "$1.00") for text in texts)),
        Bullets(tuple(Item(text, "bad") for text in texts)),
        *(Command(text) for text in texts),
    )


def main() -> int:
    """Shows the view, or says why not."""
    options = dict(part[2:].split("=") for part in sys.argv[2:] if "=" in part)
    out = Out(
        Words("en"),
        stdout=sys.stdout,
        stderr=sys.stderr,
        environment=os.environ,
        json="--json" in sys.argv,
        color=options.get("color"),
    )
    try:
        texts = [getattr(block, "text", "") for block in view_of(sys.argv[1])]
        out.show({"texts": texts}, lambda result, words: view_of(sys.argv[1]), notices=[Said("a notice ✔", {})])
    except OspError as error:
        out.refuse(error)
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(main())
