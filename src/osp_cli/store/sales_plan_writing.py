"""Writing the plans of step 1: their parts, their versions and the verdicts on them."""

from __future__ import annotations

from datetime import date

from osp_cli.domain.handbook import SalesKind
from osp_cli.domain.names import clean_name, name_key
from osp_cli.domain.sales_plans import SalesPlan, SalesVersion
from osp_cli.store import sales_plans, values
from osp_cli.store.changing import Changing


class SalesPlanWriting(Changing):
    """Every plan is kept with what it says, part by part; a text of None empties a part."""

    def add_sales_plan(
        self, kind: SalesKind, *, owner: int, account: int | None = None, partner: str | None = None
    ) -> int:
        """Begins a plan; gives its number. `owner` and `account` are numbers."""
        name = clean_name(partner) if partner else None
        key = name_key(name) if name else None
        columns = {"kind": kind, "account_number": account, "owner_number": owner}
        return self._add("sales_plan", **columns, partner=name, partner_key=key)

    def save_plan_owner(self, plan: SalesPlan, *, owner: int) -> None:
        """Gives a plan to another owner."""
        row = self.one("sales_plan.by_number", number=plan.number)
        kept = {name: row[name] for name in ("kind", "account_number", "partner", "partner_key")}
        self._change("sales_plan.save", key=plan.number, **kept, owner_number=owner)

    def save_plan_part(self, plan: int, part: str, text: str | None) -> None:
        """Makes this what the plan says to a part."""
        known = {row["plan_part"]: row["number"] for row in self.each("sales_plan_part.of", plan=plan)}
        if text is None:
            if part in known:
                self._change("sales_plan_part.remove", key=known[part])
        elif part in known:
            self._change("sales_plan_part.save", key=known[part], text=text, text_key=name_key(text))
        else:
            self._add("sales_plan_part", plan_number=plan, plan_part=part, text=text, text_key=name_key(text))

    def add_sales_version(self, plan: SalesPlan, *, digest: str, content: str, on: date) -> SalesVersion:
        """Freezes a plan as its next version."""
        return self._kept(
            "sales_plan_version",
            sales_plans.version_of,
            plan_number=plan.number,
            version=len(plan.versions) + 1,
            digest=digest,
            content=content,
            on=values.iso(on),
            verdict=None,
            approver=None,
            reported_by=None,
            note=None,
            judged_on=None,
        )

    def judge_sales_version(
        self, number: int, *, verdict: str, approver: str, reported_by: str | None, note: str | None, on: date
    ) -> SalesVersion:
        """Records a manager's verdict on a version."""
        told = {"verdict": verdict, "approver": approver, "reported_by": reported_by, "note": note}
        self._change("sales_plan_version.judge", key=number, **told, judged_on=values.iso(on))
        return sales_plans.version_of(self.one("sales_plan_version.by_number", number=number))

    def remove_sales_plan(self, number: int) -> None:
        """Removes a plan with all its parts and versions."""
        for table in ("sales_plan_part", "sales_plan_version"):
            self._change(f"{table}.remove_of", plan=number)
        self._change("sales_plan.remove", key=number)

    def move_plan_to_account(self, plan: SalesPlan, account: int, standing: SalesPlan | None) -> None:
        """Gives the plan of an account to another one; where that has one, both become one.

        Parts that only one fills are kept, of those that both fill both texts stand; the versions of both stand in the
        order of submission, so that they do wherever the two become one.
        """
        row = self.one("sales_plan.by_number", number=plan.number)
        if standing is None:
            kept = {name: row[name] for name in ("kind", "owner_number", "partner", "partner_key")}
            self._change("sales_plan.save", key=plan.number, **kept, account_number=account)
            return
        for part, text in plan.texts.items():
            mine = standing.texts.get(part)
            both = mine and name_key(mine) != name_key(text)
            self.save_plan_part(standing.number, part, f"{mine} / {text}" if both else text)
        rows = (row for of in (plan, standing) for row in self.each("sales_plan_version.within", of=of.number))
        versions = sorted((row["id"], row["number"], row["version"]) for row in rows)
        beyond = max((version for *_, version in versions), default=0)
        for start in (beyond, 0):  # first out of the way of each other
            for place, (_, number, _) in enumerate(versions, start + 1):
                self._change("sales_plan_version.renumber", key=number, plan_number=standing.number, version=place)
        self.remove_sales_plan(plan.number)
