"""Everything that can be wrong in an own template ends in a sentence of ours: file, line, name, what may be meant."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from osp_cli.words import LANGUAGES
from tests.territory import Terminal

JINJA = re.compile(r"Undefined|callable|Encountered|Jinja|expected|token| object |Error\b|statement|Unexpected|unsafe")
"""Words of the library and of Python, in which nothing may be told."""


@pytest.fixture
def own(osp: Terminal) -> Terminal:
    for language in LANGUAGES:
        (osp.home / "mine" / language).mkdir(parents=True)
    assert osp("config", "set", "templates", "mine").code == 0
    return osp


def write(own: Terminal, text: str | bytes, name: str = "opportunity") -> None:
    """Writes a template in both languages; in the Chinese one `en/` is `zh/`."""
    content = text.encode() if isinstance(text, str) else text
    for language in LANGUAGES:
        path = own.home / "mine" / language / f"{name}.md.j2"
        path.write_bytes(content.replace(b"en/", f"{language}/".encode()))


WRONG: dict[str, tuple[str, str, str]] = {
    "{{ d.opportunity.nam }}": ("template-unknown-field", "nam", "name"),
    "{{ d.oportunity.name }}": ("template-unknown-field", "oportunity", "opportunity"),
    "{{ nothing }}": ("template-unknown-name", "nothing", ""),
    "{% set known = 1 %}{{ knwon }}": ("template-unknown-name", "knwon", "known"),
    "{% macro facts() %}{% endmacro %}{{ factss() }}": ("template-unknown-name", "factss", "facts"),
    "{% import 'en/parts.md.j2' as parts with context %}{{ parts.factss(d) }}": (
        "template-unknown-field", "factss", "facts",
    ),
    "{% from 'en/parts.md.j2' import factss with context %}{{ factss(d) }}": (
        "template-unknown-name", "factss", "facts",
    ),
    "{{ nix(d) }}": ("template-unknown-name", "nix", ""),
    "{{ range(9) }}": ("template-unknown-name", "range", ""),
    "{{ d.people[999].name }}": ("template-unknown-name", "999", ""),
    "{% for each in d.people %}{{ loop.indx }}{% endfor %}": ("template-unknown-field", "indx", "index"),
    "{{ d.people|groupby('nix')|length }}": ("template-unknown-field", "nix", ""),
    "{{ 'status.opn'|word }}": ("template-unknown-name", "status.opn", "status.open"),
    "{{ d.opportunity|told('criterion', 'nix') }}": ("template-unknown-name", "nix", ""),
    "{{ d.opportunity.name|uper }}": ("template-unknown-filter", "uper", "upper"),
    "{% filter uper %}x{% endfilter %}": ("template-unknown-filter", "uper", "upper"),
    "{{ d.opportunity.name|safe }}": ("template-unknown-filter", "safe", ""),
    "{{ 'x'|center(1000000000) }}": ("template-unknown-filter", "center", ""),
    "{{ d|attr('__class__') }}": ("template-unknown-filter", "attr", ""),
    "{{ d is deffined }}": ("template-unknown-test", "deffined", "defined"),
    "{{ [1]|select('evn')|list|length }}": ("template-unknown-test", "evn", "even"),
    "{% include 'en/part.md.j2' %}": ("template-unknown-file", "part.md.j2", "parts.md.j2"),
    "{% import 'parts.md.j2' as x %}": ("template-unknown-file", "parts.md.j2", "/parts.md.j2"),
    "{% include '../../secret.md.j2' %}": ("template-unknown-file", "../../secret.md.j2", ""),
    "{% include 'en/opportunity.md.j2' %}": ("template-loop", "", ""),
    "{% extends 'en/opportunity.md.j2' %}": ("template-loop", "", ""),
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": ("template-loop", "", ""),
    "{% iff d %}x{% endif %}": ("template-unknown-tag", "iff", "if"),
    "{% do x %}": ("template-unknown-tag", "do", ""),
    "{% endfor %}": ("template-wrong-end", "endfor", ""),
    "{% if d %}x{% endfor %}": ("template-wrong-end", "endfor", "endif"),
    "{% if d %}\nx\n{% for a in d.people %}{% endfor %}\n": ("template-unclosed", "{% if %}", "{% endif %}"),
    "{{ d.opportunity.name\n\nmore": ("template-unclosed", "{{", "}}"),
    "{{ d.opportunity.name": ("template-unclosed", "{{", "}}"),
    "{% if d\n\nmore": ("template-unclosed", "{%", "%}"),
    "{# note\n\nmore": ("template-unclosed", "{#", "#}"),
    "{{ 'x }}": ("template-unclosed", "'", "'"),
    "{{ (d }}": ("template-unclosed", "(", ")"),
    "{% if %}": ("template-unreadable", "{% if %}", ""),
    "{{ d.opportunity.name }": ("template-unreadable", "{{ d.opportunity.name }", ""),
    "{{ 1" + "0" * 9000 + " }}": ("template-unreadable", "1000", ""),
    "{% block a %}{% endblock %}{% block a %}{% endblock %}": ("template-twice", "a", ""),
    "{% macro m(a, a) %}{% endmacro %}": ("template-twice", "a", ""),
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}": ("template-nested", "", ""),
    "{% if d %}" * 300 + "{% endif %}" * 300: ("template-nested", "", ""),
    "{% for a in d.people %}" * 30 + "{% endfor %}" * 30: ("template-nested", "", ""),
    "{{ d.opportunity.name ~ d.opportunity.name }}": ("template-joined", "~", ""),
    "{{ d.opportunity.name + 'x' }}": ("template-sum", "+", ""),
    "{{ 'x' * 1000000000 }}": ("template-sum", "*", ""),
    "{{ [1] * 1000000000 }}": ("template-sum", "*", ""),
    "{{ 9 ** 999999 }}": ("template-sum", "**", ""),
    "{{ '%1000000000d' % 1 }}": ("template-sum", "%", ""),
    "{{ nix + 1 }}": ("template-unknown-name", "nix", ""),
    "{{ 1 / 0 }}": ("template-divided", "", ""),
    "{{ d() }}": ("template-call", "Document", ""),
    "{{ 'x'() }}": ("template-call", "str", ""),
    "{{ d.opportunity.name.upper() }}": ("template-method", "upper", ""),
    "{{ d.__class__ }}": ("template-method", "__class__", ""),
    "{{ ''.__class__.__mro__ }}": ("template-method", "__class__", ""),
    "{{ d.opportunity }}": ("template-record", "Opportunity", ""),
    "{{ d.people }}": ("template-record", "tuple", ""),
    "{% macro m() %}{% endmacro %}{{ m }}": ("template-record", "Macro", ""),
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}": ("template-argument", "a", ""),
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}": ("template-argument", "m", ""),
    "{% set d.kind = 1 %}": ("template-assigned", "d.kind", ""),
    "{{ d.opportunity.name < 1 }}": ("template-kind", "", ""),
    "{{ d.opportunity.name|money }}": ("template-kind", "", ""),
    "{% for each in d.opportunity.external_id %}{% endfor %}": ("template-kind", "", ""),
    "{% macro m(n, k) %}{% if k %}{{ m(n * n, k - 1) }}{% endif %}{% endmacro %}{{ m(99, 60) }}": (
        "template-huge", "", "",
    ),
    "{% set a = [1] %}" + "{% set a = a + a %}" * 40: ("template-huge", "", ""),
    "\x00": ("template-control", "U+0000", ""),
    "\u202ex": ("template-control", "U+202E", ""),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda text: text[:60])
def test_what_is_wrong_is_told_with_file_line_and_what_is_meant_in_both_languages(own: Terminal, wrong: str) -> None:
    code, what, close = WRONG[wrong]
    write(own, f"# Plan\n\n{wrong}\n")
    for language in LANGUAGES:
        said = own("plan", "export", "--kind", "opportunity", "--lang", language, "--json")
        error = json.loads(said.err)
        assert (said.code, error["code"], error["details"]["line"]) == (1, code, 3)
        assert error["details"]["file"].endswith(f"{language}/opportunity.md.j2")
        assert what in error["message"]
        assert bool(error["details"]["candidates"]) == bool(close)
        assert any(close in each for each in error["details"]["candidates"] or [""])
        assert error["hint"]
        assert not JINJA.search(error["message"] + error["hint"])
    assert list(own.home.glob("*.md")) == []


LINES = {
    "parts": "{% macro x(d) %}\n\n{{ d.nix }}{% endmacro %}",
    "included": "one\n\n{{ d.nix }}",
}


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("{% import 'en/own-parts.md.j2' as parts %}\n{{ parts.x(d) }}", "own-parts", 3),
        ("{% include 'en/own-included.md.j2' %}", "own-included", 3),
        ("{% extends 'en/own-base.md.j2' %}\n{% block a %}\n{{ d.nix }}{% endblock %}", "opportunity", 3),
        ("{% extends 'en/own-base.md.j2' %}\n{% block b %}{% endblock %}", "own-base", 2),
        ("one\r\n\r\n\r\n{{ d.nix }}\r\n", "opportunity", 4),
        ("\ufeff# one\n{{ d.nix }}\n", "opportunity", 2),
    ],
)
def test_the_line_is_the_one_that_fails_wherever_it_stands(own: Terminal, text: str, name: str, line: int) -> None:
    for part, content in LINES.items():
        write(own, content, f"own-{part}")
    write(own, "{% block a %}{% endblock %}\n{{ d.nax }}", "own-base")
    write(own, text)
    error = json.loads(own("plan", "export", "--kind", "opportunity", "--json").err)
    assert (Path(error["details"]["file"]).name, error["details"]["line"]) == (f"{name}.md.j2", line)


def test_line_ends_and_the_mark_of_an_editor_leave_no_trace(own: Terminal) -> None:
    write(own, "\ufeff# Ours\r\n\r\n{{ d.kind }}\r\n")
    said = own("plan", "export", "--kind", "opportunity", "--out", "-").out
    assert said.startswith("# Ours\n\nopportunity\n")


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"# one\n\xff\xfe\x00", "template-encoding", 2),
        ("# 计划\n".encode("gbk"), "template-encoding", 1),
        (b"\x89PNG\r\n\x1a\n", "template-encoding", 1),
        (b"x" * 300_000, "template-large", 0),
    ],
)
def test_a_file_that_is_no_template_is_told(own: Terminal, content: bytes, code: str, line: int) -> None:
    for language in LANGUAGES:
        (own.home / "mine" / language / "opportunity.md.j2").write_bytes(content)
        said = own("plan", "export", "--kind", "opportunity", "--lang", language, "--json")
        error = json.loads(said.err)
        assert (said.code, error["code"], error["details"]["line"]) == (1, code, line)


@pytest.mark.parametrize("there", ["folder", "link to nothing", "link to itself", "pipe"])
def test_what_is_no_file_does_not_silently_give_way_to_ours(own: Terminal, there: str) -> None:
    path = own.home / "mine" / "en" / "opportunity.md.j2"
    match there:
        case "folder":
            path.mkdir()
        case "link to nothing":
            path.symlink_to("nowhere")
        case "link to itself":
            path.symlink_to(path.name)
        case _:
            os.mkfifo(path)
    for words in (("export", "--kind", "opportunity", "--lang", "en"), ("templates", "check")):
        said = own("plan", *words)
        assert said.code == 1, said
        assert "opportunity.md.j2 is no file" in said.out + said.err


def test_no_number_and_no_list_grows_where_no_clock_can_stop_it(own: Terminal) -> None:
    doubled = "{% set a = [1] %}" + "{% set a = a + a %}" * 16
    for text, code in {
        doubled + "{% set b = [a] %}" + "{% set b = b + b %}" * 16 + "{{ b|sum }}": "template-kind",
        "{{ 1|round(999999999) }}{{ 1|round(-999999999) }} {{ [1, 2]|sum }}": None,
        "{{ 1|round(9, 'floor') }}": "template-kind",
    }.items():
        write(own, text)
        said = own("plan", "export", "--kind", "opportunity", "--out", "-", "--json")
        assert (json.loads(said.err)["code"] if said.code else None) == code


def test_nothing_typed_becomes_markdown_through_a_filter_for_words_of_ours(own: Terminal) -> None:
    assert own("set", "--name", "## *x* [y](z)").code == 0
    write(own, "{{ d.opportunity.name|plain }}\n\n{{ d.opportunity.name|deeper }}")
    said = own("plan", "export", "--kind", "opportunity", "--out", "-").out
    assert said.splitlines()[:3] == [r"\## \*x\* \[y\](z)", "", r"\## \*x\* \[y\](z)"]
