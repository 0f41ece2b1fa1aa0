"""The verbs of a noun of the dossier, made from its fields: a new field is a new option."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from osp_cli.cli.declaring import Argument, Command, Context, Option, taking, verb, wiring_of
from osp_cli.cli.declaring import Noun as Group
from osp_cli.cli.guiding import Answers, Template
from osp_cli.cli.known import meant, people_meant
from osp_cli.cli.list_files import filed_taking, give_records
from osp_cli.cli.params import Confirm, On, Opp, OppOption, named_again
from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.payments import PAYMENT
from osp_cli.errors import OspError, WrongUsage

if TYPE_CHECKING:
    from datetime import date

    from osp_cli.cli.wiring import Wiring
    from osp_cli.services.desk import Desk

METAVARS = {
    "day": "DATE",
    "money": "AMOUNT",
    "person": "PERSON",
    "people": "PERSON,…",
    "choice": "WORD",
    "number": "NUMBER",
    "positions": "NAME=WORD,…",
    "record": "NUMBER",
    "question": "ID",
}


def __getattr__(name: str) -> Group:
    """The verbs of a noun that needs no module of its own: only those of the word that was called are made."""
    found = next((noun for noun in NOUNS if noun.name == name), None)
    if found is None:
        raise AttributeError(name)
    return verbs_of(found)


def verbs_of(noun: Noun, *, without: Collection[str] = ()) -> Group:
    """The verbs of a noun, but for those that its own module brings."""
    if noun.is_single:
        group = Group(default_verb="show")
        verbs = {"set": _keeping, "show": _showing, "remove": _removing}
    else:
        group = Group(default_verb="list")
        verbs = {"add": _adding, "set": _setting, "list": _listing, "show": _showing, "remove": _removing}
    for name, made in verbs.items():
        if name not in without:
            verb(group, name)(made(noun))
    return group


def given_fields(wiring: Wiring, noun: Noun, number: int, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The values of what was typed, by field; days and amounts are echoed."""
    from osp_cli.render.naming import chosen, label, typable
    from osp_cli.services.reading_fields import read_field

    given: dict[str, Any] = {}
    for name, text in typed.items():
        field = noun.field(name)
        if isinstance(text, bool):
            given[name] = text
            continue
        currency = _currency(wiring, noun, number) if field.kind == "money" else None
        try:
            given[name] = read_field(wiring.reading(), field, chosen(noun.name, field, text, wiring.words), currency)
        except OspError as error:
            said = {"field": label(noun.name, name, wiring.words), "allowed": typable(noun.name, field, wiring.words)}
            own = {key: value for key, value in said.items() if key in error.values}
            raise type(error)(error.code, {**error.values, **own}, details=error.details) from None
        if field.kind == "person" and given[name] is not None:
            given[name] = meant(wiring, number, "person", given[name])
        if field.kind == "people" and given[name] is not None:
            given[name] = people_meant(wiring, number, text)
        if field.kind in ("day", "money") and given[name] is not None:
            wiring.understood_as("field", given[name])
    return given


def _currency(wiring: Wiring, noun: Noun, number: int) -> str:
    """The currency of an amount without one: the order's for what it is paid by, else the deal's."""
    if noun is PAYMENT:
        from osp_cli.services.deal import order_of

        order = order_of(wiring.reading(), number).order
        if order and order.amount:
            return order.amount.currency
    return wiring.currency_of(number)


def _tell_too_much(wiring: Wiring, number: int) -> None:
    """Says beside a payment by how much all of them are more than the order: a slip, or something to be settled."""
    from osp_cli.services.deal import order_of

    paid = order_of(wiring.reading(), number).paid
    if paid and paid.above and paid.above.minor:
        wiring.notice("payments-above", amount=paid.above)


def change_one(
    wiring: Wiring, noun: Noun, given: Mapping[str, Any], wanted: Callable[[date], Mapping[str, Any]]
) -> None:
    """Changes the record that is meant; `wanted` gives its new fields for the day on which it happened."""
    from osp_cli.services.nouns import change

    number = wiring.choose(given.get("opportunity"))
    reference = picked(wiring, noun, number, given.get("reference"))
    fields = wanted(wiring.day(given.get("on")))
    desk = wiring.writing(creates=False)
    show_kept(wiring, noun, desk, change(desk, number, noun, reference, fields))


