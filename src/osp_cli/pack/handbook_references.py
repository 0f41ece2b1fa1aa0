"""What must hold between the handbook and the rest of a pack: nothing in it points at what is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from osp_cli.pack import handbook_models as handbook
from osp_cli.pack.models import CompetitorsForm, ItemForm
from osp_cli.pack.references import CHECKS, Fault, Files, Fits, repeated


def find_faults(files: Files, fits: Fits | None = None) -> list[Fault]:
    """All that is wrong between the items of a pack, check by check; commands are tried where `fits` can tell."""
    faults = [fault for check in (*CHECKS, *HANDBOOK_CHECKS) for fault in check(files)]
    return [*faults, *_commands(files, fits)] if fits else faults


def _items(files: Files) -> Iterator[tuple[str, ItemForm]]:
    """Every item that is read, with its file."""
    for step in files.steps.step:
        yield from (("steps.toml", item) for item in (step.goal, *step.outcomes, *step.activities, *step.traps))
    for page in files.practice.step:
        lists = (page.methods, page.difficulties, page.mistakes, page.tools)
        yield from (("practice.toml", item) for items in lists for item in items)
    yield from (("work.toml", item) for work in files.work.work for item in work.items)
    yield from (("about.toml", item) for chapter in files.about.chapter for item in chapter.items)
    yield from (("warnings.toml", warning.item) for warning in files.warnings.warning)
    yield from (("duties.toml", duty.item) for duty in files.duties.duty)
    yield from (("signals.toml", signal.item) for signal in files.signals.signal)
    yield from (("strategies.toml", strategy.item) for strategy in files.strategies.strategy)
    yield from (("sales_plans.toml", part.item) for part in files.sales_plans.part)


def _ids(files: Files) -> Iterator[Fault]:
    seen: set[str] = set()
    for file, item in _items(files):
        if item.id in seen:
            yield Fault(file, f"item[{item.id}]", "duplicate", item.id)
        seen.add(item.id)
    yield from repeated("practice.toml", "step", (str(page.number) for page in files.practice.step))
    yield from repeated("work.toml", "work", (f"{work.step} {work.role}" for work in files.work.work))
    yield from repeated("glossary.toml", "term", (term.id for term in files.glossary.term))


def _steps_and_roles(files: Files) -> Iterator[Fault]:
    steps, roles = {step.number for step in files.steps.step}, {role.id for role in files.roles.role}
    named = [("practice.toml", f"step[{page.number}]", page.number) for page in files.practice.step]
    named += [("work.toml", f"work[{work.step} {work.role}].step", work.step) for work in files.work.work]
    named += [
        ("warnings.toml", f"warning[{warning.item.id}].steps", step)
        for warning in files.warnings.warning
        for step in warning.steps
    ]
    yield from (Fault(file, key, "unknown-step", str(step)) for file, key, step in named if step not in steps)
    for work in files.work.work:
        if work.role not in roles:
            yield Fault("work.toml", f"work[{work.step} {work.role}].role", "unknown-role", work.role)


def _spans(files: Files) -> Iterator[Fault]:
    """Duties and signals begin and end at stages, in this order."""
    stages = [stage.key for stage in files.stages.stage]
    spans: list[tuple[str, str, handbook.DutyForm | handbook.SignalForm]] = [
        *(("duties.toml", f"duty[{duty.item.id}]", duty) for duty in files.duties.duty),
        *(("signals.toml", f"signal[{signal.item.id}]", signal) for signal in files.signals.signal),
    ]
    for file, key, span in spans:
        strange = [stage for stage in (span.first, span.last) if stage not in stages]
        yield from (Fault(file, key, "unknown-stage", stage) for stage in strange)
        if not strange and stages.index(span.last) < stages.index(span.first):
            yield Fault(file, key, "order-wrong", f"{span.first}, {span.last}")


def _conditions(files: Files) -> Iterator[Fault]:
    questions = {question.id for _, question in files.questions()}
    criteria = {criterion.id for criterion in files.criteria()}
    roles = {role.id for role in files.roles.role}
    for duty in files.duties.duty:
        if duty.question and duty.question not in questions:
            yield Fault("duties.toml", f"duty[{duty.item.id}].question", "unknown-question", duty.question)
        if duty.by and duty.by not in roles:
            yield Fault("duties.toml", f"duty[{duty.item.id}].by", "unknown-role", duty.by)
    for signal in files.signals.signal:
        key = f"signal[{signal.item.id}].when"
        for condition in signal.when:
            if condition.question is not None and condition.question not in questions:
                yield Fault("signals.toml", key, "unknown-question", condition.question)
            if condition.criterion is not None and condition.criterion not in criteria:
                yield Fault("signals.toml", key, "unknown-criterion", condition.criterion)
            for role in (condition.only_holder, condition.not_met):
                if role is not None and role not in roles:
                    yield Fault("signals.toml", key, "unknown-role", role)


def _profile_fields(files: Files) -> Iterator[Fault]:
    """The profile belongs to an account: no other plan reads it, and it is read once."""
    of_account = [part for part in files.sales_plans.part if part.profile]
    yield from repeated("sales_plans.toml", "profile", (part.profile for part in of_account))
    for part in of_account:
        if part.plan != "account":
            yield Fault("sales_plans.toml", f"part[{part.item.id}].profile", "unfit-value", part.profile)


def _grounds(files: Files) -> Iterator[Fault]:
    """What a strategy rests on is one of the twenty, or a heading of them."""
    questions, headings = {question.id for question in files.tas.question}, {each.id for each in files.tas.section}
    for strategy in files.strategies.strategy:
        key = f"strategy[{strategy.item.id}].when"
        for ground in strategy.when:
            if ground.question is not None and ground.question not in questions:
                yield Fault("strategies.toml", key, "unknown-question", ground.question)
            if ground.heading is not None and ground.heading not in headings:
                yield Fault("strategies.toml", key, "unknown-section", ground.heading)


def _mends(files: Files) -> Iterator[tuple[str, str, list[str]]]:
    """The command of each duty and signal that names one, with its file and key."""
    for duty in files.duties.duty:
        yield "duties.toml", f"duty[{duty.item.id}].mend", duty.mend
    for signal in files.signals.signal:
        yield "signals.toml", f"signal[{signal.item.id}].mend", signal.mend


def _mended(files: Files) -> Iterator[Fault]:
    """What a command answers or confirms is there to be answered or confirmed."""
    questions = {question.id for _, question in files.questions()}
    stand_ins = {c.kind.or_confirmed for c in files.criteria() if isinstance(c.kind, CompetitorsForm)}
    criteria = {criterion.id for criterion in files.criteria()} | stand_ins
    for file, key, mend in _mends(files):
        match mend:
            case ["answer", question, *_] if question not in questions:
                yield Fault(file, key, "unknown-question", question)
            case ["confirm", criterion, *_] if criterion not in criteria:
                yield Fault(file, key, "unknown-criterion", criterion)


def _commands(files: Files, fits: Fits) -> Iterator[Fault]:
    for file, key, mend in _mends(files):
        if mend and not fits(mend):
            yield Fault(file, key, "unknown-command", " ".join(mend))


HANDBOOK_CHECKS: tuple[Callable[[Files], Iterator[Fault]], ...] = (
    *(_ids, _steps_and_roles, _spans, _conditions, _grounds, _profile_fields, _mended),
)
