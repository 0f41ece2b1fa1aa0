"""What the repository must not give away, and what it promises about its own set-up."""

from __future__ import annotations

import re
import tomllib

from tests.architecture.source import ROOT, repository_files

# written apart, so that this file does not match itself
HOSTS = ("pypi" + r"\.org", "python" + r"hosted\.", "--(extra-)?" + "index-url", "--find" + "-links", "/simple" + "/")
PLACES = ("/wo" + "rk/", "/ro" + "ot/", "/opt/" + "pypi", "C:" + r"\\Users")
TELLTALE = re.compile("|".join([*HOSTS, *(rf"(?<![\w.~-]){place}" for place in PLACES)]))


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    found = []
    for path in repository_files():
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        found += [f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(lines, 1) if TELLTALE.search(line)]
    assert found == []


def test_every_locked_distribution_has_hashes_and_the_build_back_end_is_among_them() -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8").strip())
    names = {block.partition("==")[0] for block in blocks}
    assert [block.partition(" ")[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert {"editables", "hatchling", "pytest", "sqlmodel", "typer"} <= names


def test_every_dependency_has_an_upper_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    ours = f"{project['name']}["  # an extra that is made of extras
    wanted = [line for line in [*project["dependencies"], *extras] if not line.startswith(ours)]
    assert [line for line in wanted if ",<" not in line] == []


def test_the_lock_keeps_typer_below_the_version_that_imports_pydantic_for_every_command() -> None:
    locked = re.search(r"^typer==(\d+)\.(\d+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert locked is not None
    assert (int(locked[1]), int(locked[2])) < (0, 29)
