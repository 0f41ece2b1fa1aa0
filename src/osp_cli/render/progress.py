"""How far a long work is: one line that moves on a terminal, else a line for every tenth. Quick work shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Self

from osp_cli.render.width import clip, pad
from osp_cli.words import Words

QUIET_SECONDS = 1.0
REDRAW_SECONDS = 0.1
FALLBACK_WIDTH = 80


class Progress:
    """Called with what is done and the total, as often as one likes; it decides when that is worth telling.

    `write` takes the text for stderr. With `is_moving` one line is drawn over and over and is gone at the end.
    """

    def __init__(
        self,
        label: str,
        words: Words,
        *,
        write: Callable[[str], None],
        width: int | None,
        is_moving: bool,
        is_silent: bool,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._label, self._words, self._write = label, words, write
        self._width = (width or FALLBACK_WIDTH) - 1  # a full line would move the cursor to the next one
        self._is_moving, self._is_silent, self._clock = is_moving, is_silent, clock
        self._started = self._drawn = clock()
        self._tenth = 0
        self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_shown and self._is_moving:
            self._write("\r" + " " * self._width + "\r")

    def __call__(self, done: int, total: int) -> None:
        """Tells that `done` of `total` are done."""
        now = self._clock()
        if self._is_silent or not total or now - self._started < QUIET_SECONDS:
            return
        percent = min(done * 100 // total, 100)
        if self._is_moving:
            if now - self._drawn < REDRAW_SECONDS:
                return
            self._drawn = now
            self._is_shown = True
            self._write("\r" + pad(clip(self._sentence(percent, done, total, now), self._width), self._width))
        elif percent // 10 > self._tenth:
            self._tenth = percent // 10
            self._write(
                self._words("render.progress", label=self._label, percent=percent, done=done, total=total) + "\n"
            )

    def _sentence(self, percent: int, done: int, total: int, now: float) -> str:
        left = round((now - self._started) * (total - done) / done) if done else 0
        values = {"label": self._label, "percent": percent, "done": done, "total": total}
        return (
            self._words("render.progress-left", seconds=left, **values)
            if left
            else self._words("render.progress", **values)
        )
