"""The templates: words and loops only, the same documents in both languages, no forms that leak."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from osp_cli.render.paper.reading import GAPS

TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = sorted(TEMPLATES.glob("*/*.md.j2"))


def names(language: str) -> list[str]:
    return sorted(path.name for path in (TEMPLATES / language).glob("*.j2"))


def test_every_document_is_there_in_both_languages() -> None:
    found = (
        *("assessment", "call", "close", "customer-call", "customer-close", "customer-parts", "customer-proposal"),
        *("executive", "expansion", "full", "meeting-parts", "opportunity", "parts", "proposal", "review"),
        *("sales-parts", "sales-plan", "short", "winloss"),
    )
    assert names("en") == names("zh") == [f"{name}.md.j2" for name in found]


@pytest.mark.parametrize("name", names("en"))
def test_both_languages_show_the_same_values(name: str) -> None:
    def values(language: str) -> list[str]:
        tree = Environment(autoescape=True).parse((TEMPLATES / language / name).read_text(encoding="utf-8"))
        return sorted({f"{node.node}.{node.attr}" for node in tree.find_all(nodes.Getattr) if node.attr != "last"})

    english, chinese = (re.findall(r"attr='(\w+)'", str(values(language))) for language in ("en", "zh"))
    assert sorted(set(english)) == sorted(set(chinese))


MACRO = r"{% macro (gap|open)\("


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_form_is_used_through_which_marks_could_leak(path: Path) -> None:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    filters = {node.name for node in tree.find_all(nodes.Filter)}
    assert not filters & {"safe", "e", "escape", "join", "replace", "format", "sum", "round"}
    for join in tree.find_all(nodes.Concat):  # joined text is a key of the words, never shown itself
        assert isinstance(join.nodes[0], nodes.Const)
        assert str(join.nodes[0].value).endswith((".", "-"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_figure_is_computed_in_a_template(path: Path) -> None:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    sums = [*tree.find_all(nodes.Mul), *tree.find_all(nodes.Div), *tree.find_all(nodes.Sub), *tree.find_all(nodes.Add)]
    assert sums == []


def test_a_gap_begins_with_the_word_by_which_paper_knows_it() -> None:
    macros = [line for path in FILES for line in path.read_text("utf-8").splitlines() if re.match(MACRO, line)]
    assert len(macros) == 6
    assert {word for line in macros for word in re.findall(r"\*\*(.*?)\*\*", line)} == set(GAPS)


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name == "zh"], ids=lambda path: path.name)
def test_the_chinese_templates_speak_chinese(path: Path) -> None:
    words = re.sub(r"\{[{%].*?[%}]\}", "X", path.read_text(encoding="utf-8"))
    assert re.findall(r"[A-Za-z]{2,}", words.replace("X", "")) == []
    assert re.findall(r"\*\*[^*\n|]*[：，。]\*\*", words) == [], "bold that ends in punctuation is no bold to a parser"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_space_stands_at_the_edge_of_a_word_that_a_template_prints(path: Path) -> None:
    """A value that is printed loses the spaces around it, so that one between two values stands outside of both."""
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    printed = (each for output in tree.find_all(nodes.Output) for each in output.nodes)
    choices = (each for each in printed if isinstance(each, nodes.CondExpr | nodes.Or | nodes.Concat))
    consts = (const.value for each in choices for const in each.find_all(nodes.Const))
    assert [const for const in consts if isinstance(const, str) and const != const.strip()] == []
