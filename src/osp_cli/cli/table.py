"""Every command word: the module that holds it, the name in that module, and its heading in `osp --help`.

Only the module of the word that was called is imported.
"""

from __future__ import annotations

from osp_cli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command is: `osp_cli.cli.<module>`, the function or group `name` in it, under which heading."""

    module: str
    name: str
    heading: str


def _under(heading: str, **modules: str) -> dict[str, Place]:
    """Places of one heading: module=words, a word being a command; `word:name` where the names differ."""
    places = {}
    for module, words in modules.items():
        for entry in words.split():
            word, _, name = entry.partition(":")
            places[word] = Place(module, name or word.replace("-", "_"), heading)
    return places


PLACES: dict[str, Place] = {
    **_under("everyday", daily="today next:next_", snoozing="snooze", listing="list:list_ show find", guiding="guide"),
    **_under(
        "opportunities",
        opportunities="new-opportunity set:set_ use remove",
        journal="note log undo redo",
        team="team",
    ),
    **_under(
        "method",
        guiding="qualify assess",
        answering="answer confirm decide debt",
        stages="gate advance retreat win lose cancel withdraw reopen",
        deal="competitor order",
        strategy="strategy",
        risks="risk",
        people="person map:map_",
        nouns="tie criterion event value issue partner quotation statement payment teammate",
        partners="terms",
        coaching="coach",
        winloss="winloss",
        actions="action",
        milestones="milestone",
        conditions="condition",
        calls="call",
        accounts="account",
        followups="followup",
    ),
    **_under("plans", templating="plan", reviews="review"),
    **_under(
        "forecasting", forecast="forecast forecast-call quota", accuracy="accuracy", history="changes snapshot funnel"
    ),
    **_under(
        "data",
        importing="import:import_",
        books="export",
        backups="backup restore",
        doctor="doctor",
        method="process",
        configuration="config demo help:help_",
    ),
}
HEADINGS = tuple(dict.fromkeys(place.heading for place in PLACES.values()))