def show_kept(wiring: Wiring, noun: Noun, desk: Desk, result: Any) -> None:
    """Shows a record that was written, and who became known by it."""
    from osp_cli.render.views.nouns import kept_view

    for name in result.new_people:
        wiring.understood_as("new-person", name)
    if noun is PAYMENT and not desk.dry_run:
        _tell_too_much(wiring, result.opportunity.number)
    wiring.show_written(desk, result, partial(kept_view, noun=noun))


def _adding(noun: Noun) -> Command:
    def add(context: Context, **given: Any) -> None:
        """Adds a record: by flags, from a file of answers, or asked on a terminal."""
        wiring, typed = wiring_of(context), typed_fields(noun, given)
        number = wiring.choose(given.get("opportunity"))
        if _is_filed(wiring, noun, number, given, typed, is_new=True):
            return
        wiring.day(given.get("on"))
        missing = [field.name for field in noun.fields if field.must_be_told and field.name not in typed]
        if missing and wiring.is_interactive:
            from osp_cli.cli.noun_interview import ask_new

            ask_new(wiring, noun, number, given_fields(wiring, noun, number, typed))
            return
        if missing:
            raise WrongUsage("input-missing", {"flag": tuple(flag_of(noun, name) for name in missing)})
        from osp_cli.services.nouns import add as add_record

        fields = given_fields(wiring, noun, number, typed)
        desk = wiring.writing(creates=False)
        show_kept(wiring, noun, desk, add_record(desk, number, noun, fields))

    head = {noun.head.name: argument(noun.head.name.upper()), "opportunity": OppOption}
    return taking(add, {**head, **options(noun.fields[1:]), **FILED})


def _setting(noun: Noun) -> Command:
    def set_(context: Context, **given: Any) -> None:
        """Changes a record: by flags, from a file of answers, or asked on a terminal."""
        wiring, typed = wiring_of(context), typed_fields(noun, given)
        number = wiring.choose(given.get("opportunity"))
        if _is_filed(wiring, noun, number, given, typed, is_new=False):
            return
        reference = picked(wiring, noun, number, given.get("reference"))
        wiring.day(given.get("on"))
        if not typed and wiring.is_interactive:
            from osp_cli.cli.noun_interview import ask_known

            ask_known(wiring, noun, number, reference)
            return
        if not typed:
            raise WrongUsage("nothing-to-set")
        from osp_cli.services.nouns import change

        fields = given_fields(wiring, noun, number, typed)
        desk = wiring.writing(creates=False)
        show_kept(wiring, noun, desk, change(desk, number, noun, reference, fields))

    return taking(set_, {**one_of(noun), **options(noun.fields), **FILED})


def _keeping(noun: Noun) -> Command:
    adding, setting = _adding(noun), _setting(noun)

    def set_(context: Context, **given: Any) -> None:
        """Records what there is one of, or changes it."""
        from osp_cli.services.nouns import listed

        wiring = wiring_of(context)
        number = wiring.choose(given.get("opportunity"))
        is_there = bool(getattr(listed(wiring.reading(), number, noun), noun.many))
        (setting if is_there else adding)(context, **{**given, "opportunity": str(number)})

    return taking(set_, {**one_of(noun), **options(noun.fields), **FILED})


def _listing(noun: Noun) -> Command:
    def list_(context: Context, **given: Any) -> None:
        """The records of an opportunity."""
        from osp_cli.render.views.nouns import listed_view
        from osp_cli.services.nouns import listed

        wiring = wiring_of(context)
        number = wiring.choose(given.get("opp"))
        found = listed(wiring.reading(), number, noun)
        give_records(wiring, found, partial(listed_view, noun=noun), noun, getattr(found, noun.many))

    return filed_taking(list_, {"opp": Opp})


def _showing(noun: Noun) -> Command:
    def show(context: Context, **given: Any) -> None:
        """One record with all that is known of it."""
        from osp_cli.render.views.nouns import record_view
        from osp_cli.services.nouns import one

        wiring = wiring_of(context)
        number = wiring.choose(given.get("opportunity"))
        reference = picked(wiring, noun, number, given.get("reference"))
        wiring.show(one(wiring.reading(), number, noun, reference), partial(record_view, noun=noun))

    return taking(show, one_of(noun))


