"""The calendar file, read back by a library that is not ours."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as some
from icalendar import Calendar

from osp_cli.domain.names import UNSEEN, visible
from osp_cli.exchange.ics_file import Entry, ics_pieces

ON = date(2026, 11, 24)
TEXT = some.text(alphabet='ab,;:\\\n"海棠银行🦊é\u202e\x1b ', max_size=90)


@given(TEXT, some.dates())
@example("海" * 200, ON)
@example("🦊" * 60 + "\\n;", date.max)
def test_any_text_on_any_day_comes_back_and_no_line_is_too_long(text: str, day: date) -> None:
    made = "".join(ics_pieces([Entry("01K-action@osp", day, text, f"1\n{text}", "行动")], "1", ON))
    lines = made.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert lines.pop() == b""
    assert not {"\x1b", "\n"} & set(made.replace("\r\n", ""))
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert (event["UID"], event.decoded("DTSTART")) == ("01K-action@osp", day)
    assert str(event["SUMMARY"]) == visible(text, keep=f"\n{UNSEEN}")
    assert str(event["DESCRIPTION"]) == "1\n" + visible(text, keep=f"\n{UNSEEN}")
