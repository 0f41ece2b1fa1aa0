"""Plans of three pages with whatever people type, as Markdown: for the writers, without a store."""

from __future__ import annotations

import random

from osp_cli.render.escaping import markdown_text

HOSTILE = (
    "#let x = 1", "$x^2$ @ref <label> // no comment /* none */", 'a "quoted" \\ backslash', "a | b || c",
    "`code` and ``more``", "{{ d.name }} {% raw %}", "<script>alert(1)</script>", "left \u202eright\u2066",
    "smile 😀 family 👨‍👩‍👧", "**bold** _it_ ~~no~~", "- a\n- b\n\n# no heading", "https://example.com/" + "a" * 90,
    "x" * 300, "中" * 400, "“引号”——《书名》……", '#"); panic("no")', "喆堃昇镕㎡", "+", "-", "?", "", " ",
    "Łódź Čeština Ελλάδα Россия", "\x00\x1b[31mred", "1. one", "~~~", "---", "臺灣 한국 שלום", "word " * 120,
    "100% & more &amp; <br>",
)  # fmt: skip
WORDS = {
    "en": ("budget", "owner", "plan", "review", "sponsor", "licence", "board", "approves", "quickly", "after", "value"),
    "zh": ("预算", "负责人", "计划", "评审", "支持者", "许可", "董事会", "批准", "研讨会", "价值", "数字", "上线"),
}


def text(chance: random.Random, language: str, most: int = 14) -> str:
    """A few words, or one of the hostile texts."""
    if chance.random() < 0.12:
        return chance.choice(HOSTILE)
    joint = " " if language == "en" else ""
    return joint.join(chance.choices(WORDS[language], k=chance.randint(1, most)))


def plan(seed: int, language: str) -> str:
    """The Markdown of a plan of three pages: few facts or far too many."""
    chance = random.Random(seed)

    def said(most: int = 14) -> str:
        return markdown_text(text(chance, language, most))

    def table(heads: int, rows: int) -> list[str]:
        head = "| " + " | ".join(said(3) or "x" for _ in range(heads)) + " |"
        return [
            head,
            "|" + "---|" * heads,
            *("| " + " | ".join(said() for _ in range(heads)) + " |" for _ in range(rows)),
        ]

    def many(most: int) -> int:
        return chance.choice((0, 1, 3, most // 2, most))

    rivals = chance.choice((0, 1, 2, 5))
    head = "|  | Q | We |" + " R |" * rivals + " Evidence |"
    lines = [f"# Plan: {said()}", "", "|  |  |", "|---|---|", *(f"| {said(2)} | {said()} |" for _ in range(10)), ""]
    lines += ["## One", "", said(30) or "x", "", head, "|---:|---|:---:|" + ":---:|" * rivals + "---|"]
    for part in range(4):
        lines.append(f"|  | **part {part}** |  |" + "  |" * rivals + "  |")
        signs = (" | ".join(chance.choice(("+", "-", "?", "")) for _ in range(1 + rivals)) for _ in range(5))
        lines += [f"| {5 * part + n} | {said(10)} | {sign} | {said(25)} |" for n, sign in enumerate(signs, 1)]
    lines += ["", "## Two", "", "### People", "", *table(6, many(40)), "", "### Criteria", "", *table(4, many(20)), ""]
    lines += ["### Strategy", "", *(f"{said(60) or 'x'}\n" for _ in range(chance.choice((1, 3)))), ""]
    lines += ["## Three", "", *table(5, many(56)), "", "### Risks", "", *table(5, many(15)), ""]
    lines += [*(f"- {said() or 'x'}" for _ in range(many(30))), "", "---", "", f"**Internal**: {said(5) or 'x'}."]
    return "\n".join(lines) + "\n"
