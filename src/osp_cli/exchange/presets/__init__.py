"""The CRMs whose exports are recognised by their headings, as data: a TOML file for each, English and Chinese alike."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from osp_cli.domain.money import known_currency
from osp_cli.domain.names import narrow
from osp_cli.exchange.tables import heading_key
from osp_cli.exchange.traditional import simplified
from osp_cli.frozen import dataclass

CRMS = ("salesforce", "hubspot", "pipedrive", "dynamics", "siebel")
PLAIN = "csv"
PRESETS = (*CRMS, PLAIN)
HISTORY = "history"
SHARE_KNOWN = 0.75
# The scale, and the currency where it names one: 万 stands in headings of any.
_UNITS = {
    "元": ("", "CNY"), "人民币": ("", "CNY"), "人民币元": ("", "CNY"), "千元": ("千", "CNY"), "万元": ("万", "CNY"),
    "万": ("万", ""), "百万元": ("百万", "CNY"), "千万元": ("千万", "CNY"), "亿元": ("亿", "CNY"), "亿": ("亿", ""),
    "k": ("k", ""), "in thousands": ("k", ""), "k$": ("k", ""), "k€": ("k", "EUR"), "€": ("", "EUR"),
}  # fmt: skip
# What stands before a unit is cut off by hand: a pattern would look at a long run of blanks from each of them.
_UNIT = r"[(\[（]([^()（）\[\]]+)[)\]）]\Z"
_UNIT_BEHIND = r"[\s_:：-](?:in )?([A-Z]{3}|[a-z]{3}|[万亿千百萬億]*元)\Z"
_BETWEEN = string.whitespace + "\u3000\xa0_:：-"
_NUMBERED = r"(?:\d{1,2}(?:\.\d)?%?\s*[-–.:、)]\s*|[A-Za-z][.)]\s*)?(.*)"
_IN_BRACKETS = r"[(（][^()（）]*[)）]\Z"
_OF_A_DEAL = re.compile(r"(?:opportunity|opp|deal|properties|商机|业务机会)[\s:：._-]+(?=[^\W_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preset:
    """One CRM: its headings by field, those that no other CRM writes, and what its stages, kinds and statuses mean.

    Headings are kept by `heading_key`, values by `value_key`. `closes_when_created`: it fills in the day of creation
    where nobody gave a close date. `days` are headings of days on which something moved, and nothing else.
    """

    id: str
    name: str
    marks: frozenset[str]
    ignored: frozenset[str]
    fields: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]]
    closes_when_created: bool
    days: frozenset[str]

    def knows(self, key: str) -> bool:
        """Whether the CRM writes this heading."""
        return key in self.ignored or any(key in keys for keys in self.fields.values())

    def fitting(self, keys: Iterable[str]) -> tuple[int, int]:
        """How many of the headings are its own alone, and how many are known to it."""
        found = list(keys)
        return sum(key in self.marks for key in found), sum(self.knows(key) for key in found)


def bare_heading(heading: str) -> str | None:
    """The heading without the record it is of, as joined reports write it: Opportunity: Stage, Opportunity_Topic."""
    found = _OF_A_DEAL.match(heading)
    return heading[found.end() :] if found else None


def value_key(text: str) -> str:
    """What of a stage or status is compared: everything but case, hyphens, the width and number of blanks.

    Traditional letters are their simplified ones.
    """
    return " ".join(re.sub("[-–_]", " ", simplified(narrow(text).casefold())).split())


@cache
def read_presets() -> dict[str, Preset]:
    """Every preset by its id."""
    folder = files("osp_cli.exchange.presets")
    every = (*PRESETS, HISTORY)
    return {id: _preset(id, tomllib.loads((folder / f"{id}.toml").read_text(encoding="utf-8"))) for id in every}


def _preset(id: str, content: Mapping[str, Any]) -> Preset:
    return Preset(
        id=id,
        name=content["name"],
        marks=frozenset(map(heading_key, content["marks"])),
        ignored=frozenset(map(heading_key, content.get("ignored", ()))),
        fields={field: tuple(map(heading_key, headings)) for field, headings in content["fields"].items()},
        values={
            field: {value_key(said): meant for said, meant in content.get(part, {}).items()}
            for field, part in (("stage", "stages"), ("kind", "kinds"), ("status", "statuses"))
        },
        closes_when_created=content.get("closes_when_created", False),
        days=frozenset(map(heading_key, content.get("days", ()))),
    )


def recognised(headings: Sequence[str], presets: Mapping[str, Preset]) -> Preset:
    """The CRM that wrote these headings; the plain list where none fits better than it.

    A heading that is one CRM's own may stand in another tool's file too, so a CRM must know most of what the plain list
    knows (the share is ours).
    """
    keys = [_known_key(heading, presets) for heading in headings]
    if _is_history(keys, presets):
        return presets[HISTORY]
    scores = {id: presets[id].fitting(keys) for id in PRESETS}
    best = max(PRESETS, key=scores.__getitem__)
    marked, known = scores[best]
    is_tied = sum(score == scores[best] for score in scores.values()) > 1
    is_strange = known < SHARE_KNOWN * scores[PLAIN][1]
    if is_tied or is_strange or (not marked and known <= scores[PLAIN][1]):
        return presets[PLAIN]
    return presets[best]


def _known_key(heading: str, presets: Mapping[str, Preset]) -> str:
    """The key of a heading; where nobody knows it, that of the heading without the record it is of."""
    key, bare = heading_key(heading), bare_heading(heading)
    return key if bare is None or any(preset.knows(key) for preset in presets.values()) else heading_key(bare)


def _is_history(keys: Sequence[str], presets: Mapping[str, Preset]) -> bool:
    """Whether these are the headings of moves: a new stage and a day, or a stage and a day of moves without a name.

    Where nothing says so (a list may have these too), a person does: `--from history`.
    """
    fields = presets[HISTORY].fields
    has = {field for field, wanted in fields.items() if any(key in wanted for key in keys)}
    if not {"stage", "created"} <= has or not {"external_id", "name"} & has:
        return False
    if any(key in presets[HISTORY].marks for key in keys):
        return True
    is_of_salesforce = "opportunityid" in keys and "stagename" in keys
    return "name" not in has and (is_of_salesforce or any(key in presets[HISTORY].days for key in keys))


@dataclass(frozen=True, slots=True)
class Unit:
    """What a heading says of the amounts below it: the scale they count in (万), and their currency.

    `currency` is the code of a word such as 元, which a column of currencies overrides; `code` stands there itself, and
    what says otherwise is refused.
    """

    scale: str = ""
    currency: str = ""
    code: str = ""


def unit_of(heading: str) -> tuple[str, Unit] | None:
    """What stands before a unit, and the unit: 金额（万元） counts in 万 of CNY, Amount (USD) and amount_usd in USD."""
    found = re.search(_UNIT, heading) or re.search(_UNIT_BEHIND, heading)
    before = heading[: found.start()].rstrip(_BETWEEN) if found else ""
    if found is None or not before:
        return None
    unit = simplified(found[1].strip())
    if unit.casefold() in _UNITS:
        return before, Unit(*_UNITS[unit.casefold()])
    code = unit.upper()
    return (before, Unit(code=code)) if known_currency(code) else None


def stage_entered(heading: str) -> str | None:
    """The stage of a heading such as `Date entered "Contract Sent (Sales Pipeline)"`; None for any other."""
    found = re.match(r"(?:hs_)?(?:v2_)?date[ _]entered[ _]", heading, re.IGNORECASE)
    return (heading[found.end() :].strip(' _"') or None) if found else None


def meant(field: str, text: str, preset: Preset, presets: Mapping[str, Preset]) -> str | None:
    """What a stage, kind or status means: to its own CRM, else where all CRMs that know it agree; None where not.

    A number before it and a pipeline in brackets behind it do not count where it is not known with them.
    """
    bare = re.fullmatch(_NUMBERED, text, re.DOTALL)
    short = re.search(_IN_BRACKETS, text)
    tries = [text, text[: short.start()].rstrip() if short else "", bare[1] if bare else ""]
    for key in dict.fromkeys(value_key(each) for each in tries if each):
        if key in preset.values[field]:
            return preset.values[field][key]
        found = {each.values[field][key] for each in presets.values() if key in each.values[field]}
        if len(found) == 1:
            return found.pop()
    return None
