from __future__ import annotations

from pathlib import Path

from tests.architecture.sizes import oversized


def test_every_file_and_function_keeps_its_size() -> None:
    assert oversized() == []


def test_a_long_file_and_a_long_function_are_named_with_their_lengths(tmp_path: Path) -> None:
    (tmp_path / "short.py").write_text("def short() -> None: ...\n", encoding="utf-8")
    (tmp_path / "wordy.py").write_text("def wordy():\n" + "    x = 1\n" * 40 + "\n" * 400, encoding="utf-8")
    assert oversized(tmp_path) == [
        "wordy.py: 441 lines, 400 are allowed",
        "wordy.py:1: wordy has 41 lines, 40 are allowed",
        "the median file has 221 lines, 150 are aimed at",
    ]


def test_generated_files_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "compiled.py").write_text("x = 1\n" * 2000, encoding="utf-8")
    assert oversized(tmp_path) == []
