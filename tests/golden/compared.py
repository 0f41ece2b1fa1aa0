"""Golden files: what a test makes is held against the file that was looked at. GOLDEN_UPDATE=1 writes it anew."""

from __future__ import annotations

import os
from pathlib import Path


def compared(path: Path, text: str) -> None:
    """Fails where the text is not that of the file, byte for byte."""
    if os.environ.get("GOLDEN_UPDATE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert path.read_bytes().decode() == text
