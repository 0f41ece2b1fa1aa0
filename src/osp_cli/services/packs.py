"""A company's own pack: exporting the present one, checking one, and whether a book can live with it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from osp_cli.domain.process import Process
from osp_cli.domain.tuning import tuned
from osp_cli.errors import NotFound, OspError, PackBroken, WrongUsage
from osp_cli.frozen import dataclass
from osp_cli.pack.load import builtin, load
from osp_cli.setting_values import BUILTIN, LANGUAGES
from osp_cli.settings import Settings
from osp_cli.store.store import Store


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
    """A pack with all its faults, or with what it holds where there are none; `archived` as `archived_by` says."""

    folder: str
    faults: tuple[PackFault, ...]
    name: str = ""
    steps: int = 0
    stages: int = 0
    criteria: int = 0
    questions: int = 0
    languages: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


def faults_of(folder: Path | str, broken: PackBroken) -> PackChecked:
    """The faults of a pack, all at once."""
    rows: Iterable[Mapping[str, str]] = broken.details["faults"]
    return PackChecked(str(folder), tuple(PackFault(**row) for row in rows))


def archived_by(process: Process, store: Store) -> tuple[str, ...]:
    """What was answered or confirmed in the store and a pack has no more: it stays in the history, and is not shown."""
    with store.reading() as reading:
        answered = reading.answered()
    return tuple(id for id in answered if not (process.has_question(id) or process.has_criterion(id)))


def asked_elsewhere(process: Process, store: Store, reference: str, unknown: OspError) -> OspError:
    """The refusal of a question not asked here: one that was answered belongs to another pack, and is not lost."""
    if reference not in archived_by(process, store):
        return unknown
    return NotFound("question-archived", {"question": reference}, details=unknown.details)


def sound(folder: Path, process: Process, archived: tuple[str, ...] = ()) -> PackChecked:
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
        archived=archived,
    )


def usable(folder: str, settings: Settings, fits: Callable[[Sequence[str]], bool]) -> Process:
    """The pack that a setting names, where it is sound and the user's own figures fit it.

    `fits` says whether osp understands a command that the pack names.
    Errors: `pack-missing`; `PackBroken` with every fault; `stage-unknown` for a probability or category of a stage
    that it has not; `pack-language` where the setting `language` is none of its languages.
    """
    if folder != BUILTIN and not any(Path(folder).glob("*.toml")):
        raise WrongUsage("pack-missing", {"folder": folder, "typed": shlex.quote(folder)})
    process = builtin() if folder == BUILTIN else load(Path(folder), fits)
    if settings.language and not speaks(process, settings.language):
        values = {"pack": folder, "language": settings.language, "languages": tuple(process.languages)}
        raise WrongUsage("pack-language", values, details={"languages": process.languages})
    return tuned(process, settings.probabilities, settings.categories, settings.limits)


def speaks(process: Process, language: str) -> bool:
    """Whether our own words or the texts of the pack are there in a language."""
    return language in (*LANGUAGES, *process.languages)
