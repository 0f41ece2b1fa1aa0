"""What a check of everything found, and how to mend it."""

from __future__ import annotations

from osp_cli.render.blocks import Bullets, Item, Line, Tone, View
from osp_cli.render.naming import spoken
from osp_cli.services.doctor import Examined, Finding
from osp_cli.words import Words

TONES: dict[str, Tone] = {"ok": "good", "note": "warn", "wrong": "bad"}


def examined_view(examined: Examined, words: Words) -> View:
    """One line a finding, what mends it below; then the verdict."""
    items = [item for finding in examined.findings for item in _items(finding, words)]
    wrong = sum(finding.level == "wrong" for finding in examined.findings)
    verdict = words("doctor.well") if not wrong else words("doctor.wrong", count=wrong)
    return (Bullets(tuple(items)), Line(verdict, "good" if not wrong else "bad"))


def _items(finding: Finding, words: Words) -> tuple[Item, ...]:
    key = f"errors.{finding.code}" if finding.is_error else f"doctor.{finding.code}"
    values = spoken(finding.values, words)
    if "table" in finding.values:
        values = {**values, "table": words(f"tables.{finding.values['table']}")}
    if "use" in finding.values:
        values = {**values, "use": words(f"doctor.uses.{finding.values['use']}")}
    level = words(f"doctor.levels.{finding.level}")
    said = Item(words("views.label", label=level, value=words(f"{key}.what", **values)), TONES[finding.level])
    if finding.level == "ok" or not words.has(f"{key}.mend"):
        return (said,)
    return (said, Item(words(f"{key}.mend", **values), indent=1))