def _removing(noun: Noun) -> Command:
    def remove(context: Context, **given: Any) -> None:
        """Removes a record; its name is given again, and undo brings it back."""
        from osp_cli.services.nouns import check_removable, one
        from osp_cli.services.nouns import remove as remove_record

        wiring = wiring_of(context)
        number = wiring.choose(given.get("opportunity"))
        reference = picked(wiring, noun, number, given.get("reference"))
        record = getattr(one(wiring.reading(), number, noun, reference), noun.name)
        if given.get("confirm") is None:
            check_removable(wiring.reading(), number, noun, reference)
        name = str(getattr(record, noun.head.name) if noun.is_told_by_text else record.number)
        confirmed = named_again(wiring, name, given.get("confirm"), is_number=not noun.is_told_by_text)
        desk = wiring.writing(creates=False)
        show_kept(wiring, noun, desk, remove_record(desk, number, noun, reference, confirmed))

    return taking(remove, {**one_of(noun), "confirm": Confirm})


def picked(wiring: Wiring, noun: Noun, number: int, reference: str | None) -> str:
    """Which record is meant: the one named, the only one there is, else one picked on a terminal."""
    from osp_cli.errors import Ambiguous
    from osp_cli.services.nouns import labels, listed, one

    try:
        record = getattr(one(wiring.reading(), number, noun, reference), noun.name)
    except Ambiguous:
        if not wiring.is_interactive or reference is not None:
            raise
        records = getattr(listed(wiring.reading(), number, noun), noun.many)
        shown = [str(getattr(each, noun.head.name)) for each in records]
        place = wiring.asker().choose(
            wiring.words("asking.which-record", table=wiring.words(f"tables.{noun.name}")),
            [text if noun.is_named else f"{each.number}. {text}" for each, text in zip(records, shown, strict=True)],
        )
        return labels(noun, records)[place]
    return labels(noun, [record])[0]


def _is_filed(
    wiring: Wiring, noun: Noun, number: int, given: Mapping[str, Any], typed: Mapping[str, Any], *, is_new: bool
) -> bool:
    """Whether it is done with a file: the empty one is printed, or a filled one is taken, all of it or nothing."""
    answers, is_asked = given.get("answers"), given.get("print_template")
    if not answers and not is_asked:
        return False
    if typed:
        raise WrongUsage("options-exclude", {"options": ("--answers", f"--{noun.field(next(iter(typed))).option}")})
    from osp_cli.cli.noun_files import print_records, take_records

    if answers:
        wiring.day(given.get("on"))
        take_records(wiring, noun, number, answers, is_new=is_new)
    else:
        print_records(wiring, noun, number, given.get("reference"))
    return True


def typed_fields(noun: Noun, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a noun that were given, as they were typed."""
    return {field.name: given[field.name] for field in noun.fields if given.get(field.name) is not None}


# --- the parameters ------------------------------------------------------------------------------------------------


def argument(metavar: str) -> Any:
    """A word that stands by its place."""
    return Annotated[str | None, Argument(metavar=metavar)]


def one_of(noun: Noun) -> dict[str, Any]:
    """The parameters that say which record of which opportunity is meant."""
    if noun.is_single:
        return {"opportunity": Opp}
    return {
        "reference": argument(noun.head.name.upper() if noun.is_named else "NUMBER"),
        "opportunity": OppOption,
    }


def flag_of(noun: Noun, name: str) -> str:
    """How a field is given: the first one as the argument of `add`, the others by their flags."""
    return name.upper() if name == noun.head.name and not noun.is_single else f"--{noun.field(name).option}"


def options(fields: Iterable[Field]) -> dict[str, Any]:
    """The option of each field."""
    return {field.name: _option(field) for field in fields}


def _option(field: Field) -> Any:
    flag = field.option
    if field.kind == "flag":
        return Annotated[bool | None, Option(f"--{flag}/--{field.opposite or f'no-{flag}'}")]
    return Annotated[str | None, Option(f"--{flag}", metavar=METAVARS.get(field.kind, "TEXT"))]


FILED = {"answers": Answers, "print_template": Template, "on": On}
