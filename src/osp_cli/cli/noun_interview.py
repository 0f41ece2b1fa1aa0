"""The interview about one record of a noun: one field at a time, each kept before the next shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from osp_cli.cli.nouns import given_fields, show_kept
from osp_cli.domain.on_record import OFFERED, RULES, records_of
from osp_cli.errors import Declined, WrongUsage
from osp_cli.prompts import Ask, Check, Way
from osp_cli.render.naming import choice_words, label
from osp_cli.render.views.nouns import field_value, flag_word
from osp_cli.services.interviews import load, nouns_offered, records_wanted
from osp_cli.services.nouns import add, change, labels, one

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.fields import Field, Noun
    from osp_cli.domain.kinds import OfferedNoun, RecordKind


def ask_new(wiring: Wiring, noun: Noun, number: int, given: Mapping[str, Any]) -> None:
    """Asks for what a new record cannot be without, adds it, then asks the rest."""
    interview = Interview(wiring, noun, number)
    interview.begin(given)
    interview.walk([f for f in noun.fields if f.is_asked and not f.must_be_told and f.name not in given])
    interview.end()


def ask_records(wiring: Wiring, number: int, step: int) -> None:
    """Asks for the records that the questions of a step are about, then for those that the step offers.

    Enter at the first field leaves one for later; whoever leaves is asked for no more.
    """
    desk = wiring.reading()
    try:
        if all(_ask_kind(wiring, number, kind) for kind in records_wanted(load(desk, number), desk.process, step)):
            offered = nouns_offered(load(wiring.reading(), number), desk.process, step)
            all(_ask_offered(wiring, number, name, bare) for name, bare in offered)
    except Declined:
        return


def _ask_kind(wiring: Wiring, number: int, kind: RecordKind) -> bool:
    """Asks for a record that stands for an answer; whether the person stayed."""
    rule = RULES[kind]
    interview = Interview(wiring, rule.noun, number, is_titled=False)
    if not interview.resume(kind) and not interview.offer(rule.given):
        return True
    return interview.walk([field for field in rule.noun.fields if field.name not in rule.given][1:])


def _ask_offered(wiring: Wiring, number: int, name: OfferedNoun, bare: Sequence[int]) -> bool:
    """Asks for the first record of a noun, or for more about those of which too little is told; whether they stayed."""
    noun, asked = OFFERED[name]
    for each in bare or (None,):
        interview = Interview(wiring, noun, number, is_titled=False)
        interview.fields = [noun.head, *map(noun.field, asked)]
        if each is not None:
            interview.go_on(each)
        elif not interview.offer({}):
            return True
        if not interview.walk(interview.fields[1:]):
            return False
    return True


def ask_known(wiring: Wiring, noun: Noun, number: int, reference: str) -> None:
    """Asks every field of a record; Enter leaves what stands."""
    interview = Interview(wiring, noun, number)
    interview.reference = reference
    interview.walk([field for field in noun.fields if field.is_asked])
    interview.end()


class Interview:
    """About one record; `reference` means it, whatever its name becomes.

    `_record`, `_add`, `_change` and `end` say where the records are: here, on an opportunity.
    """

    def __init__(self, wiring: Wiring, noun: Noun, number: int, *, is_titled: bool = True) -> None:
        if wiring.shared.dry_run:
            raise WrongUsage("dry-run-interview", {"command": f"osp {noun.name} {wiring.typed[1]}"})
        self.wiring, self.noun, self.number, self.reference = wiring, noun, number, ""
        self.fields = [field for field in noun.fields if field.is_asked]
        self.asker = wiring.asker()
        if is_titled:
            self.asker.tell(wiring.title(number))

    def resume(self, kind: RecordKind) -> bool:
        """Goes on with the record of a kind that lacks something; whether there is one."""
        begun = records_of(kind, load(self.wiring.reading(), self.number))
        if begun:
            self.go_on(begun[0].number)
        return bool(begun)

    def go_on(self, reference: int) -> None:
        """Goes on with a record by its number."""
        self.reference = str(reference)
        head = getattr(self._record(), self.noun.head.name)
        self.asker.tell("\n" + self.wiring.words("asking.record-begun", text=head))

    def offer(self, given: Mapping[str, str]) -> bool:
        """Asks for the first field of a new record, which is kept at once; whether anything was said."""
        words = self.wiring.words
        kind = given.get("kind")
        table = words(f"choices.{self.noun.name}.kind.{kind}") if kind else words(f"tables.{self.noun.name}")
        question = words(f"asks.{self.noun.name}.{self.noun.head.name}")
        check = partial(self._offered, given)
        return bool(self.asker.line(words("asking.record-offer", table=table, question=question), check=check).strip())

    def _offered(self, given: Mapping[str, str], typed: str) -> None:
        if typed.strip():
            head = self.noun.head.name
            self._add({**given, **given_fields(self.wiring, self.noun, self.number, {head: typed.strip()})})

    def begin(self, given: Mapping[str, Any]) -> None:
        """Asks what is needed; the record is there as soon as the last of it is said."""
        said = dict(given)
        needed = [field for field in self.noun.fields if field.must_be_told and field.name not in given]
        place = 0
        while place < len(needed):
            way = self._ask(needed[place], None, partial(self._begun, needed, place, said))
            if way is Way.QUIT:
                raise Declined("left")
            place = max(place - 1, 0) if way is Way.BACK else place + (way is not Way.SKIP)

    def _begun(self, needed: Sequence[Field], place: int, said: dict[str, Any], typed: str) -> None:
        if not typed.strip():
            raise WrongUsage("line-empty")
        said |= given_fields(self.wiring, self.noun, self.number, {needed[place].name: typed})
        if place == len(needed) - 1:
            self._add(said)

    def walk(self, fields: Sequence[Field]) -> bool:
        """Asks these fields in order, but for those of another kind of record. Whether nobody left.

        `<` goes back, and whoever leaves keeps what was said.
        """
        place, way = 0, None
        while place < len(fields):
            field, record = fields[place], self._record()
            if field.belongs_to(record):
                way = self._ask(field, getattr(record, field.name), partial(self._changed, field))
            if way is Way.QUIT:
                break
            place = max(place - 1, 0) if way is Way.BACK else place + 1
        return way is not Way.QUIT

    def end(self) -> None:
        """Shows the record as it stands."""
        desk = self.wiring.reading()
        show_kept(self.wiring, self.noun, desk, one(desk, self.number, self.noun, self.reference))

    def _changed(self, field: Field, typed: str) -> None:
        """Keeps what was typed; a refusal is told, and the field asked again."""
        if typed.strip():
            self._change(given_fields(self.wiring, self.noun, self.number, {field.name: typed}))

    def _record(self) -> Any:
        return getattr(one(self.wiring.reading(), self.number, self.noun, self.reference), self.noun.name)

    def _add(self, given: Mapping[str, Any]) -> None:
        self._keep(add(self.wiring.writing(creates=False), self.number, self.noun, given))

    def _change(self, given: Mapping[str, Any]) -> None:
        desk = self.wiring.writing(creates=False)
        self._keep(change(desk, self.number, self.noun, self.reference, given))

    def _keep(self, kept: Any) -> None:
        for name in kept.new_people:
            self.asker.tell("  " + self.wiring.words("asking.new-person", name=name))
        self.reference = labels(self.noun, [getattr(kept, self.noun.name)])[0]

    def _ask(self, field: Field, standing: Any, check: Check) -> str | Way:
        words, noun = self.wiring.words, self.noun.name
        called = label(noun, field.name, words)
        question, explained = (
            words(key) if words.has(key) else called
            for key in (f"asks.{noun}.{field.name}", f"explains.{noun}.{field.name}")
        )
        choices = tuple(choice_words(noun, field, words).values())
        if field.kind == "flag":
            choices = tuple(flag_word(self.noun, field, words, is_set=is_set) for is_set in (True, False))
        ask = Ask(
            text=question,
            place=f"{self.fields.index(field) + 1}/{len(self.fields)}",
            explanation=(explained,),
            form="text",
            standing=None if standing is None else field_value(self.noun, field, standing, words),
            choices=choices,
            keys="prompts.keys-choice" if choices else "prompts.keys-field",
        )
        return self.asker.answer(ask, check)
