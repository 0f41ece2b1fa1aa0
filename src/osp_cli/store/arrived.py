"""What the rows of an import tell of the time before it: from which day on a deal counts, and how it stood.

A file holds how things are, not how they became so. What it dates counts from its own day: a deal from the day it was
created, its end from the day it closed. In between nothing is known of stage, amount and close date: none is made up.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Image: TypeAlias = dict[str, Any]

_OF_THE_END = ("ended_on", "left_stage", "reason", "lost_to", "reason_note")
_UNTOLD = (
    *("amount_minor", "amount_currency", "rate", "rate_on", "base_minor", "base_currency", "close_on"),
    *("own_probability", "next_step", "next_step_on", "decide_on"),
)


class ArrivedDeal:
    """A deal that an import brought in or ended, seen from the end of an earlier day.

    `entry` is the place in the journal up to which it is known; `is_vague` says that it had not ended yet and that
    the file does not say how it stood.
    """

    def __init__(self, day: str, end: str, first_stage: str) -> None:
        self._day, self._end, self._first_stage = day, end, first_stage
        self._image: Image | None = None
        self._before: Image | None = None
        self.orders: dict[int, Image] = {}
        self.moves: list[Image] = []
        self.entry = 0
        self.is_vague = False

    def take(self, image: Image, before: Image | None, entry: int) -> None:
        """A version of the deal that the import wrote; the last one counts."""
        self._before = before if self._image is None else self._before
        self._image, self.entry = image, entry

    def state(self) -> Image | None:
        """The deal on the day; None where the import says nothing of that day."""
        if self._image is None:
            return None
        return self._changed() if self._before is not None else self._created(self._image)

    def _changed(self) -> Image | None:
        """A deal that was known before counts as ended from the day that the file gives."""
        image, before = self._image, self._before
        if image is None or before is None or before["status"] != "open" or image["status"] == "open":
            return None
        closed = self._closed(image)
        return image if closed is not None and closed <= self._day else None

    def _created(self, image: Image) -> Image | None:
        is_from_file = bool(self.moves) and self.moves[0]["kind"] == "import" and self.moves[0]["from_stage"] is None
        if is_from_file:
            arrived = self.moves[0]["on"]  # of an open one the day of the import: it was there on its close date
            born = image["created_on"] or self._closed(image) or min(image["close_on"] or arrived, arrived)
            if born > self._day:
                return None
        elif image["at"] >= self._end:
            return None
        known = [move for move in self.moves if self._is_known(move, image)]
        if len(known) == len(self.moves):
            return image
        if any(move["kind"] == "history" for move in self.moves):
            return self._on_its_way(image, known)
        if not known:
            self.is_vague = True
            untold = dict.fromkeys((*_UNTOLD, *_OF_THE_END))
            return {**image, **untold, "stage": self._first_stage, "status": "open"}
        last = known[-1]
        end = dict.fromkeys(_OF_THE_END) if last["status"] == "open" else {}
        return {**image, **end, "stage": last["to_stage"], "status": last["status"]}

    def _on_its_way(self, image: Image, known: list[Image]) -> Image:
        """A deal of which a file tells on which day it moved: its stage is known, of one that ended since no more."""
        told = [move for move in known if move["kind"] == "history"]
        stage = told[-1]["to_stage"] if told else self._first_stage
        has_ended = image["status"] != "open"
        self.is_vague = has_ended
        untold = dict.fromkeys((*_UNTOLD, *_OF_THE_END)) if has_ended else {}
        return {**image, **untold, "stage": stage, "status": "open"}

    def known_moves(self) -> list[Image]:
        """The moves that count on the day."""
        image = self._image
        return [move for move in self.moves if image is not None and self._is_known(move, image)]

    def _is_known(self, move: Image, image: Image) -> bool:
        """Whether a move counts on the day: one of an import from the day its row gives, any other as recorded."""
        if move["kind"] == "history":
            return bool(move["on"] <= self._day)
        if move["kind"] != "import":
            return bool(move["at"] < self._end)
        if move["status"] == "open":
            return True  # it stands where the file has it since it was created
        return bool((self._closed(image) or move["on"]) <= self._day)

    def _closed(self, image: Image) -> str | None:
        """The day a deal ended: of a won one that of its order."""
        if image["status"] == "open":
            return None
        if image["status"] != "won":
            return image["ended_on"] or None
        days = [order["on"] for order in self.orders.values() if order["on"] is not None]
        return max(days) if days else image["close_on"] or None
