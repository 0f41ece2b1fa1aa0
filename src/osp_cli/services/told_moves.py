"""Moves that a file tells of a deal, recorded with their days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osp_cli.domain.opportunity import NewMove
from osp_cli.frozen import replace
from osp_cli.services.import_book import Book, Known
from osp_cli.store import days


def record_known_moves(book: Book, number: int, moves: Iterable[Known]) -> int:
    """Records those moves of a deal that no file told before; it has been at its stage since the last one.

    Not so where it also moved here. Returns how many were new.
    """
    new, last = record_moves(book, number, moves, book.moves(number))
    if last is not None and not days.has_moved_here(book.writing, number):
        _stands_since(book, number, last)
    return new


def record_moves(
    book: Book, number: int, moves: Iterable[Known], known: Sequence[Known] = ()
) -> tuple[int, Known | None]:
    """Records the moves, in the order of time, that are not `known`, each from where the one before it led.

    Returns how many there were, and the last of all.
    """
    process, new, told_before = book.desk.process, 0, frozenset(known)
    before: Known | None = None
    for move in _merged([*moves], known):
        on, stage, status = move
        if status not in ("open", "won") and before is not None:
            stage = before[1]  # it ended where it stood
        if before is not None and (stage, status) == before[1:]:
            continue
        if move not in told_before and (on, stage, status) not in told_before:
            is_ahead = before is not None and process.rank(stage) > process.rank(before[1])
            stayed = (on - before[0]).days if before is not None and is_ahead else None
            came_from = before[1] if before else None
            told = NewMove("history", came_from, stage, status=status, on=on, stayed=stayed)
            book.writing.add_move(number, told)
            new += 1
        before = (on, stage, status)
    return new, before


def _merged(moves: list[Known], known: Sequence[Known]) -> list[Known]:
    """The moves and those known before, by day; of a day those of the file come as they are, after what it lacks."""
    told = frozenset(moves)
    return sorted([*(each for each in known if each not in told), *moves], key=lambda each: each[0])


def _stands_since(book: Book, number: int, last: Known) -> None:
    on, stage, _ = last
    deal = book.writing.opportunity(number)
    if deal.is_open and deal.stage == stage and deal.stage_since != on:
        book.writing.save_opportunity(replace(deal, stage_since=on))
