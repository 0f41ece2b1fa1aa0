"""The risks of a deal."""

from __future__ import annotations

from osp_cli.domain.process import Process
from osp_cli.domain.risks import RISK, Risk
from osp_cli.render.blocks import Block, Bullets, Item, Line, View
from osp_cli.render.naming import label, titled
from osp_cli.render.views import common
from osp_cli.render.views.nouns import field_value, flag_word
from osp_cli.services.risks import Risks
from osp_cli.words import Words


def risks_view(listed: Risks, words: Words, process: Process) -> View:
    """The risks, and the prompts nobody has answered."""
    parts: list[Block] = [common.title(listed.opportunity)]
    parts += [Bullets((_risk_item(risk, words),)) for risk in listed.risks]
    if listed.open_prompts:
        parts.append(Line(words("views.open-prompts"), "warn"))
        lines = (
            words("views.aside", text=common.say(process.question(id).text, words), aside=id)
            for id in listed.open_prompts
        )
        parts.append(Bullets(tuple(Item(line) for line in lines)))
    return tuple(parts)


def _risk_item(risk: Risk, words: Words) -> Item:
    """A risk on lines of its own: its text and that of its question are sentences, and no column holds one."""
    state = flag_word(RISK, RISK.field("is_closed"), words, is_set=risk.is_closed)
    prompt = titled(risk.prompt or "", words, "questions")
    told = {name: _told(risk, name, words) for name in ("counter", "impact", "likelihood", "owner")}
    head = words("views.aside", text=f"{risk.number}. {risk.text}", aside=state)
    lines = [
        words("views.label", label=common.sentence(label(RISK.name, name, words)), value=value)
        for name, value in {**told, "prompt": prompt}.items()
        if value
    ]
    return Item("\n".join((head, *lines)), tone="plain" if risk.is_closed or risk.counter else "warn")


def _told(risk: Risk, name: str, words: Words) -> str | None:
    """A field as people read it: a counter-measure that is wanting is named, the others are left out."""
    value = getattr(risk, name)
    return None if value is None and name != "counter" else field_value(RISK, RISK.field(name), value, words)
