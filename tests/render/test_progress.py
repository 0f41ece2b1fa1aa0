"""How far a long work is: quiet while it is quick, one moving line on a terminal, a line for each tenth elsewhere."""

from __future__ import annotations

import pytest

from osp_cli.render.progress import Progress
from osp_cli.words import Words


class Work:
    """A work of 8,800 rows with a clock of its own."""

    def __init__(self, *, is_moving: bool, is_silent: bool = False, width: int | None = 60) -> None:
        self.now = 100.0
        self.written: list[str] = []
        self.progress = Progress(
            "Importing",
            Words("en"),
            write=self.written.append,
            width=width,
            is_moving=is_moving,
            is_silent=is_silent,
            clock=lambda: self.now,
        )

    def run(self, seconds: float, rows: int = 8800) -> str:
        """Does the rows evenly in so many seconds; what was written."""
        with self.progress as step:
            for row in range(1, rows + 1):
                self.now += seconds / rows
                step(row, rows)
        return "".join(self.written)


@pytest.mark.parametrize("is_moving", [True, False])
def test_quick_work_shows_nothing(is_moving: bool) -> None:
    assert Work(is_moving=is_moving).run(0.9) == ""


def test_in_a_log_each_tenth_is_one_line() -> None:
    lines = Work(is_moving=False).run(20).splitlines()

    assert lines[0] == "Importing: 10% (880 of 8,800)"
    assert lines[-1] == "Importing: 100% (8,800 of 8,800)"
    assert len(lines) == 10


def test_on_a_terminal_one_line_is_redrawn_with_the_time_left_and_is_gone_at_the_end() -> None:
    work = Work(is_moving=True)
    written = work.run(20)

    assert "\n" not in written
    assert "\rImporting: 50% (4,4" in written
    assert "10 s left" in written
    assert work.written[-1] == "\r" + " " * 59 + "\r"
    assert len(work.written) < 200


def test_the_line_never_reaches_the_edge_of_the_terminal() -> None:
    work = Work(is_moving=True, width=20)
    work.run(20)

    assert {len(text.strip("\r")) for text in work.written} == {19}


def test_with_json_nothing_is_told() -> None:
    assert Work(is_moving=True, is_silent=True).run(20) == ""


def test_nothing_to_do_is_no_reason_to_tell() -> None:
    work = Work(is_moving=False)
    work.now += 5
    work.progress(0, 0)

    assert work.written == []
