"""A book of another store merged into this one, record by record, by their ULIDs.

Of each record the versions are compared (`lineage`): the newer side wins, what both have changed is blended and told.
A record that was removed on one side and changed on the other stays, and is told: nothing is lost by a merge.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from graphlib import TopologicalSorter
from typing import Any, Literal

from osp_cli.domain.names import name_key, unique_slug
from osp_cli.domain.opportunity import Account
from osp_cli.errors import WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.store.account_merges import fold, join_plans, join_told, turn
from osp_cli.store.blending import blended, differing, taken, told_of
from osp_cli.store.compiled import COLUMNS, PORTABLE, REFERENCES, STATEMENTS
from osp_cli.store.lineage import Gone, Lineage, Versions, kept, told
from osp_cli.store.portable import VERSIONS, Content, Record, row_of
from osp_cli.store.units import Change
from osp_cli.store.version_numbers import VersionNumbers
from osp_cli.store.writing import Writing

# Each table after those that its records refer to; two records of one table may refer to each other.
ORDER: tuple[str, ...] = tuple(
    TopologicalSorter(
        {table: {target for target in REFERENCES[table].values() if target != table} for table in PORTABLE}
    ).static_order()
)
Kind = Literal["changed", "removed-here", "removed-there"]


@dataclass(frozen=True, slots=True)
class Clash:
    """What both sides have done to one record. `change` holds what is said here and there, as before and after.

    Of a `changed` record `is_theirs` says whose values stand now. A removed one stands as the other side has it.
    """

    kind: Kind
    change: Change
    opportunity: int | None
    is_theirs: bool = False


class Merge:
    """One merge within a transaction. `is_part`: the file does not hold the whole book of the other store."""

    def __init__(
        self, writing: Writing, unfit: Callable[[str, dict[str, object]], WrongUsage], *, is_part: bool
    ) -> None:
        self.added = dict.fromkeys(ORDER, 0)
        self.changed = dict.fromkeys(ORDER, 0)
        self.removed = dict.fromkeys(ORDER, 0)
        self.clashes: list[Clash] = []
        self.deals: list[Change] = []  # what became of opportunities that were here
        self._writing, self._unfit, self._is_part = writing, unfit, is_part
        self._lineage = Lineage(writing)
        self._versions = VersionNumbers(writing)
        self._judged: dict[tuple[str, int], str] = {}  # the versions of plans there, by opportunity and number
        self._contents: dict[str, tuple[str, Content]] = {}
        self._numbers: dict[str, int] = {}  # of every record of the file that is here now, by its ULID there
        self._gone = {each.id: each for each in self._lineage.removed()}
        self._gone_there: set[str] = set()
        self._placed: set[tuple[str, int]] = set()  # what stands here of the file, by table and number
        self._former_there: dict[tuple[str, str], str] = {}  # the former names of accounts there, each with its ULID
        self._revived: set[str] = set()
        self._last: dict[str, int] = {}

    def put(self, records: Iterable[Record], gone: Iterable[Gone]) -> None:
        """Merges every record in, then removes what is gone there; all of them must have been looked at before."""
        self._writing.begin_unit("do")
        self._writing.let_references_wait()
        by_table: dict[str, list[Content]] = {table: [] for table in ORDER}
        for table, content in records:
            if table in COLUMNS and table in by_table:
                by_table[table].append(content)
                self._contents[content["id"]] = (table, content)
        leaving = {each.id: each for each in gone}
        self._gone_there = {*leaving}
        self._former_there = {
            (each["account"], name_key(each["name"])): each["id"] for each in by_table["account_alias"]
        }
        self._judged = {(each["opportunity"], each["version"]): each["id"] for each in by_table["plan_version"]}
        self._revived = self._deals_to_revive(by_table)
        for table in ORDER:
            for content in by_table[table]:
                if not self._stays_gone(content):
                    self._put(table, content)
        self._remove(leaving)
        fold(self._writing)
        self._versions.settle()
        self._lineage.close()

    # -- what is here of a record of the file --------------------------------------------------------------------------

    def _here(self, table: str, content: Content, row: Content) -> sqlite3.Row | None:
        """The record here: the same one, or one that both stores made of the same thing."""
        found = self._writing.row(f"{table}.with_id", id=content["id"])
        if found is None and f"{table}.twin" in STATEMENTS:
            found = self._writing.row(f"{table}.twin", **row)
        return found

    def _number(self, target: str, ulid: str) -> int:
        """The number of a record that another one refers to, which is brought back where it is gone."""
        if ulid not in self._numbers and ulid in self._contents:
            table, content = self._contents[ulid]
            self._put(table, content)
        if ulid not in self._numbers:
            known = self._writing.row(f"{target}.with_id", id=ulid)
            if known is None:
                raise self._unfit("book-reference-missing", {"table": target, "id": ulid})
            self._numbers[ulid] = known["number"]
        return self._numbers[ulid]

    def _reference(self, table: str, content: Content) -> Content:
        """The row as it would stand here."""
        if table == "opportunity" and content["follows"] and not self._is_known(content["follows"]):
            content = {**content, "follows": None}
        if table == "snooze":
            about = self._numbers.get(content["record_id"])
            content = content if about is None else {**content, "record_number": about}
        if table == "approval" and (judged := self._judged.get((content["opportunity"], content["plan_version"]))):
            version = self._writing.one("plan_version.numbered", number=self._number("plan_version", judged))["version"]
            content = {**content, "plan_version": version}
        return row_of(table, content, self._number)

    def _is_known(self, ulid: str) -> bool:
        return ulid in self._contents or self._writing.row("opportunity.with_id", id=ulid) is not None

    def _put(self, table: str, content: Content) -> None:
        if content["id"] in self._numbers:
            return
        former = self._former_account(table, content)
        if former is not None:
            self._numbers[content["id"]] = former.number
            self._placed.add((table, former.number))
            join_told(self._writing, former, content)
            return
        to_itself = (name for name, column in PORTABLE[table].items() if REFERENCES[table].get(column) == table)
        alone = self._reference(table, {**content, **dict.fromkeys(to_itself)})
        ours = self._here(table, content, alone)
        if table == "sales_plan" and ours:
            ours = join_plans(self._writing, ours, alone)
        self._numbers[content["id"]] = ours["number"] if ours else self._next_number(table)
        self._placed.add((table, self._numbers[content["id"]]))
        row = self._reference(table, content)
        if ours is None:
            self._add(table, content, row)
        else:
            self._blend(table, dict(ours), row)

    def _next_number(self, table: str) -> int:
        """A number that no record of the table has had."""
        if table not in self._last:
            used = self._writing.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
            row = used.fetchone()
            self._last[table] = row[0] if row else 0
        self._last[table] += 1
        return self._last[table]

    def _former_account(self, table: str, content: Content) -> Account | None:
        """The account that stays, where this one was merged into it."""
        if table != "account" or self._writing.row("account.with_id", id=content["id"]):
            return None
        account = self._writing.account(content["name"])
        if account is None or name_key(account.name) == name_key(content["name"]):
            return None
        turned_there = self._former_there.get((content["id"], name_key(account.name)), "")
        if not turn(self._writing, account, content, turned_there):
            return account
        before, after = {"name": account.name}, {"name": content["name"]}
        self._clash("changed", table, before, after, row={"number": account.number}, is_theirs=True)
        return None

    # -- what a record becomes -----------------------------------------------------------------------------------------

    def _add(self, table: str, content: Content, row: Content) -> None:
        row["number"] = self._numbers[content["id"]]
        if table == "opportunity":
            row["slug"] = unique_slug(row["slug"], self._writing.slug_taken)
        self._versions.find_room(table, row)
        self._run(table, "put_back", row)
        self.added[table] += 1
        if content["id"] in self._gone:
            if content.get("opportunity") not in self._revived:  # else the opportunity is told, and all comes with it
                self._clash("removed-here", table, None, row)
            self._writing.forget_gone(content["id"])

    def _blend(self, table: str, ours: Content, theirs: Content) -> None:
        number = ours["number"]
        mine = self._lineage.versions(table, number, ours["seen"])
        yours = told(theirs["seen"])
        if self._is_part and table == "opportunity" and theirs["follows_number"] is None:
            theirs["follows_number"] = ours["follows_number"]  # what it grew out of may have stayed behind
        result, is_theirs = dict(ours), False
        clashing: tuple[str, ...] = ()
        if columns := differing(ours, theirs):
            if mine < yours:
                result = taken(ours, theirs)
            elif not yours < mine:
                is_theirs = _is_newer(yours, theirs, mine, ours, columns)
                base = None if mine == yours else self._lineage.common(table, number, yours)
                blend = blended(table, ours, theirs, base, "theirs" if is_theirs else "ours")
                result, clashing = blend.row, blend.clashing
        if clashing:
            both = (told_of(table, side, clashing) for side in (ours, theirs))
            self._clash("changed", table, *both, row=ours, is_theirs=is_theirs)
        result["seen"] = kept((yours | told(ours["seen"])) - self._lineage.own(table, number))
        if self._is_called(theirs["id"], ours["id"]):
            result |= {name: theirs[name] for name in ("id", "by", "at")}
        self._save(table, ours, result)
        if table == "opportunity":
            came = tuple(each for each in differing(ours, result) if each not in clashing)
            told_here, told_there = (told_of(table, side, came) for side in (ours, result))
            change = Change(table, number, "update", told_here, told_there)
            self.deals += [change] if any(change.columns()) else []

    def _is_called(self, theirs: str, ours: str) -> bool:
        """Whether a record that both made is called as there: a ULID that one side has given up for another is none.

        Where neither or both are given up, it is called as the first called it; both stores decide alike.
        """
        is_gone_here, is_gone_there = theirs in self._gone, ours in self._gone_there
        return theirs < ours if is_gone_here == is_gone_there else is_gone_there

    def _save(self, table: str, ours: Content, result: Content) -> None:
        if result == ours:
            return
        if differing(ours, result):
            self.changed[table] += 1
            self._versions.find_room(table, result)
        self._run(table, "overwrite", {**result, "key": ours["number"]})

    def _run(self, table: str, verb: str, row: Content) -> None:
        try:
            self._writing.each(f"{table}.{verb}", **row)
        except (sqlite3.IntegrityError, UnicodeError) as error:
            reason = "" if isinstance(error, UnicodeError) else str(error).rpartition(":")[2].strip()
            raise self._unfit("book-value-unfit", {"table": table, "column": reason}) from None

    def _clash(
        self,
        kind: Kind,
        table: str,
        ours: Content | None,
        theirs: Content | None,
        *,
        row: Content | None = None,
        is_theirs: bool = False,
    ) -> None:
        place = row or theirs or ours or {}
        deal = place.get("number") if table == "opportunity" else place.get("opportunity_number")
        op: Any = "update" if ours and theirs else "insert" if theirs else "delete"
        self.clashes.append(Clash(kind, Change(table, place["number"], op, ours, theirs), deal, is_theirs))

    # -- what is gone --------------------------------------------------------------------------------------------------

    def _stays_gone(self, content: Content) -> bool:
        """Whether a record was removed here, and nothing has become of it there since."""
        gone = self._gone.get(content["id"])
        if gone is None:
            deal = content.get("opportunity")
            return deal in self._gone and deal not in self._revived
        if content["id"] in self._revived or content.get("opportunity") in self._revived:
            return False
        return frozenset(content[VERSIONS]) <= gone.versions

    def _deals_to_revive(self, by_table: dict[str, list[Content]]) -> set[str]:
        """The opportunities that were removed here, of which something is new there: these come back whole."""
        revived = set()
        for table, contents in by_table.items():
            for content in contents:
                deal = content["id"] if table == "opportunity" else content.get("opportunity")
                if deal in self._gone:
                    known = self._gone.get(content["id"])
                    if known is None or not frozenset(content[VERSIONS]) <= known.versions:
                        revived.add(deal)
        return revived

    def _remove(self, gone: dict[str, Gone]) -> None:
        """Removes what was removed there, unless it has changed here since or is needed here."""
        doomed: dict[tuple[str, int], Content] = {}
        kept_deals: set[int] = set()
        for each in gone.values():
            row = self._writing.row(f"{each.table}.with_id", id=each.id)
            if row is None or each.id in self._contents or (each.table, row["number"]) in self._placed:
                continue
            if self._has_changed(each, row) or (each.table == "opportunity" and self._lives_on(row, gone)):
                kept_deals |= {row["number"]} if each.table == "opportunity" else set()
                self._clash("removed-there", each.table, dict(row), None)
                continue
            doomed[each.table, row["number"]] = dict(row)
        for place in [place for place, row in doomed.items() if row.get("opportunity_number") in kept_deals]:
            del doomed[place]
        self._take_out(doomed, gone)

    def _has_changed(self, gone: Gone, row: sqlite3.Row) -> bool:
        return not self._lineage.versions(gone.table, row["number"], row["seen"]) <= gone.versions

    def _lives_on(self, deal: sqlite3.Row, gone: dict[str, Gone]) -> bool:
        """Whether something hangs from an opportunity that was not known when it was removed there."""
        for table in ORDER:
            if f"{table}.hanging" in STATEMENTS:
                for row in self._writing.each(f"{table}.hanging", of=deal["number"]):
                    known = gone.get(row["id"])
                    if known is None or self._has_changed(known, row):
                        return True
        return False

    def _take_out(self, doomed: dict[tuple[str, int], Content], gone: dict[str, Gone]) -> None:
        """Takes rows out, those last that others refer to; what is still referred to stays, and is told."""
        while needed := self._needed(doomed):
            for table, number in sorted(needed):
                self._clash("removed-there", table, doomed.pop((table, number)), None)
        for table in reversed(ORDER):
            for of, number in [place for place in doomed if place[0] == table]:
                self._run(of, "take_out", {"key": number})
        for (table, _), row in doomed.items():
            self.removed[table] += 1
            self._writing.add_gone(gone[row["id"]])

    def _needed(self, doomed: dict[tuple[str, int], Content]) -> set[tuple[str, int]]:
        """The rows to be taken out to which something refers that stays."""
        needed = set()
        for table, references in REFERENCES.items():
            for column, target in references.items():
                if numbers := [number for of, number in doomed if of == target]:
                    found = self._writing.connection.execute(
                        f'SELECT number, "{column}" FROM {table} WHERE "{column}" IN (SELECT value FROM json_each(?))',  # noqa: S608  ours
                        (json.dumps(numbers),),
                    )
                    needed |= {(target, of) for number, of in found if (table, number) not in doomed}
        return needed


def _is_newer(yours: Versions, theirs: Content, mine: Versions, ours: Content, columns: Iterable[str]) -> bool:
    """Whether the other side's version is the newer one; of two of one instant both stores choose the same."""
    latest = [max(versions, default="") for versions in (yours, mine)]
    if latest[0] != latest[1]:
        return latest[0] > latest[1]
    told_there, told_here = (str([side[column] for column in columns]) for side in (theirs, ours))
    return told_there > told_here
