"""Recording what hangs from an opportunity: who said what, what was decided, promised, ordered and owed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import Any, TypeVar

from osp_cli.domain.competitors import COMPETITOR, Competitor
from osp_cli.domain.fields import Noun
from osp_cli.domain.names import clean_name, name_key
from osp_cli.domain.opportunity import (
    Answer,
    Approval,
    Confirmation,
    Debt,
    Decision,
    ForecastCall,
    NewMove,
    Note,
    Order,
    PlanVersion,
    Snooze,
    Spoken,
    StrategyChoice,
)
from osp_cli.domain.own_fields import OwnKind, OwnValue, encoded
from osp_cli.domain.people import PERSON, Person
from osp_cli.domain.value import Rated, RivalPosition
from osp_cli.store import values
from osp_cli.store.changing import Changing
from osp_cli.store.compiled import STATEMENTS
from osp_cli.store.noun_rows import columns_of, maker

R = TypeVar("R")
person_of, competitor_of = maker(PERSON), maker(COMPETITOR)


class Recording(Changing):
    """Every `add_` of what a result speaks of gives back the record as it stands in the book."""

    def ensure_person(self, number: int, name: str) -> Person:
        """The person of the customer's with this name, made where new."""
        row = self.row("person.by_key", of=number, name_key=name_key(name))
        if row is not None:
            known: Person = person_of(row)
            return known
        return self.add_record(number, PERSON, Person(number=0, id="", name=clean_name(name)))

    def add_record(self, number: int, noun: Noun, record: R) -> R:
        """Records a value of a noun; its number and id are given here. People it names are made where new."""
        columns = self._columns(number, noun, record)
        kept: R = self._kept(noun.name, maker(noun), opportunity_number=number, **columns)
        self._save_beside(number, noun, record, getattr(kept, "number", 0))
        return kept

    def save_record(self, number: int, noun: Noun, record: Any) -> None:
        """Saves every field of a record of this opportunity's. People it names are made where new."""
        self._change(f"{noun.name}.save", key=record.number, **self._columns(number, noun, record))
        self._save_beside(number, noun, record, record.number)

    def remove_record(self, noun: Noun, record_number: int) -> None:
        """Removes a record, with what is its own; the caller has made sure that nothing else refers to it.

        A competitor's own are the answers about it and where the customer sees it.
        """
        if noun is COMPETITOR:
            for table in ("answer", "position"):
                self._change(f"{table}.remove_about", competitor=record_number)
        if noun.of_kind("positions"):
            self._save_rated(0, record_number, ())
        if noun.of_kind("people"):
            self._save_stakes(0, record_number, ())
        self._change(f"{noun.name}.remove", key=record_number)

    def move_person(self, number: int, gone: int, kept: int) -> None:
        """Everything on an opportunity that refers to one person refers to another from now on."""
        for name in (name for name in STATEMENTS if name.startswith("person.moved.")):
            self._change(name, of=number, gone=gone, kept=kept)
        known = set()  # who both set store by a criterion does so once
        for row in sorted(self.each("stake.hanging", of=number), key=itemgetter("id")):
            stake = row["criterion_number"], row["person_number"]
            if stake in known:
                self._change("stake.remove", key=row["number"])
            known.add(stake)

    def _columns(self, number: int, noun: Noun, record: Any) -> dict[str, Any]:
        return columns_of(noun, record, lambda name: self.ensure_person(number, name).number)

    def _save_beside(self, number: int, noun: Noun, record: Any, record_number: int) -> None:
        """Saves the fields of a record that have rows of their own."""
        for field in noun.of_kind("positions"):
            self._save_rated(number, record_number, getattr(record, field.name))
        for field in noun.of_kind("people"):
            self._save_stakes(number, record_number, getattr(record, field.name))

    def _save_stakes(self, number: int, criterion: int, wanted: Iterable[str]) -> None:
        """Makes these the people who set store by a criterion: the new ones are added, the others removed."""
        missing = {name_key(name): name for name in wanted}
        for row in self.each("stake.of_criterion", criterion=criterion):
            if missing.pop(name_key(row["who"]), None) is None:
                self._change("stake.remove", key=row["number"])
        for name in missing.values():
            person = self.ensure_person(number, name).number
            self._add("stake", opportunity_number=number, criterion_number=criterion, person_number=person)

    def _save_rated(self, number: int, criterion: int, wanted: Iterable[Rated]) -> None:
        """Makes these the positions of the competitors on a criterion: changed, added, and the others removed."""
        known = {each.competitor: each for each in self.positions_on(criterion)}
        for each in wanted:
            standing = known.pop(each.competitor, None)
            if standing is not None:
                self._change("position.save", key=standing.number, seen_as=each.position)
                continue
            columns = {"criterion_number": criterion, "seen_as": each.position}
            competitor = self.ensure_competitor(number, each.competitor).number
            self._add("position", opportunity_number=number, competitor_number=competitor, **columns)
        for standing in known.values():
            self._change("position.remove", key=standing.number)

    def positions_on(self, criterion: int) -> tuple[RivalPosition, ...]:
        """The competitors' positions on a criterion, by its number."""
        return tuple(values.position_of(row) for row in self.each("position.of_criterion", criterion=criterion))

    def ensure_competitor(self, number: int, name: str) -> Competitor:
        """The competitor with this name, made where new."""
        row = self.row("competitor.by_key", of=number, name_key=name_key(name))
        if row is not None:
            known: Competitor = competitor_of(row)
            return known
        return self.add_record(number, COMPETITOR, Competitor(number=0, id="", name=clean_name(name)))

    def set_own(self, number: int, name: str, kind: OwnKind, value: OwnValue | None) -> None:
        """Sets what a field of the user's own holds of an opportunity; None empties it."""
        row = self.row("own_value.of_field", of=number, field=name)
        if value is None:
            if row is not None:
                self._change("own_value.remove", key=row["number"])
            return
        kept = {"kind": kind, "value": encoded(value)}
        if row is None:
            self._add("own_value", opportunity_number=number, field=name, **kept)
        else:
            self._change("own_value.save", key=row["number"], **kept)

    def add_answer(
        self,
        number: int,
        *,
        question: str,
        said: Spoken,
        on: date,
        person: Person | None = None,
        competitor: Competitor | None = None,
        question_version: int = 1,
    ) -> Answer:
        """Records an answer; `person` said it, `competitor` is whom it is about (None: us)."""
        return self._kept(
            "answer",
            values.answer_of,
            opportunity_number=number,
            question=question,
            question_version=question_version,
            sign=said.sign,
            text=said.text,
            evidence=said.evidence,
            person_number=person.number if person else None,
            competitor_number=competitor.number if competitor else None,
            on=values.iso(on),
        )

    def add_confirmation(self, number: int, *, criterion: str, person: Person, evidence: str, on: date) -> Confirmation:
        """Records what a person of the customer's confirmed."""
        return self._kept(
            "confirmation",
            values.confirmation_of,
            opportunity_number=number,
            criterion=criterion,
            person_number=person.number,
            evidence=evidence,
            on=values.iso(on),
            needs_renewal=0,
        )

    def add_decision(
        self,
        number: int,
        *,
        step: int,
        verdict: str,
        reason: str,
        on: date,
        assessment: Iterable[tuple[str, str]] = (),
    ) -> Decision:
        """Records a go / no-go with the assessment (question id, sign) as it stood."""
        return self._kept(
            "decision",
            values.decision_of,
            opportunity_number=number,
            step=step,
            verdict=verdict,
            reason=reason,
            on=values.iso(on),
            assessment=json.dumps(dict(assessment), ensure_ascii=False),
            needs_renewal=0,
        )

    def add_strategy(self, number: int, *, kind: str, recommended: str | None, reason: str, on: date) -> StrategyChoice:
        """Records the strategy that the rep chose, beside the one that is recommended."""
        return self._kept(
            "strategy_choice",
            values.strategy_of,
            opportunity_number=number,
            kind=kind,
            recommended=recommended,
            reason=reason,
            on=values.iso(on),
        )

    def add_forecast_call(
        self, number: int, category: str | None, *, reason: str | None, on: date, level: str = "owner"
    ) -> ForecastCall:
        """Records which category the deal is called; None takes the calls of this level before it back."""
        columns = {"category": category, "level": level, "reason": reason, "on": values.iso(on)}
        return self._kept("forecast_call", values.forecast_call_of, opportunity_number=number, **columns)

    def add_move(self, number: int, move: NewMove) -> None:
        """Records a change of stage or status."""
        self._add(
            "move",
            opportunity_number=number,
            kind=move.kind,
            from_stage=move.from_stage,
            to_stage=move.to_stage,
            status=move.status,
            reason=move.reason,
            on=values.iso(move.on),
            report=move.report,
            stayed=move.stayed,
        )

    def add_plan_version(
        self, number: int, *, kind: str, size: str, digest: str, content: str, on: date
    ) -> PlanVersion:
        """Freezes the plan as the next version of this opportunity's."""
        last = self.row("plan_version.last", of=number)
        return self._kept(
            "plan_version",
            values.plan_version_of,
            opportunity_number=number,
            version=(last["version"] if last else 0) + 1,
            kind=kind,
            size=size,
            digest=digest,
            content=content,
            on=values.iso(on),
        )

    def add_approval(self, number: int, given: Approval) -> Approval:
        """Records a manager's verdict on a plan version or a discount; number, recorder and instant are new."""
        return self._kept(
            "approval",
            values.approval_of,
            opportunity_number=number,
            what=given.what,
            verdict=given.verdict,
            approver=given.approver,
            reported_by=given.reported_by,
            note=given.note,
            on=values.iso(given.on),
            size=given.size,
            plan_version=given.plan_version,
            needs_renewal=0,
        )

    def mark_renewal(
        self, number: int, *, criteria: Iterable[str] = (), steps: Iterable[int] = (), approvals: Iterable[str] = ()
    ) -> None:
        """Marks confirmations, decisions and approvals as waiting to be renewed; they stay in the history."""
        for table, named in (("confirmation", criteria), ("decision", steps), ("approval", approvals)):
            for what in named:
                self._change(f"{table}.renew", of=number, what=what)

    def add_debt(self, number: int, *, criterion: str, stage: str, reason: str, on: date) -> Debt:
        """Leaves a debt: a must that was passed without being met."""
        return self._kept(
            "debt",
            values.debt_of,
            opportunity_number=number,
            criterion=criterion,
            stage=stage,
            reason=reason,
            on=values.iso(on),
            settled_on=None,
            settled_by=None,
            settled_evidence=None,
        )

    def settle_debt(self, debt_number: int, *, on: date, by: str, evidence: str | None) -> None:
        """Marks a debt as made good."""
        settled = {"settled_on": values.iso(on), "settled_by": by, "settled_evidence": evidence}
        self._change("debt.settle", key=debt_number, **settled)

    def save_order(self, number: int, order: Order) -> Order:
        """Saves the live order of an opportunity, made where there is none; one that was cancelled stays as it is."""
        live = self.row("sales_order.of_one", of=number)
        if live is None:
            kept = self.add_order(number, order)
        else:
            kept = live["number"]
            self._change("sales_order.save", key=kept, **values.order_columns(order))
        return values.order_of(self.one("sales_order.by_number", number=kept))

    def add_order(self, number: int, order: Order) -> int:
        """Records the order of an opportunity that has none; returns the order's own number."""
        return self._add("sales_order", opportunity_number=number, **values.order_columns(order))

    def cancel_order(self, number: int, *, on: date, reason: str) -> None:
        """Cancels the live order, where there is one."""
        live = self.row("sales_order.of_one", of=number)
        if live is not None:
            self._change("sales_order.cancel", key=live["number"], cancelled_on=values.iso(on), cancelled_reason=reason)

    def snooze(self, number: int, put: Snooze) -> None:
        """Puts a line of the day off; it takes the place of an earlier day for the same line."""
        standing = self.row("daily.snooze", record_id=put.record[1], line=put.name)
        if standing is not None:
            self.wake(standing["number"])
        self._add(
            "snooze", opportunity_number=number, line=put.name, record_number=put.record[0], record_id=put.record[1],
            due_on=values.iso(put.due_on), until=values.iso(put.until),
        )  # fmt: skip

    def wake(self, snooze: int) -> None:
        """Brings a line back that was put off."""
        self._change("daily.wake", key=snooze)

    def add_note(self, number: int, *, kind: str, text: str, on: date, person: Person | None = None) -> Note:
        """Keeps a note or contact."""
        return self._kept(
            "note",
            values.note_of,
            opportunity_number=number,
            kind=kind,
            text=text,
            text_key=name_key(text),
            person_number=person.number if person else None,
            on=values.iso(on),
        )
