"""osp doctor about paper: which engines are there, and which characters of the book the fonts cannot draw."""

from __future__ import annotations

import shutil
import sys

import pytest

from osp_cli import extras
from osp_cli.fonts import Face
from tests.territory import Terminal


def test_the_doctor_tells_engines_and_how_much_the_fonts_draw(osp: Terminal) -> None:
    said = osp("doctor").out
    assert "Every optional format can be written" in said
    assert f"which draws {len(Face())} characters" in said


def test_the_doctor_names_the_extras_that_are_not_installed(osp: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda module: None if module in {"typst", "resvg_py"} else module)
    said = osp("doctor").out
    assert "Not installed: docx, pdf." in said
    assert "pip install 'osp-cli[docx,pdf]'" in said


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
