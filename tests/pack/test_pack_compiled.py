"""The compiled pack is the TOML files, and reading it loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from osp_cli.pack import check, generate, load, reading


def test_the_compiled_pack_is_not_stale() -> None:
    texts = tuple(path.read_text(encoding="utf-8") for path in (load.COMPILED, load.HANDBOOK))

    assert texts == generate.generate(), "run: python -m osp_cli.pack.generate"


def test_both_ways_of_reading_give_the_same_process() -> None:
    assert load.builtin() == load.load(load.SOURCE)
    assert reading.builtin_handbook() == reading.load_handbook(load.SOURCE)


def test_the_digest_names_the_content_and_nothing_else(tmp_path: Path) -> None:
    content = check.read(load.SOURCE)
    digest = content.pop("digest")
    (tmp_path / "copy").mkdir()
    for file in load.SOURCE.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / "copy" / file.name).write_text("# a remark\n" + text, encoding="utf-8")

    assert digest == check.digest_of(content)
    assert load.load(tmp_path / "copy").digest == digest
    assert check.digest_of({**content, "name": "another"}) != digest


def test_each_item_of_the_compiled_pack_has_a_line_of_its_own() -> None:
    lines = load.COMPILED.read_text(encoding="utf-8").splitlines()
    ids = [line.split('"id": "')[1].split('"')[0] for line in lines if '"id": "' in line]

    assert all(line.count('"id": ') <= 1 for line in lines)
    assert set(ids) >= {question.id for question in load.builtin().questions}
    assert set(ids) >= {criterion.id for gate in load.builtin().gates for criterion in gate.criteria}


def test_the_everyday_way_loads_neither_pydantic_nor_tomllib() -> None:
    code = (
        "import sys; from osp_cli.pack.load import builtin; builtin(); "
        "print([name for name in ('pydantic', 'tomllib', 'typer', 'sqlmodel', 'rich') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_built_in_pack_is_read_once() -> None:
    assert load.builtin() is load.builtin()
