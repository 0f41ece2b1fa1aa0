"""Files that a person asked for: written whole, private, and by one rule never over one that `osp` did not write."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from osp_cli.cli.written import Written, bytes_of, is_device
from osp_cli.domain.names import place
from osp_cli.errors import OspError
from osp_cli.folders import make_folder
from osp_cli.render.paper.manuscript import Part
from osp_cli.settings import has_ended, must_be_writable, replace_bytes, replace_file_by

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring


class Files:
    """The files that a command writes, `is_forced` with `--force`.

    One that is there is replaced only where `osp` wrote it and nobody changed it since, or by force. A link is never
    followed; a device or a pipe (`/dev/null`, `>(less)`) is written into: there is nothing to replace. A dry run
    checks and makes everything, and writes nothing.
    """

    def __init__(self, wiring: Wiring, *, is_forced: bool) -> None:
        self._wiring, self._is_forced = wiring, is_forced
        self._written = Written(wiring.places.state_folder)

    def check(self, path: Path) -> None:
        """Refuses a place where a folder is, or a file or a link that must stay."""
        with _said(path):
            self._written.must_be_ours(path, is_forced=self._is_forced)

    def in_the_way(self, paths: Iterable[Path]) -> tuple[Path, ...]:
        """Which of the places hold something that must stay."""
        return () if self._is_forced else tuple(path for path in paths if self._written.is_foreign(path))

    def says_the_same(self, path: Path, part: Part) -> bool:
        """Whether a file of ours stands there already that says what this part says."""
        with _said(path):
            return not self._is_forced and self._written.says_the_same(path, part)

    def put(self, parts: Mapping[Path, Part]) -> None:
        """Writes files, each in one step, after all of them were checked.

        They are remembered before: what a run that is stopped halfway has written is ours for the next one too.
        """
        for path in parts:
            self.check(path)
        if self._wiring.shared.dry_run:
            return
        self._written.remember(list(parts.values()))
        with self._folders_told(parts):
            for path, part in parts.items():
                with _said(path):
                    self._put(path, bytes_of(part))

    def put_pieces(self, path: Path, pieces: Iterable[str]) -> None:
        """Writes a text that is made while it is written."""
        self.check(path)
        if self._wiring.shared.dry_run:
            deque(pieces, maxlen=0)
            return
        with self._folders_told((path,)), _said(path):
            if is_device(path):
                with path.open("w", encoding="utf-8") as stream:
                    stream.writelines(pieces)
                return
            seen = hashlib.sha256()
            replace_file_by(path, lambda stream: stream.writelines(_passing(pieces, seen)))
            self._written.keep(seen.hexdigest())

    def put_made(self, path: Path, make: Callable[[Path], object]) -> None:
        """Has a file made beside its place, and puts it there when it is whole."""
        from osp_cli.store.backups import sync

        self.check(path)
        folder, is_dry = path.absolute().parent, self._wiring.shared.dry_run
        with self._folders_told(() if is_dry else (path,)), _said(path):
            if not is_dry:
                make_folder(folder)
                must_be_writable(path)
                _clear_drafts(folder, path.name)
            with TemporaryDirectory(prefix=f".{path.name}-osp-{os.getpid()}-", dir=None if is_dry else folder) as aside:
                draft = Path(aside) / "draft"
                make(draft)
                if is_dry:
                    return
                draft.chmod(0o600)
                sync(draft)
                with draft.open("rb") as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
                self._written.keep(digest)
                draft.replace(path)

    def _put(self, path: Path, content: bytes) -> None:
        if is_device(path):
            path.write_bytes(content)
        else:
            replace_bytes(path, content)

    @contextmanager
    def _folders_told(self, paths: Iterable[Path]) -> Iterator[None]:
        """Tells of each folder that had to be made."""
        folders = dict.fromkeys(path.parent for path in paths if not path.absolute().parent.exists())
        yield
        for folder in folders:
            self._wiring.notice("folder-made", folder=str(folder))


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turns what the system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        values = {"file": place(path), "reason": error.strerror or ""}
        raise OspError("file-unwritable", values, details={"file": str(path)}) from None


def _passing(pieces: Iterable[str], seen: Any) -> Iterator[str]:
    """The pieces, each shown to a digest on its way."""
    for piece in pieces:
        seen.update(piece.encode())
        yield piece


def write_text(wiring: Wiring, result: Any, text: str, out: str | None, *, is_forced: bool) -> None:
    """Writes the printed form of a result as a file, or to standard output without one or for `-`."""
    if out in (None, "-"):
        wiring.show_text(result, text)
        return
    write_parts(wiring, (Part("", text.encode(), text, is_text=True),), Path(str(out)), is_forced=is_forced)


def write_parts(wiring: Wiring, parts: Iterable[Part], path: Path, *, is_forced: bool) -> None:
    """Writes a printed thing to a path, what goes with it beside it, and tells where."""
    from osp_cli.render.views.handbook import written_view
    from osp_cli.services.method import PageWritten

    first, *others = parts
    beside = {path.with_name(f"{path.stem}{part.ending}"): part for part in others}
    files, made = Files(wiring, is_forced=is_forced), {path: first, **beside}
    same = [each for each, part in made.items() if files.says_the_same(each, part)]
    files.put({each: part for each, part in made.items() if each not in same})
    if same:
        wiring.notice("documents-unchanged", count=len(same))
    if wiring.shared.dry_run:
        wiring.told_dry_run()
    wiring.show(PageWritten(str(path), tuple(map(str, beside))), written_view)


def _clear_drafts(folder: Path, name: str) -> None:
    """Removes what earlier runs left of this file because they were killed; the draft of one that runs stays."""
    form = re.compile(rf"\.{re.escape(name)}-osp-(\d+)-\w+")
    for each in folder.iterdir():
        found = form.fullmatch(each.name)
        if found and has_ended(int(found[1])):
            shutil.rmtree(each, ignore_errors=True)
