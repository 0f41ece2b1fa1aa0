"""What moved, on a screen of 80 columns without colour: the waterfall reads by its signs."""

from __future__ import annotations

from datetime import date

from osp_cli.render.lines import Page
from osp_cli.render.plain import plain
from osp_cli.render.views.movements import changes_view
from osp_cli.render.width import cells
from osp_cli.services import opportunities, stages
from osp_cli.services.movements import changes
from osp_cli.words import Words
from tests.services.diary import FIRST, OWNERS, Diary
from tests.services.test_movements import DECEMBER, NEXT, Q4, start
from tests.services.test_past import usd


def shown(diary: Diary, language: str = "en") -> str:
    found = changes(diary.desk, Q4, FIRST, "owner")
    return plain(changes_view(found, Words(language)), Page(80))


def week() -> Diary:
    diary = start(400, 300, 200)
    opportunities.change(diary.desk, [1], {"close_on": NEXT}, reason="budget")
    opportunities.change(diary.desk, [2], {"amount": usd(350)})
    diary.create(9, amount=usd(100), close_on=DECEMBER, owner=OWNERS[1])
    return diary


def test_the_waterfall_reads_without_colour() -> None:
    said = shown(week())
    assert (
        """\
Open at the start   $900.00 (3)  ##########################
new                +$100.00 (1)                            +++
amount up           +$50.00 (1)                               +
pushed out         -$400.00 (1)                     -----------
Open at the end     $650.00 (3)  ###################
"""
        in said
    )
    assert "Idle: nothing recorded  $200.00 (1)" in said
    assert [line for line in said.splitlines() if cells(line) > 80] == []


def test_a_week_in_which_nothing_moved_says_so() -> None:
    assert "Nothing moved." in shown(start(100))
    assert "没有变动。" in shown(start(100), "zh")


def test_a_deal_that_slipped_before_and_rests_says_how_often() -> None:
    diary = Diary()
    diary.create(1, amount=usd(100), close_on=DECEMBER)
    opportunities.change(diary.desk, [1], {"close_on": date(2026, 12, 9)}, reason="budget")
    diary.turn(7)
    assert "- 1 Deal 1 (pushed once before)" in shown(diary)
    stages.advance(diary.desk, 1, "5", override="in a hurry", on=diary.day)
    assert "Idle deals" not in shown(diary)


def test_of_imported_deals_it_says_what_the_file_does_not_tell() -> None:
    diary = Diary()
    diary.turn(50)
    row = {"name": "Won", "stage": "won", "close": date(2026, 11, 12), "amount": usd(310), "created": FIRST}
    diary.bring(row)
    assert "Of 1 of them the file does not say stage, amount and close date" in shown(diary)
    assert "文件没有说明当天的阶段" in shown(diary, "zh")
    assert "Nothing moved." not in shown(diary)
