"""A company's own pack: exporting the present one, checking one, and whether a book can live with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from osp_cli.domain.process import Process
from osp_cli.errors import OspError, PackBroken, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.services.desk import Desk


@dataclass(frozen=True, slots=True)
class PackExported:
    """The files of a pack that were written into a folder."""

    folder: str
    files: tuple[str, ...]
    is_dry_run: bool


@dataclass(frozen=True, slots=True)
class PackFault:
    """Something wrong in a pack: file, key, a reason (a key of the words), what stands there."""

    file: str
    key: str
    reason: str
    value: str


@dataclass(frozen=True, slots=True)
class PackChecked:
    """A pack with all its faults, or with what it holds where there are none."""

    folder: str
    faults: tuple[PackFault, ...]
    name: str = ""
    steps: int = 0
    stages: int = 0
    criteria: int = 0
    questions: int = 0
    languages: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


def export_pack(source: Path, folder: Path, *, is_forced: bool, is_dry_run: bool) -> PackExported:
    """Copies the files of a pack into a folder; a file that is there already is replaced only where forced."""
    files = sorted(source.glob("*.toml"))
    there = [file.name for file in files if (folder / file.name).exists()]
    if there and not is_forced:
        raise WrongUsage("pack-files-there", {"folder": str(folder), "files": ", ".join(there)})
    if not is_dry_run:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for file in files:
                (folder / file.name).write_bytes(file.read_bytes())
        except OSError as error:
            raise OspError("file-unwritable", {"file": str(folder), "reason": error.strerror or ""}) from None
    return PackExported(str(folder), tuple(file.name for file in files), is_dry_run)


def faults_of(folder: Path, broken: PackBroken) -> PackChecked:
    """The faults of a pack, all at once."""
    rows: Iterable[Mapping[str, str]] = broken.details["faults"]
    return PackChecked(str(folder), tuple(PackFault(**row) for row in rows))


def sound(folder: Path, process: Process) -> PackChecked:
    """What a pack without faults holds."""
    return PackChecked(
        folder=str(folder),
        faults=(),
        name=process.name,
        steps=len(process.steps),
        stages=len(process.stages),
        criteria=sum(len(gate.criteria) for gate in process.gates),
        questions=len(process.questions),
        languages=process.languages,
    )


def must_hold_stages(desk: Desk, process: Process, folder: str) -> None:
    """Refuses a pack that has no place for a stage at which opportunities stand: nothing is moved or dropped."""
    with desk.store.reading() as reading:
        lost = [stage for stage in reading.stages_in_use() if not process.has_stage(stage)]
    if lost:
        values = {"pack": folder, "stages": ", ".join(lost), "first": lost[0]}
        raise WrongUsage("pack-stages-missing", values, details={"stages": lost})
