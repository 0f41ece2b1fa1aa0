"""The optional engines: each comes with an extra of the package, and a missing one ends in one sentence."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from types import ModuleType

from osp_cli.errors import OspError

EXTRAS = {
    "typst": "pdf",
    "resvg_py": "docx",
    "xlsxwriter": "xlsx",
    "python_calamine": "xlsx",
    "pyrage": "encrypted",
}
"""The extra that installs each optional module, as pyproject.toml has them; a test compares the two."""


PACKAGES = {
    "typst": "typst",
    "resvg_py": "resvg-py",
    "xlsxwriter": "XlsxWriter",
    "python_calamine": "python-calamine",
    "pyrage": "pyrage",
}
"""What each optional module is installed from, as its makers spell it."""


def engine(module: str) -> ModuleType:
    """The optional module of that name, imported now.

    Raises OspError `extra-missing` with the command that installs it, where it is not installed, `extra-broken` where
    it cannot be loaded (a library that it needs is missing).
    """
    extra = EXTRAS[module]
    try:
        return import_module(module)
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) and error.name == module:
            raise OspError("extra-missing", {"extra": extra}, details={"extra": extra}) from error
        raise OspError("extra-broken", {"extra": extra, "reason": str(error)}, details={"extra": extra}) from error


def installed(module: str) -> str | None:
    """The version of an optional module, empty where it is not on record, None where it is not installed.

    Nothing is imported: whether it can be loaded, only `engine` can tell.
    """
    if find_spec(module) is None:
        return None
    try:
        return version(PACKAGES[module])
    except PackageNotFoundError:
        return ""
