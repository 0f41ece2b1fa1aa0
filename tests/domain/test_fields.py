"""What is a gap of a record: what somebody could have asked, of a record that can have it."""

from __future__ import annotations

from datetime import date

import pytest

from osp_cli.domain.close_plan import CALL, Call
from osp_cli.domain.fields import Noun
from osp_cli.domain.followups import FOLLOW_UP, FollowUp

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("noun", "record", "name", "is_gap"),
    [
        (FOLLOW_UP, FollowUp(1, "", "Maintenance", "renewal"), "renews_on", True),
        (FOLLOW_UP, FollowUp(1, "", "Maintenance", "renewal", renews_on=DAY), "renews_on", False),
        (FOLLOW_UP, FollowUp(1, "", "A second site", "idea"), "renews_on", False),
        (FOLLOW_UP, FollowUp(1, "", "A second site"), "potential", True),
        (FOLLOW_UP, FollowUp(1, "", "A second site"), "result", False),
        (FOLLOW_UP, FollowUp(1, "", "A second site", done_on=DAY), "result", True),
        (CALL, Call(1, "", "Ada"), "revisit_on", False),
        (CALL, Call(1, "", "Ada", held_on=DAY), "revisit_on", True),
    ],
)
def test_a_gap_is_what_could_be_known_by_now(noun: Noun, record: object, name: str, is_gap: bool) -> None:
    assert (name in [field.name for field in noun.gaps(record)]) is is_gap
