"""The size aims: files up to 400 lines, half of them up to 150, functions up to 40. Generated files do not count."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from statistics import median

SOURCE = Path(__file__).resolve().parents[2] / "src" / "osp_cli"
GENERATED = ("store/compiled.py",)
FILE_LINES, MEDIAN_LINES, FUNCTION_LINES = 400, 150, 40


def oversized(source: Path = SOURCE) -> list[str]:
    """Says of each file and function what it is over by; empty where all keep their size."""
    found = []
    lengths = []
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source).as_posix()
        if name in GENERATED:
            continue
        text = path.read_text(encoding="utf-8")
        length = len(text.splitlines())
        lengths.append(length)
        if length > FILE_LINES:
            found.append(f"{name}: {length} lines, {FILE_LINES} are allowed")
        found += [f"{name}:{each}" for each in _long_functions(ast.parse(text))]
    if lengths and median(lengths) > MEDIAN_LINES:
        found.append(f"the median file has {median(lengths):g} lines, {MEDIAN_LINES} are aimed at")
    return found


def _long_functions(tree: ast.Module) -> list[str]:
    """Functions over the limit, counted from `def` to the last line; decorators are not counted."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = [(node, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions]
    return [
        f"{node.lineno}: {node.name} has {length} lines, {FUNCTION_LINES} are allowed"
        for node, length in lengths
        if length > FUNCTION_LINES
    ]


if __name__ == "__main__":
    findings = oversized()
    print("\n".join(findings) or "all files and functions keep their size")
    sys.exit(1 if findings else 0)
