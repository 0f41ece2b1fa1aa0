"""What goes to a customer: nothing of ours can stand in it, whatever is on record, in whatever format."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from osp_cli.cli.formats import FORMATS, parts_of
from osp_cli.domain.dossier import Dossier
from osp_cli.domain.fields import Field, Noun
from osp_cli.domain.money import Money
from osp_cli.domain.nouns import NOUNS
from osp_cli.domain.opportunity import (
    Account,
    Answer,
    Approval,
    Debt,
    Decision,
    ForecastCall,
    Note,
    Opportunity,
    StrategyChoice,
)
from osp_cli.domain.statements import STATEMENT
from osp_cli.frozen import replace
from osp_cli.render.documents import DocumentWriter
from osp_cli.services.customer_documents import CustomerDocument, shared_with_customer
from osp_cli.services.exports import CUSTOMER_KINDS
from osp_cli.words import Words

DAY = date(2026, 11, 24)
# What a customer may read, by noun and field; everything else is ours alone.
SHARED = {
    "opportunity": {"name", "account", "owner", "need", "product"},
    "event": {"reason", "deadline", "consequence", "payback", "effect", "confirmed_by"},
    "value": {"result", "measure", "figure", "investment", "yearly_benefit", "confirmed_by"},
    "criterion": {"text", "is_mandatory", "met_by"},
    "issue": {"text", "kind", "answer"},
    "milestone": {"text", "due_on", "owner", "our_owner", "kind", "yardstick", "yardstick_by", "done_on"},
    "risk": {"for_customer"},
    "statement": {"text", "part", "due_on", "who"},
    "quotation": {"name", "quoted_on", "amount", "valid_until"},
    "call": {"who", "planned_on"},
}
GIVEN = {
    ("criterion", "kind"): "formal",
    ("issue", "state"): "answered",
    ("milestone", "kind"): "proof-of-concept",
    ("risk", "is_closed"): False,
}
NO_CACHE = Path("/dev/null/none")
TEXTS = ("text", "name", "person", "answer", "question")


def marker(noun: str, field: str) -> str:
    return f"ZQ{noun}{field}QZ".replace("_", "")


def record(noun: Noun) -> Any:
    """A record with a marker in every field that takes a text, and a value of its kind in every other."""
    values = {field.name: value_of(noun, field) for field in noun.fields}
    return noun.value(number=1, id="ULID", **values)


def value_of(noun: Noun, field: Field) -> Any:  # noqa: PLR0911  one case per kind of field
    if (noun.name, field.name) in GIVEN:
        return GIVEN[noun.name, field.name]
    match field.kind:
        case "choice":
            return field.allowed[0]
        case "day":
            return None if field.name in ("done_on", "held_on") else DAY
        case "money":
            return Money(12_345_00, "USD")
        case "flag":
            return True
        case "number" | "record":
            return 7
        case "people":
            return (marker(noun.name, field.name),)
        case "positions":
            return ()
        case _:
            return marker(noun.name, field.name)


def book() -> Dossier:
    """A dossier in which every field of every record holds a marker."""
    m = marker
    opportunity = Opportunity(
        number=1, id="ULID", slug="deal", name=m("opportunity", "name"), stage="5", status="open",
        account=m("opportunity", "account"), owner=m("opportunity", "owner"), amount=Money(777_777_00, "USD"),
        rate="1.5", base=Money(888_888_00, "USD"), close_on=date(2031, 3, 3), source=m("opportunity", "source"),
        need=m("opportunity", "need"), partner=m("opportunity", "partner"), product=m("opportunity", "product"),
        next_step=m("opportunity", "nextstep"), next_step_on=date(2032, 4, 4), reason=m("opportunity", "reason"),
        lost_to=m("opportunity", "lostto"), reason_note=m("opportunity", "reasonnote"),
        external_id=m("opportunity", "externalid"),
    )  # fmt: skip
    said = {"on": DAY, "at": "", "by": m("record", "by")}
    profile = {
        name: m("account", name)
        for name in ("industry", "segment", "company_size", "goals", "organisation", "it_base", "funds", "history")
    }
    return Dossier(
        opportunity=opportunity,
        account=Account(1, "ULID", m("opportunity", "account"), **profile),
        answers=tuple(
            Answer(n, question, "+", m("answer", "text"), m("answer", "evidence"), m("answer", "who"), **said)
            for n, question in enumerate(("compelling-event", "budget", "plan-value", "5"), 1)
        ),
        decisions=(Decision(1, 2, "go", m("decision", "reason"), **said),),
        approvals=(Approval(1, "plan", "approved", m("approval", "approver"), None, m("approval", "note"), **said),),
        strategies=(StrategyChoice(1, "frontal", None, m("strategy", "reason"), **said),),
        forecast_calls=(ForecastCall(1, "commit", m("forecastcall", "reason"), **said),),
        debts=(Debt(1, "budget-clear", "2", m("debt", "reason"), **said),),
        notes=(Note(1, "ULID", "call", m("note", "text"), m("note", "who"), **said),),
        **{noun.many: (record(noun),) for noun in NOUNS},
    )


def written(document: CustomerDocument, language: str) -> Iterator[tuple[str, str]]:
    """All that each format holds as text, metadata too, without the spaces and breaks that a layout puts in."""
    manuscript = DocumentWriter(Words(language), NO_CACHE).manuscript(document)
    for format in FORMATS:
        for part in parts_of(manuscript, format):
            yield format, "".join(text_in(format, part.content).split())


def text_in(format: str, content: bytes) -> str:
    if format == "pdf":
        reader = pypdf.PdfReader(io.BytesIO(content))
        xmp = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
        return "".join((*(page.extract_text() for page in reader.pages), str(reader.metadata), xmp))
    if format == "docx":
        archive = zipfile.ZipFile(io.BytesIO(content))
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return content.decode()


def shared_markers() -> set[str]:
    return {marker(noun, field) for noun, fields in SHARED.items() for field in fields}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", CUSTOMER_KINDS)
def test_no_marker_of_ours_reaches_a_customer_in_any_format(kind: str, language: str) -> None:
    dossier = book()
    document = shared_with_customer(dossier, next(k for k in CUSTOMER_KINDS if k == kind), DAY, dossier.calls[0])
    for format, text in written(document, language):
        found = set(re.findall(r"ZQ\w+?QZ", text))
        assert found, format
        assert found <= shared_markers(), format
        for figure in ("777,777", "888,888", "777777", "2031", "2032", "commit", "frontal"):
            assert figure not in text, (format, figure)


def test_what_a_customer_may_read_does_reach_one() -> None:
    dossier = book()
    told: set[str] = set()
    for kind in CUSTOMER_KINDS:
        document = shared_with_customer(dossier, kind, DAY, dossier.calls[0])
        told |= {each for _, text in written(document, "en") for each in re.findall(r"ZQ\w+?QZ", text)}
    texts = {
        marker(noun.name, field.name)
        for noun in NOUNS
        for field in noun.fields
        if field.name in SHARED.get(noun.name, ()) and field.kind in TEXTS
    }
    assert told == texts | {marker("opportunity", name) for name in SHARED["opportunity"]}


def test_what_nobody_there_confirmed_is_left_out_and_an_answer_is_told_once_it_was_given() -> None:
    dossier = book()
    dossier = replace(
        dossier,
        events=(replace(dossier.events[0], confirmed_by=None),),
        values=(replace(dossier.values[0], confirmed_by=None),),
        issues=(replace(dossier.issues[0], state="open"),),
        criteria=(replace(dossier.criteria[0], kind="informal"),),
    )
    document = shared_with_customer(dossier, "proposal", DAY, None)
    assert (document.events, document.values, document.criteria) == ((), (), ())
    assert document.issues[0].answer is None


@pytest.mark.parametrize("part", STATEMENT.field("part").allowed)
def test_every_part_that_can_be_stated_reaches_a_document(part: str) -> None:
    dossier = book()
    dossier = replace(dossier, statements=(replace(dossier.statements[0], part=part),))
    documents = [shared_with_customer(dossier, kind, DAY, None) for kind in CUSTOMER_KINDS]
    texts = [text for each in documents for format, text in written(each, "en") if format == "md"]
    assert any(marker("statement", "text") in text for text in texts)


def test_a_risk_is_told_in_the_words_for_the_customer_while_it_is_open() -> None:
    dossier = book()
    assert shared_with_customer(dossier, "proposal", DAY, None).risks == (marker("risk", "for_customer"),)
    closed = replace(dossier, risks=(replace(dossier.risks[0], is_closed=True),))
    assert shared_with_customer(closed, "proposal", DAY, None).risks == ()


def test_the_properties_of_a_customers_file_name_the_person_to_turn_to() -> None:
    document = shared_with_customer(book(), "close", DAY, None)
    manuscript = DocumentWriter(Words("en"), NO_CACHE).manuscript(document)
    sheet, word = (parts_of(manuscript, format)[0].content for format in ("pdf", "docx"))
    told = pypdf.PdfReader(io.BytesIO(sheet)).metadata
    assert told is not None
    name, title = marker("opportunity", "owner"), f"Mutual action plan: {marker('opportunity', 'name')}"
    assert (told.author, told.title) == (name, title)
    properties = zipfile.ZipFile(io.BytesIO(word)).read("docProps/core.xml").decode()
    assert f"<dc:creator>{name}</dc:creator>" in properties
    assert f"<dc:title>{title}</dc:title>" in properties


def test_the_view_is_made_of_plain_values_alone() -> None:
    """No field leads back to a record of the dossier: what has no field cannot be printed."""
    document = shared_with_customer(book(), "proposal", DAY, book().calls[0])
    plain = {str, int, bool, date, Money, type(None)}
    for value in fields_of(document):
        for each in value if isinstance(value, tuple) else (value,):
            is_shared = type(each).__name__.startswith("Shared")
            assert is_shared or type(each) in plain, each
            for inner in fields_of(each) if is_shared else ():
                assert type(inner) in plain, inner


def fields_of(value: Any) -> list[Any]:
    return [getattr(value, name) for name in value.__dataclass_fields__]
