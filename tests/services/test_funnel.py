"""The funnel over a book: which deals count where, in a period and by owner."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import pytest

from osp_cli.domain.forecast import Tally
from osp_cli.domain.money import Money
from osp_cli.domain.periods import quarter_of
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import replace
from osp_cli.pack.reading import builtin_handbook
from osp_cli.render.out import Out
from osp_cli.render.views.daily import due
from osp_cli.render.views.funnel import ageing_bars, funnel_view
from osp_cli.services import opportunities, stages
from osp_cli.services.daily import today
from osp_cli.services.deal import win
from osp_cli.services.desk import Desk
from osp_cli.services.funnel import AgeClass, funnel
from osp_cli.services.import_history import import_moves
from osp_cli.services.import_report import ImportedRow
from osp_cli.words import Words
from tests.services.diary import FIRST, OWNERS, SETTINGS, Diary
from tests.services.pipelines import TODAY, Deal, make_desk, ordered
from tests.services.test_movements import DECEMBER
from tests.services.test_past import usd

Q4, Q1 = quarter_of(FIRST), quarter_of(date(2027, 1, 1))


@pytest.fixture
def desk() -> Desk:
    """One deal won after 20 days, one lost, one pushed that stands at stage 5, and two of an import."""
    diary = Diary()
    for owner, source in ((0, "web"), (1, "web"), (0, None)):
        diary.create(owner + 1, amount=usd(60_000), close_on=DECEMBER, owner=OWNERS[owner], source=source)
    diary.turn(10)
    stages.advance(diary.desk, 1, "5", override="in a hurry", on=diary.day)
    stages.advance(diary.desk, 3, "5", override="in a hurry", on=diary.day)
    stages.end(diary.desk, 2, "lost", reason="price", to="Quartz Systems", note=None, on=diary.day)
    diary.turn(10)
    win(diary.desk, 1, order_number="PO", on=diary.day, amount=usd(60_000), override="at last")
    opportunities.change(diary.desk, [3], {"close_on": date(2026, 12, 20)}, reason="budget")
    row = {"created": date(2025, 1, 1), "amount": usd(10), "owner": OWNERS[2]}
    diary.bring(
        {**row, "name": "Old", "stage": "lost", "close": date(2025, 5, 5)}, {**row, "name": "Open", "stage": "6"}
    )
    diary.turn(60)
    return diary.desk


def test_conversion_and_days_come_from_what_was_recorded(desk: Desk) -> None:
    found = funnel(desk, None)
    figures = {row.stage: (row.conversion.count, row.conversion.n, row.stay.n, row.open_now) for row in found.stages}
    assert figures["1"] == (2, 3, 3, 0)
    assert figures["2"] == (2, 2, 0, 0)
    assert figures["5"] == (1, 1, 1, 1)
    assert figures["8"] == (1, 1, 0, 0)
    assert figures["6"][3] == 1
    assert list(figures) == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert (found.to_win.median, found.to_win.n, found.imported, found.deals) == (20, 1, 2, 5)


def test_ended_deals_count_in_the_period_they_ended_in(desk: Desk) -> None:
    assert (funnel(desk, None).win_rate.count, funnel(desk, None).win_rate.n) == (1, 3)
    assert funnel(desk, Q4).win_rate.n == 2
    assert funnel(desk, Q1).win_rate.n == 0
    assert {row.stage: row.conversion.n for row in funnel(desk, Q1).stages}["1"] == 0


def test_wins_and_losses_by_competitor_reason_source_and_size(desk: Desk) -> None:
    found = funnel(desk, Q4)
    assert [(row.name, row.won, row.lost) for row in found.by_competitor] == [
        ("Quartz Systems", 0, 1),
        (None, 1, 0),
    ]
    assert [(row.name, row.lost) for row in found.by_reason] == [("price", 1)]
    assert [(row.name, row.won, row.lost) for row in found.by_source] == [("web", 1, 1)]
    assert [(row.name, row.won, row.lost) for row in found.by_size] == [("medium", 1, 1)]


def test_the_share_of_deals_that_slipped(desk: Desk) -> None:
    slipped = funnel(desk, None).slipped
    assert (slipped.count, slipped.n) == (1, 4)  # the imported open one has no date


def test_stuck_deals_by_the_limit_of_their_stage(desk: Desk) -> None:
    found = funnel(desk, None)
    told = [(deal.opportunity.name, deal.days, deal.limit_from, deal.since_import) for deal in found.stuck]
    assert told == [("Open", 60, "default", True), ("Deal 1", 70, "default", False)]
    desk.settings = replace(SETTINGS, rotting={"5": 71, "6": 3000})
    assert funnel(desk, None).stuck == ()


def stuck_today(desk: Desk) -> dict[str, tuple[int, bool, date | None]]:
    """The limit of each line of the day about a stuck deal, whether only the import tells of it, and its day."""
    found = today(desk, builtin_handbook(), limit=50).due
    return {
        line.opportunity.name: (line.limit.days, line.since_import, line.due_on)
        for line in found
        if line.kind == "stuck" and line.limit
    }


def test_the_day_goes_by_the_limits_of_the_funnel(desk: Desk) -> None:
    for settings in (SETTINGS, replace(SETTINGS, rotting={"5": 71, "6": 40}), replace(SETTINGS, usual_cases=1)):
        desk.settings = settings
        assert {name: (each[0], each[1]) for name, each in stuck_today(desk).items()} == {
            deal.opportunity.name: (deal.limit, deal.since_import) for deal in funnel(desk, None).stuck
        }


def test_an_imported_deal_is_stuck_since_the_day_of_the_import_until_a_history_tells_more(desk: Desk) -> None:
    line = next(each for each in today(desk, builtin_handbook(), limit=50).due if each.since_import)
    assert line.opportunity.name == "Open"
    brought = desk.today - timedelta(days=60)
    assert line.limit is not None
    assert line.due_on == brought + timedelta(days=line.limit.days)
    for language, part in (("en", f"since the import of {brought}"), ("zh", "导入时或更早")):
        assert part in due(line, Words(language), desk.process, builtin_handbook())
    moves = (("1", date(2025, 1, 1)), ("6", date(2026, 11, 2)))
    rows = [ImportedRow(place, {"name": "Open", "stage": to, "created": on}) for place, (to, on) in enumerate(moves, 2)]
    assert funnel(desk, None).imported == 2
    import_moves(desk, rows)
    limit, since_import, due_on = stuck_today(desk)["Open"]
    assert (since_import, due_on) == (False, date(2026, 11, 2) + timedelta(days=limit))
    assert funnel(desk, None).imported == 1
    assert [deal.since_import for deal in funnel(desk, None).stuck] == [False, False]


def test_ageing_counts_open_deals_from_the_day_they_were_created(desk: Desk) -> None:
    ages = {each.up_to: each.open.deals for each in funnel(desk, None).ageing}
    assert ages == {30: 0, 60: 0, 90: 1, 180: 0, 365: 0, None: 1}


def test_ageing_is_drawn_by_what_its_labels_say() -> None:
    classes = (AgeClass(30, Tally(3, Money(100, "USD"))), AgeClass(None, Tally(1, Money(400, "USD"))))
    bars = ageing_bars(classes, Words("en"))
    assert [(bar.share, bar.value) for bar in bars.rows] == [(0.25, "$1.00 (3)"), (1, "$4.00 (1)")]
    nothing = Money(0, "USD")
    unpriced = ageing_bars((AgeClass(30, Tally(3, nothing)), AgeClass(None, Tally(1, nothing))), Words("en"))
    assert [bar.value for bar in unpriced.rows] == ["3", "1"]
    assert unpriced.rows[0].share == 1
    assert bars.title != unpriced.title
    assert ageing_bars((AgeClass(None, Tally(0, nothing)),), Words("en")).rows == ()


def test_by_owner(desk: Desk) -> None:
    rows = {row.name: (row.win_rate.count, row.win_rate.n, row.open) for row in funnel(desk, None, "owner").owners}
    assert rows == {OWNERS[0]: (1, 1, 1), OWNERS[1]: (0, 1, 0), OWNERS[2]: (0, 1, 1)}


def test_an_empty_book_has_no_funnel_and_wrong_words_are_refused(desk: Desk) -> None:
    assert funnel(Diary().desk, None).deals == 0
    with pytest.raises(WrongUsage, match="only-by-owner"):
        funnel(desk, None, "stage")
    desk.settings = replace(SETTINGS, rotting={"77": 5})
    with pytest.raises(NotFound, match="stage-unknown"):
        funnel(desk, None)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("cannot be told yet", "1 open deal has no amount in USD")),
        ("zh", ("无法说明有多少会往前走", "1 个在谈商机没有折合 USD 的金额")),
    ],
)
def test_a_book_without_moves_and_amounts_says_so_instead_of_nothing(
    language: str, parts: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    desk = make_desk(Deal(stage="3"), Deal(stage="9", status="won", order=ordered(TODAY, usd(5))), today=TODAY)
    words = Words(language, lambda: desk.process)
    out = Out(words, stdout=sys.stdout, stderr=sys.stderr, environment={"COLUMNS": "80"})
    out.show(funnel(desk, None), lambda shown, said: funnel_view(shown, said, desk.process))
    said = capsys.readouterr().out.replace("\n", "" if language == "zh" else " ")
    assert all(part in said for part in parts)
