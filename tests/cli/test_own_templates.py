"""A user's own templates: they stand before ours, and whatever they try ends in a sentence with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from osp_cli.render import own_templates
from tests.territory import Terminal

PLACE = Path("mine") / "en" / "opportunity.md.j2"


@pytest.fixture
def own(osp: Terminal) -> Terminal:
    (osp.home / PLACE).parent.mkdir(parents=True)
    (osp.home / PLACE).write_text("# Ours: {{ d.opportunity.name }}\n", encoding="utf-8")
    assert osp("config", "set", "templates", "mine").code == 0
    return osp


def test_an_own_template_stands_before_ours_and_the_others_stay(own: Terminal) -> None:
    assert own("plan", "export", "--out", "-").out.startswith("# Ours: Blue Heron ERP\n")
    assert own("plan", "export", "--kind", "call", "--out", "-").out.startswith("# Call plan: Blue Heron ERP\n")
    assert own("plan", "export", "--out", "-", "--lang", "zh").out.startswith("# 项目计划：Blue Heron ERP\n")
    assert own("config", "set", "templates", "builtin").code == 0
    assert own("plan", "export", "--out", "-").out.startswith("# Opportunity plan: ")


def test_what_people_typed_stays_text_and_nothing_known_is_a_gap_by_name(own: Terminal) -> None:
    text = "{{ d.opportunity.name|upper }} {{ d.opportunity.partner }} {{ d.opportunity.external_id }}"
    (own.home / PLACE).write_text(text, encoding="utf-8")
    assert own("set", "--name", "**x** | {{ y }} <b>").code == 0
    said = own("plan", "export", "--out", "-").out
    assert said.startswith(r"\*\*X\*\* \| {{ Y }} \<B\> ")
    assert "None" not in said.splitlines()[0]
    assert "(missing)" in said.splitlines()[0]


WRONG = {
    "{{ d.opportunity.nix }}": ("template-unknown-name", "nix"),
    "{{ nothing }}": ("template-unknown-name", "nothing"),
    "{% if %}": ("template-unreadable", ""),
    "{{ d.opportunity.name|format }}": ("template-unreadable", "format"),
    "{{ 1 / 0 }}": ("template-failed", "ZeroDivisionError"),
    "{% include 'en/none.md.j2' %}": ("template-unknown-file", "en/none.md.j2"),
    "{% include '../../secret.md.j2' %}": ("template-unknown-file", "../../secret.md.j2"),
    "{{ d.opportunity.name ~ d.opportunity.name }}": ("template-forbidden", "~"),
    "{{ d.__class__ }}": ("template-forbidden", "__class__"),
    "{{ d.opportunity.name.upper() }}": ("template-forbidden", ""),
    "{{ d.opportunity }}": ("template-forbidden", "Opportunity"),
    "{{ d.people }}": ("template-forbidden", "tuple"),
    "{{ 'x' * 1000000000 }}": ("template-forbidden", "*"),
    "{{ 9 ** 999999 }}": ("template-forbidden", "**"),
    "{{ '%1000000000d' % 1 }}": ("template-forbidden", "%"),
    "{{ range(9) }}": ("template-forbidden", ""),
    "{{ self.__init__ }}": ("template-forbidden", "__init__"),
    "{{ ''.__class__.__mro__ }}": ("template-forbidden", "__class__"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_a_template_may_not_do_is_refused_with_file_and_line(own: Terminal, wrong: str) -> None:
    code, what = WRONG[wrong]
    (own.home / PLACE).write_text(f"# Plan\n\n{wrong}\n", encoding="utf-8")
    said = own("plan", "export", "--json")
    error = json.loads(said.err)
    assert (said.code, error["code"], error["details"]["line"]) == (1, code, 3)
    assert error["details"]["file"].endswith("opportunity.md.j2")
    assert what in error["message"]
    assert list(own.home.glob("*.md")) == []


LOOPS = "".join(f"{{% for a{n} in d.assessment %}}" for n in range(14)) + "\nx" + "{% endfor %}" * 14
DOUBLING = (
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% else %}xxxxxxxx{% endif %}{% endmacro %}\n{{ m(60) }}"
)


def test_a_link_that_leads_out_of_the_folder_is_refused_and_one_within_it_is_followed(own: Terminal) -> None:
    (own.home / "secret.txt").write_text("secret", encoding="utf-8")
    file = own.home / PLACE
    file.rename(file.with_name("kept.md.j2"))
    file.symlink_to("kept.md.j2")
    assert own("plan", "export", "--out", "-").out.startswith("# Ours: Blue Heron ERP\n")
    file.unlink()
    file.symlink_to("../../secret.txt")
    for words in (("export", "--out", "-"), ("templates", "check")):
        said = own("plan", *words)
        assert said.code == 1, said
        assert "secret" not in said.out + said.err
    refused = own("plan", "export", "--out", "-", "--json")
    assert json.loads(refused.err)["code"] == "template-elsewhere"


@pytest.mark.parametrize(("text", "code"), [(LOOPS, "template-endless"), (DOUBLING, "template-huge")])
def test_a_template_that_runs_on_or_grows_is_stopped(
    own: Terminal, text: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_templates, "SECONDS", 0.2 if code == "template-endless" else 60.0)
    monkeypatch.setattr(own_templates, "SIZE", 10**12 if code == "template-endless" else 20_000)
    (own.home / PLACE).write_text(text, encoding="utf-8")
    said = own("plan", "export", "--json")
    assert json.loads(said.err)["code"] == code


def test_templates_are_listed_copied_and_checked(osp: Terminal) -> None:
    copied = json.loads(osp("plan", "templates", "export", "mine", "--json").out)
    listed = json.loads(osp("plan", "templates", "list", "mine", "--json").out)["templates"]
    assert len(copied["files"]) == len(listed)
    assert all(line["path"] for line in listed)
    checked = osp("plan", "templates", "check", "mine", "--json")
    assert (checked.code, json.loads(checked.out)["faults"]) == (0, [])
    assert json.loads(checked.out)["tried"] >= 20
    for name, text in (("short", "\n{{ d.nix }}"), ("call", "{% for %}"), ("own-part", "{{ x ~ y }}")):
        (osp.home / "mine" / "en" / f"{name}.md.j2").write_text(text, encoding="utf-8")
    checked = osp("plan", "templates", "check", "mine", "--json")
    faults = {Path(fault["file"]).name: (fault["line"], fault["code"]) for fault in json.loads(checked.out)["faults"]}
    assert checked.code == 1
    assert faults == {
        "short.md.j2": (2, "template-unknown-name"),
        "call.md.j2": (1, "template-unreadable"),
        "own-part.md.j2": (1, "template-forbidden"),
    }


@pytest.mark.parametrize("words", [("templates", "odd"), ("templates", "export"), ("templates", "check", "none")])
def test_what_cannot_be_done_with_templates_is_said(osp: Terminal, words: tuple[str, ...]) -> None:
    said = osp("plan", *words)
    assert said.code == 2
    assert said.err


def test_a_folder_that_is_gone_is_named(own: Terminal) -> None:
    (own.home / "mine").rename(own.home / "gone")
    said = own("plan", "export", "--json")
    assert json.loads(said.err)["code"] == "templates-missing"
    assert own("config", "set", "templates", "none-such").code == 2
