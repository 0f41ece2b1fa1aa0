"""Which opportunity is meant. A write never guesses: several or none end with the candidates."""

from __future__ import annotations

from collections.abc import Iterable

from osp_cli.domain.names import closest
from osp_cli.domain.opportunity import Opportunity
from osp_cli.errors import Ambiguous, NotFound, OspError
from osp_cli.services.desk import Desk
from osp_cli.services.results import Candidate
from osp_cli.store.store import Reading

SHOWN_CANDIDATES = 10


def choose(desk: Desk, reference: str | None, *, shell: str | None = None, current: str | None = None) -> Opportunity:
    """The opportunity of a reference (number, slug, unique prefix, ULID, exact name).

    Without a reference: that of this shell (OSP_OPP; one that names nothing is refused, for a write must not land
    elsewhere), else the current one where it still exists, else the only open one; else Ambiguous with the candidates,
    or NotFound where the book has none.
    """
    with desk.store.reading() as reading:
        if reference is not None:
            return find_one(reading, reference)
        if shell:
            return _of_shell(reading, shell)
        found = reading.find(current) if current else ()
        if len(found) == 1:
            return found[0]
        open_ones = reading.candidates("", SHOWN_CANDIDATES)
        if not open_ones:
            raise NotFound("opportunity-none")
        if len(open_ones) == 1:
            return open_ones[0]
        raise _several("opportunity-needed", {}, open_ones)


def _of_shell(reading: Reading, shell: str) -> Opportunity:
    try:
        return find_one(reading, shell)
    except NotFound as error:
        raise NotFound("shell-opportunity-unknown", error.values, details=error.details) from error


def find_one(reading: Reading, reference: str) -> Opportunity:
    """The one opportunity a reference names; none and several are refused with proposals."""
    found = reading.find(reference)
    if len(found) == 1:
        return found[0]
    if found:
        raise _several("opportunity-ambiguous", {"ref": reference}, found)
    close = reading.candidates(reference, SHOWN_CANDIDATES) or _similar(reading, reference)
    details = {"candidates": [Candidate.of(opportunity).as_details() for opportunity in close]}
    raise NotFound("opportunity-unknown", {"ref": reference, "close": _labels(close)}, details=details)


def _similar(reading: Reading, reference: str) -> tuple[Opportunity, ...]:
    pool = {opportunity.slug: opportunity for opportunity in reading.candidates("", 500)}
    return tuple(pool[slug] for slug in closest(reference.casefold(), list(pool)))


def _several(code: str, values: dict[str, object], found: tuple[Opportunity, ...]) -> OspError:
    candidates = [Candidate.of(opportunity).as_details() for opportunity in found[:SHOWN_CANDIDATES]]
    return Ambiguous(code, {**values, "close": _labels(found[:SHOWN_CANDIDATES])}, details={"candidates": candidates})


def _labels(opportunities: Iterable[Opportunity]) -> tuple[str, ...]:
    return tuple(f"{o.number} {o.slug}" for o in opportunities)
