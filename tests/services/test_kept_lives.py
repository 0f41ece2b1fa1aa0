"""The lives that are kept beside a book are those that are in it, whatever was done since, undone and redone."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from osp_cli.errors import OspError
from osp_cli.services import kept_lives
from osp_cli.services.forecasting import user_scale
from osp_cli.services.kept_lives import lives_of
from osp_cli.store.lives import FATES, every_life
from tests.services.diary import FIRST, Diary, History, histories

SINCE = FIRST.toordinal() - 91


@pytest.fixture(autouse=True, scope="module")
def _keeps_few() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_lives, "WORTH_KEEPING", 0)
        yield


def looked(diary: Diary, folder: Path | None, since: int = SINCE) -> dict[str, set[tuple[object, ...]]]:
    """The lives as rows, by fate."""
    desk = diary.desk
    with diary.store.reading() as reading:
        book = lives_of(desk, reading, user_scale(desk), since, folder)
    return {fate: set(zip(*book[fate].columns, strict=True)) for fate in FATES}


def told(folder: Path) -> dict[str, object]:
    """What is kept."""
    (file,) = folder.glob("lives-*.json")
    return dict(json.loads(file.read_bytes()))


@given(history=histories)
@settings(max_examples=12)
def test_what_is_kept_and_renewed_is_what_is_read(history: History) -> None:
    diary = Diary()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for act, choice in history:
            with suppress(OspError):
                act(diary, choice)
            assert looked(diary, folder) == looked(diary, None)
            diary.turn(choice % 2)


def test_only_what_was_touched_is_read_again(tmp_path: Path) -> None:
    diary = Diary()
    for choice in range(1, 6):
        diary.create(choice)
    before = looked(diary, tmp_path)
    kept = told(tmp_path)
    diary.create(8)
    after = looked(diary, tmp_path)
    assert told(tmp_path) == kept
    assert len(after["open"] - before["open"]) == 1
    with diary.store.reading() as reading:
        every = every_life(reading, "USD", user_scale(diary.desk), SINCE)
    assert after["open"] == set(zip(*every["open"].columns, strict=True))


def test_too_many_changes_another_window_or_currency_and_a_broken_file_are_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary = Diary()
    diary.create(1)
    looked(diary, tmp_path)
    for since in (SINCE - 1, SINCE + 32):
        assert looked(diary, tmp_path, since) == looked(diary, None, since)
        assert told(tmp_path)["since"] == since
    (file,) = tmp_path.glob("lives-*.json")
    whole = told(tmp_path)
    columns = {fate: ["AAAA"] * 7 for fate in FATES}
    for broken in ("", "[]", "{}", {**whole, "unit": [[], 0]}, {**whole, "columns": columns}, {**whole, "stages": []}):
        file.write_text(broken if isinstance(broken, str) else json.dumps(broken), encoding="utf-8")
        assert looked(diary, tmp_path, SINCE + 32) == looked(diary, None, SINCE + 32)
        assert told(tmp_path) == whole
    monkeypatch.setattr(kept_lives, "MOST_TOUCHED", 1)
    diary.create(2)
    diary.create(3)
    assert len(looked(diary, tmp_path, SINCE + 32)["open"]) == 3
    assert told(tmp_path)["unit"] != whole["unit"]


def test_a_unit_of_another_book_with_the_same_number_is_none_of_ours(tmp_path: Path) -> None:
    diary = Diary()
    diary.create(1)
    looked(diary, tmp_path)
    (file,) = tmp_path.glob("lives-*.json")
    kept = told(tmp_path)
    other = {**kept, "unit": [1, "another"], "columns": {fate: [""] * 7 for fate in FATES}}
    file.write_text(json.dumps(other), encoding="utf-8")
    assert looked(diary, tmp_path) == looked(diary, None)
    assert told(tmp_path) == kept


def test_a_small_book_keeps_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_lives, "WORTH_KEEPING", 2000)
    diary = Diary(date(2026, 11, 2))
    diary.create(1)
    looked(diary, tmp_path)
    assert list(tmp_path.iterdir()) == []
