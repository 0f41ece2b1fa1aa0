"""Records of a noun from a file of answers, and the template of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osp_cli.cli.guiding import read_file
from osp_cli.cli.nouns import given_fields, picked
from osp_cli.errors import Located, OspError, WrongUsage
from osp_cli.exchange.records_file import broken, read_records, template
from osp_cli.render.naming import option_text
from osp_cli.render.views.nouns import listed_view
from osp_cli.services.interviews import AnswersTemplate
from osp_cli.services.nouns import keep_all, labels, listed, one
from osp_cli.services.reading_fields import typed_form

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.domain.fields import Noun


def print_records(wiring: Wiring, noun: Noun, number: int, reference: str | None) -> None:
    """Prints an empty record, or with a reference the record as it stands, as a file of answers."""
    records: list[dict[str, str]] = []
    if noun.is_single:
        records = [typed_form(noun, record) for record in getattr(listed(wiring.reading(), number, noun), noun.many)]
    elif reference is not None:
        record = getattr(one(wiring.reading(), number, noun, reference), noun.name)
        records = [{"record": labels(noun, [record])[0], **typed_form(noun, record)}]
    print_filled(wiring, noun, records)


def print_filled(wiring: Wiring, noun: Noun, records: list[dict[str, str]]) -> None:
    """Prints these records, or an empty one, as a file of answers."""
    remarks = {field.name: option_text(noun.name, field.name, wiring.words) for field in noun.fields}
    text = template(noun, remarks, wiring.words("interviews.records-template"), records)
    wiring.show_text(AnswersTemplate(text), text)


def take_records(wiring: Wiring, noun: Noun, number: int, name: str, *, is_new: bool) -> None:
    """Adds the records of a file, or changes those it names, as one unit; every fault is told, nothing half done."""
    only = "" if is_new or not noun.is_single else picked(wiring, noun, number, None)
    taken = records_in(wiring, noun, number, name, is_new=is_new, only=only)
    desk = wiring.writing(creates=False)
    result = keep_all(desk, number, noun, taken)
    wiring.show_written(desk, result, lambda shown, words: listed_view(shown, words, noun=noun, is_written=True))


def records_in(
    wiring: Wiring, noun: Noun, number: int, name: str, *, is_new: bool, only: str = ""
) -> list[tuple[str | None, dict[str, Any]]]:
    """The records of a file with the values of their fields; `only` is the one that all of them mean."""
    faults: list[Located] = []
    taken: list[tuple[str | None, dict[str, Any]]] = []
    for place, texts in enumerate(read_records(read_file(name), name, noun), 1):
        reference = None if is_new else only or texts.get("record", texts.get(noun.head.name))
        if not is_new and reference is None:
            faults.append(Located(f"{noun.name}.{place}.record", "fault-missing", {}))
        given: dict[str, Any] = {}
        for key, text in texts.items():
            try:
                given |= {} if key == "record" else given_fields(wiring, noun, number, {key: text})
            except OspError as error:
                faults.append(Located.of(f"{noun.name}.{place}.{key}", error))
        taken.append((reference, given))
    if faults:
        raise broken(name, faults)
    if not taken:
        raise WrongUsage("answers-empty", {"file": name, "noun": noun.name, "verb": "set" if noun.is_single else "add"})
    return taken
