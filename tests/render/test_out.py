"""The two streams: what goes where, as text and as JSON; colour and width."""

from __future__ import annotations

import io
import json
import os
import pty
import termios
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from osp_cli.domain.money import Money
from osp_cli.errors import Ambiguous, GateClosed, OspError, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.render.blocks import Facts, Heading, Line, View
from osp_cli.render.out import Out, Said, is_accessible, wants_color, width_of
from osp_cli.words import Words


@dataclass(frozen=True, slots=True)
class Deal:
    number: int
    name: str
    amount: Money


DEAL = Deal(3, "blue-heron \x1b[31m海棠", Money(18_000_000, "USD"))


class Streams:
    """An Out over two strings, and what it wrote to each."""

    def __init__(self, language: str = "en", environment: Mapping[str, str] | None = None, **options: Any) -> None:
        self._stdout, self._stderr = io.StringIO(), io.StringIO()
        self.out = Out(
            Words(language), stdout=self._stdout, stderr=self._stderr, environment=environment or {}, **options
        )

    @property
    def stdout(self) -> str:
        return self._stdout.getvalue()

    @property
    def stderr(self) -> str:
        return self._stderr.getvalue()


def deal_view(deal: Deal, words: Words) -> View:
    return (Facts(((words("render.yes"), deal.name),)),)


def test_a_result_goes_to_stdout_and_all_else_to_stderr() -> None:
    streams = Streams()
    streams.out.show(
        DEAL,
        deal_view,
        understood=[Said("understood.close", {"value": date(2026, 11, 27)})],
        notices=[Said("notices.store-created", {"path": "a.db"})],
    )

    assert streams.stdout == "yes  blue-heron ␛[31m海棠\n"
    assert streams.stderr == "expected order 2026-11-27 (Fri)\nA new store was made: a.db\n"


def test_with_json_everything_is_in_the_one_document_and_stderr_is_empty() -> None:
    streams = Streams(json=True)
    streams.out.tell("busy")
    streams.out.tell_view((Line("a report"),))
    streams.out.show(
        DEAL,
        deal_view,
        understood=[Said("understood.close", {"value": date(2026, 11, 27)})],
        notices=[Said("notices.store-created", {"path": "a.db"})],
    )

    assert json.loads(streams.stdout) == {
        "schema_version": 1,
        "number": 3,
        "name": "blue-heron \x1b[31m海棠",
        "amount": {"amount": "180000.00", "currency": "USD", "minor": 18000000},
        "understood": [{"key": "understood.close", "values": {"value": "2026-11-27"}}],
        "notices": [{"key": "notices.store-created", "values": {"path": "a.db"}}],
    }
    assert streams.stderr == ""


def test_json_is_the_same_in_every_language() -> None:
    documents = []
    for language in ("en", "zh"):
        streams = Streams(language, json=True)
        streams.out.show(DEAL, deal_view)
        documents.append(streams.stdout)

    assert documents[0] == documents[1]


def test_fields_select_and_an_unknown_one_writes_nothing() -> None:
    streams = Streams(json=True, fields="number")
    streams.out.show(DEAL, deal_view)
    assert json.loads(streams.stdout) == {"schema_version": 1, "number": 3}

    streams = Streams(json=True, fields="nmbr")
    with pytest.raises(WrongUsage, match="field-unknown"):
        streams.out.show(DEAL, deal_view)
    assert streams.stdout == ""


def test_an_empty_view_writes_nothing() -> None:
    streams = Streams()
    streams.out.show(DEAL, lambda deal, words: ())
    assert streams.stdout == ""


def test_a_page_of_text_goes_out_as_it_is_but_harmless() -> None:
    streams = Streams(environment={"COLUMNS": "20"})
    streams.out.text("Usage: osp COMMAND ...\n\n  [bold]\x1b[31m :smile:")

    assert streams.stdout == "Usage: osp COMMAND ...\n\n  [bold]␛[31m :smile:\n"


def test_a_refusal_says_what_and_how_to_mend_it_on_stderr() -> None:
    streams = Streams()
    streams.out.refuse(WrongUsage("field-unknown", {"names": ("nmbr",), "known": ("number", "name")}))

    assert streams.stderr == "The result has no field “nmbr”.\nIt has: number, name\n"
    assert streams.stdout == ""


def test_a_refusal_shows_candidates_only_where_there_are_some() -> None:
    for close, lines in (("cedar-crm", 3), ("", 2)):
        streams = Streams()
        streams.out.refuse(Ambiguous("opportunity-unknown", {"ref": "ceder", "close": close}))
        assert len(streams.stderr.splitlines()) == lines


