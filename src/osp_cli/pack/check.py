"""From a directory of TOML files to a content that is known to be well formed, or a refusal with all its faults.

First the form of every file is checked (models), then what holds between the items (references). Where a form has
faults its file is read again as far as it goes (forms), a file that cannot be read as one that holds nothing, and what
may be due to what is unknown is left out. So all faults are told at once.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from osp_cli.errors import Located, PackBroken, read_toml, unread
from osp_cli.pack import handbook_models as handbook
from osp_cli.pack import models
from osp_cli.pack.forms import AS_FAR, MARK, UNKNOWN, Form
from osp_cli.pack.handbook_references import find_faults
from osp_cli.pack.references import Fault, FaultReason, Files, Fits

FILES: Mapping[str, type[Form]] = {
    "pack.toml": models.PackFile,
    "roles.toml": models.RolesFile,
    "steps.toml": models.StepsFile,
    "stages.toml": models.StagesFile,
    "gates.toml": models.GatesFile,
    "tas.toml": models.AssessmentFile,
    "qualification.toml": models.QuestionsFile,
    "risks.toml": models.QuestionsFile,
    "competitors.toml": models.QuestionsFile,
    "plan.toml": models.PlanFile,
    "prompts.toml": models.QuestionsFile,
    "coaching.toml": models.QuestionsFile,
    "sizes.toml": models.SizesFile,
    "reasons.toml": models.ReasonsFile,
}
# What is read, not judged by: a pack that lacks such a file has nothing to say there.
READ: Mapping[str, type[Form]] = {
    "winloss.toml": models.QuestionsFile,
    "practice.toml": handbook.PracticeFile,
    "work.toml": handbook.WorkFile,
    "about.toml": handbook.AboutFile,
    "warnings.toml": handbook.WarningsFile,
    "duties.toml": handbook.DutiesFile,
    "signals.toml": handbook.SignalsFile,
    "strategies.toml": handbook.StrategiesFile,
    "glossary.toml": handbook.GlossaryFile,
    "sales_plans.toml": handbook.SalesPlansFile,
}
EMPTY: Mapping[str, dict[str, Any]] = {
    name: {key: [] for key, field in form.model_fields.items() if field.is_required()} for name, form in READ.items()
}

# What may seem wrong only because nothing is known of a file.
NO_QUESTION: tuple[FaultReason, ...] = ("unknown-question",)
DOUBTFUL: Mapping[str, tuple[FaultReason, ...]] = {
    "roles.toml": ("unknown-role",),
    "steps.toml": ("unknown-step",),
    "stages.toml": ("unknown-stage",),
    "gates.toml": ("unknown-criterion", "stage-unreachable"),
    "tas.toml": ("unknown-question", "unknown-section"),
    "qualification.toml": NO_QUESTION,
    "risks.toml": NO_QUESTION,
    "competitors.toml": NO_QUESTION,
    "plan.toml": NO_QUESTION,
    "prompts.toml": NO_QUESTION,
    "coaching.toml": NO_QUESTION,
}
SINGLE = ("form", "name")  # what a file says of itself as a whole; all else in it is lists and limits

LONGEST_SHOWN = 60

REASONS: Mapping[str, FaultReason] = {
    "missing": "missing",
    "extra_forbidden": "unknown-key",
    "union_tag_invalid": "unknown-kind",
    "union_tag_not_found": "missing",
    "literal_error": "unknown-value",
    "string_type": "not-text",
    "string_pattern_mismatch": "bad-id",
    "language-missing": "language-missing",
    "language-unknown": "language-unknown",
    "text-empty": "text-empty",
    "too_short": "too-few",
}


def read(directory: Path, fits: Fits | None = None) -> dict[str, Any]:
    """The content of the pack in `directory`, ready for `load.assemble`, its digest included.

    `fits` says whether osp understands a command; where it is given, the commands that the pack names are tried too.
    Raises `PackBroken` with every fault.
    """
    faults: list[Fault] = []
    raw = _raw(directory, faults)
    return content_of(raw, faults, fits)


def content_of(
    raw: Mapping[str, dict[str, Any]], known: Sequence[Fault] = (), fits: Fits | None = None
) -> dict[str, Any]:
    """The same for files that are read already (file name -> its tables); `known` are the faults of reading them."""
    faults = list(known)
    forms = _forms(raw, faults)
    if faults:
        faults += _faults_between(raw, faults, fits)
    else:
        faults = find_faults(_files(forms), fits)
    if faults:
        raise _refusal(faults)
    content = _content(forms)
    return {**content, "digest": digest_of(content)}


def _faults_between(raw: Mapping[str, Any], known: Sequence[Fault], fits: Fits | None) -> list[Fault]:
    """What is wrong between the items as far as they can be read, whatever the `known` faults hide."""
    forms: dict[str, Form] = {}
    empty: set[str] = set()
    for name, kind in {**FILES, **READ}.items():
        forms[name] = kind.model_validate(raw.get(name, {}), context=AS_FAR)
        lists = [field for field in kind.model_fields if field not in SINGLE]
        if name not in raw or any(getattr(forms[name], field) is UNKNOWN for field in lists):
            nothing: dict[str, Any] = {field: {} if field == "limits" else [] for field in lists}
            forms[name] = kind.model_construct(**nothing)
            empty.add(name)
    told = {(fault.file, fault.key) for fault in known}
    doubtful = {reason for name in empty for reason in DOUBTFUL.get(name, ())}
    return [
        fault
        for fault in find_faults(_files(forms), fits)
        if (fault.file, fault.key) not in told
        and fault.file not in empty
        and fault.reason not in doubtful
        and MARK not in fault.key + fault.value
    ]


def _files(forms: Mapping[str, Form]) -> Files:
    named: dict[str, Any] = {name.removesuffix(".toml"): form for name, form in forms.items()}
    return Files(**named)


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a content in its canonical JSON (keys sorted, no spaces), the same for every spelling of it."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _raw(directory: Path, faults: list[Fault]) -> dict[str, dict[str, Any]]:
    """What the files hold, as TOML sees it; files that are missing, strange or no TOML become faults."""
    raw: dict[str, dict[str, Any]] = {}
    present = {path.name for path in directory.glob("*.toml")}
    faults += [Fault(name, "", "file-unknown", "") for name in sorted(present - set(FILES) - set(READ))]
    for name in (*FILES, *READ):
        if name not in present:
            if name in READ:
                raw[name] = EMPTY[name]
            else:
                faults.append(Fault(name, "", "file-missing", ""))
            continue
        try:
            raw[name] = read_toml((directory / name).read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            reason = unread(problem)
            faults.append(Fault(name, "", "not-toml", reason.place if isinstance(reason, Located) else reason))
    return raw


def _forms(raw: Mapping[str, dict[str, Any]], faults: list[Fault]) -> dict[str, Form]:
    """The files as models; what does not fit becomes faults."""
    languages = raw.get("pack.toml", {}).get("languages")
    known = isinstance(languages, list) and [each for each in languages if isinstance(each, str)]
    context = {"languages": known or None}
    forms: dict[str, Form] = {}
    for name, content in raw.items():
        try:
            forms[name] = {**FILES, **READ}[name].model_validate(content, context=context)
        except ValidationError as problem:
            faults += [_fault(name, content, dict(error)) for error in problem.errors(include_url=False)]
    return forms


def _fault(file: str, content: Mapping[str, Any], error: Mapping[str, Any]) -> Fault:
    reason: FaultReason = REASONS.get(error["type"], "unfit-value")
    if reason in ("language-missing", "language-unknown", "text-empty"):
        value = str(error["ctx"]["value"])
    else:
        value = "" if reason in ("missing", "too-few") else _shown(error["input"])
    key = _key(error["loc"], content, is_missing=error["type"] == "missing")
    if error["type"].startswith("union_tag"):  # what is wrong is the key that chooses among the forms
        key += "." + error["ctx"]["discriminator"].strip("'")
    return Fault(file, key, reason, value)


def _shown(value: object) -> str:
    """The value in question, cut to what fits a sentence."""
    if isinstance(value, Mapping):
        value = value.get("rule", value.get("by", ""))
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _key(location: Sequence[str | int], content: object, *, is_missing: bool) -> str:
    """A path a person can follow: items by their id (`question[tas-funds].text`), else by their place from 1.

    What stands for a choice among forms is in no file and left out; the last part is named where it `is_missing`.
    """
    path = ""
    for part in location:
        if isinstance(part, int) and isinstance(content, list) and part < len(content):
            content = content[part]
            path += f"[{_name(content) or part + 1}]"
        elif isinstance(content, Mapping) and (part in content or (is_missing and part == location[-1])):
            content = content.get(part)
            path += f".{part}" if path else str(part)
    return path


def _name(item: object) -> str:
    if not isinstance(item, Mapping):
        return ""
    inner = item.get("item")
    named = {**item, **inner} if isinstance(inner, Mapping) else item
    return str(next((named[name] for name in ("id", "key", "code", "stage", "size") if name in named), ""))


def _refusal(faults: Sequence[Fault]) -> PackBroken:
    first = faults[0]
    values = {"file": first.file, "key": first.key, "reason": first.reason, "value": first.value, "count": len(faults)}
    return PackBroken("pack-broken", values, details={"faults": [fault.as_json() for fault in faults]})


QUESTION_KINDS = {
    "tas.toml": "tas",
    "qualification.toml": "qualification",
    "risks.toml": "risk",
    "competitors.toml": "competitor",
    "plan.toml": "plan",
    "prompts.toml": "prompt",
    "coaching.toml": "coaching",
    "winloss.toml": "winloss",
}


def _content(forms: Mapping[str, Form]) -> dict[str, Any]:
    """The canonical content: what the values need, defaults left out, in the order of the files."""
    rows = {name: form.model_dump(exclude_defaults=True) for name, form in forms.items()}
    questions = [
        {"form": rows[name].get("form"), "kind": kind, **question}
        for name, kind in QUESTION_KINDS.items()
        for question in rows[name].get("question", [])
    ]
    return {
        "name": rows["pack.toml"]["name"],
        "languages": rows["pack.toml"]["languages"],
        "roles": rows["roles.toml"]["role"],
        "steps": [
            {key: step[key] for key in ("number", "key", "name", "goal", "records") if key in step}
            for step in rows["steps.toml"]["step"]
        ],
        "stages": rows["stages.toml"]["stage"],
        "gates": rows["gates.toml"]["gate"],
        "sections": rows["tas.toml"]["section"],
        "questions": questions,
        "plan_parts": rows["plan.toml"]["part"],
        "limits": rows["sizes.toml"]["limits"],
        "size_rules": rows["sizes.toml"]["rule"],
        "reasons": rows["reasons.toml"]["reason"],
        "handbook": _handbook(rows),
    }


def _handbook(rows: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What is read: each step's page made of its two files, then the rest file by file."""
    practice = {step["number"]: step for step in rows["practice.toml"]["step"]}
    pages = [
        {"number": step["number"], **{key: step[key] for key in ("outcomes", "activities", "traps") if key in step}}
        | practice.get(step["number"], {})
        for step in rows["steps.toml"]["step"]
    ]
    return {
        "pages": pages,
        "works": rows["work.toml"]["work"],
        "chapters": rows["about.toml"]["chapter"],
        "warnings": rows["warnings.toml"]["warning"],
        "duties": rows["duties.toml"]["duty"],
        "signals": rows["signals.toml"]["signal"],
        "strategies": rows["strategies.toml"]["strategy"],
        "sales_parts": rows["sales_plans.toml"]["part"],
        # What the texts do without is for whoever writes them, not for who reads.
        "terms": [
            {key: value for key, value in term.items() if key != "avoid"} for term in rows["glossary.toml"]["term"]
        ],
    }
