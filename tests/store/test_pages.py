"""Pages of the pipeline: complete, in order, each row once, and at the same cost in a book of any size."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest

from osp_cli.domain.names import name_key
from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.selection import Page, Selection, SortKey
from osp_cli.errors import NotFound
from osp_cli.store.store import Reading, Store
from tests.store.books import ON, PLAIN, STAGES, fill_many, writing

SORTS: tuple[SortKey, ...] = get_args(SortKey)
SELECTIONS = [
    Selection(status="all"),
    Selection(),
    Selection(status="closed"),
    Selection(status="all", stages=("9.5", "2")),
    Selection(owner="owner 1"),
    Selection(status="all", account="ACCOUNT 2", close_from=ON),
    Selection(close_from=ON, close_to=ON + timedelta(days=60)),
    Selection(status="all", overdue_on=ON),
    Selection(untouched_since=ON - timedelta(days=100), stages=("1", "5")),
    Selection(owner="nobody"),
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(tmp_path_factory.mktemp("pages") / "osp.db", create=True)
    fill_many(store, 211)
    return store


def page(reading: Reading, selection: Selection = SELECTIONS[1], **asked: Any) -> Page:
    given: dict[str, Any] = {"sort": "number", "descending": False, "limit": None, "after": None}
    return reading.page(selection, **{**given, **asked}, stage_order=STAGES)


def fits(opportunity: Opportunity, selection: Selection) -> bool:
    """The conditions of a selection, once more and in Python."""
    close, touched = opportunity.close_on, opportunity.touched_on
    return all(
        (
            selection.status == "all" or opportunity.is_open == (selection.status == "open"),
            not selection.stages or opportunity.stage in selection.stages,
            not selection.owner or name_key(opportunity.owner or "") == name_key(selection.owner),
            not selection.account or name_key(opportunity.account or "") == name_key(selection.account),
            not selection.close_from or (close is not None and close >= selection.close_from),
            not selection.close_to or (close is not None and close <= selection.close_to),
            not selection.overdue_on or (opportunity.is_open and close is not None and close < selection.overdue_on),
            not selection.untouched_since or touched is None or touched < selection.untouched_since,
        )
    )


def in_order(opportunities: list[Opportunity], sort: SortKey, *, descending: bool) -> list[Opportunity]:
    """The order of a list, once more and in Python: what has no value comes last, by number."""

    def value(o: Opportunity) -> Any:
        return {
            "number": o.number,
            "name": name_key(o.name),
            "close": o.close_on,
            "amount": o.base.minor if o.base else None,
            "touched": o.touched_on,
            "stage": STAGES.index(o.stage),
        }[sort]

    valued = [o for o in opportunities if value(o) is not None]
    if sort == "stage":
        rank = -1 if descending else 1
        return sorted(valued, key=lambda o: (rank * value(o), o.number))
    valued.sort(key=lambda o: (value(o), o.number), reverse=descending)
    return valued + sorted((o for o in opportunities if value(o) is None), key=lambda o: o.number)


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_pages_follow_each_other_until_all_that_fits_was_shown_once(
    book: Store, selection: Selection, sort: SortKey, descending: bool
) -> None:
    with book.reading() as reading:
        everything = [reading.opportunity(number) for number in range(1, 212)]
        expected = in_order([o for o in everything if fits(o, selection)], sort, descending=descending)
        whole = page(reading, selection, sort=sort, descending=descending)
        assert (list(whole.opportunities), whole.next, whole.total) == (expected, None, len(expected))
        shown: list[Opportunity] = []
        after = None
        for _ in itertools.count():
            part = page(reading, selection, sort=sort, descending=descending, limit=7, after=after)
            assert part.total == len(expected)
            shown += part.opportunities
            after = part.next
            if after is None:
                break
        assert shown == expected


def test_a_page_that_ends_with_the_list_has_no_next(book: Store) -> None:
    with book.reading() as reading:
        total = page(reading).total
        assert page(reading, limit=total).next is None
        assert page(reading, limit=total - 1).next is not None


def test_a_page_after_an_opportunity_that_is_not_there_is_refused(book: Store) -> None:
    with book.reading() as reading:
        for after in ("9999", "x", "-1", "9" * 30):
            with pytest.raises(NotFound, match="after-unknown"):
                page(reading, after=after)


def test_a_stage_that_the_method_does_not_know_comes_last(store: Store) -> None:
    with writing(store) as w:
        for slug, stage in (("a", "old"), ("b", "2"), ("c", "1")):
            w.add_opportunity(replace(PLAIN, slug=slug, stage=stage))
    with store.reading() as reading:
        assert [o.slug for o in page(reading, sort="stage").opportunities] == ["c", "b", "a"]
        first = page(reading, sort="stage", limit=2)
        assert [o.slug for o in page(reading, sort="stage", limit=2, after=first.next).opportunities] == ["a"]
        assert page(reading, sort="stage", after="1").opportunities == ()


def steps_of(reading: Reading, **asked: Any) -> int:
    """Steps of SQLite's machine for a page, without the count behind `total`."""
    statements: list[str] = []
    reading.connection.set_trace_callback(statements.append)
    page(reading, **asked)
    reading.connection.set_trace_callback(None)
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    reading.connection.set_progress_handler(count, 1)
    for statement in statements:
        if "count(*)" not in statement:
            reading.connection.execute(statement).fetchall()
    reading.connection.set_progress_handler(None, 0)
    return steps


def test_a_page_costs_the_same_at_a_thousand_and_at_twenty_thousand(tmp_path_factory: pytest.TempPathFactory) -> None:
    costs = []
    for count in (1_000, 20_000):
        store = Store.open(tmp_path_factory.mktemp("steps") / "osp.db", create=True)
        fill_many(store, count)
        with store.reading() as reading:
            costs.append(
                {
                    (status, sort, descending, after): steps_of(
                        reading,
                        selection=Selection(status=status),
                        sort=sort,
                        descending=descending,
                        limit=20,
                        after=after,
                    )
                    for status in ("open", "closed", "all")
                    for sort in SORTS
                    for descending in (False, True)
                    for after in (None, "500")
                }
            )
    small, large = costs
    assert {case: (small[case], large[case]) for case in small if case[3] is None and small[case] != large[case]} == {}
    # Further on, a page may hold the end of one stretch and the beginning of the next: never more than a page of each.
    assert {case: (small[case], large[case]) for case in small if large[case] > 1.2 * small[case]} == {}
    assert max(large.values()) < 3_100
