"""A company's own pack, read and checked once: everyday commands load what was kept of it, named by its content."""

from __future__ import annotations

import json
import os
import shlex
from contextlib import suppress
from pathlib import Path
from typing import Any

from osp_cli.errors import WrongUsage
from osp_cli.folders import make_folder


def content_of(directory: Path, cache: Path) -> dict[str, Any]:
    """The checked content of the pack in `directory`; kept in the folder `cache` for the next command.

    Errors: `pack-missing` where there is no such folder; `PackBroken` with every fault.
    """
    files = sorted(directory.glob("*.toml"))
    if not files:
        raise WrongUsage("pack-missing", {"folder": str(directory), "typed": shlex.quote(str(directory))})
    kept = cache / f"pack-{_digest(files)}.json"
    with suppress(OSError, ValueError):
        found: dict[str, Any] = json.loads(kept.read_bytes())
        return found
    # Here, not above: pydantic costs more than a whole everyday command.
    from osp_cli.pack.check import read

    content = read(directory)
    with suppress(OSError):  # a folder that cannot be written costs time, nothing else
        make_folder(cache)
        for old in cache.glob("pack-*"):  # a draft too, that a killed command left
            old.unlink()
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        draft.chmod(0o600)
        draft.replace(kept)
    return content


def _digest(files: list[Path]) -> str:
    import hashlib  # it loads OpenSSL, which no other everyday command has a use for

    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:32]