def test_a_report_stands_above_the_refusal() -> None:
    streams = Streams()
    streams.out.refuse(OspError("output-lost", {"reason": "full"}), (Heading("Gate 5"), Line("[ ] funding", "bad")))

    lines = streams.stderr.splitlines()
    assert lines[:2] == ["Gate 5", "[ ] funding"]
    assert "(full)" in lines[2]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_with_json_a_refusal_is_one_object_on_stderr(language: str) -> None:
    streams = Streams(language, json=True)
    streams.out.refuse(
        WrongUsage("field-unknown", {"names": ("nmbr",), "known": "number"}, details={"fields": ["number"]})
    )
    refusal = json.loads(streams.stderr)

    assert list(refusal) == ["code", "message", "hint", "details"]
    assert refusal["code"] == "field-unknown"
    assert "nmbr" in refusal["message"]
    assert "number" in refusal["hint"]
    assert refusal["details"] == {"fields": ["number"]}
    assert streams.stdout == ""


def test_with_json_a_closed_gate_brings_its_report() -> None:
    streams = Streams(json=True)
    streams.out.refuse(GateClosed("gate-closed", {"name": "x", "stage": "5", "count": 1}, report=DEAL))

    assert json.loads(streams.stderr)["details"]["report"]["number"] == 3


def test_a_refusal_without_a_hint_has_null_for_it() -> None:
    streams = Streams(json=True)
    streams.out.refuse(OspError("output-lost", {"reason": "full"}))

    assert json.loads(streams.stderr)["hint"] is None


def test_a_refusal_that_no_words_know_still_names_its_code() -> None:
    streams = Streams()
    streams.out.refuse(OspError("never-heard-of"))

    assert "never-heard-of" in streams.stderr


def test_a_stream_that_is_not_there_loses_output_loudly_and_notices_quietly() -> None:
    out = Out(Words("en"), stdout=None, stderr=None, environment={})
    out.tell("nobody hears this")
    out.refuse(OspError("unexpected"))

    with pytest.raises(OspError) as lost:
        out.text("x")
    assert lost.value.code == "output-lost"
    assert lost.value.exit_code == 1


def test_a_closed_stream_is_a_lost_output_too() -> None:
    stream = io.StringIO()
    out = Out(Words("en"), stdout=stream, stderr=None, environment={})
    stream.close()

    with pytest.raises(OspError, match="output-lost"):
        out.text("x")


@pytest.mark.parametrize(
    ("flag", "environment", "on_a_terminal", "elsewhere"),
    [
        (None, {}, True, False),
        ("auto", {}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True, True),
        ("never", {"CLICOLOR_FORCE": "1"}, False, False),
        ("auto", {"NO_COLOR": "1"}, False, False),
        (None, {"NO_COLOR": ""}, True, False),
        (None, {"NO_COLOR": "0"}, False, False),
        (None, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        (None, {"CLICOLOR_FORCE": "1"}, True, True),
        (None, {"FORCE_COLOR": "3"}, True, True),
        (None, {"FORCE_COLOR": "0"}, True, False),
        (None, {"CLICOLOR_FORCE": "0"}, True, False),
        (None, {"FORCE_COLOR": ""}, True, False),
        (None, {"FORCE_COLOR": "0", "CLICOLOR_FORCE": "1"}, True, True),
        (None, {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True, True),
        (None, {"CLICOLOR": "0"}, False, False),
        (None, {"CLICOLOR": "1"}, True, False),
        (None, {"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        (None, {"TERM": "dumb"}, False, False),
        (None, {"TERM": "xterm"}, True, False),
    ],
)
def test_the_first_that_speaks_decides_on_colour(
    flag: str | None, environment: Mapping[str, str], on_a_terminal: bool, elsewhere: bool
) -> None:
    assert wants_color(flag, environment, is_terminal=True) is on_a_terminal
    assert wants_color(flag, environment, is_terminal=False) is elsewhere


@pytest.mark.parametrize(
    ("environment", "accessible"),
    [({}, False), ({"ACCESSIBLE": "1"}, True), ({"OSP_ACCESSIBLE": "yes"}, True), ({"OSP_ACCESSIBLE": "0"}, False)],
)
def test_a_screen_reader_is_asked_for_by_the_environment(environment: Mapping[str, str], accessible: bool) -> None:
    assert is_accessible(environment) is accessible


@pytest.mark.parametrize(
    ("columns", "width"), [("", None), ("72", 72), ("0", None), ("-5", None), ("wide", None), ("²", None)]
)
def test_off_a_terminal_columns_decides_and_else_nothing_limits(columns: str, width: int | None) -> None:
    assert width_of(io.StringIO(), {"COLUMNS": columns}) == width


def test_on_a_terminal_its_own_width_counts() -> None:
    outer, inner = pty.openpty()
    try:
        for columns in (72, 0):
            termios.tcsetwinsize(inner, (24, columns))
            with os.fdopen(os.dup(inner), "w", encoding="utf-8") as stream:
                assert width_of(stream, {"COLUMNS": "33"}) == (columns or 33)
                assert width_of(stream, {}) == (columns or 80)
    finally:
        os.close(outer)
        os.close(inner)
