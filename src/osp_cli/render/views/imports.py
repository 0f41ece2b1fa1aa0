"""The report of an import."""

from __future__ import annotations

from collections.abc import Sequence

from osp_cli.render.blocks import Block, Bullets, Facts, Item, Line, View
from osp_cli.render.naming import field_label, spoken
from osp_cli.render.views import common
from osp_cli.render.views.opportunities import told_change
from osp_cli.services.import_report import FileFacts, Imported, Meaning, RefusedRow, RowChange
from osp_cli.services.opportunities import FieldChange
from osp_cli.words import Words

SHOWN = 10
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
TWICE = ("import-row-twice", "import-id-twice")  # what is wrong lies in the whole list, as with a row for each product


def imported_view(report: Imported, words: Words) -> View:
    """What was taken and what was not, and why; the first changes; headings and rows that found no place."""
    parts: list[Block] = [Line(words("views.dry-run"), "warn")] if report.is_dry_run else []
    if report.found.source == "history":
        parts.append(Line(words("imports.moves")))
    counts = ("rows", "created", "updated", "unchanged", "skipped")
    rows = [(words(f"imports.{key}"), f"{getattr(report, key):,}") for key in counts]
    rows.append((words("imports.refused"), f"{len(report.refused):,}"))
    parts.append(Facts(tuple(rows)))
    parts += [
        Line(
            words("imports.join", file=join.file, matched=join.matched, missed=join.missed),
            "warn" if join.missed else "dim",
        )
        for join in report.joins
    ]
    parts += _doubts(report, words)
    if report.kept:
        parts += [Line(words("imports.kept-here"), "warn"), Bullets(_changes(report.kept, len(report.kept), words))]
    if report.deleted_open:
        deals = tuple(Item(f"{deal.number}  {deal.name}") for deal in report.deleted_open)
        first = report.deleted_open[0].number
        parts += [Line(words("imports.deleted-open", first=first), "warn"), Bullets(deals)]
    if report.changes:
        parts += [Line(words("imports.changes")), Bullets(_changes(report.changes, report.updated, words))]
    if report.refused:
        parts += [Line(words("imports.refused-rows"), "warn"), Bullets(_refused(report, words))]
        codes = {row.code for row in report.refused}
        parts += [Line(words(f"errors.{code}.mend"), "dim") for code in TWICE if code in codes]
    if report.refused_file:
        parts.append(Line(words("imports.refused-file", file=report.refused_file, again=report.again), "warn"))
    if (report.created or report.updated) and not report.is_dry_run:
        parts += [Line(words("imports.audit"), "dim"), common.undo_hint(words)]
    return tuple(parts)


def _doubts(report: Imported, words: Words) -> list[Block]:
    """Rows that contradict themselves, and by what they were taken."""
    told = []
    for one in report.contradictions:
        names = {key: words(f"imports.authority.{getattr(one, key)}") for key in ("other", "authority")}
        told.append((words("imports.contradiction", count=one.count, **names), one.count, one.lines))
    counted = ("unset_closes", "unknown_ends", "rounded", "several_accounts", "deleted")
    counts = {name: getattr(report, name) for name in counted}
    said = {name: f"imports.{name.replace('_', '-')}" for name in counts}
    said |= {name: f"imports.bare.{name}" for name in report.bare}
    for name, count in {**counts, **report.bare}.items():
        if count:
            told.append((words(said[name], count=count), count, report.lines.get(name, ())))
    lines: list[Block] = [Line(_at(*each, words), "warn") for each in told]
    if report.missing:
        lines.append(Line(words("imports.missing", count=report.missing), "dim"))
    return lines


def _at(text: str, count: int, lines: tuple[int, ...], words: Words) -> str:
    """A count with the first of its lines."""
    if not lines:
        return text
    shown = words("render.joint").join(map(str, lines)) + (" …" if count > len(lines) else "")
    return words("imports.at-lines", text=text.rstrip(".。"), lines=shown)


def facts_view(found: FileFacts, words: Words) -> View:
    """What was found out about a file, before anything is written: how it is read, and what of it is not taken."""
    joint = words("render.joint")
    parts: list[Block] = [Line(_read_as(found, words))]
    if not found.is_encoding_sure:
        parts.append(Line(words("imports.encoding-likely", encoding=found.encoding), "warn"))
    if found.saved_map:
        answers = joint.join(found.saved_meanings)
        parts.append(Line(words("imports.saved-map", texts=answers, file=found.saved_map), "warn"))
    told = [
        form for form in found.forms if form.form not in ("plain", "point") or (form.example and form.form != "plain")
    ]
    how = [
        words(
            "imports.form",
            heading=form.heading,
            how=words(f"imports.forms.{form.form}", example=form.example),
            count=form.count,
        )
        for form in told
    ]
    lines = [*how]
    if found.currency and found.is_currency_set:
        lines.append(_assumed("imports.currency", found.currency, words))
    lines += [words("imports.heading-currency", heading=heading, currency=code) for heading, code in found.currencies]
    if found.team:
        lines.append(words("imports.team", headings=found.team))
    if found.kept:
        fields = [words("imports.kept-field", heading=heading, field=field) for heading, field in found.kept]
        lines.append(words("imports.kept", texts=joint.join(fields)))
    if found.blanks:
        lines.append(
            words("imports.blanks", texts=joint.join(_counted(one.text, one.count, words) for one in found.blanks))
        )
    lines += _meanings(found, words)
    parts += [Bullets(tuple(Item(line) for line in lines))] if lines else []
    if found.currency and not found.is_currency_set:
        parts.append(Line(_assumed("imports.currency-unset", found.currency, words), "warn"))
    return (*parts, *_untaken(found, words))


