"""Which files `osp` wrote: a text says so in its last line, of any other the state folder keeps the digest.

A document that would say the same as the one that stands there, but for its day, is left as it is; so a second export
over unchanged facts changes no byte, and a difference between two exports means something.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.errors import WrongUsage
from osp_cli.settings import replace_file
from osp_cli.store.opening import is_store

if TYPE_CHECKING:
    from osp_cli.render.paper.manuscript import Part

# The last line of a text: by it a later export knows its own file, and one that a person has changed since.
SEAL = "<!-- osp document {digest} {source} -->"
SEALED = re.compile(
    r"(?P<body>.*\n)<!-- osp document (?P<digest>[0-9a-f]{64})(?: (?P<source>[0-9a-f]{64}))? -->\n", re.DOTALL
)
KEPT = 50_000  # files remembered: what an export of a large book writes in each format


def digest_of(content: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(content).hexdigest()


def sealed(text: str, source: str = "") -> str:
    """The text with a last line that names its content, and what it was made of."""
    seal = SEAL.format(digest=digest_of((text + "\n").encode()), source=digest_of((source or text).encode()))
    return f"{text}\n{seal}\n"


def unsealed(text: str) -> str:
    """The text without its last line."""
    found = SEALED.fullmatch(text)
    return found["body"][:-1] if found else text


def bytes_of(part: Part) -> bytes:
    """What the file of a part holds."""
    return sealed(part.content.decode(), part.source).encode() if part.is_text else part.content


class Written:
    """What is known of files at their places. `folder` is the state folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "documents.txt"
        self._sources = dict(line.split() for line in self._lines())

    def must_be_ours(self, path: Path, *, is_forced: bool) -> None:
        """Refuses a path where something else stands than a file that `osp` wrote and nobody changed."""
        if path.is_dir():
            raise WrongUsage("file-is-folder", {"file": str(path)})
        if is_store(path):  # by no force: it would be lost with everything in it
            raise WrongUsage("file-is-store", {"file": str(path)})
        if not is_forced and self.is_foreign(path):
            raise WrongUsage("file-exists", {"file": str(path)})

    def is_foreign(self, path: Path) -> bool:
        """Whether something stands there that `osp` did not write, or that was changed since."""
        return os.path.lexists(path) and not is_device(path) and self._source_at(path) is None

    def says_the_same(self, path: Path, part: Part) -> bool:
        """Whether a file of ours stands there that says what this part says, whatever its day."""
        return path.exists() and not is_device(path) and self._source_at(path) == digest_of(part.source.encode())

    def remember(self, parts: list[Part]) -> None:
        """Keeps the digests of what was written and cannot say so itself."""
        self._keep({digest_of(part.content): digest_of(part.source.encode()) for part in parts if not part.is_text})

    def keep(self, digest: str) -> None:
        """Keeps the digest of a file that was written and is its own source."""
        self._keep({digest: digest})

    def _keep(self, new: dict[str, str]) -> None:
        """Adds to what is known, as another run may have left it; where the folder takes nothing, nothing is kept."""
        if not new:
            return
        known = dict(line.split() for line in self._lines())
        kept = {**{key: value for key, value in known.items() if key not in new}, **new}
        lines = [f"{digest} {source}\n" for digest, source in kept.items()]
        with suppress(OSError):  # then --force is wanted the next time
            replace_file(self._file, "".join(lines[-KEPT:]))

    def _lines(self) -> list[str]:
        try:
            text = self._file.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return []
        return [line for line in text.splitlines() if re.fullmatch("[0-9a-f]{64} [0-9a-f]{64}", line)]

    def _source_at(self, path: Path) -> str | None:
        """What a file of ours was made of, by its digest; None where the file is not ours or was changed since."""
        try:
            content = b"" if path.is_symlink() else path.read_bytes()
        except OSError:
            return None
        if known := self._sources.get(digest_of(content)):
            return known
        try:
            found = SEALED.fullmatch(content.decode())
        except UnicodeDecodeError:
            return None
        if found is None or digest_of(found["body"].encode()) != found["digest"]:
            return None
        return found["source"] or found["digest"]


def is_device(path: Path) -> bool:
    """Whether it is there and neither a file nor a folder: a device, a pipe."""
    return path.exists() and not path.is_file() and not path.is_dir()
