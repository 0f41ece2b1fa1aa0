"""The weekly report stays two pages, however large the book: rows are capped by measure, what is left is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest

from osp_cli.domain.forecast import Aside, Tally
from osp_cli.domain.money import Money
from osp_cli.domain.movements import KINDS
from osp_cli.domain.movements import Line as Fall
from osp_cli.frozen import replace
from osp_cli.render.blocks import Block, Bullets, Column, Heading, Line, Table
from osp_cli.render.pictures.bars import HALF as BARS_HALF
from osp_cli.render.pictures.shapes import NORMAL, WIDEST
from osp_cli.render.views.fitting import (
    FIGURE,
    HALF,
    ROOM,
    STYLE,
    Section,
    fitted,
    measured,
    narrowed,
    roomy,
)
from osp_cli.render.views.forecast import amounts_said
from osp_cli.render.views.forecast_groups import ASIDES
from osp_cli.render.views.weekly import ENDLESS, Pages, report_view
from osp_cli.render.width import clip
from osp_cli.render.workbooks.weekly import weekly_workbook
from osp_cli.services.calls import call_deal, call_total
from osp_cli.services.forecasting import OpenDebt, user_scale
from osp_cli.services.funnel import StuckDeal
from osp_cli.services.hindsight import PastForecast
from osp_cli.services.quotas import set_quota
from osp_cli.services.reporting import DateProof, WeeklyReport, weekly_report
from osp_cli.services.snapshots import take
from osp_cli.words import Words
from tests.render.workbook_reading import Workbook
from tests.services.pipelines import WHO, usd
from tests.services.seasons import QUARTER, Season

LONG = "The Honourable Company of long customer names and of project titles that do not end 海棠银行数据平台建设项目 "
MANY = 400


def hostile(season: Season) -> WeeklyReport:
    """A report in which every part has more than any page holds, with texts and amounts as long as they get."""
    report = weekly_report(season.desk, QUARTER, None)
    seen, moved = report.forecast, report.changes
    named = report.top[0].opportunity
    long = replace(named, name=LONG * 2)
    asides = {
        name: Aside(9_999, tuple(Money(10**13, code) for code in ("CHF", "CNY", "EUR", "JPY"))) for name in ASIDES
    }
    groups = tuple(replace(seen.groups[0], name=LONG + str(place)) for place in range(MANY))
    debt = OpenDebt(1, 1, "x", LONG, "funding-confirmed", "4", LONG, season.day, LONG, is_of_another_period=False)
    fall = tuple(Fall(kind, 99_999, Money(10**13, "USD")) for kind in KINDS)
    deal = replace(moved.deals[0], opportunity=long, moves=KINDS, change=Money(10**13, "USD"), times_pushed=99)
    stuck = StuckDeal(long, LONG, "5", 999, 60, "default", since_import=True, times_pushed=9, base_amount=None)
    proof = DateProof(LONG, is_stale=False)
    past = PastForecast(QUARTER, season.day, usd(10**13), usd(1), usd(10**13), usd(10**13), usd(10**13))
    return replace(
        report,
        forecast=replace(
            seen, total=replace(seen.total, **asides), groups=groups, debts=(debt,) * MANY, commit_with_debts=9
        ),
        changes=replace(moved, total=replace(moved.total, moves=fall), deals=(deal,) * MANY, idle=Tally(9, usd(1))),
        top=(replace(report.top[0], opportunity=long, owner=LONG, next_step=LONG, proof=proof),) * 8,
        slipped=(deal,) * MANY,
        stuck=(stuck,) * MANY,
        snapshots=report.snapshots * 4,
        past=(past,) * 4,
    )


@pytest.fixture(scope="module")
def season() -> Season:
    made = Season(a_day=1.2, owners=4)
    set_quota(made.desk, QUARTER, usd(60_000_00), owner=None)
    call_total(made.desk, QUARTER, usd(9_000_00), owner=None, reason=LONG, on=made.day)
    with made.store.reading() as reading:
        numbers = [deal.number for deal in reading.candidates("", 30)]
    for number in numbers:
        call_deal(made.desk, user_scale(made.desk), number, "omitted", reason=LONG, on=made.day)
    take(made.desk, QUARTER)
    made.turn(9)
    made.day += timedelta(days=40)
    return made


def pages(view: Sequence[Block]) -> list[list[Block]]:
    found: list[list[Block]] = []
    for block in view:
        if isinstance(block, Heading) and block.level == 1:
            found.append([])
        found[-1].append(block)
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("is_hostile", [False, True])
def test_there_are_two_pages_and_neither_is_longer_than_a_sheet(
    language: str, is_hostile: bool, season: Season
) -> None:
    report = hostile(season) if is_hostile else weekly_report(season.desk, QUARTER, None)
    words = Words(language, lambda: season.desk.process)
    found = pages(report_view(report, words, season.desk.process))
    assert len(found) == 2
    assert [measured(page) <= ROOM for page in found] == [True, True]
    if is_hostile:
        assert sum(measured(page) for page in found) > ROOM


def told(view: Sequence[Block]) -> list[str]:
    """What stands on lines of their own, headings with what there is below them included."""
    return [block.text for block in view if isinstance(block, (Heading, Line))]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("is_hostile", [False, True])
@pytest.mark.parametrize("share", [0.6, 0.8, 1.0])
def test_nothing_is_left_out_without_a_word(language: str, is_hostile: bool, share: float, season: Season) -> None:
    report = hostile(season) if is_hostile else weekly_report(season.desk, QUARTER, None)
    words, process = Words(language, lambda: season.desk.process), season.desk.process
    titles = [block.text for block in report_view(report, words, process, ENDLESS) if isinstance(block, Heading)]
    assert len(titles) > 10
    said = told(report_view(report, words, process, Pages(ROOM * share, ROOM * share)))
    assert [title for title in titles if title not in said and f"“{title}”" not in "".join(said)] == []


@pytest.mark.parametrize("is_endless", [False, True])
def test_what_is_left_out_is_counted(is_endless: bool, season: Season) -> None:
    words = Words("en", lambda: season.desk.process)
    view = report_view(hostile(season), words, season.desk.process, ENDLESS if is_endless else None)
    titled = {}
    for heading, block, rest in zip(view, view[1:], view[2:], strict=False):
        if isinstance(heading, Heading) and isinstance(block, (Table, Bullets)) and isinstance(rest, Line):
            titled[heading.text] = (len(block.rows if isinstance(block, Table) else block.items), rest.text)
    for title, sheet, every in (
        ("By owner, in USD", "Owners", MANY),
        ("Deals that moved", "What moved", MANY),
        ("Deals that slipped", "What moved", MANY),
        ("Deals that weigh most", "Open deals", 54),
    ):
        shown, text = titled[title]
        assert text == f"+{every - shown} more: sheet “{sheet}” of the workbook"
    left_out = f"Left out here: “400 open debts from shortcuts”, {MANY} lines on sheet “Debts” of the workbook"
    assert (left_out in told(view)) != is_endless


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_sheet_that_a_page_names_is_in_the_workbook(language: str, season: Season) -> None:
    words, process = Words(language, lambda: season.desk.process), season.desk.process
    said = "".join(told(report_view(hostile(season), words, process, Pages(100.0, 100.0))))
    named = set(re.findall("(?:sheet |的)“([^”]+)”", said))
    assert len(named) >= 7
    assert named <= set(Workbook(weekly_workbook(hostile(season), words, process, WHO)).sheets)


def test_amounts_are_never_cut() -> None:
    words = Words("en")
    aside = Aside(9, tuple(Money(10**13, code) for code in ("CHF", "CNY", "EUR", "JPY")))
    whole = "CHF 100,000,000,000.00, ¥100,000,000,000.00, €100,000,000,000.00, JP¥10,000,000,000,000"
    assert amounts_said(aside, words) == whole
    assert amounts_said(aside, words, 60) == "CHF 100,000,000,000.00, ¥100,000,000,000.00, ... and 2 more"
    assert amounts_said(aside, words, 5) == "CHF 100,000,000,000.00, ... and 3 more"
    assert amounts_said(Aside(1, ()), words, 5) == "-"


def test_texts_of_a_table_share_the_room_that_figures_leave() -> None:
    columns = (Column("Deal"), Column("Owner"), Column("Step"), Column("Amount", kind="money"))
    row = ("1 " + "n" * 88, "Ann", "s" * 300, "$1.00")
    name, owner, step, amount = narrowed(Table(columns, (row,))).rows[0]  # type: ignore[union-attr]
    assert (owner, amount) == ("Ann", "$1.00")
    assert (len(name), len(step)) == (56, 57)
    assert narrowed(Table(columns[:2], ((row[0], "Ann"),))) == Table(columns[:2], ((row[0], "Ann"),))


@pytest.mark.parametrize(("length", "width"), [(40, 40), (200, 95), (900, 95)])
def test_a_name_in_a_sentence_takes_the_room_of_its_line(length: int, width: int) -> None:
    assert (
        roomy(lambda most: f"Deal {clip('n' * length, most)}: $12.00", 108)
        == f"Deal {clip('n' * length, width)}: $12.00"
    )
    assert roomy(lambda most: f"{clip('n' * 900, most)}{'x' * 300}", 108).startswith("n" * 21 + "...x")


@pytest.mark.parametrize(("share", "wide"), [(FIGURE, WIDEST), (HALF, BARS_HALF)])
def test_no_letter_of_a_picture_is_smaller_than_seven_points(share: float, wide: float) -> None:
    """`share` is that of the 186 mm of a line."""
    assert NORMAL / wide * share * 186 / 25.4 * 72 >= 7
    assert f"figure svg {{ width: {FIGURE:.0%}; }}" in STYLE
    assert f"figure.half svg {{ width: {HALF / 0.49:.0%}; }}" in STYLE


def test_rows_are_added_in_turn_as_long_as_there_is_room() -> None:
    def section(rows: int, least: int) -> Section:
        return Section(lambda shown: [Heading(str(shown)), *[Heading("row")] * shown], rows, least)

    shown = [block.text for block in fitted([section(2, 1), section(90, 1)], 100) if isinstance(block, Heading)]
    assert [text for text in shown if text != "row"] == ["2", "9"]
    assert measured(fitted([section(90, 0), section(90, 0)], 100)) <= 100
