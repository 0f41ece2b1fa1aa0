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


def choose(desk: Desk, reference: str | None, fallbacks: Iterable[str | None] = ()) -> Opportunity:
    """The opportunity of a reference (number, slug, unique prefix, ULID, exact name).

    Without a reference: the first of `fallbacks` that exists (OSP_OPP, then the current one), else the only open one;
    else Ambiguous with the candidates, or NotFound where the book has none.
    """
    with desk.store.reading() as reading:
        if reference is not None:
            return find_one(reading, reference)
        for fallback in fallbacks:
            found = reading.find(fallback) if fallback else ()
            if len(found) == 1:
                return found[0]
        open_ones = reading.candidates("", SHOWN_CANDIDATES)
        if not open_ones:
            raise NotFound("opportunity-none")
        if len(open_ones) == 1:
            return open_ones[0]
        raise _several("opportunity-needed", {}, open_ones)


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
