"""`python3 run.py demo`, `test` or `generate`: makes .venv where it is missing or stale, then runs in it.

Only the standard library, and only the venv and pip of the Python that runs this: no ensurepip, which Debian lacks.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
HOST = sys._base_executable if Path(sys.prefix) == VENV else sys.executable  # the caller must outlive a clearing
CHECKS = {
    "ruff check": [str(BIN / "ruff"), "check"],
    "ruff format --check": [str(BIN / "ruff"), "format", "--check"],
    "mypy --strict src": [str(BIN / "mypy"), "--strict", "src"],
    "lint-imports": [str(BIN / "lint-imports"), "--no-logo"],
    "size check": [PYTHON, "tests/architecture/sizes.py"],
    # One more than there are cores, for some tests wait for a terminal; last, so that its own line closes the output.
    "pytest": [PYTHON, "-m", "pytest", "-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"],
}


def quietly(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.stdout.buffer.write(done.stdout)
        sys.exit(f"run.py: this failed: {' '.join(command)}")


def prepare() -> None:
    parts = [(ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    stamp = hashlib.sha256(b"\0".join([*parts, sys.version.encode(), os.fsencode(VENV)])).hexdigest()
    stamp_file = VENV / "osp-stamp"
    if stamp_file.is_file() and stamp_file.read_text() == stamp:
        return
    print("making .venv (the first time, and after a change of requirements.lock or pyproject.toml) ...", flush=True)
    quietly(HOST, "-m", "venv", "--clear", "--without-pip", str(VENV))
    install = [HOST, "-m", "pip", "--python", PYTHON, "install"]
    quietly(*install, "--require-hashes", "-r", "requirements.lock")
    quietly(*install, "--no-deps", "--no-build-isolation", "-e", ".")  # hashes and an editable install do not mix
    stamp_file.write_text(stamp)


def test() -> int:
    """The quick checks at once, told in their order, then the tests."""
    *quick, (last, tests) = CHECKS.items()
    started = [
        (name, subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
        for name, command in quick
    ]
    failed: list[str] = []
    for name, check in started:
        print(f"== {name}", flush=True)
        sys.stdout.buffer.write(check.communicate()[0])
        failed += [name] if check.returncode else []
    print(f"== {last}" + (f" (failed before it: {', '.join(failed)})" if failed else ""), flush=True)
    return subprocess.run(tests, cwd=ROOT, check=False).returncode or int(bool(failed))


def generate() -> int:
    generators = sorted((ROOT / "src" / "osp_cli").glob("*/generate.py"))
    return max(subprocess.call([PYTHON, "-m", f"osp_cli.{path.parent.name}.generate"]) for path in generators)


def demo() -> int:
    return subprocess.call([str(BIN / "osp"), "demo"])


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  whoever starts it with an older one must be told, not shown a traceback
        sys.exit("run.py: osp needs Python 3.11 or newer; this is " + sys.version.split()[0])
    commands = {"demo": demo, "test": test, "generate": generate}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit("usage: python3 run.py " + " | ".join(commands))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # every process would compile all that it reads: twice the time
    if os.environ.get("LC_ALL") in ("C", "POSIX"):  # there Python 3.11 cannot read a Chinese path out of a .pth file
        os.environ["LC_ALL"] = "C.UTF-8"
    prepare()
    sys.exit(commands[sys.argv[1]]())
