"""Two stores that go apart and exchange files: they come together again, and nothing is lost on the way."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from osp_cli.domain.money import Money
from osp_cli.domain.opportunity import Opportunity
from osp_cli.domain.people import PERSON
from osp_cli.domain.risks import RISK, Risk
from osp_cli.exchange.book_file import BookFile, pieces
from osp_cli.pack.load import builtin
from osp_cli.render.lines import Page
from osp_cli.render.plain import plain
from osp_cli.render.views.books import imported_or_merged_view
from osp_cli.services.books import BookMerged, import_book
from osp_cli.services.desk import Desk, Typed
from osp_cli.services.merging import join_people
from osp_cli.services.pricing import priced
from osp_cli.settings import Settings
from osp_cli.store.compiled import COLUMNS, PORTABLE
from osp_cli.store.merges import ORDER
from osp_cli.store.portable import Part, outgoing
from osp_cli.store.statements.lineage import TWINS
from osp_cli.store.store import Store, Writing
from osp_cli.store.tables import METADATA
from osp_cli.words import Words
from tests.store.books import FULL, ON, PLAIN, dump, fill, verdict, writing
from tests.store.test_undo_property import COMMANDS, merge_accounts

WORDS = Words("en")
OF_A_STORE = ("number", "slug", "record_number", "versions")


def exported(store: Store, part: Part | None = None) -> str:
    head = {"version": 1} | ({"changes_since": "2026-01-01"} if part else {})
    with store.reading() as reading:
        return "".join(pieces(head, outgoing(reading, part or Part()), "ndjson"))


def taken(store: Store, text: str, settings: Settings | None = None, *, dry_run: bool = False) -> Any:
    desk = Desk(store, builtin(), settings or Settings(), ON, "Ingrid Solberg", typed=Typed("osp import", dry_run))
    result = import_book(desk, "rep.json", BookFile(io.BytesIO(text.encode()), "rep.json"))
    assert plain(imported_or_merged_view(result, WORDS), Page(None, ":")), "whatever became of it can be told"
    return result


def merged(store: Store, text: str, settings: Settings | None = None) -> BookMerged:
    result = taken(store, text, settings)
    assert isinstance(result, BookMerged)
    return result


def said(store: Store) -> dict[str, list[str]]:
    """What a book says, record by record: not how a store counts them, nor which versions there were."""
    found: dict[str, list[str]] = {}
    for line in exported(store).splitlines()[1:-1]:
        record = json.loads(line)
        if record["table"] not in ("gone", "snapshot"):
            kept = {name: value for name, value in record.items() if name not in OF_A_STORE}
            found.setdefault(record["table"], []).append(json.dumps(kept, sort_keys=True))
    return {table: sorted(rows) for table, rows in found.items()}


def two() -> tuple[Store, Store]:
    """A rep's store with two deals, and a manager's that has them from a file of it."""
    rep, manager = Store.in_memory(), Store.in_memory()
    with writing(rep) as w:
        fill(w, replace(FULL, status="open", stage="5"))
        fill(w, replace(PLAIN, slug="other", account="Orbit Foods"))
    with writing(manager) as w:
        w.add_opportunity(replace(PLAIN, slug="cedar-billing", name="The manager's own", account="Mine"))
    assert not merged(manager, exported(rep)).clashes
    return rep, manager


def deal(store: Store, name: str = "海棠银行 数据平台") -> Opportunity:
    with store.reading() as reading:
        return next(each for each in reading.candidates(name, 5) if each.name == name)


def change(store: Store, name: str = "海棠银行 数据平台", **to: Any) -> None:
    changed = replace(deal(store, name), **to)
    with writing(store) as w:
        w.save_opportunity(changed)


def exchange(first: Store, second: Store) -> list[Any]:
    """Both take the file that the other one made before."""
    files = exported(first), exported(second)
    clashes = [*merged(first, files[1]).clashes, *merged(second, files[0]).clashes]
    return [clash for clash in clashes if clash.kind == "changed"]


def test_a_reps_book_is_added_to_what_a_manager_has_and_twice_is_once() -> None:
    rep, manager = two()
    assert {each.name for each in deals(manager)} == {"海棠银行 数据平台", "Cedar billing", "The manager's own"}
    assert len({each.slug for each in deals(manager)}) == 3
    before = dump(manager)
    again = merged(manager, exported(rep))
    assert (again.added, again.changed, again.removed, again.clashes) == ((), (), (), ())
    assert dump(manager) == before


def deals(store: Store) -> tuple[Opportunity, ...]:
    with store.reading() as reading:
        return tuple(reading.candidates("", 99))


def test_a_merge_is_one_unit_and_its_undo_gives_back_the_identical_book() -> None:
    rep, manager = two()
    before = dump(manager)
    change(rep, next_step="Call", next_step_on=ON)
    noted, removed = deal(rep).number, deal(rep, "Cedar billing").number
    with writing(rep) as w:
        w.add_note(noted, kind="note", text="new", on=ON)
        w.remove_opportunity(removed)
    text = exported(rep)
    result = merged(manager, text)
    assert {each.table for each in result.added} == {"note"}
    assert result.changed
    assert "opportunity" in {each.table for each in result.removed}
    after = said(manager)
    with writing(manager) as w:
        assert len(w.undo()) == 1
    assert dump(manager) == before
    merged(manager, text)
    assert said(manager) == after


def test_a_dry_run_of_a_merge_tells_and_writes_nothing() -> None:
    rep, manager = two()
    change(rep, need="More")
    before = dump(manager)
    assert [(each.table, each.count) for each in taken(manager, exported(rep), dry_run=True).changed] == [
        ("opportunity", 1)
    ]
    assert dump(manager) == before


def test_approvals_and_conditions_of_the_manager_travel_back() -> None:
    rep, manager = two()
    number = deal(manager).number
    with writing(manager) as w:
        w.add_approval(number, verdict(note="Go", plan_version=2, size="large"))
    with manager.reading() as reading:
        owner = reading.member("林晓梅")
    assert owner is not None
    result = merged(rep, exported(manager, Part(owner_number=owner.number)))
    assert [(each.table, each.count) for each in result.added] == [("approval", 1)]
    assert not result.clashes
    with rep.reading() as reading:
        assert reading.dossier(deal(rep).number).approvals[-1].note == "Go"


def test_what_each_side_changed_in_another_field_is_no_conflict() -> None:
    rep, manager = two()
    change(rep, need="From the rep")
    change(manager, partner="From the manager")
    assert exchange(rep, manager) == []
    exchange(rep, manager)
    for store in (rep, manager):
        assert (deal(store).need, deal(store).partner) == ("From the rep", "From the manager")


def test_what_both_changed_is_listed_with_both_values_and_the_newer_stands_on_both_sides() -> None:
    rep, manager = two()
    change(rep, need="older")
    change(manager, need="newer")
    files = exported(rep), exported(manager)
    (here,) = merged(manager, files[0]).clashes
    assert (here.kind, here.change.before, here.change.after) == (
        "changed", {"need": "newer"}, {"need": "older"},
    )  # fmt: skip
    assert here.opportunity is not None
    assert not here.is_theirs
    (there,) = merged(rep, files[1]).clashes
    assert there.is_theirs
    assert deal(rep).need == deal(manager).need == "newer"
    assert not merged(rep, exported(manager)).clashes, "it is told once"


def test_a_change_of_the_price_is_taken_whole() -> None:
    rep, manager = two()
    amount = FULL.amount
    assert amount is not None
    change(rep, amount=replace(amount, minor=5), base=None, rate=None, rate_on=None)
    change(manager, amount=None, base=None, rate=None, rate_on=None)
    assert len(exchange(rep, manager)) == 2
    assert deal(rep).amount == deal(manager).amount


def test_a_stale_file_takes_nothing_back() -> None:
    rep, manager = two()
    old = exported(rep)
    change(rep, need="new")
    merged(manager, exported(rep))
    result = merged(manager, old)
    assert (result.changed, result.clashes) == ((), ())
    assert deal(manager).need == "new"


def test_an_undo_travels_as_what_it_is_a_newer_version() -> None:
    rep, manager = two()
    was = deal(rep).need
    change(rep, need="hasty")
    merged(manager, exported(rep))
    with writing(rep) as w:
        w.undo()
    assert not merged(manager, exported(rep)).clashes
    assert deal(manager).need == was


def test_what_was_removed_there_and_changed_here_stays_and_is_told() -> None:
    rep, manager = two()
    gone, alive = deal(rep).number, deal(manager).number
    with writing(rep) as w:
        w.remove_opportunity(gone)
    with writing(manager) as w:
        w.add_note(alive, kind="note", text="still alive", on=ON)
    before = said(manager)
    (clash,) = merged(manager, exported(rep)).clashes
    assert (clash.kind, clash.change.table) == ("removed-there", "opportunity")
    assert said(manager) == before, "whole, with all that hangs from it"
    (back,) = merged(rep, exported(manager)).clashes
    assert (back.kind, back.change.table) == ("removed-here", "opportunity")
    assert said(rep)["note"] == before["note"]


def test_what_was_removed_here_and_has_not_changed_there_stays_removed() -> None:
    rep, manager = two()
    text = exported(rep)
    gone = deal(manager).number
    with writing(manager) as w:
        w.remove_opportunity(gone)
    before = dump(manager)
    assert merged(manager, text).clashes == ()
    assert dump(manager) == before


def test_one_record_removed_here_and_changed_there_comes_back_and_is_told() -> None:
    rep, manager = two()
    there, number = deal(rep).number, deal(manager).number
    with writing(rep) as w:
        w.save_record(there, RISK, replace(w.dossier(there).risks[0], counter="Ask twice"))
    with writing(manager) as w:
        w.remove_record(RISK, w.dossier(number).risks[0].number)
    (clash,) = merged(manager, exported(rep)).clashes
    assert (clash.kind, clash.change.table) == ("removed-here", "risk")
    with manager.reading() as reading:
        assert reading.dossier(number).risks[0].counter == "Ask twice"


def test_a_person_that_is_needed_here_is_not_removed_from_there() -> None:
    rep, manager = two()
    number, here = deal(rep).number, deal(manager).number
    with writing(rep) as w:
        gone = w.add_record(number, RISK, Risk(number=0, id="", text="x"))
        w.ensure_person(number, "Ada")
    merged(manager, exported(rep))
    with writing(manager) as w:
        w.add_note(here, kind="call", text="spoke", on=ON, person=w.ensure_person(here, "Ada"))
    with writing(rep) as w:
        w.remove_record(PERSON, w.ensure_person(number, "Ada").number)
        w.remove_record(RISK, gone.number)
    result = merged(manager, exported(rep))
    assert [(clash.kind, clash.change.table) for clash in result.clashes] == [("removed-there", "person")]
    assert [(each.table, each.count) for each in result.removed] == [("risk", 1)]
    done = manager.kept
    assert not merged(manager, exported(rep)).removed
    assert manager.kept == done, "a second time nothing is written, so that undo takes back the first"
    merged(rep, exported(manager))
    assert said(rep)["person"] == said(manager)["person"]


def test_both_made_the_same_account_and_the_same_colleague() -> None:
    rep, manager = Store.in_memory(), Store.in_memory()
    with writing(manager) as w:
        boss = w.add_member("Ingrid Solberg", role="manager", region="North")
        w.save_account(replace(w.ensure_account("Orbit Foods"), industry="food"))
        assert boss.number
    with writing(rep) as w:
        w.ensure_member("ingrid solberg")
        w.save_account(replace(w.ensure_account("ORBIT foods"), goals="grow"))
        w.add_opportunity(replace(PLAIN, account="Orbit Foods"))
    for store, other in ((manager, rep), (rep, manager)):
        clashes = merged(store, exported(other)).clashes
        assert {clash.change.table for clash in clashes} <= {"account", "member"}, "only the spelling differs"
    assert said(manager) == said(rep)
    with rep.reading() as reading:
        member, account = reading.member("Ingrid Solberg"), reading.account("Orbit Foods")
    assert (member.role, member.region) == ("manager", "North")
    assert (account.industry, account.goals) == ("food", "grow")


def test_an_account_that_was_merged_into_another_takes_what_comes_for_it() -> None:
    rep, manager = two()
    with writing(rep) as w:
        w.add_opportunity(replace(PLAIN, slug="first", name="First", account="Solo"))
    merged(manager, exported(rep))
    with writing(manager) as w:
        kept, gone = w.ensure_account("Mine"), w.ensure_account("Solo")
        w.move_to_account(gone.number, kept)
        w.remove_account(gone.number)
        w.add_former_name(kept, "Solo")
    with writing(rep) as w:
        w.add_opportunity(replace(PLAIN, slug="second", name="Second", account="Solo"))
    merged(manager, exported(rep))
    assert deal(manager, "Second").account == "Mine"


def test_accounts_that_were_merged_in_opposite_ways_bear_the_name_of_the_later_merge() -> None:
    rep, manager = two()
    for store, stays, goes in ((rep, "海棠银行", "Orbit Foods"), (manager, "Orbit Foods", "海棠银行")):
        with writing(store) as w:
            merge_accounts(w, stays, goes)
    (clash,) = exchange(rep, manager)
    assert (clash.change.before, clash.change.after, clash.is_theirs) == (
        {"name": "海棠银行"}, {"name": "Orbit Foods"}, True,
    )  # fmt: skip
    assert exchange(rep, manager) == []
    for store in (rep, manager):
        assert {each.account for each in deals(store)} <= {"Orbit Foods", "Mine"}
        with store.reading() as reading:
            assert reading.account("海棠银行").name == "Orbit Foods"
    assert said(rep)["account_alias"] == said(manager)["account_alias"]


def test_versions_that_both_froze_stay_apart_and_a_verdict_keeps_to_its_own() -> None:
    rep, manager = two()
    numbers = deal(rep).number, deal(manager).number
    with writing(manager) as w:
        seen = w.add_plan_version(numbers[1], kind="full", size="large", digest="seen", content="{}", on=ON).version
        w.add_approval(numbers[1], verdict(plan_version=seen))
    with writing(rep) as w:
        w.add_plan_version(numbers[0], kind="full", size="large", digest="unseen", content="{}", on=ON)
    assert exchange(rep, manager) == []
    for store in (rep, manager):
        with store.reading() as reading:
            dossier = reading.dossier(deal(store).number)
        assert [each.digest for each in dossier.plan_versions[-2:]] == ["seen", "unseen"]
        assert [each.plan_version for each in dossier.approvals] == [1, None, seen]
    assert said(rep) == said(manager)


def test_a_book_in_another_base_currency_is_converted_here_and_stays_as_it_is_there() -> None:
    rep, manager = two()
    amount = Money(100_00, "EUR")
    change(rep, amount=amount, rate="7.8", rate_on=ON, base=Money(780_00, "CNY"))
    rates = Settings(rates={"EUR": ((ON, "1.1"),)})
    merged(manager, exported(rep), rates)
    assert (deal(manager).rate, deal(manager).base) == ("1.1", Money(110_00, "USD"))
    assert priced(deal(rep), Money(200_00, "EUR"), rates, ON).base == Money(220_00, "USD")
    change(manager, need="Looked at")
    assert exchange(rep, manager) == []
    assert (deal(rep).rate, deal(rep).base, deal(rep).need) == ("7.8", Money(780_00, "CNY"), "Looked at")
    assert deal(manager).base == Money(110_00, "USD")


def test_every_table_is_merged_and_every_unique_index_has_its_twin() -> None:
    assert set(ORDER) == set(PORTABLE)
    for table in METADATA.sorted_tables:
        if table.name not in COLUMNS or table.name == "gone":
            continue
        unique = [index for index in table.indexes if index.unique]
        single = [column.name for column in table.columns if column.unique and column.name not in ("id", "slug")]
        if unique or single:
            assert table.name in (*TWINS, "sales_plan"), table.name


def _same_person(writing: Writing, choice: int) -> None:
    """Two people of a deal are found to be one: the first is merged into the second, or the other way round."""
    found = [*writing.candidates("", 9), *writing.candidates("e", 9)]
    if found:
        deal = found[choice // 2 % len(found)].number
        people = writing.dossier(deal).people
        if len(people) > 1:
            first, second = people[:2] if choice % 2 else people[1::-1]
            join_people(writing, deal, first, second)


def _same_account(writing: Writing, choice: int) -> None:
    """Any of three accounts is merged into any other."""
    merge_accounts(writing, f"Account {choice % 3}", f"Account {choice // 3 % 3}")


Command = Callable[[Writing, int], None]
MANY = (*COMMANDS, _same_person, _same_person, _same_account, _same_account)
steps = some.lists(
    some.tuples(some.sampled_from((0, 1)), some.sampled_from(MANY), some.integers(0, 40)), min_size=1, max_size=8
)


@settings(max_examples=12)
@given(shared=some.lists(some.tuples(some.sampled_from(MANY), some.integers(0, 40)), max_size=4), apart=steps)
def test_two_stores_that_go_apart_come_together(
    shared: list[tuple[Command, int]], apart: list[tuple[int, Command, int]]
) -> None:
    stores = Store.in_memory(), Store.in_memory()
    for command, choice in shared:
        with writing(stores[0]) as w:
            command(w, choice)
    taken(stores[1], exported(stores[0]))
    for which, command, choice in apart:
        with writing(stores[which]) as w:
            command(w, choice)
    for _ in range(3):
        for here, there in (stores, stores[::-1]):
            before = dump(here)
            text = exported(there)
            result = taken(here, text)
            after, done = dump(here), here.kept
            again = taken(here, text)
            assert here.kept == done, "the same file a second time leaves nothing to take back"
            assert not (isinstance(again, BookMerged) and (again.added or again.changed or again.removed))
            if isinstance(result, BookMerged) and before != after:
                with writing(here) as w:
                    w.undo()
                assert dump(here) == before
                taken(here, text)
    assert said(stores[0]) == said(stores[1])
    for here, there in (stores, stores[::-1]):
        before, done = dump(here), here.kept
        taken(here, exported(there))
        assert (dump(here), here.kept) == (before, done)
