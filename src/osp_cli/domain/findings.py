"""What judging a gate finds: plain values."""

from __future__ import annotations

from typing import Any

from osp_cli.frozen import dataclass, field

Mend = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """Why a criterion is met or not: a code of the words, and the values of its sentence."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion judged. `missing` are ids, fields or names; `mends` are commands, words after `osp`."""

    criterion: str
    is_met: bool
    is_must: bool
    because: Because
    missing: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = ()
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class GateReport:
    """One gate judged, every finding in the order of the pack. `is_open`: all musts are met."""

    stage: str
    is_open: bool
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, stage: str, findings: tuple[Finding, ...]) -> GateReport:
        """The report of a gate with these findings."""
        return cls(stage, all(finding.is_met for finding in findings if finding.is_must), findings)
