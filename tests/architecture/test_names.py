"""The names of the program: what a rep says, never a word that says nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import modules

EMPTY_WORDS = {"data", "handler", "helper", "helpers", "info", "processor", "util", "utils"}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def _fault(name: str, *, is_class: bool = False) -> str | None:
    """What is wrong with a name; a manager is a person, so no class is one unless it is the sales manager."""
    if empty := _words(name) & EMPTY_WORDS:
        return f"{name}: {', '.join(sorted(empty))} says nothing"
    if name.startswith("do_"):
        return f"{name}: do_ says nothing"
    if is_class and name.endswith("Manager") and name != "SalesManager":
        return f"{name}: a manager is a person"
    return None


def _definitions(tree: ast.AST) -> Iterator[Definition]:
    return (node for node in ast.walk(tree) if isinstance(node, Definition))


def test_modules_functions_and_classes_have_names_that_say_something() -> None:
    faults = [fault for module in modules() if (fault := _fault(module))]
    for module, tree in modules().items():
        faults += [
            f"{module}:{node.lineno} {fault}"
            for node in _definitions(tree)
            if (fault := _fault(node.name, is_class=isinstance(node, ast.ClassDef)))
        ]
    assert faults == []


@pytest.mark.parametrize("name", ["text_utils", "RowHandler", "load_data", "do_advance", "gate_info", "HTTPHelper"])
def test_an_empty_name_is_found(name: str) -> None:
    assert _fault(name)


@pytest.mark.parametrize("name", ["judge", "database_file", "metadata", "information_need", "Manager", "SalesManager"])
def test_a_name_that_says_something_passes(name: str) -> None:
    assert _fault(name) is None


def test_everything_public_has_a_docstring() -> None:
    silent = [
        f"{module}:{node.lineno} {node.name}"
        for module, tree in modules().items()
        for node in _public(tree)
        if ast.get_docstring(node) is None
    ]
    assert silent == []


def _public(tree: ast.Module) -> Iterator[Definition]:
    """Public functions and classes of a module, and the public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                methods = (each for each in node.body if isinstance(each, Definition))
                yield from (each for each in methods if not each.name.startswith("_"))
