"""The audit of a large book on a terminal: what lacks something comes first, the rest is counted."""

from __future__ import annotations

import pytest

from osp_cli.pack.load import builtin
from osp_cli.render.blocks import Line, Table
from osp_cli.render.views.gates import audit_view
from osp_cli.services.desk import Named
from osp_cli.services.stages import Audited, AuditView
from osp_cli.words import Words

PROCESS = builtin()
FIRST = PROCESS.stages[1].key


def audit(count: int) -> AuditView:
    """A book of so many open deals, of which every third lacks something."""
    lacking = ("technical-lead-identified",)
    lines = tuple(
        Audited(Named(n, f"id{n}", f"deal-{n}", f"Deal {n}"), FIRST, None, n % 3 != 0, () if n % 3 else lacking)
        for n in range(1, count + 1)
    )
    return AuditView(lines, count, count // 3)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_a_large_book_those_that_lack_something_come_first_and_the_rest_is_counted(language: str) -> None:
    table, more, summary = audit_view(audit(9), Words(language), PROCESS, most=4)
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["3", "6", "9", "1"]
    assert isinstance(more, Line)
    assert "5" in more.text
    assert "osp gate --all --format csv" in more.text
    assert isinstance(summary, Line)
    assert "9" in summary.text


def test_a_book_that_fits_and_a_pipe_show_every_line_by_number() -> None:
    for most in (9, None):
        table, _summary = audit_view(audit(9), Words("en"), PROCESS, most=most)
        assert isinstance(table, Table)
        assert [row[0] for row in table.rows] == [str(n) for n in range(1, 10)]
