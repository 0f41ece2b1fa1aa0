"""What kind of file something is, by how it begins; what is no table at all is refused with what to do instead."""

from __future__ import annotations

from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from osp_cli.errors import WrongUsage
from osp_cli.exchange.json_file import looks_like_json

_ZIP = b"PK\x03\x04"
_OTHER = (
    (b"\xd0\xcf\x11\xe0", "xls"), (b"%PDF", "pdf"), (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"), (b"SQLite format 3\x00", "database"), (b"\x1f\x8b", "packed"), (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"), (b"PK\x05\x06", "packed"),
)  # fmt: skip
_PAGES = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<div")
_XML, _SHEET = b"<?xml", b"urn:schemas-microsoft-com:office:spreadsheet"
BEGINNING = 4096


def kind_of(stream: BinaryIO, name: str) -> str:
    """`csv`, `json` or `xlsx`. Errors: `import-kind-foreign` with what it is instead."""
    start = stream.read(BEGINNING)
    stream.seek(0)
    if start.startswith(_ZIP):
        if kind := _other_than_workbook(stream):
            raise WrongUsage("import-kind-foreign", {"file": name, "filekind": kind}, details={"kind": kind})
        return "xlsx"
    for sign, kind in _OTHER:
        if start.startswith(sign):
            raise WrongUsage("import-kind-foreign", {"file": name, "filekind": kind}, details={"kind": kind})
    plain = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if plain.startswith(_XML) and _SHEET in plain:
        raise WrongUsage("import-kind-foreign", {"file": name, "filekind": "xml"}, details={"kind": "xml"})
    if plain.startswith(_PAGES):
        raise WrongUsage("import-kind-foreign", {"file": name, "filekind": "page"}, details={"kind": "page"})
    return "json" if looks_like_json(start) else "csv"


def _other_than_workbook(stream: BinaryIO) -> str | None:
    """What a packed file is that holds no workbook; None for one that does, and for one that cannot be looked into."""
    try:
        with ZipFile(stream) as packed:
            names = packed.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    finally:
        stream.seek(0)
    if any(name.endswith(".iwa") for name in names):
        return "numbers"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "document"
    is_workbook = any(name.startswith("xl/") or name in ("content.xml", "[Content_Types].xml") for name in names)
    return None if is_workbook else "packed"
