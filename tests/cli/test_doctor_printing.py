"""osp doctor about paper: which engines are there, and which characters of the book the fonts cannot draw."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import version

import pytest

from osp_cli import extras
from osp_cli.fonts import Face
from tests.territory import Terminal


def test_the_doctor_tells_engines_and_how_much_the_fonts_draw(osp: Terminal) -> None:
    said = osp("doctor").out
    for module, package in extras.PACKAGES.items():
        told = f"{package} {version(package)} is installed, for "
        assert told in said, said
        assert f"(extra “{extras.EXTRAS[module]}”)" in said.partition(told)[2].splitlines()[0]
    assert f"which draws {len(Face())} characters" in said


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "typst is not installed, for PDF (extra “pdf”)"), ("zh", "尚未安装 typst，用于输出 PDF（扩展组件“pdf”）")],
)
def test_the_doctor_names_the_engines_that_are_not_installed(
    osp: Terminal, language: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda module: None if module in {"typst", "resvg_py"} else module)
    said = osp("doctor", "--lang", language)
    assert (said.code, told in said.out) == (0, True), said
    assert ["pip install 'osp-cli[docx]'" in said.out, "pip install 'osp-cli[pdf]'" in said.out] == [True, True]
    assert "osp-cli[xlsx]" not in said.out


def test_a_deep_check_tells_an_engine_that_cannot_be_loaded(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded(module: str) -> None:
        if module == "pyrage":
            raise ImportError("no libage.so")

    monkeypatch.setattr(extras, "import_module", loaded)
    assert osp("doctor").code == 0
    said = osp("doctor", "--deep")
    assert (said.code, "cannot be loaded: no libage.so" in said.out) == (1, True), said
    assert "pip install --force-reinstall 'osp-cli[encrypted]'" in said.out
    assert "pyrage" not in said.out


def test_a_deep_check_names_the_characters_of_the_book_that_the_fonts_lack(osp: Terminal) -> None:
    assert "lacks" not in osp("doctor", "--deep").out
    osp("note", "Met 臺 and 😀", "-o", "1")
    assert "lacks 2 characters of this book: 臺, 😀" in osp("doctor", "--deep").out
    assert "lacks" not in osp("doctor").out


def test_the_doctor_without_an_output_says_that_it_was_lost(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    said = osp("doctor")
    assert (said.code, "The output could not be written" in said.err) == (1, True), said


def test_the_doctor_tells_that_the_folder_of_own_templates_is_gone(osp: Terminal) -> None:
    assert osp("config", "set", "templates", "templates").code == 0
    assert osp("doctor").code == 0
    shutil.rmtree(osp.home / "templates")
    said = osp("doctor")
    assert (said.code, "osp config set templates builtin" in said.out) == (1, True), said