def _assumed(key: str, currency: str, words: Words) -> str:
    """In which currency amounts are taken, with another one as the example of how to say so."""
    return words(key, currency=currency, other="USD" if currency == "EUR" else "EUR")


def answered_view(found: FileFacts, words: Words) -> View:
    """What the words of a file mean, once those that nobody knew have been asked."""
    lines = _meanings(found, words)
    return (Bullets(tuple(Item(line) for line in lines)),) if lines else ()


def _meanings(found: FileFacts, words: Words) -> list[str]:
    texts = [_meaning(one, _meant(one, words), words) for one in found.meanings]
    return [words("imports.meanings", texts=words("render.joint").join(texts))] if texts else []


def _read_as(found: FileFacts, words: Words) -> str:
    how = [words(f"imports.formats.{found.format}")]
    how += [found.encoding.upper()] if found.encoding else []
    how += [words(f"imports.separators.{SEPARATORS[found.separator]}")] if found.separator in SEPARATORS else []
    how += [words("imports.sheet", sheet=found.sheet)] if found.sheet else []
    own = f"imports.sources.{found.source}"
    source = words(own) if words.has(own) else found.source_name
    used = len(found.fields)
    return words(
        "imports.read-as", file=found.file, source=source, how=words("render.joint").join(how), count=found.rows,
        used=used, columns=used + len(found.not_taken),
    )  # fmt: skip


def _untaken(found: FileFacts, words: Words) -> list[Block]:
    """What the file holds that is not taken; each is named, none dropped unseen."""
    joint = words("render.joint")
    lines = []
    labels = {"close": "close_on"}
    if missing := [field_label(labels.get(field, field), words) for field in found.without if field != "stage"]:
        lines.append(words("imports.without", fields=joint.join(missing)))
    if "stage" in found.without:
        lines.append(words("imports.without-stage"))
    for one in found.not_per_owner:
        key = "imports.not-per-owner" + (
            "-joined" if one.is_joined else "-kept" if one.heading in dict(found.kept) else ""
        )
        lines.append(words(key, heading=one.heading, owner=one.owner, texts=joint.join(one.texts)))
    if found.not_taken:
        lines.append(words("imports.not-taken", headings=found.not_taken))
    for heading in dict.fromkeys(one.field for one in found.passed_over):
        texts = [_counted(one.text, one.count, words) for one in found.passed_over if one.field == heading]
        lines.append(words("imports.passed-over", heading=heading, texts=joint.join(texts[:SHOWN])))
    if found.left_out:
        around = [words("imports.left-out-line", line=line, text=text) for line, text in found.left_out[:SHOWN]]
        lines.append(words("imports.left-out", texts=joint.join(around)))
    return [Line(line, "warn") for line in lines]


def _counted(text: str, count: int, words: Words) -> str:
    return words("imports.counted", text=text, count=count)


def _meaning(one: Meaning, said: str, words: Words) -> str:
    return words("imports.meaning", text=one.text, meaning=said, count=one.count)


def _meant(one: Meaning, words: Words) -> str:
    """What a word of the file means, in the person's language."""
    meaning = one.meaning
    section = "opportunity-kinds" if one.field == "kind" else "status"
    if one.field == "stage" and words.method and words.method().has_stage(meaning):
        meaning = f"{meaning} {words.method().stage(meaning).name.say(words.language)}"
    elif (one.field, meaning) == ("status", "closed"):
        meaning = words("imports.closed")
    elif one.field in ("stage", "status", "kind") and words.has(f"{section}.{meaning}"):
        said = words(f"{section}.{meaning}")
        meaning = said if said != one.text else f"{meaning} {said}"
    return meaning


def _changes(rows: Sequence[RowChange], total: int, words: Words) -> tuple[Item, ...]:
    lines = [
        words(
            "views.label",
            label=words("views.aside", text=one.opportunity.name, aside=words("imports.line", line=one.line)),
            value=words("views.list-joint").join(_change(change, words) for change in one.changes),
        )
        for one in rows[:SHOWN]
    ]
    if total > SHOWN:
        lines.append(words("views.and-more", count=total - SHOWN))
    return tuple(Item(line) for line in lines)


def _change(change: FieldChange, words: Words) -> str:
    return words("views.field", label=field_label(change.field, words), value=told_change(change, words))


def refusal(row: RefusedRow, words: Words) -> str:
    """Everything that is wrong with a row."""
    told = dict.fromkeys(words(f"errors.{fault.code}.what", **spoken(fault.values, words)) for fault in row.faults)
    *before, last = told
    return words("views.sentence-joint").join([*(each.rstrip(".。") for each in before), last])


def _refused(report: Imported, words: Words) -> tuple[Item, ...]:
    lines = [words("imports.left-out-line", line=row.line, text=refusal(row, words)) for row in report.refused[:SHOWN]]
    if len(report.refused) > SHOWN:
        lines.append(words("views.and-more", count=len(report.refused) - SHOWN))
    return tuple(Item(line, tone="warn") for line in lines)
