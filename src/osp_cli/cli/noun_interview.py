"""The interview about one record of a noun: one field at a time, each kept before the next shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from osp_cli.cli.nouns import given_fields, show_kept
from osp_cli.errors import Declined, WrongUsage
from osp_cli.prompts import Ask, Check, Way
from osp_cli.render.naming import choice_words, label
from osp_cli.render.views.nouns import field_value
from osp_cli.services.nouns import add, change, labels, one

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.fields import Field, Noun


def ask_new(wiring: Wiring, noun: Noun, number: int, given: Mapping[str, Any]) -> None:
    """Asks for what a new record cannot be without, adds it, then asks the rest."""
    interview = _Interview(wiring, noun, number)
    interview.begin(given)
    interview.walk([field for field in noun.fields if not field.is_needed and field.name not in given])


def ask_known(wiring: Wiring, noun: Noun, number: int, reference: str) -> None:
    """Asks every field of a record; Enter leaves what stands."""
    interview = _Interview(wiring, noun, number)
    interview.reference = reference
    interview.walk(noun.fields)


class _Interview:
    """About one record; `reference` means it, whatever its name becomes."""

    def __init__(self, wiring: Wiring, noun: Noun, number: int) -> None:
        if wiring.shared.dry_run:
            raise WrongUsage("dry-run-interview", {"command": f"osp {noun.name} {wiring.typed[1]}"})
        self.wiring, self.noun, self.number, self.reference = wiring, noun, number, ""
        self.asker = wiring.asker()
        self.asker.tell(wiring.title(number))

    def begin(self, given: Mapping[str, Any]) -> None:
        """Asks what is needed; the record is there as soon as the last of it is said."""
        said = dict(given)
        needed = [field for field in self.noun.fields if field.is_needed and field.name not in given]
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
            self._keep(add(self.wiring.writing(creates=False), self.number, self.noun, said))

    def walk(self, fields: Sequence[Field]) -> None:
        """Asks these fields in order; `<` goes back, and whoever leaves keeps what was said."""
        place = 0
        while place < len(fields):
            field = fields[place]
            record = getattr(one(self.wiring.reading(), self.number, self.noun, self.reference), self.noun.name)
            way = self._ask(field, getattr(record, field.name), partial(self._changed, field))
            if way is Way.QUIT:
                break
            place = max(place - 1, 0) if way is Way.BACK else place + 1
        desk = self.wiring.reading()
        show_kept(self.wiring, self.noun, desk, one(desk, self.number, self.noun, self.reference))

    def _changed(self, field: Field, typed: str) -> None:
        """Keeps what was typed; a refusal is told, and the field asked again."""
        if typed.strip():
            given = given_fields(self.wiring, self.noun, self.number, {field.name: typed})
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
            choices = (words("render.yes"), words("render.no"))
        ask = Ask(
            text=question,
            place=f"{self.noun.fields.index(field) + 1}/{len(self.noun.fields)}",
            explanation=(explained,),
            form="text",
            standing=None if standing is None else field_value(self.noun, field, standing, words),
            choices=choices,
            keys="prompts.keys-choice" if choices else "prompts.keys-field",
        )
        return self.asker.answer(ask, check)
