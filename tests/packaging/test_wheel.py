"""The wheel built from this tree works alone: pack, words and templates inside, in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email.parser import Parser
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "osp_cli"
BIN = "Scripts" if os.name == "nt" else "bin"


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", errors="replace", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _build(target: str, folder: Path) -> Path:
    _run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder, cwd=ROOT)
    (built,) = folder.iterdir()
    return built


def _files(folder: Path, prefix: str) -> set[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {prefix + name for name in found if "__pycache__" not in name}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it; the libraries osp needs are lent by the one that runs the tests.

    They are lent by a path file, and the path files of the lender are not read: its editable osp stays out of sight.
    """
    folder = tmp_path_factory.mktemp("clean environment")
    _run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    python = folder / BIN / "python"
    with_pip = sys.executable if find_spec("pip") else sys._base_executable  # run.py makes ours without pip
    _run(with_pip, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", wheel, cwd=folder)
    site = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


def test_the_wheel_holds_the_package_and_the_templates_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == _files(PACKAGE, "osp_cli/") | _files(ROOT / "templates", "osp_cli/templates/")


@pytest.mark.parametrize(
    ("folder", "ending"),
    [
        ("osp_cli/pack/", ".toml"),
        ("osp_cli/pack/", "compiled.json"),
        ("osp_cli/words/en/", ".toml"),
        ("osp_cli/words/zh/", ".toml"),
        ("osp_cli/templates/en/", ".md.j2"),
        ("osp_cli/templates/zh/", ".md.j2"),
        ("osp_cli/fonts/", "OSPSansSC-Regular.ttf"),
        ("osp_cli/fonts/", "OSPSansSC-Bold.ttf"),
        ("osp_cli/fonts/", "OFL.txt"),
        ("osp_cli/", "py.typed"),
    ],
)
def test_what_the_program_reads_at_run_time_is_in_the_wheel(wheel: Path, folder: str, ending: str) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if name.startswith(folder) and name.endswith(ending)]


def test_the_metadata_of_the_wheel_names_version_licence_and_command(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (folder,) = {name.partition("/")[0] for name in archive.namelist() if ".dist-info/" in name}
    metadata = Parser().parsestr(archive.read(f"{folder}/METADATA").decode())
    assert (metadata["Name"], metadata["Version"]) == ("osp-cli", "0.1.0")
    assert (metadata["License-Expression"], metadata["Requires-Python"]) == ("MIT AND OFL-1.1", ">=3.11")
    assert "osp = osp_cli.__main__:main" in archive.read(f"{folder}/entry_points.txt").decode()
    assert {f"{folder}/licenses/LICENSE", f"{folder}/licenses/src/osp_cli/fonts/OFL.txt"} <= set(archive.namelist())


def test_osp_runs_from_the_wheel_and_not_from_the_source(environment: Path, tmp_path: Path) -> None:
    where = _run(environment / BIN / "python", "-c", "import osp_cli; print(osp_cli.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(environment)
    assert _run(environment / BIN / "osp", "--version", cwd=tmp_path) == "osp 0.1.0\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_installed_osp_knows_the_method(environment: Path, tmp_path: Path, language: str) -> None:
    shown = _run(environment / BIN / "osp", "process", "stages", "--lang", language, cwd=tmp_path)
    assert "9.5" in shown


def test_the_source_distribution_holds_what_tests_and_builds_need(tmp_path: Path) -> None:
    with tarfile.open(_build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"pyproject.toml", "requirements.lock", "run.py", "Makefile", "README.md", "LICENSE", "tests/conftest.py"}
    assert needed | _files(PACKAGE, "src/osp_cli/") | _files(ROOT / "templates", "templates/") <= names
    assert not [name for name in names if name.startswith((".git/", ".venv/")) or "__pycache__" in name]
