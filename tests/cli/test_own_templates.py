"""A user's own templates: they stand before ours, and whatever they try ends in a sentence with file and line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from osp_cli.render import own_templates
from osp_cli.render.templates import templates_folder
from tests.territory import Said, Terminal

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


def test_the_fields_of_ones_own_are_printed_and_read_by_name_whether_a_deal_has_them_or_not(own: Terminal) -> None:
    assert own("config", "set", "field.tier", "choice: A, *B*").code == 0
    assert own("config", "set", "field.budget", "money").code == 0
    assert own("set", "--field", "tier=*B*", "--field", "budget=5k CHF").code == 0
    text = 'tier {{ d.own.tier }}, budget {{ d.own.budget|own or "not known" }}'
    (own.home / PLACE).write_text(text, encoding="utf-8")
    assert own("plan", "export", "--out", "-").out.startswith("tier \\*B\\*, budget CHF 5,000.00")
    assert own("config", "set", "templates", "builtin").code == 0
    for language in ("en", "zh"):
        said = own("plan", "export", "--lang", language, "--out", "-").out
        assert "| tier | \\*B\\* |\n| budget | CHF 5,000.00 |\n" in said
    assert own("set", "--field", "tier=none", "--field", "budget=none").code == 0
    assert "| tier |" not in own("plan", "export", "--out", "-").out
    assert own("config", "set", "templates", "mine").code == 0
    assert own("plan", "export", "--out", "-").out.startswith("tier (missing), budget not known")


def test_what_people_typed_stays_text_and_nothing_known_is_a_gap_by_name(own: Terminal) -> None:
    text = "{{ d.opportunity.name|upper }} {{ d.opportunity.partner }} {{ d.opportunity.external_id }}"
    (own.home / PLACE).write_text(text, encoding="utf-8")
    assert own("set", "--name", "**x** | {{ y }} <b>").code == 0
    said = own("plan", "export", "--out", "-").out
    assert said.startswith(r"\*\*X\*\* \| {{ Y }} \<B\> ")
    assert "None" not in said.splitlines()[0]
    assert "(missing)" in said.splitlines()[0]


def test_no_file_of_the_machine_can_be_read(own: Terminal) -> None:
    for way in ("include", "extends", "import"):
        for file in ("/etc/passwd", "../../../../../../etc/passwd", "en/../../../etc/passwd"):
            alias = " as x" if way == "import" else ""
            (own.home / PLACE).write_text(f"{{% {way} '{file}'{alias} %}}", encoding="utf-8")
            said = own("plan", "export", "--json")
            assert json.loads(said.err)["code"] == "template-unknown-file", way
            assert "root:" not in said.err + said.out


LOOPS = "".join(f"{{% for a{n} in d.assessment %}}" for n in range(14)) + "\nx" + "{% endfor %}" * 14
DOUBLING = (
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% else %}xxxxxxxx{% endif %}{% endmacro %}\n{{ m(60) }}"
)


GROWING = "{% set x %}xxxxxxxx{% endset %}\n" + "{% set x %}{{ x }}{{ x }}{% endset %}\n" * 34 + "{{ x|length }}"
FILTERED = "{% filter upper %}" * 9 + "{% for a in d.assessment %}xxxxxxxx{% endfor %}" * 90 + "{% endfilter %}" * 9


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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LOOPS, "template-endless"),
        (DOUBLING, "template-huge"),
        (GROWING, "template-huge"),
        (FILTERED, "template-huge"),
    ],
)
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
    assert json.loads(checked.out)["tried"] == KINDS * len(LANGUAGES)
    for name, text in (("short", "\n{{ d.nix }}"), ("call", "{% for %}"), ("own-part", "{{ x ~ y }}")):
        (osp.home / "mine" / "en" / f"{name}.md.j2").write_text(text, encoding="utf-8")
    checked = osp("plan", "templates", "check", "mine", "--json")
    assert checked.code == 1
    assert faults(checked) == {
        "en/short.md.j2": (2, "template-unknown-field"),
        "en/call.md.j2": (1, "template-unreadable"),
        "en/own-part.md.j2": (1, "template-joined"),
    }


def test_a_template_that_stands_before_none_of_ours_is_told_unless_another_one_names_it(osp: Terminal) -> None:
    (osp.home / "mine" / "en").mkdir(parents=True)
    assert json.loads(osp("plan", "templates", "check", "mine", "--json").err)["code"] == "templates-none"
    for name, text in (("shrot", "# x"), ("own-part", "x"), ("call", '{% include "en/own-part.md.j2" %}')):
        (osp.home / "mine" / "en" / f"{name}.md.j2").write_text(text, encoding="utf-8")
    checked = osp("plan", "templates", "check", "mine", "--json")
    assert (checked.code, faults(checked)) == (1, {"en/shrot.md.j2": (0, "template-unused")})


def test_what_nobody_ever_reads_is_told_with_the_place_that_is_meant(osp: Terminal) -> None:
    """A folder of a language there is not is one sentence, however many templates stand in it."""
    ours = templates_folder() / "en"
    for place in ("fr/call.md.j2", "fr/close.md.j2", "en/oportunity.md.j2", "opportunity.md.j2", "zh/call.md"):
        (osp.home / "mine" / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ours / "call.md.j2", osp.home / "mine" / place)
    (osp.home / "mine" / "README.md").write_text("notes", encoding="utf-8")
    found = json.loads(osp("plan", "templates", "check", "mine", "--json").out)["faults"]
    assert [(each["file"], each["line"], each["code"], each["close"]) for each in found] == [
        ("mine/en/oportunity.md.j2", 0, "template-unused", ["opportunity"]),
        ("mine/fr", 0, "template-language", []),
        ("mine/opportunity.md.j2", 0, "template-misplaced", ["mine/en/opportunity.md.j2"]),
        ("mine/zh/call.md", 0, "template-misplaced", ["mine/zh/call.md.j2"]),
    ]
    for language, said in {"en": "“fr”", "zh": "“fr”这种语言"}.items():
        lines = osp("plan", "templates", "check", "mine", "--lang", language).out.splitlines()
        assert len(lines) == 2 * len(found)
        assert said in lines[2]
    listed = json.loads(osp("plan", "templates", "list", "mine", "--json").out)["templates"]
    assert {line["path"] for line in listed if line["path"]} == {"mine/en/oportunity.md.j2"}


def test_a_template_meets_texts_as_nobody_expects_them(own: Terminal) -> None:
    text = "{% if d.opportunity.need and d.opportunity.need|length > 300 %}\n{{ d.nix }}{% endif %}"
    (own.home / PLACE).write_text(text, encoding="utf-8")
    assert own("set", "--need", "shorter closes").code == 0
    assert faults(own("plan", "templates", "check", "--json")) == {
        "en/opportunity.md.j2": (2, "template-unknown-field"),
    }


def test_a_second_copy_keeps_what_was_edited(osp: Terminal) -> None:
    assert osp("plan", "templates", "export", "mine").code == 0
    edited = osp.home / "mine" / "en" / "call.md.j2"
    edited.write_text("# Mine\n", encoding="utf-8")
    (osp.home / "mine" / "zh" / "call.md.j2").unlink()
    refused = osp("plan", "templates", "export", "mine", "--json")
    assert (refused.code, json.loads(refused.err)["details"]["files"]) == (2, ["en/call.md.j2"])
    assert edited.read_text(encoding="utf-8") == "# Mine\n"
    assert not (osp.home / "mine" / "zh" / "call.md.j2").exists(), "nothing is half done"
    assert osp("plan", "templates", "export", "mine", "--force").code == 0
    assert edited.read_bytes() == (templates_folder() / "en" / "call.md.j2").read_bytes()


def test_a_part_alone_changes_every_document_that_it_is_in(own: Terminal) -> None:
    (own.home / PLACE).unlink()
    text = (templates_folder() / "en" / "parts.md.j2").read_text(encoding="utf-8")
    place = own.home / "mine" / "en" / "parts.md.j2"
    place.write_text(text.replace("# {{ title }}:", "# OURS {{ title }}:", 1), encoding="utf-8")
    for kind in ("opportunity", "assessment"):
        assert own("plan", "export", "--kind", kind, "--out", "-").out.startswith("# OURS ")
    assert own("plan", "templates", "check").code == 0


def test_an_own_template_for_customers_reaches_no_more_than_ours(own: Terminal) -> None:
    (own.home / PLACE).rename(own.home / "mine" / "en" / "customer-close.md.j2")
    for field in ("stance", "people", "opportunity", "assessment", "risk_prompts", "debts", "own", "answered"):
        (own.home / "mine" / "en" / "customer-close.md.j2").write_text(f"{{{{ d.{field} }}}}", encoding="utf-8")
        said = own("plan", "export", "--kind", "close", "--audience", "customer", "--out", "-", "--json")
        assert json.loads(said.err)["code"] == "template-unknown-field", field


KINDS, LANGUAGES = 15, ("en", "zh")


def faults(checked: Said) -> dict[str, tuple[int, str]]:
    """The faults that a check tells, by file."""
    found = json.loads(checked.out)["faults"]
    return {"/".join(Path(each["file"]).parts[-2:]): (each["line"], each["code"]) for each in found}


@pytest.mark.parametrize("home", ["territory", "nothing"])
def test_every_kind_is_tried_in_every_language_and_a_part_with_what_it_is_in(
    osp: Terminal, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a book with nothing in it too: there each kind is made of a deal without a fact."""
    if home == "nothing":
        monkeypatch.setenv("OSP_HOME", str(osp.home / "nothing"))
    assert osp("plan", "templates", "export", "mine").code == 0
    names = [path.relative_to(osp.home / "mine") for path in sorted((osp.home / "mine").glob("*/*.md.j2"))]
    parts = [name for name in names if name.stem.split(".")[0].endswith("parts")]
    for name in names:
        file = osp.home / "mine" / name
        text = file.read_text(encoding="utf-8")
        if name in parts:  # each of its macros is wrong, so that what is in a document is
            text = text.replace("{% macro", "{{ nix }}\n{% macro")
        file.write_text(text + "\n{{ d.nix }}", encoding="utf-8")
    wrong = faults(osp("plan", "templates", "check", "mine", "--json"))
    for name in parts:
        file = osp.home / "mine" / name
        file.write_text(templates_folder().joinpath(name).read_text(encoding="utf-8"), encoding="utf-8")
    assert set(wrong) & set(map(str, parts)), "the documents fail in their parts"
    wrong = faults(osp("plan", "templates", "check", "mine", "--json"))
    assert set(wrong) == set(map(str, set(names) - set(parts)))
    assert {code for _, code in wrong.values()} == {"template-unknown-field"}


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
